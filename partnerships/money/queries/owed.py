"""Spend reports that were sent: which wait for an answer, and what was answered."""

from django.urls import reverse
from django.utils.translation import gettext as _

from areas.desk.models.owed import Owed
from areas.desk.queries.sources import Source, Thing, Wait
from bigstory.accounts.roles import May
from partnerships.models import Review, SpendReport

KIND = Owed.Kind.SPEND_REPORT


def thing_of(report: SpendReport) -> Thing:
    """`report` has its area and organisation at hand."""
    words = {"half_year": report.half_year_in_words, "who": report.organisation}
    return Thing(
        KIND,
        report.pk,
        report.area,
        title=_("%(half_year)s, %(who)s") % words,
        page=report.get_absolute_url(),
        desk=reverse("spend_report_reply", args=[report.pk]),
        sender=report.sent_by_id,
    )


def _waits(areas):
    reports = SpendReport.objects.waiting().filter(area__in=areas)
    rows = reports.order_by().values_list("area", "pk", "sent_at")
    return [Wait(area, KIND, pk, sent) for area, pk, sent in rows]


def _answered(things):
    return dict(Review.objects.filter(spend_report__in=things).values_list("spend_report", "at"))


def _things(user, things):
    reports = SpendReport.objects.visible_to(user).filter(pk__in=things, state="sent")
    found = reports.select_related("area__region", "area__programme", "organisation")
    return {report.pk: thing_of(report) for report in found}


def _replies(things):
    return _as_replies(Review.objects.filter(spend_report__in=things))


def _latest(user, areas, most):
    reports = SpendReport.objects.visible_to(user).filter(area__in=areas)
    reviews = Review.objects.filter(spend_report__in=reports.order_by().values("pk"))
    return _as_replies(reviews.order_by("-at", "-pk")[:most])


def _as_replies(reviews):
    return [review.as_reply(KIND, review.spend_report_id) for review in reviews]


SPEND_REPORTS = Source(
    kinds=(KIND,),
    answers=May.REVIEW_MONEY,
    waits=_waits,
    answered=_answered,
    things=_things,
    reads=May.READ_MONEY,
    writes=May.EDIT_MONEY,
    replies=_replies,
    latest=_latest,
)
