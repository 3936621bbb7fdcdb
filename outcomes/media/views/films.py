"""A film at YouTube or Vimeo: set beside a story, put right, taken away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.core.files.refused import Refused
from bigstory.kit.once import AlreadySent, fingerprint, once
from outcomes.media.actions.recordings import add_film, change_film, take_film_away
from outcomes.media.forms.recordings import FilmForm
from outcomes.models import ChangeStory, ElsewhereFilm
from outcomes.stories.actions.telling import Closed
from outcomes.stories.models.moves import OPEN_STATES
from outcomes.stories.views.story import story_or_404
from outcomes.stories.views.tell import closed


@require_http_methods(["GET", "HEAD", "POST"])
def film_new(request: HttpRequest, pk: int) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method != "POST":
        open_now = story.state in OPEN_STATES
        return _page(request, story, FilmForm()) if open_now else closed(request, story)
    form = FilmForm(request.POST)
    if form.is_valid():
        try:
            return redirect(_add(request, story, form))
        except AlreadySent:
            form.add_error(
                None,
                _("This form was sent already, with other words. Open the page again to say more."),
            )
        except Refused as refused:
            form.add_error("address", refused.problems[0])
        except Closed as sent:
            return _page(request, sent.story, form, late=True)
    return _page(request, story, form)


def _add(request, story: ChangeStory, form: FilmForm) -> str:
    def make() -> str:
        add_film(story, by=request.user, values=form.values())
        return reverse("story_recordings", args=[story.pk])

    sent = {
        "user": request.user,
        "token": form.cleaned_data["token"],
        "body": fingerprint(request.POST),
    }
    try:
        return once(**sent, make=make)
    except Refused:
        # The second sending of a form finds the film of the first; that is no mistake.
        before = FormToken.objects.filter(**sent).first()
        if before is None:
            raise
        return before.result


@require_http_methods(["GET", "HEAD", "POST"])
def film_change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Once the story is sent it can still be taken away, and nothing else."""
    story = story_or_404(request, pk)
    film = story.films.filter(pk=number).first()
    if film is None:
        raise Http404
    require(request.user, May.TELL, story.area)
    film.story = story
    if request.method != "POST":
        return _page(request, story, FilmForm(film=film), film)
    if "remove" in request.POST:
        take_film_away(film, by=request.user)
        messages.success(request, _("Taken away."))
        return redirect("story_recordings", pk)
    form = FilmForm(request.POST, film=film)
    if not form.is_valid():
        return _page(request, story, form, film)
    if form.overtaken:
        return _page(request, story, form, film, theirs=form.theirs())
    return _change(request, story, form, film)


def _change(request, story: ChangeStory, form: FilmForm, film: ElsewhereFilm) -> HttpResponse:
    try:
        change_film(film, by=request.user, values=form.values())
    except Refused as refused:
        form.add_error("address", refused.problems[0])
        return _page(request, story, form, film)
    except Closed as sent:
        return _page(request, sent.story, form, film, late=True)
    except ElsewhereFilm.DoesNotExist:
        messages.warning(
            request,
            _("Somebody took this away while you were writing. Add it again if it belongs here."),
        )
    else:
        messages.success(request, _("Saved."))
    return redirect("story_recordings", story.pk)


def _page(
    request, story: ChangeStory, form: FilmForm, film=None, *, theirs=None, late=False
) -> HttpResponse:
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "form": form,
        "film": film,
        "theirs": theirs,
        "late": late,
        "is_open": story.state in OPEN_STATES,
    }
    return render(request, "outcomes/media/film.html", context, status=409 if late else 200)
