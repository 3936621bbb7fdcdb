"""Pages about the site itself: what it is, what it keeps, how it is made."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def about(request):
    return render(request, "pages/about.html", {"section": "about"})


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
    return render(request, "pages/style.html", {"section": "about"})
