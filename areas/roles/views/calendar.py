"""The address of my own calendar: made, ended, and shown once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.desk.queries.calendar import areas_in_calendar
from bigstory.accounts.calendar_links import end_calendar_links, make_calendar_link
from bigstory.accounts.models import CalendarLink
from bigstory.accounts.somebody import SignedInRequest
from bigstory.kit.once import OnceForm, made_once, with_a_token

FOR_THE_PHONE = "webcal://"


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST" and request.POST.get("do") == "end":
        end_calendar_links(user=request.user, by=request.user)
        messages.success(request, _("The address has ended. Whatever asks there gets nothing."))
        return redirect("my_calendar")
    areas = areas_in_calendar(request.user)
    if request.method == "POST" and areas:
        return _make(request)
    context = {
        "link": CalendarLink.objects.filter(user=request.user, ended_at=None).first(),
        "areas": areas.own,
        "studied": areas.studied,
        "form": OnceForm(auto_id=False),
    }
    return render(request, "areas/roles/calendar.html", context)


def _make(request: SignedInRequest) -> HttpResponse:
    """Sent twice, it is made once: a second address would end the first, which is on a phone."""
    form = OnceForm(with_a_token(request.POST))
    form.is_valid()
    secrets: list[str] = []

    def make() -> str:
        secrets.append(make_calendar_link(by=request.user))
        return reverse("my_calendar")

    path, first = made_once(request, form, make)
    # Where two were sent at once, what the second made was rolled back with its token.
    if not first or not _stands(secrets):
        words = _("It was made a moment ago, and is shown only once. You can make a new one.")
        messages.info(request, words)
        return redirect(path)
    address = request.build_absolute_uri(reverse("calendar_by_link", args=secrets))
    for_the_phone = FOR_THE_PHONE + address.partition("://")[2]
    context = {"address": address, "for_the_phone": for_the_phone}
    response = render(request, "areas/roles/calendar_made.html", context)
    response["Cache-Control"] = "no-store, private"  # the address is the key, and is shown once
    return response


def _stands(secrets: list[str]) -> bool:
    digests = [CalendarLink.digest_of(secret) for secret in secrets]
    return CalendarLink.objects.filter(digest__in=digests, ended_at=None).exists()
