"""Plans that were sent: which wait for an answer, and what was answered."""

from django.db.models import QuerySet
from django.urls import reverse

from areas.desk.models.owed import Owed
from areas.desk.queries.sources import Reply, Source, Thing, Wait
from bigstory.accounts.roles import May
from partnerships.models import Plan, PlanVersion, Review

Kind = Owed.Kind


def kind_of(plan: Plan) -> str:
    return Kind.CHANGE if plan.kind == Plan.Kind.VARIATION else Kind.PLAN


def thing_of(version: PlanVersion) -> Thing:
    """`version` has its plan, with its area, at hand."""
    plan = version.plan
    return Thing(
        kind_of(plan),
        version.pk,
        plan.area,
        title=plan.title,
        page=plan.get_absolute_url(),
        desk=reverse("plan_review", args=[version.pk]),
        note=plan.get_kind_display(),
        sender=version.sent_by_id,
    )


def _waits(areas):
    versions = PlanVersion.objects.waiting().filter(plan__area__in=areas).select_related("plan")
    return [
        Wait(version.plan.area_id, kind_of(version.plan), version.pk, version.sent_at)
        for version in versions.defer("words")
    ]


def _answered(things):
    reviews = Review.objects.filter(plan_version__in=things)
    return dict(reviews.values_list("plan_version", "at"))


def _things(user, things):
    versions = PlanVersion.objects.visible_to(user).filter(pk__in=things).defer("words")
    found = versions.select_related("plan__area__region", "plan__area__programme")
    return {version.pk: thing_of(version) for version in found}


def _replies(things):
    return _as_replies(Review.objects.filter(plan_version__in=things))


def _latest(user, areas, most):
    versions = PlanVersion.objects.visible_to(user).filter(plan__area__in=areas)
    reviews = Review.objects.filter(plan_version__in=versions.order_by().values("pk"))
    return _as_replies(reviews.order_by("-at", "-pk")[:most])


def _as_replies(reviews: QuerySet[Review]) -> list[Reply]:
    rows = reviews.select_related("plan_version__plan").defer("plan_version__words")
    return [
        review.as_reply(kind_of(review.plan_version.plan), review.plan_version_id)
        for review in rows
    ]


PLANS = Source(
    kinds=(Kind.PLAN, Kind.CHANGE),
    answers=May.REVIEW_PLAN,
    waits=_waits,
    answered=_answered,
    things=_things,
    reads=May.READ_NAMES,
    writes=May.EDIT_PLAN,
    replies=_replies,
    latest=_latest,
)
