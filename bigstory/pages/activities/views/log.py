"""Log what happened: the page a member opens on a phone after the luncheon club.

An entry written without a signal stays on the phone, and a script sends it afterwards; it gets its
answers as JSON.
"""

from django.contrib import messages
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import grants, require
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.core.text.sides import with_names
from bigstory.kit.autosave import is_autosave
from bigstory.kit.back import safe_next, with_query
from bigstory.kit.drafts import begin_with_draft, keep_draft
from bigstory.kit.kept import is_kept
from bigstory.kit.numbers.meant import answers
from bigstory.kit.once import AlreadySent, fingerprint, once, with_a_token
from bigstory.kit.templatetags.questions import problems
from bigstory.kit.typed import forget
from bigstory.pages.activities.actions import Saved, log_activity
from bigstory.pages.activities.views.look import look_at_words
from partnerships.log.actions.photos import drop_unused
from partnerships.log.forms.activity import LogForm
from partnerships.log.forms.photos import PhotoBag
from partnerships.log.queries import offers, prefill
from partnerships.models import Action, Regular

# These pages show the new entry on top, with the question whether something changed by it.
PAGES_WITH_NEW_ENTRY = ("home", "activities")


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and saving it. ?shell: the form a phone stores for when there is no signal."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.LOG, area)
    choices = {
        "area": area,
        "actions": Action.objects.of_present_plans().filter(priority__plan__area=area),
        "regulars": Regular.objects.visible_to(request.user).filter(area=area),
    }
    if is_autosave(request):
        return keep_draft(request)
    if request.method == "POST":
        return _post(request, area, choices)
    if "shell" in request.GET:
        return _shell(request, area, LogForm(**choices))
    begins_with = prefill(request.GET, user=request.user, area=area)
    form = LogForm(initial=begins_with.initial, **choices)
    if begins_with or not (begun := begin_with_draft(request, form)):
        return _page(request, area, form, prefill=begins_with)
    form.keep_day(begun.get("opened_on", ""))
    form.initial["regular"] = begun.get("regular", "")
    bag = PhotoBag(area=area, by=request.user).read(begun, MultiValueDict())
    return _page(request, area, form, bag=bag)


def _post(request: HttpRequest, area: Area, choices: dict) -> HttpResponse:
    typed = with_a_token(request.POST)
    form = LogForm(typed, **choices)
    bag = PhotoBag(area=area, by=request.user).read(typed, request.FILES)
    if not bag.check(form):
        return _again(request, area, form, bag)
    try:
        return _save(request, area, form, bag)
    except IntegrityError:
        if not form.day_is_logged():
            raise
        form.become_separate()
        return _again(request, area, form, bag, regular="")
    except AlreadySent:
        first = FormToken.objects.get(user=request.user, token=form.cleaned_data["token"]).result
        if is_kept(request):
            return _json_sent_before(first)
        fresh = LogForm(with_a_token(typed, new=True), **choices)
        return _page(request, area, fresh, bag=bag, sent_before=first)


def _again(
    request: HttpRequest, area: Area, form: LogForm, bag: PhotoBag, **change: str
) -> HttpResponse:
    """The form with what is wrong in it. `change`: what became of the answers it was sent with."""
    if is_kept(request):
        return _json_refused(form, change)
    return _page(request, area, form, bag=bag)


def _save(request: HttpRequest, area: Area, form: LogForm, bag: PhotoBag) -> HttpResponse:
    """Save the entry with its photos, once. Where its words have to be looked at before everybody
    reads it, that page comes next; of an entry from a phone it is asked later, on its page.

    Raises AlreadySent where the same page was sent before with other words, IntegrityError where
    the day of something regular was logged already.
    """
    back = safe_next(request) or _home_url(request.user, area)
    shows_it = _url_name(back) in PAGES_WITH_NEW_ENTRY
    saved: list[Saved] = []

    def make() -> str:
        made = log_activity(area=area, by=request.user, values=form.values(), lines=bag.lines())
        saved.append(made)
        if made.to_look_at and not is_kept(request):
            return reverse("activity_words", args=[area.slug, made.activity.pk])
        return with_query(back, logged=made.activity.pk) if shows_it else back

    # A page whose answer was lost on the way may come once more from the phone, without its way on.
    typed = form.by_its_date(request.POST)
    typed.pop("next", None)
    body = fingerprint(typed, request.FILES)
    path = once(user=request.user, token=form.cleaned_data["token"], body=body, make=make)
    if bag.taken_in:
        drop_unused(bag.taken_in)
    forget(request)
    if is_kept(request):
        return JsonResponse({"saved": True, "url": path})
    if saved and (saved[0].to_look_at or not shows_it):
        _message_saved(request, area, saved[0])
    return redirect(path)


def _message_saved(request: HttpRequest, area: Area, saved: Saved) -> None:
    words = with_names(_("Saved: %(title)s."), title=saved.activity.title)
    if saved.to_look_at:
        messages.success(request, f"{words} {look_at_words(saved.to_look_at)}")
        return
    ask = with_query(reverse("story_new", args=[area.slug]), activity=saved.activity.pk)
    question = _("Did something change because of this?")
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, ask, question))


def _home_url(user, area: Area) -> str:
    """Home; with the area named for somebody who has several."""
    home = reverse("home")
    return with_query(home, area=area.slug) if len(grants(user).area_ids()) > 1 else home


def _url_name(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return ""


def _json_refused(form: BaseForm, change: dict) -> JsonResponse:
    """The same sentences the page would show; the phone keeps every word.

    `change` is what the entry says otherwise when it is sent again. `asks`: nothing is wrong but
    that a number may be meant, and sending it again says yes to it.
    """
    found = problems(form)
    yes = [answer for field in form.visible_fields() for answer in answers(field)]
    asks = bool(yes) and len(yes) == len(found)
    if asks:
        change |= {answer.name: answer.value for answer in yes}
    sentences = " ".join(str(problem.words) for problem in found)
    return JsonResponse({"saved": False, "says": sentences, "asks": asks, "change": change})


def _json_sent_before(path: str) -> JsonResponse:
    sentence = _("This was sent once already, with other words. What you sent first is saved.")
    again = {"regular": ""}  # what is sent now is an entry of its own
    return JsonResponse({"saved": False, "says": sentence, "url": path, "change": again})


def _shell(request: HttpRequest, area: Area, form: LogForm) -> HttpResponse:
    """What a phone stores for when there is no signal: the questions, and nobody's data."""
    form.fields["when"].widget.hints = {}  # the days of today, which are not those of tomorrow
    context = {
        "area": area,
        "form": form,
        "bag": PhotoBag(area=area, by=request.user),
        "home_url": reverse("home"),
        "shell": True,
    }
    return render(request, "partnerships/log/shell.html", context)


def _page(request: HttpRequest, area: Area, form: LogForm, **more) -> HttpResponse:
    context = {
        "section": "home",
        "area": area,
        "form": form,
        "bag": PhotoBag(area=area, by=request.user),
        "home_url": _home_url(request.user, area),
        "next": safe_next(request),
    }
    if request.method != "POST" and not more.get("prefill"):
        context["offers"] = offers(request.user, area)
    return render(request, "partnerships/log/log.html", context | more)
