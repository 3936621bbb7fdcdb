"""Feeds of public stories: all of them, an area's, an outcome's. The same for every reader."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.models import Area
from bigstory.core.text.sides import with_names
from outcomes.models import Outcome, Publication, Reading
from outcomes.publishing.exchange import atom

ATOM = "application/atom+xml; charset=utf-8"


@login_not_required
@require_safe
def stories_feed(request: HttpRequest) -> HttpResponse:
    about = _("Stories of what became different, told by the people it happened to.")
    return _feed(
        request, _public(), title=_("Stories – Big Story"), about=about, page=reverse("stories")
    )


@login_not_required
@require_safe
def area_feed(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area, slug=slug)
    title = with_names(_("Stories from %(area)s – Big Story"), area=area.short_name)
    about = with_names(_("What became different in %(area)s."), area=area.short_name)
    return _feed(
        request, _public().filter(area=area), title=title, about=about, page=area.get_absolute_url()
    )


@login_not_required
@require_safe
def outcome_feed(request: HttpRequest, slug: str) -> HttpResponse:
    outcome = get_object_or_404(Outcome, slug=slug)
    yes = {
        "answers__outcome": outcome,
        "answers__party": Reading.Party.TELLER,
        "answers__answer": Reading.Answer.YES,
    }
    title = _("Stories of “%(outcome)s” – Big Story") % {"outcome": outcome.name}
    about = _("Stories whose tellers say yes to: %(question)s") % {"question": outcome.question}
    page = reverse("outcome", args=[outcome.slug])
    return _feed(request, _public().filter(**yes), title=title, about=about, page=page)


def _public():
    return Publication.objects.for_everybody().stories()


def _feed(request: HttpRequest, rows, *, title: str, about: str, page: str) -> HttpResponse:
    body = atom(
        title=title,
        about=about,
        here=request.path,
        page=page,
        rows=rows,
        address=request.build_absolute_uri,
    )
    return HttpResponse(body, content_type=ATOM)
