"""“Did it meet on 4 May?”: the short list to confirm, and its answers.

What meets every week or every month: the list, adding, changing, ending.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.kit.back import safe_next
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import side_by_side
from partnerships.log.actions.activities import (
    AlreadyTold,
    add_regular,
    ask_again,
    change_regular,
    end_regular,
    it_did_not_meet,
    it_met,
)
from partnerships.log.forms.regular import (
    AddRegularForm,
    ChangeRegularForm,
    EndForm,
    MetForm,
    words_of,
)
from partnerships.log.queries import LOOK_BACK, Ask, meets_on, rhythm, waiting
from partnerships.models import Action, Activity, Regular


def asked(asks: list[Ask], *, most: int) -> dict:
    """Context of the short list: the latest days first, each with its own small form."""
    shown = sorted(asks, key=lambda ask: (-ask.on.toordinal(), ask.regular.title))[:most]
    return {"asks": [(ask, _form(ask)) for ask in shown], "asks_left": len(asks) - len(shown)}


def _form(ask: Ask, typed=None) -> MetForm:
    return MetForm(typed, auto_id=f"id_{ask.key}_%s", initial={"on": f"{ask.on:%Y-%m-%d}"})


@require_POST
def regular_met(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`said` is "met", "missed", or "again" to be asked once more."""
    visible = Regular.objects.visible_to(request.user).select_related("area__programme", "action")
    regular = get_object_or_404(visible, area__slug=slug, pk=pk)
    require(request.user, May.LOG, regular.area)
    typed = with_a_token(request.POST)
    form = MetForm(typed)
    form.is_valid()
    on = form.cleaned_data.get("on")
    if on is None or on > today() or not meets_on(regular, on):
        messages.warning(request, _("It does not meet on that day. Nothing was saved."))
        return redirect(_back(request, slug))
    ask = Ask(regular, on)
    try:
        if request.POST.get("said") == "missed":
            it_did_not_meet(regular=regular, on=on, by=request.user)
            messages.success(request, _("Noted: %(what)s did not meet on %(day)s.") % _words(ask))
        elif request.POST.get("said") == "again":
            ask_again(regular=regular, on=on, by=request.user)
        else:
            return _met(request, ask, _form(ask, typed))
    except AlreadyTold as told:
        _say_already(request, ask, told.activity)
    except IntegrityError:
        earlier = Activity.objects.filter(regular=regular, on=on).first()
        if earlier is None:
            raise
        _say_already(request, ask, earlier)
    return redirect(_back(request, slug))


def _met(request: HttpRequest, ask: Ask, form: MetForm) -> HttpResponse:
    if not form.is_valid():
        context = {**of_area(request, ask.regular.area, "activities"), "form": form, "ask": ask}
        return render(
            request,
            "partnerships/log/regular_met.html",
            context | {"back": _back(request, ask.slug)},
        )

    def make() -> str:
        it_met(regular=ask.regular, on=ask.on, by=request.user, values=form.values())
        return _back(request, ask.slug)

    path, _new = made_once(request, form, make)
    messages.success(request, _("Saved: %(what)s, %(day)s.") % _words(ask))
    return redirect(path)


def _say_already(request: HttpRequest, ask: Ask, activity) -> None:
    words = _words(ask) | {"name": activity.logged_by_name or _("somebody")}
    messages.info(
        request,
        _("%(what)s on %(day)s is logged already, by %(name)s. Nothing was saved twice.") % words,
    )


def _words(ask: Ask) -> dict:
    return {"what": ask.regular.title, "day": date_format(ask.on, "j F")}


def _back(request: HttpRequest, slug: str) -> str:
    """Where the list was: home or the page of regular things."""
    return safe_next(request) or reverse("regulars", args=[slug])


A_PAGE = 25
ASKED_AT_ONCE = 10


def _area(request: HttpRequest, slug: str) -> Area:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.LOG, area)
    return area


def _find(request: HttpRequest, slug: str, pk: int) -> Regular:
    visible = Regular.objects.visible_to(request.user).select_related(
        "area__programme", "action__priority"
    )
    found = get_object_or_404(visible, area__slug=slug, pk=pk)
    require(request.user, May.LOG, found.area)
    return found


@require_safe
def regulars(request: HttpRequest, slug: str) -> HttpResponse:
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
        **of_area(request, area, "activities"),
        "page": page,
        **asked(waiting(request.user, [area]), most=ASKED_AT_ONCE),
        "back": request.path,
    }
    return render(request, "partnerships/log/regulars.html", context)


def _actions(area: Area, regular: Regular | None = None):
    """The present plan, and the action it belonged to even if that plan is over."""
    actions = Action.objects.of_present_plans().filter(priority__plan__area=area)
    return (
        actions | Action.objects.filter(pk=regular.action_id)
        if regular and regular.action_id
        else actions
    )


@require_http_methods(["GET", "HEAD", "POST"])
def regular_new(request: HttpRequest, slug: str) -> HttpResponse:
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

    path, counts = made_once(request, form, make)
    if not counts:
        again = AddRegularForm(with_a_token(typed, new=True), area=area, actions=actions)
        return _page(request, area, again, sent_before=path)
    messages.success(request, _("Saved. From now on we ask after each day it should have met."))
    return redirect(path)


@require_http_methods(["GET", "HEAD", "POST"])
def regular_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _find(request, slug, pk)
    actions = _actions(found.area, found)
    if request.method != "POST":
        form = ChangeRegularForm(initial=words_of(found), area=found.area, actions=actions)
        return _page(request, found.area, form, regular=found)
    form = ChangeRegularForm(request.POST, area=found.area, actions=actions)
    if form.is_valid() and found.ends and form.cleaned_data["starts"] >= found.ends:
        form.add_error(
            "starts",
            _("It has stopped before that day. Choose an earlier one, or add it as a new thing."),
        )
    if not form.is_valid():
        return _page(request, found.area, form, regular=found)
    try:
        change_regular(
            regular=found, by=request.user, seen=form.cleaned_data["version"], values=form.values()
        )
    except Conflict as conflict:
        # Their version counts as seen now: sending this page again is a choice, not an accident.
        form.data = form.data.copy()
        form.data["version"] = str(conflict.current.version)
        differences = side_by_side(form, conflict.current)
        return _page(request, found.area, form, regular=found, differences=differences)
    messages.success(request, _("Saved."))
    return redirect("regulars", slug=slug)


@require_POST
def regular_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """It has stopped: the days after the last one are not asked about."""
    found = _find(request, slug, pk)
    end = EndForm(request.POST, regular=found)
    if not end.is_valid():
        form = ChangeRegularForm(
            initial=words_of(found), area=found.area, actions=_actions(found.area, found)
        )
        return _page(request, found.area, form, regular=found, end=end)
    try:
        end_regular(regular=found, by=request.user, last=end.cleaned_data["last"])
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
    context = {**of_area(request, area, "activities"), "form": form, "regular": regular}
    if regular is not None:
        context["end"] = EndForm(regular=regular, initial={"last": today()})
        context["missed"] = list(regular.missed.filter(on__gte=today() - LOOK_BACK).order_by("-on"))
    return render(request, "partnerships/log/regular.html", context | more)
