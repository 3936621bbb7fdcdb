"""“Did it meet on 4 May?”: the short list to confirm, and its answers."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.models import today
from partnerships.actions.regulars import AlreadyTold, ask_again, it_did_not_meet, it_met
from partnerships.forms.regular import MetForm
from partnerships.models import Activity, Regular
from partnerships.reads.regulars import Ask, meets_on
from partnerships.views.back import safe_next
from partnerships.views.frame import of_area
from partnerships.views.made import made_once
from partnerships.views.token import with_a_token


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
