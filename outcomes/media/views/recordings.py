"""The recordings and films of a story: recorded or chosen, described, taken away."""

from csp.decorators import csp_update
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import can, require
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.core.files.recordings.look import RecordingRefused, Why, installed
from bigstory.core.files.refused import Refused
from bigstory.core.files.uploads import takes_files_up_to
from bigstory.core.text.sides import with_names
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from outcomes.consent.actions.tellers import put_teller_in
from outcomes.consent.queries.before_sending import teller_alone_in
from outcomes.media.actions.recordings import (
    DESCRIPTION_FIELDS,
    add_recording,
    describe_recording,
    remove_recording,
)
from outcomes.media.forms.recordings import RecordingFileForm, RecordingForm
from outcomes.media.queries.films import films_of, frame_policy
from outcomes.media.queries.items import RECORDINGS, recordings_of, with_refusal
from outcomes.models import ChangeStory
from outcomes.stories.actions.telling import Closed
from outcomes.stories.models.moves import OPEN_STATES
from outcomes.stories.views.story import of_story, story_or_404
from partnerships.models import MediaItem

# The one page on which a browser may ask for the microphone, and play what it just recorded.
MICROPHONE_POLICY = "geolocation=(), microphone=(self), camera=()"


@takes_files_up_to("RECORDING_MAX_BYTES")
@require_http_methods(["GET", "HEAD", "POST"])
def story_recordings(request: HttpRequest, pk: int) -> HttpResponse:
    """While the story is told more can be added; later one can be taken away, on its own page."""
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method != "POST":
        return _list_page(request, story, RecordingFileForm())
    form = RecordingFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            item = add_recording(
                story,
                by=request.user,
                file=form.cleaned_data["file"],
                token=form.cleaned_data["token"],
            )
        except Refused as refused:
            form.add_error("file", refused.problems[0])
        except Closed as sent:
            messages.warning(
                request, _("The story was sent meanwhile, so nothing was added to it.")
            )
            return _list_page(request, sent.story, None)
        else:
            messages.success(request, _("Kept with your story. Say what it is, if you like."))
            return redirect("story_recording", pk, item.pk)
    return _list_page(request, story, form)


@require_http_methods(["GET", "HEAD", "POST"])
def story_recording(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Describe one recording or film, or take it away."""
    story = story_or_404(request, pk)
    item = MediaItem.objects.filter(in_story__story=story, kind__in=RECORDINGS, pk=number).first()
    removing = request.method == "POST" and "remove" in request.POST
    if item is None and not (removing and can(request.user, May.TELL, story.area)):
        raise Http404
    require(request.user, May.TELL, story.area)
    if removing:
        return _remove(request, story, item)
    if request.method != "POST":
        return _recording_page(request, story, item, _form(story, item))
    data = with_both(request.POST, words_of(item, DESCRIPTION_FIELDS))
    form = _form(story, item, data, request.FILES)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _recording_page
        return page(request, story, item, form)
    try:
        with transaction.atomic():
            values = form.chosen()
            describe_recording(story, item, by=request.user, seen=form.mark, values=values)
            if form.only_teller:
                put_teller_in(story, item, by=request.user)
    except Conflict as conflict:
        return _two_wrote(request, story, item, form, parts=conflict.parts)
    except Closed as sent:
        return _recording_page(request, sent.story, item, form, late=True)
    except MediaItem.DoesNotExist:
        messages.warning(request, _("Somebody took this away while you were writing."))
    else:
        messages.success(request, _("Saved."))
    return redirect("story_recordings", pk)


def _form(story: ChangeStory, item: MediaItem, *data) -> RecordingForm:
    return RecordingForm(*data, item=item, teller_alone=teller_alone_in(story, item))


def _two_wrote(
    request, story: ChangeStory, item: MediaItem, form: RecordingForm, *, parts=()
) -> HttpResponse:
    thing = with_names(_("Recording %(n)s of “%(title)s”"), n=item.pk, title=story.title)
    around = of_story(story) | {"thing": thing}
    stored = words_of(item, DESCRIPTION_FIELDS)
    return two_wrote(request, form, stored, parts=parts, frame=around)


def _remove(request, story: ChangeStory, item: MediaItem | None) -> HttpResponse:
    if item is not None and remove_recording(story, item, by=request.user):
        messages.success(request, _("It is gone, for everybody."))
    else:
        messages.info(request, _("That was gone already."))
    return redirect("story_recordings", story.pk)


def _list_page(request, story: ChangeStory, form: RecordingFileForm | None) -> HttpResponse:
    is_open = story.state in OPEN_STATES
    films = films_of(request.user, story)
    context = {
        **of_story(story),
        "recordings": recordings_of(story),
        "films": films,
        "form": form if is_open and installed() else None,
        "is_open": is_open,
        "cannot": "" if installed() else RecordingRefused.sentence(Why.NO_FFMPEG),
    }
    with_media = csp_update({"media-src": ["blob:"]} | frame_policy(films))(render)
    response = with_media(request, "outcomes/media/recordings.html", context)
    response.headers["Permissions-Policy"] = MICROPHONE_POLICY
    return response


def _recording_page(
    request, story: ChangeStory, item: MediaItem, form: RecordingForm, *, late=False
) -> HttpResponse:
    context = {
        **of_story(story),
        "item": with_refusal(item),
        "form": form,
        "late": late,
        "is_open": story.state in OPEN_STATES,
    }
    return render(request, "outcomes/media/recording.html", context, status=409 if late else 200)
