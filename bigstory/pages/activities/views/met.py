"""“Did it meet on 4 May?”: the answer for one day of something regular."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from areas.access import require
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.text.sides import with_names
from bigstory.kit.back import safe_next
from bigstory.kit.once import made_once, with_a_token
from bigstory.pages.activities.actions import Saved, log_meeting
from bigstory.pages.activities.views.look import with_link_to_words
from partnerships.log.actions.regular import AlreadyLogged, forget_missed, note_missed
from partnerships.log.forms.regular import MetForm
from partnerships.log.queries import Occurrence, meets_on
from partnerships.log.views.regular import met_form
from partnerships.models import Activity, Regular


@require_POST
def regular_met(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The answer for one day: `said` is "met", "missed", or "again" to be asked once more."""
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
    try:
        return _save_answer(request, Occurrence(regular, on), typed)
    except AlreadyLogged as error:
        _message_logged(request, Occurrence(regular, on), error.activity)
    except IntegrityError:
        earlier = Activity.objects.filter(regular=regular, on=on).first()
        if earlier is None:
            raise
        _message_logged(request, Occurrence(regular, on), earlier)
    return redirect(_back(request, slug))


def _save_answer(request: HttpRequest, occurrence: Occurrence, typed) -> HttpResponse:
    """Raises AlreadyLogged or IntegrityError where the day has an entry."""
    regular, on = occurrence
    answer = request.POST.get("said")
    if answer == "missed":
        note_missed(regular=regular, on=on, by=request.user)
        messages.success(
            request,
            with_names(_("Noted: %(what)s did not meet on %(day)s."), **_words(occurrence)),
        )
    elif answer == "again":
        forget_missed(regular=regular, on=on, by=request.user)
    else:
        return _save_met(request, occurrence, met_form(occurrence, typed))
    return redirect(_back(request, occurrence.slug))


def _save_met(request: HttpRequest, occurrence: Occurrence, form: MetForm) -> HttpResponse:
    back = _back(request, occurrence.slug)
    if not form.is_valid():
        context = {
            **of_area(request, occurrence.regular.area),
            "form": form,
            "ask": occurrence,
            "back": back,
        }
        return render(request, "partnerships/log/regular_met.html", context)

    regular, on = occurrence
    saved: list[Saved] = []

    def make() -> str:
        saved.append(
            log_meeting(regular_thing=regular, on=on, by=request.user, values=form.values())
        )
        return back

    path, _is_first = made_once(request, form, make)
    messages.success(request, with_names(_("Saved: %(what)s, %(day)s."), **_words(occurrence)))
    if saved and saved[0].to_look_at:
        messages.info(request, with_link_to_words(saved[0]))
    return redirect(path)


def _message_logged(request: HttpRequest, occurrence: Occurrence, activity: Activity) -> None:
    words = _words(occurrence) | {"name": activity.logged_by_name or _("somebody")}
    messages.info(
        request,
        with_names(
            _("%(what)s on %(day)s is logged already, by %(name)s. Nothing was saved twice."),
            **words,
        ),
    )


def _words(occurrence: Occurrence) -> dict:
    return {"what": occurrence.regular.title, "day": date_format(occurrence.on, "j F")}


def _back(request: HttpRequest, slug: str) -> str:
    """Where the list was: home or the page of regular things."""
    return safe_next(request) or reverse("regulars", args=[slug])
