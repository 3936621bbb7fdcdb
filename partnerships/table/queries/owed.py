"""Yearly reviews that were sent: which wait for an answer, and what was answered."""

from django.urls import reverse
from django.utils.translation import gettext as _

from areas.desk.models.owed import Owed
from areas.desk.queries.sources import Source, Thing, Wait
from bigstory.accounts.roles import May
from partnerships.models import PartnershipReview, Review

KIND = Owed.Kind.YEARLY_REVIEW


def thing_of(review: PartnershipReview) -> Thing:
    """`review` has its partnership, with its area, at hand."""
    area = review.partnership.area
    return Thing(
        KIND,
        review.pk,
        area,
        title=_("Who joined, left and stayed, %(year)s") % {"year": review.on.year},
        page=reverse("partnership_reviews", args=[area.slug]),
        desk=reverse("partnership_review_reply", args=[review.pk]),
        sender=review.sent_by_id,
    )


def _waits(areas):
    reviews = PartnershipReview.objects.waiting().filter(partnership__area__in=areas)
    rows = reviews.order_by().values_list("partnership__area", "pk", "sent_at")
    return [Wait(area, KIND, pk, sent) for area, pk, sent in rows]


def _answered(things):
    reviews = Review.objects.filter(partnership_review__in=things)
    return dict(reviews.values_list("partnership_review", "at"))


def _things(user, things):
    reviews = PartnershipReview.objects.visible_to(user).filter(pk__in=things)
    found = reviews.select_related("partnership__area__region", "partnership__area__programme")
    return {review.pk: thing_of(review) for review in found}


def _replies(things):
    return _as_replies(Review.objects.filter(partnership_review__in=things))


def _latest(user, areas, most):
    sent = PartnershipReview.objects.visible_to(user).filter(partnership__area__in=areas)
    reviews = Review.objects.filter(partnership_review__in=sent.order_by().values("pk"))
    return _as_replies(reviews.order_by("-at", "-pk")[:most])


def _as_replies(reviews):
    return [review.as_reply(KIND, review.partnership_review_id) for review in reviews]


YEARLY_REVIEWS = Source(
    kinds=(KIND,),
    answers=May.REVIEW_ROSTER,
    waits=_waits,
    answered=_answered,
    things=_things,
    reads=May.READ_ROSTER,
    writes=May.EDIT_ROSTER,
    replies=_replies,
    latest=_latest,
)
