"""Answers to an entry that was kept on a phone without a signal and is sent by a script
afterwards.

Log what happened: the page a member opens on a phone after the luncheon club.
"""

import uuid

from django.contrib import messages
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import grants, require
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.kit.back import safe_next, with_query
from bigstory.kit.once import AlreadySent, fingerprint, once
from bigstory.kit.templatetags.questions import problems
from partnerships.log.actions.activities import log_activity
from partnerships.log.actions.photos import drop_unused, save_photos
from partnerships.log.forms.activity import LogForm
from partnerships.log.forms.photos import PhotoBag
from partnerships.log.queries import begin, offers
from partnerships.models import Action, Activity, Regular


def from_a_phone(request: HttpRequest) -> bool:
    return request.headers.get("X-Kept") == "1"


def accepted(path: str) -> JsonResponse:
    return JsonResponse({"saved": True, "url": path})


def refused(form: BaseForm) -> JsonResponse:
    """The same sentences the page would show; the phone keeps every word."""
    return JsonResponse(
        {"saved": False, "says": " ".join(str(problem.words) for problem in problems(form))}
    )


def sent_before(path: str) -> JsonResponse:
    said = _("This was sent once already, with other words. What you sent first is saved.")
    return JsonResponse({"saved": False, "says": said, "url": path})


# These pages put the new entry on top and ask the gentle question themselves.
SHOW_WHAT_WAS_LOGGED = ("home", "activities")


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.LOG, area)
    parts = {
        "area": area,
        "actions": Action.objects.of_present_plans().filter(priority__plan__area=area),
        "regulars": Regular.objects.visible_to(request.user).filter(area=area),
    }
    if request.method != "POST" and "shell" in request.GET:
        return _shell(request, area, LogForm(**parts))
    if request.method != "POST":
        begun = begin(request.GET, user=request.user, area=area)
        return _page(request, area, LogForm(initial=begun.initial, **parts), begun=begun)
    typed = _with_a_token(request.POST)
    form = LogForm(typed, **parts)
    bag = PhotoBag(area=area, by=request.user).read(typed, request.FILES)
    if not bag.check(form):
        return refused(form) if from_a_phone(request) else _page(request, area, form, bag=bag)
    try:
        return _save(request, area, form, bag)
    except IntegrityError:
        if not form.day_is_told():
            raise
        form.stands_by_itself()
        return refused(form) if from_a_phone(request) else _page(request, area, form, bag=bag)
    except AlreadySent:
        first = FormToken.objects.get(user=request.user, token=form.cleaned_data["token"]).result
        if from_a_phone(request):
            return sent_before(first)
        again = LogForm(_with_a_token(typed, new=True), **parts)
        return _page(request, area, again, bag=bag, sent_before=first)


def _save(request: HttpRequest, area: Area, form: LogForm, bag: PhotoBag) -> HttpResponse:
    """Raises AlreadySent where the same page was sent before with other words, IntegrityError where
    its day was.
    """
    back = safe_next(request) or _home_of(request.user, area)
    shows_it = _name_of(back) in SHOW_WHAT_WAS_LOGGED
    saved: list[Activity] = []

    def make() -> str:
        saved.append(log_activity(area=area, by=request.user, values=form.values()))
        save_photos(activity=saved[0], by=request.user, lines=bag.lines())
        return with_query(back, logged=saved[0].pk) if shows_it else back

    body = fingerprint(request.POST, request.FILES)
    path = once(user=request.user, token=form.cleaned_data["token"], body=body, make=make)
    if bag.taken_in:
        drop_unused(bag.taken_in)
    if from_a_phone(request):
        return accepted(path)
    if not shows_it and saved:
        _say_saved(request, area, saved[0])
    return redirect(path)


def _say_saved(request: HttpRequest, area: Area, activity: Activity) -> None:
    ask = with_query(reverse("story_new", args=[area.slug]), activity=activity.pk)
    words = _("Saved: %(title)s.") % {"title": activity.title}
    question = _("Did something change because of this?")
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, ask, question))


def _home_of(user, area: Area) -> str:
    """Home; with the area named for somebody who has several."""
    home = reverse("home")
    return with_query(home, area=area.slug) if len(grants(user).area_ids()) > 1 else home


def _name_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return ""


def _with_a_token(typed: QueryDict, *, new: bool = False) -> QueryDict:
    """What was typed, with a token that can be used: the one sent, unless it is no token at all."""
    try:
        uuid.UUID(typed.get("token", ""))
    except ValueError:
        new = True
    if not new:
        return typed
    fresh = typed.copy()
    fresh["token"] = str(uuid.uuid4())
    return fresh


def _shell(request: HttpRequest, area: Area, form: LogForm) -> HttpResponse:
    """What a phone keeps for when there is no signal: the questions, and nothing that is
    anybody's.
    """
    form.fields["when"].widget.hints = {}  # the days of today, which are not those of tomorrow
    context = {"area": area, "form": form, "home_url": reverse("home"), "shell": True}
    return render(request, "partnerships/log/shell.html", context)


def _page(request: HttpRequest, area: Area, form: LogForm, **more) -> HttpResponse:
    context = {
        "section": "home",
        "area": area,
        "form": form,
        "bag": PhotoBag(area=area, by=request.user),
        "home_url": _home_of(request.user, area),
        "next": safe_next(request),
    }
    if request.method != "POST" and not more.get("begun"):
        context["offers"] = offers(request.user, area)
    return render(request, "partnerships/log/log.html", context | more)
