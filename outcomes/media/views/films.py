"""A film at YouTube or Vimeo: added to a story, changed, taken away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.versioned import Conflict
from bigstory.core.files.refused import Refused
from bigstory.core.text.sides import with_names
from bigstory.kit.once import AlreadySent, fingerprint, once
from bigstory.kit.two_editors import is_choice, two_wrote, with_both
from outcomes.media.actions.recordings import add_film, change_film, film_parts, remove_film
from outcomes.media.forms.recordings import FilmForm
from outcomes.models import ChangeStory, ElsewhereFilm
from outcomes.stories.actions.telling import Closed
from outcomes.stories.models.moves import OPEN_STATES
from outcomes.stories.views.story import of_story, story_or_404
from outcomes.stories.views.tell import closed


@require_http_methods(["GET", "HEAD", "POST"])
def film_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a film by its address."""
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method != "POST":
        open_now = story.state in OPEN_STATES
        return _page(request, story, FilmForm()) if open_now else closed(request, story)
    form = FilmForm(request.POST)
    if story.state not in OPEN_STATES:
        return _page(request, story, form, late=True)
    if form.is_valid():
        try:
            return redirect(_add_once(request, story, form))
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


def _add_once(request, story: ChangeStory, form: FilmForm) -> str:
    def make() -> str:
        add_film(story, by=request.user, values=form.values())
        return reverse("story_recordings", args=[story.pk])

    form_token = {
        "user": request.user,
        "token": form.cleaned_data["token"],
        "body": fingerprint(request.POST),
    }
    try:
        return once(**form_token, make=make)
    except Refused:
        # Sent a second time, the form finds the film of the first time; that is no mistake.
        earlier = FormToken.objects.filter(**form_token).first()
        if earlier is None:
            raise
        return earlier.result


@require_http_methods(["GET", "HEAD", "POST"])
def film_change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change a film or take it away; once the story is sent, only the latter."""
    story = story_or_404(request, pk)
    film = story.films.filter(pk=number).first()
    if film is None:
        raise Http404
    require(request.user, May.TELL, story.area)
    film.story = story
    if request.method != "POST":
        return _page(request, story, FilmForm(film=film), film)
    if "remove" in request.POST:
        remove_film(film, by=request.user)
        messages.success(request, _("Taken away."))
        return redirect("story_recordings", pk)
    data = with_both(request.POST, film_parts(film))
    form = FilmForm(data, film=film)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _page
        return page(request, story, form, film)
    return _change(request, story, form, film)


def _change(request, story: ChangeStory, form: FilmForm, film: ElsewhereFilm) -> HttpResponse:
    try:
        change_film(film, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, story, form, conflict.current, parts=conflict.parts)
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


def _two_wrote(
    request, story: ChangeStory, form: FilmForm, film: ElsewhereFilm, *, parts=()
) -> HttpResponse:
    thing = with_names(_("Film %(n)s of “%(title)s”"), n=film.pk, title=story.title)
    around = of_story(story) | {"thing": thing}
    return two_wrote(request, form, film_parts(film), parts=parts, frame=around)


def _page(request, story: ChangeStory, form: FilmForm, film=None, *, late=False) -> HttpResponse:
    context = {
        **of_story(story),
        "form": form,
        "film": film,
        "late": late,
        "is_open": story.state in OPEN_STATES,
    }
    return render(request, "outcomes/media/film.html", context, status=409 if late else 200)
