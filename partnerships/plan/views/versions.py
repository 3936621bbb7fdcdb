"""The versions of a plan as they were sent: the list, one of them word for word, and any two of an
area side by side.
"""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from partnerships.models import PlanVersion
from partnerships.plan.queries.compare import Comparison, compare
from partnerships.plan.queries.sent import (
    as_sent,
    followed_plan,
    plan_words,
    reads_letters,
    versions_of_area,
)
from partnerships.plan.views.plan import plan_or_404

PER_PAGE = 25


@require_safe
def plan_versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The versions of one plan, the newest first."""
    plan = plan_or_404(request, slug, number, needs=May.READ_PLAN)
    versions = versions_of_area(request.user, plan.area)
    context = {
        **of_area(request, plan.area),
        "plan": plan,
        "page": Paginator(versions.filter(plan=plan), PER_PAGE).get_page(request.GET.get("page")),
        "others": versions.exclude(plan=plan).exists(),
        "letters": reads_letters(request.user, plan.area),
    }
    return render(request, "partnerships/plan/versions.html", context)


@require_safe
def plan_version(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """One version as it was sent, with the answer for those who read letters."""
    versions = PlanVersion.objects.visible_to(request.user)
    chosen = get_object_or_404(
        versions.select_related("review", "plan__area__programme"),
        plan__area__slug=slug,
        plan__number=number,
        number=version,
    )
    plan = chosen.plan
    require(request.user, May.READ_PLAN, plan.area)
    context = {
        **of_area(request, plan.area),
        "plan": plan,
        "version": chosen,
        "sent": as_sent(chosen.words, names=can(request.user, May.READ_NAMES, plan.area)),
        "letters": reads_letters(request.user, plan.area),
    }
    return render(request, "partnerships/plan/version.html", context)


@require_safe
def plan_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A plan as it stands beside the one it would change; 404 where it changes none."""
    plan = plan_or_404(request, slug, number, needs=May.READ_PLAN)
    words = plan_words(plan)
    before = followed_plan(plan, words)
    if before is None:
        raise Http404
    names = can(request.user, May.READ_NAMES, plan.area)
    context = {
        **of_area(request, plan.area),
        "plan": plan,
        "before": before,
        "comparison": compare(before.words, words, names=names),
    }
    return render(request, "partnerships/plan/changes.html", context)


@require_safe
def plan_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions, by ?a= and ?b=; without them the two sent last. A version of another area is
    404.
    """
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    require(request.user, May.READ_PLAN, area)
    versions = list(
        versions_of_area(request.user, area).order_by("sent_at", "plan__number", "number")
    )
    earlier, later = _chosen_two(request, versions)
    context = {
        **of_area(request, area),
        "versions": versions,
        "earlier": earlier,
        "later": later,
        "comparison": _comparison(request, area, earlier, later) if earlier else None,
    }
    return render(request, "partnerships/plan/compare.html", context)


def _chosen_two(
    request: HttpRequest, versions: list[PlanVersion]
) -> tuple[PlanVersion, PlanVersion] | tuple[None, None]:
    """The two versions of the address, the older first; the last two where it names none.

    404 where it names one that is not among them.
    """
    by_id = {str(version.pk): version for version in versions}
    ids = [request.GET.get(name) for name in ("a", "b")]
    if ids == [None, None]:
        return (versions[-2], versions[-1]) if len(versions) > 1 else (None, None)
    if not all(pk in by_id for pk in ids):
        raise Http404
    first, second = sorted((by_id[pk] for pk in ids), key=versions.index)
    return first, second


def _comparison(
    request: HttpRequest, area: Area, first: PlanVersion, second: PlanVersion
) -> Comparison:
    versions = PlanVersion.objects.filter(pk__in={first.pk, second.pk})
    words = dict(versions.values_list("pk", "words"))
    return compare(words[first.pk], words[second.pk], names=can(request.user, May.READ_NAMES, area))
