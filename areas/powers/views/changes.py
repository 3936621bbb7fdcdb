"""The changes that wait for a second person or a day: agreeing, and stopping by hand or by letter.

A link of a letter changes nothing when it is opened; its button does.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import PowerChange
from areas.powers.actions.changes import NotWaiting, agree, stop
from areas.powers.actions.kinds import in_words
from areas.powers.queries import may_agree, may_see_address, may_stop, somebody_else, visible_to
from bigstory.accounts.models import User
from bigstory.accounts.somebody import SignedInRequest, Somebody
from bigstory.core.work.watch import somebody_works

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ENDED_SHOWN = timedelta(days=30)
MOST_ENDED = 50
A_SECOND_PERSON = gettext_lazy(
    "This takes a second person or a day. All of Local Trust are told, and can stop it."
)
AT_ONCE = gettext_lazy("Nobody else works for the whole programme, so this is done at once.")


def what_it_takes(by: User) -> "StrOrPromise":
    return A_SECOND_PERSON if somebody_else(by) else AT_ONCE


def changes_address(request: HttpRequest) -> Callable[[str], str]:
    """Makes addresses for the letters: of the list, or with its secret of one change."""

    def address(secret: str) -> str:
        path = reverse("change_by_link", args=[secret]) if secret else reverse("changes")
        return request.build_absolute_uri(path)

    return address


@require_safe
def changes(request: SignedInRequest) -> HttpResponse:
    rows = _joined(visible_to(request.user))
    waiting = rows.filter(state=PowerChange.State.WAITING).order_by("due", "pk")
    since = timezone.now() - ENDED_SHOWN
    ended = rows.filter(ended_at__gte=since).order_by("-ended_at", "-pk")
    context = {
        "waiting": [_shown(change, request.user) for change in waiting],
        "ended": [_shown(change, request.user) for change in ended[:MOST_ENDED]],
        "somebody_works": somebody_works(),
    }
    return render(request, "areas/powers/changes.html", context)


@require_POST
def change_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(visible_to(request.user), pk=pk)
    try:
        change = agree(change=change, by=request.user)
    except NotWaiting:
        messages.error(request, _("That was done or stopped meanwhile."))
    else:
        if change.state == PowerChange.State.DONE:
            messages.success(request, _("Done. Whom it is for gets a letter."))
        else:
            messages.error(request, _("That could not be done any more, so it was taken off."))
    return redirect("changes")


@require_POST
def change_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(visible_to(request.user), pk=pk)
    try:
        stop(change=change, by=request.user)
    except NotWaiting:
        messages.error(request, _("That was done or stopped meanwhile."))
    else:
        messages.success(request, _("Stopped. Whoever asked for it gets a letter."))
    return redirect("changes")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of the link in a letter: what is to be, and a button that stops it."""
    rows = _joined(PowerChange.objects.all())
    change = get_object_or_404(rows, digest=PowerChange.digest_of(secret))
    if request.method == "POST" and change.waits:
        with suppress(NotWaiting):  # the page says how it ended
            stop(change=change, by=None)
        return redirect("change_by_link", secret)
    context = {"change": change, "what": in_words(change)}
    return render(request, "areas/powers/change.html", context)


def _joined(rows: QuerySet[PowerChange]) -> QuerySet[PowerChange]:
    return rows.select_related(
        "person", "invitation", "area", "asked_by", "agreed_by", "stopped_by"
    )


def _shown(change: PowerChange, user: Somebody) -> dict[str, object]:
    return {
        "change": change,
        "what": in_words(change),
        "address": change.address if may_see_address(user, change) else "",
        "may_agree": may_agree(user, change),
        "may_stop": may_stop(user, change),
        "is_mine": change.asked_by == user,
    }
