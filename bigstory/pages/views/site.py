"""Pages about the site itself: what it is, what it keeps, how it is made."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bigstory.pages.samples import samples
from outcomes.models import Outcome


@login_not_required
@require_safe
def about(request):
    outcomes = Outcome.objects.in_use().order_by("number")
    return render(request, "pages/about.html", {"section": "about", "outcomes": outcomes})


@login_not_required
@require_safe
def privacy(request):
    return render(request, "pages/privacy.html", {"section": "about"})


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
