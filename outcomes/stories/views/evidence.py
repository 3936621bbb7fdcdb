"""One thing that supports a story: set beside it, put right, taken away."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.versioned import Conflict
from bigstory.core.files.refused import Refused
from bigstory.kit.once import AlreadySent, fingerprint, once
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from outcomes.media.actions.photos import keep_paper, take_in_paper
from outcomes.models import ChangeStory, Evidence
from outcomes.stories.actions.evidence import add_evidence, change_evidence, take_evidence_away
from outcomes.stories.actions.telling import Closed
from outcomes.stories.forms.evidence import FIELDS_OF, PAPER, EvidenceForm, kind_or_none
from outcomes.stories.models.moves import OPEN_STATES
from outcomes.stories.views.story import of_story, story_or_404
from outcomes.stories.views.tell import closed
from partnerships.log.actions.photos import drop_unused
from partnerships.models import MediaItem

KNOW = "know"


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.TELL)
    chosen = kind_or_none(kind)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        if story.state not in OPEN_STATES:
            return closed(request, story)
        return _page(request, story, EvidenceForm(kind=chosen))
    form = EvidenceForm(request.POST, request.FILES, kind=chosen)
    if not form.is_valid() or (pages := _pages_of(request, story, form)) is None:
        return _page(request, story, form)
    try:
        return _add(request, story, form, pages)
    finally:
        drop_unused(pages)


def _add(request, story: ChangeStory, form: EvidenceForm, pages: list[MediaItem]) -> HttpResponse:
    def make() -> str:
        item = add_evidence(story, by=request.user, kind=form.kind, values=form.values())
        return _keep(request, story, item, pages)

    token = form.cleaned_data["token"]
    body = fingerprint(request.POST, request.FILES)
    try:
        path = once(user=request.user, token=token, body=body, make=make)
    except AlreadySent:
        messages.info(request, _("This was saved before. Here it is, so that you can change it."))
        path = FormToken.objects.get(user=request.user, token=token).result
    except Refused as refused:
        form.add_error(None, refused.problems[0])
        return _page(request, story, form)
    except Closed as sent:
        return _too_late(request, sent.story, form)
    return redirect(path)


def _pages_of(request, story: ChangeStory, form: EvidenceForm) -> list[MediaItem] | None:
    """A picture of each page of the paper that was sent along; empty where none was.

    None: it was refused, and the form says why.
    """
    file = form.cleaned_data.get(PAPER)
    try:
        return take_in_paper(story, by=request.user, file=file) if file else []
    except Refused as refused:
        form.add_error(PAPER, refused.problems[0])
        return None


def _keep(request, story: ChangeStory, item: Evidence, pages: list[MediaItem]) -> str:
    """Where to go on: with a paper, to its pages, of each of which one thing is asked."""
    if not pages:
        return _beside(story)
    keep_paper(story, by=request.user, pages=pages, called=item.source)
    messages.success(
        request,
        _("The paper is with the photos. Say of each page who is in it: a name counts too."),
    )
    return reverse("story_photos", args=[story.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    story = story_or_404(request, pk)
    item = get_object_or_404(story.evidence.filter(kind__in=FIELDS_OF, media=None), pk=number)
    require(request.user, May.TELL, story.area)
    item.story = story
    if request.method != "POST":
        if story.state not in OPEN_STATES:
            return closed(request, story)
        return _page(request, story, EvidenceForm(kind=item.kind, item=item), item)
    data = with_both(request.POST, words_of(item, FIELDS_OF[item.kind]))
    form = EvidenceForm(data, request.FILES, kind=item.kind, item=item)
    if "remove" in request.POST:
        return _take_away(request, story, form)
    if not form.is_valid() and is_choice(data):
        return _two_wrote(request, story, form)
    if not form.is_valid() or (pages := _pages_of(request, story, form)) is None:
        return _page(request, story, form, item)
    try:
        return _change(request, story, form, pages)
    finally:
        drop_unused(pages)


def _take_away(request, story: ChangeStory, form: EvidenceForm) -> HttpResponse:
    try:
        take_evidence_away(form.item, by=request.user)
    except Closed as sent:
        return _too_late(request, sent.story, form)
    messages.success(request, _("Taken away."))
    return redirect(_beside(story))


def _change(
    request, story: ChangeStory, form: EvidenceForm, pages: list[MediaItem]
) -> HttpResponse:
    try:
        with transaction.atomic():
            changed = change_evidence(
                form.item, by=request.user, seen=form.mark, values=form.chosen()
            )
            path = _keep(request, story, changed, pages)
    except Conflict as conflict:
        return _two_wrote(request, story, form, parts=conflict.parts)
    except Closed as sent:
        return _too_late(request, sent.story, form)
    except Evidence.DoesNotExist:
        messages.warning(
            request,
            _("Somebody took this away while you were writing. Add it again if it belongs here."),
        )
        path = _beside(story)
    return redirect(path)


def _two_wrote(request, story: ChangeStory, form: EvidenceForm, *, parts=()) -> HttpResponse:
    thing = f"{form.item.get_kind_display()} · {story.title}"
    around = of_story(story) | {"thing": thing}
    stored = words_of(form.item, FIELDS_OF[form.kind])
    return two_wrote(request, form, stored, parts=parts, frame=around)


def _beside(story: ChangeStory) -> str:
    return reverse("story_tell", args=[story.pk, KNOW]) + "#beside"


def _too_late(request, story: ChangeStory, form: EvidenceForm) -> HttpResponse:
    """It was sent meanwhile. What somebody wrote is shown, to copy."""
    context = of_story(story) | {"form": form}
    return render(request, "outcomes/stories/evidence_late.html", context, status=409)


def _page(
    request, story: ChangeStory, form: EvidenceForm, item: Evidence | None = None
) -> HttpResponse:
    context = {
        **of_story(story),
        "form": form,
        "item": item,
    }
    return render(request, "outcomes/stories/evidence.html", context)
