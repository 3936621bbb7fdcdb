"""The first page of a story: what changed. Saving it makes the draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.kit.autosave import is_autosave, not_yet
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.once import AlreadySent, fingerprint, once
from outcomes.consent.actions.tellers import name_teller
from outcomes.models import ChangeStory
from outcomes.stories.actions.telling import Closed, save_step, start
from outcomes.stories.forms.steps import STEPS
from outcomes.stories.forms.what import NewForm, WhatForm
from outcomes.stories.queries.words import mark_of
from outcomes.stories.views.story import story_or_404
from outcomes.stories.views.tell import PAGE, closed, frame, go_on, saved_step
from partnerships.models import Activity

FIRST = STEPS[0]


@require_http_methods(["GET", "HEAD", "POST"])
def story_new(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme", "region"), slug=slug
    )
    require(request.user, May.TELL, area)
    activity = _activity(request, area)
    beside = _beside(request, area)
    if request.method != "POST":
        form = NewForm(story=None, user=request.user)
        form.initial["activity"] = activity.pk if activity else None
        form.initial["beside"] = beside.pk if beside else None
        return _page(request, area, form, activity, beside)
    form = NewForm(request.POST, story=None, user=request.user)
    if not form.is_valid() and not is_autosave(request):
        return _page(request, area, form, activity, beside)
    if is_autosave(request) and not form.cleaned_data.get("what_changed"):
        return not_yet(_("Say what changed, and it will be saved as you type."))
    values = _values(form)
    try:
        story = _begin(request, area, form, values, activity, beside)
    except Closed as sent:
        return closed(request, story_or_404(request, sent.story.pk), FIRST, form)
    if is_autosave(request):
        # A title may come later.
        return saved_step(story, FIRST, form, values, whole=not set(form.errors) - {"title"})
    return go_on(request, story, FIRST)


def _values(form: NewForm) -> dict:
    """What was typed. A title may come later: until then its first words stand in."""
    values = form.values()
    return {"title": values["what_changed"][:60]} | values


def _begin(
    request,
    area: Area,
    form: NewForm,
    values: dict,
    activity: Activity | None,
    beside: ChangeStory | None,
) -> ChangeStory:
    """Make the draft, once.

    A page that was saved as it was typed, and is sent again, changes that same draft.
    """

    def make() -> str:
        story = start(area=area, by=request.user, activity=activity, beside=beside, **values)
        name_teller(story, by=request.user, **form.teller(story))
        return reverse("story_tell", args=[story.pk, FIRST.slug])

    token = form.cleaned_data["token"]
    try:
        path = once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
        return story_or_404(request, resolve(path).kwargs["pk"], needs=May.TELL)
    except AlreadySent:
        path = FormToken.objects.get(user=request.user, token=token).result
    story = story_or_404(request, resolve(path).kwargs["pk"], needs=May.TELL)
    seen = mark_of(story, WhatForm.parts)
    stored = save_step(story, by=request.user, seen=seen, values=values)
    name_teller(stored, by=request.user, **form.teller(stored))
    return stored


def _activity(request, area: Area) -> Activity | None:
    """What the story begins from, if it is something of this area that the writer may see."""
    number = _number(request, "activity")
    activities = Activity.objects.visible_to(request.user).filter(area=area, pk=number)
    return activities.first() if number else None


def _beside(request, area: Area) -> ChangeStory | None:
    """The story of somebody else about the same thing, if it is one of this area's."""
    number = _number(request, "beside")
    stories = ChangeStory.objects.visible_to(request.user).filter(area=area, pk=number)
    return stories.first() if number else None


def _number(request, name: str) -> int | None:
    """The number of a row in a form or an address."""
    return row_number(request.POST.get(name) or request.GET.get(name) or "")


def _page(
    request, area: Area, form: NewForm, activity: Activity | None, beside: ChangeStory | None
) -> HttpResponse:
    context = frame(request.user, None, FIRST) | {
        "form": form,
        "area": area,
        "activity": activity,
        "beside": beside,
    }
    return render(request, PAGE, context)
