"""How often somebody may try to sign in, by account and by network.

Of each way in (a password, a code from the mail, a code of the second step, a letter with a code)
five tries in five minutes for each account, whichever networks they come from and whether there is
such an account or not. A device on which this person signed in before has five of its own, and a
passkey is not counted by account at all, as there is nothing about it to guess: so a stranger who
guesses at somebody's account does not keep them out. allauth's own limits are off; see decision 18.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from bigstory.accounts.devices import known_device
from bigstory.core.limits.counting import Limit, count, digest, uncount
from bigstory.core.limits.places import place_of
from bigstory.kit.waits import wait_words

MOST_TRIES = 5
FIVE_MINUTES = 5 * 60  # seconds
# Far above an account's, as a whole community hub has one address.
MOST_FORMS = 60
A_MINUTE = 60  # seconds
TOO_OFTEN = "too_often"  # the code of the error
OF_SIGNING_IN = ("account_", "mfa_")


@dataclass(frozen=True)
class Tries:
    """The tries at one way into one account, by its address."""

    request: HttpRequest
    way: str
    address: str

    def take(self) -> None:
        """Use up one. Raises ValidationError, with how long to wait, when there is none."""
        counted = count(*self._whose(), most=MOST_TRIES, seconds=FIVE_MINUTES)
        if counted.too_often:
            sentence = _("That was tried too many times. Wait %(wait)s, then try again.")
            sentence %= {"wait": wait_words(counted.seconds)}
            if not known_device(self.request, self.address):
                sentence += " " + _("Where you signed in before, it works now.")
            raise ValidationError(sentence, code=TOO_OFTEN)

    def give_back(self) -> None:
        """It was right, so it was no guess."""
        uncount(*self._whose())

    def _whose(self) -> tuple[str, ...]:
        address = self.address.strip().lower()
        return "sign-in", self.way, address, known_device(self.request, address)


# The ways in that are counted for each account.
WAYS = ("password", "code", "second step", "letter", "forgotten")


def waits_of(address: str) -> dict[str, int]:
    """The ways in that are closed for an account at the moment, on devices nobody signed in on
    before, and for how many seconds. One statement.
    """
    address = address.strip().lower()
    keys = {digest("sign-in", way, address, ""): way for way in WAYS}
    rows = Limit.objects.running().filter(key__in=keys, number__gte=MOST_TRIES)
    now = time.time()
    return {keys[row.key]: max(1, ceil(row.over_at - now)) for row in rows}


class NetworkLimitMiddleware:
    """So many forms a minute of people who are signing in, from one network.

    A device where anybody signed in before is counted by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        name = (request.resolver_match and request.resolver_match.view_name) or ""
        if request.method != "POST" or not name.startswith(OF_SIGNING_IN):
            return None
        if request.user.is_authenticated:
            return None
        where = known_device(request) or place_of(request)
        counted = count("sign-in forms", where, most=MOST_FORMS, seconds=A_MINUTE)
        if not counted.too_often:
            return None
        context = {"wait": wait_words(counted.seconds)}
        return render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
