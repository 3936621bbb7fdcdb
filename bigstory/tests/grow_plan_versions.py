"""Makes what was sent of a plan grow: a version for every number, each but the newest answered."""

from django.utils import timezone

from areas.models import Area
from partnerships.models import Plan, PlanVersion, Review
from partnerships.plan.queries.sent import plan_words


def grow_plan_versions(area: Area, numbers, by) -> None:
    plan = Plan.objects.filter(area=area).order_by("number").first()
    words = plan_words(plan) | {"vision": "A warm town."}
    # A whole plan of 300 priorities in each of 300 versions would measure the disk; a few of them
    # show the shape.
    words["priorities"] = words["priorities"][:3]
    versions = PlanVersion.objects.bulk_create(
        PlanVersion(
            plan=plan, number=n, words=words, note="Please.", sent_by=by, sent_at=timezone.now()
        )
        for n in numbers
    )
    Review.objects.bulk_create(
        Review(plan_version=each, verdict="returned", words="One question.", at=timezone.now())
        for each in versions
    )
