"""How long somebody has to wait, in words that are true to the second they are read."""

from math import ceil

from django.utils.translation import ngettext

A_MINUTE = 60


def wait_words(seconds: int) -> str:
    """“40 seconds”, “4 minutes”; never less than it is."""
    if seconds <= A_MINUTE:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = ceil(seconds / A_MINUTE)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
