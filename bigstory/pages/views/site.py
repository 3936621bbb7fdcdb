"""Pages about the site itself: what it is, what it keeps, how it is made."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bigstory.core.models import today
from bigstory.pages.samples import samples
from outcomes.models import LawfulBasis, Outcome


@login_not_required
@require_safe
def about(request):
    outcomes = Outcome.objects.in_use().order_by("number")
    return render(request, "pages/about.html", {"section": "about", "outcomes": outcomes})


@login_not_required
@require_safe
def privacy(request):
    """The ground in law of each use is data of the programme; the newest of each that is in
    force.
    """
    grounds: dict[str, LawfulBasis] = {}
    for each in LawfulBasis.objects.filter(from_date__lte=today()).order_by("programme", "pk"):
        kept = grounds.get(each.use)
        if kept is None or kept.from_date <= each.from_date:
            grounds[each.use] = each
    return render(request, "pages/privacy.html", {"section": "about", "grounds": grounds.values()})


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "pages/accessibility.html", {"section": "about"})


@login_not_required
@require_safe
def style(request):
    """Every part in every state, made of the very templates the other pages use."""
    outcomes = list(Outcome.objects.in_use().order_by("number")[:4])
    return render(request, "pages/style.html", {"section": "about"} | samples(outcomes))
