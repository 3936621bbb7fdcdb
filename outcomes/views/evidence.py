"""One thing that supports a story: set beside it, put right, taken away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.models import FormToken
from bigstory.core.once import AlreadySent, fingerprint, once
from bigstory.core.refused import Refused
from outcomes.actions.evidence import add_evidence, change_evidence, take_evidence_away
from outcomes.actions.stories import Closed
from outcomes.forms.evidence import ASKED, EvidenceForm, kind_or_none
from outcomes.models import ChangeStory, Evidence
from outcomes.moves import OPEN_STATES
from outcomes.views.found import story_or_404
from outcomes.views.tell import closed

KNOW = "know"


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.TELL)
    chosen = kind_or_none(kind)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        open_now = story.state in OPEN_STATES
        return _page(request, story, EvidenceForm(kind=chosen)) if open_now else closed(request, story)
    form = EvidenceForm(request.POST, kind=chosen)
    if not form.is_valid():
        return _page(request, story, form)
    return _add(request, story, form)


def _add(request, story: ChangeStory, form: EvidenceForm) -> HttpResponse:
    def make() -> str:
        add_evidence(story, by=request.user, kind=form.kind, values=form.values())
        return reverse("story_tell", args=[story.pk, KNOW])

    token = form.cleaned_data["token"]
    try:
        path = once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
    except AlreadySent:
        messages.info(request, _("This was saved before. Here it is, so that you can change it."))
        path = FormToken.objects.get(user=request.user, token=token).result
    except Refused as refused:
        form.add_error(None, refused.problems[0])
        return _page(request, story, form)
    except Closed as sent:
        return _too_late(request, sent.story, form)
    return redirect(path + "#beside")


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    story = story_or_404(request, pk)
    item = get_object_or_404(story.evidence.filter(kind__in=ASKED, media=None), pk=number)
    require(request.user, May.TELL, story.area)
    item.story = story
    if request.method != "POST":
        open_now = story.state in OPEN_STATES
        return (
            _page(request, story, EvidenceForm(kind=item.kind, item=item), item) if open_now else closed(request, story)
        )
    form = EvidenceForm(request.POST, kind=item.kind, item=item)
    try:
        if "remove" in request.POST:
            take_evidence_away(item, by=request.user)
            messages.success(request, _("Taken away."))
        elif not form.is_valid():
            return _page(request, story, form, item)
        elif form.overtaken:
            form.see_it_as_it_is()
            return _page(request, story, form, item, theirs=True)
        else:
            change_evidence(item, by=request.user, values=form.values())
    except Closed as sent:
        return _too_late(request, sent.story, form)
    except Evidence.DoesNotExist:
        messages.warning(request, _("Somebody took this away while you were writing. Add it again if it belongs here."))
    return redirect(reverse("story_tell", args=[story.pk, KNOW]) + "#beside")


def _too_late(request, story: ChangeStory, form: EvidenceForm) -> HttpResponse:
    """It was sent meanwhile. What somebody wrote is shown, to copy."""
    context = {"story": story, "area": story.area, "form": form, "section": "stories"}
    return render(request, "outcomes/evidence_late.html", context, status=409)


def _page(
    request, story: ChangeStory, form: EvidenceForm, item: Evidence | None = None, *, theirs: bool = False
) -> HttpResponse:
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "form": form,
        "item": item,
        "theirs": [(form[name].label, getattr(item, name)) for name in ASKED[form.kind]] if theirs else None,
    }
    if theirs:
        context["theirs"] = [(label, value) for label, value in context["theirs"] if value not in ("", None)]
    return render(request, "outcomes/evidence.html", context)
