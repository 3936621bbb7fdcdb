"""Every sending of a plan: the list, one of them word for word, and any two of an area side by
side.
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
from partnerships.plan.queries.compare import compare
from partnerships.plan.queries.sent import as_sent, reads_letters, versions_of_area
from partnerships.plan.views.send import plan_or_404

A_PAGE = 25


@require_safe
def plan_versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_or_404(request, slug, number, needs=May.READ_PLAN)
    found = versions_of_area(request.user, plan.area)
    context = {
        **of_area(request, plan.area, "plan"),
        "plan": plan,
        "page": Paginator(found.filter(plan=plan), A_PAGE).get_page(request.GET.get("page")),
        "others": found.exclude(plan=plan).exists(),
        "letters": reads_letters(request.user, plan.area),
    }
    return render(request, "partnerships/plan/versions.html", context)


@require_safe
def plan_version(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    found = PlanVersion.objects.visible_to(request.user).select_related(
        "review", "plan__area__programme"
    )
    shown = get_object_or_404(found, plan__area__slug=slug, plan__number=number, number=version)
    plan = shown.plan
    require(request.user, May.READ_PLAN, plan.area)
    context = {
        **of_area(request, plan.area, "plan"),
        "plan": plan,
        "version": shown,
        "sent": as_sent(shown.words, names=can(request.user, May.READ_NAMES, plan.area)),
        "letters": reads_letters(request.user, plan.area),
    }
    return render(request, "partnerships/plan/version.html", context)


@require_safe
def plan_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Without ?a= and ?b= the two newest that differ in time; a version of another area was never
    here.
    """
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    require(request.user, May.READ_PLAN, area)
    versions = list(
        versions_of_area(request.user, area).order_by("sent_at", "plan__number", "number")
    )
    chosen = _chosen(request, versions)
    context = {
        **of_area(request, area, "plan"),
        "versions": versions,
        "earlier": chosen[0] if chosen else None,
        "later": chosen[1] if chosen else None,
        "comparison": _comparison(request, area, *chosen) if chosen else None,
    }
    return render(request, "partnerships/plan/compare.html", context)


def _chosen(
    request: HttpRequest, versions: list[PlanVersion]
) -> tuple[PlanVersion, PlanVersion] | None:
    """The two that were asked for, the older first; the last two where nothing was asked."""
    by_id = {str(version.pk): version for version in versions}
    asked = [request.GET.get(name) for name in ("a", "b")]
    if asked == [None, None]:
        return (versions[-2], versions[-1]) if len(versions) > 1 else None
    if not all(each in by_id for each in asked):
        raise Http404
    first, second = sorted((by_id[each] for each in asked), key=versions.index)
    return first, second


def _comparison(request: HttpRequest, area: Area, first: PlanVersion, second: PlanVersion):
    words = dict(
        PlanVersion.objects.filter(pk__in={first.pk, second.pk}).values_list("pk", "words")
    )
    return compare(words[first.pk], words[second.pk], names=can(request.user, May.READ_NAMES, area))
