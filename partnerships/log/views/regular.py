"""What meets every week or every month: the list, adding, changing, ending.

And “Did it meet on 4 May?”: the short list to confirm. Its answers are in
`bigstory.pages.activities.views.met`.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.log.actions.regular import add_regular, change_regular, end_regular
from partnerships.log.forms.regular import (
    FIELDS,
    AddRegularForm,
    ChangeRegularForm,
    EndForm,
    MetForm,
    initial_of,
)
from partnerships.log.queries import LOOK_BACK, Occurrence, rhythm, unconfirmed
from partnerships.models import Action, Regular

A_PAGE = 25
CONFIRMED_AT_ONCE = 10


@require_safe
def regulars(request: HttpRequest, slug: str) -> HttpResponse:
    """What meets regularly in an area: what still runs first, each with its rhythm."""
    area = _area(request, slug)
    own = Regular.objects.visible_to(request.user).filter(area=area)
    own = own.order_by(F("ends").desc(nulls_first=True), "title", "pk")
    page = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    for regular in page:
        regular.rhythm = rhythm(regular)
        regular.is_over = (
            not regular.is_active() and regular.ends is not None and regular.ends <= today()
        )
    context = {
        **of_area(request, area),
        "page": page,
        **confirmations(unconfirmed(request.user, [area]), most=CONFIRMED_AT_ONCE),
        "back": request.path,
    }
    return render(request, "partnerships/log/regulars.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def regular_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down something that meets regularly."""
    area = _area(request, slug)
    actions = _actions(area)
    if request.method != "POST":
        return _page(
            request, area, AddRegularForm(area=area, actions=actions, initial={"starts": today()})
        )
    typed = with_a_token(request.POST)
    form = AddRegularForm(typed, area=area, actions=actions)
    if not form.is_valid():
        return _page(request, area, form)

    def make() -> str:
        add_regular(area=area, by=request.user, values=form.values())
        return reverse("regulars", args=[slug])

    path, is_first = made_once(request, form, make)
    if not is_first:
        fresh = AddRegularForm(with_a_token(typed, new=True), area=area, actions=actions)
        return _page(request, area, fresh, sent_before=path)
    messages.success(request, _("Saved. From now on we ask after each day it should have met."))
    return redirect(path)


@require_http_methods(["GET", "HEAD", "POST"])
def regular_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change it; of two who do so at once the later sees both texts."""
    regular = _regular(request, slug, pk)
    actions = _actions(regular.area, regular)
    if request.method != "POST":
        form = ChangeRegularForm(initial=initial_of(regular), area=regular.area, actions=actions)
        return _page(request, regular.area, form, regular=regular)
    data = with_both(request.POST, words_of(regular, FIELDS))
    form = ChangeRegularForm(data, area=regular.area, actions=actions)
    if form.is_valid() and regular.ends and form.cleaned_data["starts"] >= regular.ends:
        form.add_error(
            "starts",
            _("It has stopped before that day. Choose an earlier one, or add it as a new thing."),
        )
    if not form.is_valid() and is_choice(data):
        return _two_wrote(request, regular, form)
    if not form.is_valid():
        return _page(request, regular.area, form, regular=regular)
    try:
        change_regular(regular=regular, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, regular, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("regulars", slug=slug)


def _two_wrote(request: HttpRequest, regular: Regular, form: ChangeRegularForm, *, parts=()):
    frame = of_area(request, regular.area) | {"thing": regular.title}
    return two_wrote(request, form, words_of(regular, FIELDS), parts=parts, frame=frame)


@require_POST
def regular_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """It has stopped: nobody is asked about days after the last one."""
    regular = _regular(request, slug, pk)
    end = EndForm(request.POST, regular=regular)
    if not end.is_valid():
        form = ChangeRegularForm(
            initial=initial_of(regular), area=regular.area, actions=_actions(regular.area, regular)
        )
        return _page(request, regular.area, form, regular=regular, end=end)
    try:
        end_regular(regular=regular, by=request.user, last=end.cleaned_data["last"])
    except Conflict:
        messages.warning(
            request, _("Somebody changed it at the same moment. Look at it, then press once more.")
        )
        return redirect("regular_change", slug=slug, pk=pk)
    messages.success(request, _("Saved. What was logged of it stays."))
    return redirect("regulars", slug=slug)


def _page(
    request: HttpRequest, area: Area, form, *, regular: Regular | None = None, **more
) -> HttpResponse:
    context = {**of_area(request, area), "form": form, "regular": regular}
    if regular is not None:
        context["end"] = EndForm(regular=regular, initial={"last": today()})
        context["missed"] = list(regular.missed.filter(on__gte=today() - LOOK_BACK).order_by("-on"))
    return render(request, "partnerships/log/regular.html", context | more)


def _area(request: HttpRequest, slug: str) -> Area:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.LOG, area)
    return area


def _regular(request: HttpRequest, slug: str, pk: int) -> Regular:
    visible = Regular.objects.visible_to(request.user).select_related(
        "area__programme", "action__priority"
    )
    regular = get_object_or_404(visible, area__slug=slug, pk=pk)
    require(request.user, May.LOG, regular.area)
    return regular


def _actions(area: Area, regular: Regular | None = None):
    """The present plan, and the action it belonged to even if that plan is over."""
    actions = Action.objects.of_present_plans().filter(priority__plan__area=area)
    if regular and regular.action_id:
        actions |= Action.objects.filter(pk=regular.action_id)
    return actions


# --- did it meet? ---


def confirmations(occurrences: list[Occurrence], *, most: int) -> dict:
    """Context of the short list: the latest days first, each with its own small form."""
    latest = sorted(occurrences, key=lambda day: (-day.on.toordinal(), day.regular.title))[:most]
    return {
        "asks": [(occurrence, met_form(occurrence)) for occurrence in latest],
        "asks_left": len(occurrences) - len(latest),
        "asks_all": len(occurrences),
    }


def met_form(occurrence: Occurrence, typed=None) -> MetForm:
    """The small form of one day."""
    return MetForm(
        typed, auto_id=f"id_{occurrence.key}_%s", initial={"on": f"{occurrence.on:%Y-%m-%d}"}
    )
