"""Choices that fields of every app share: who may read an item, and the site's own drawings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HowFar(models.TextChoices):
    """The ladder: how far something may go. These are the only words for it.

    Each rung holds the ones before it; *nowhere* is an answer of a person, and no circle.
    """

    NOWHERE = "nowhere", _("Nowhere")
    AREA = "area", _("Our area")
    PROGRAMME = "programme", _("Programme and evaluators")
    NETWORK = "network", _("All areas")
    PUBLIC = "public", _("Everybody")


class Audience(models.TextChoices):
    """Who may read an item, its circle; each includes the one before."""

    AREA = HowFar.AREA.value, HowFar.AREA.label
    PROGRAMME = HowFar.PROGRAMME.value, HowFar.PROGRAMME.label
    NETWORK = HowFar.NETWORK.value, HowFar.NETWORK.label
    PUBLIC = HowFar.PUBLIC.value, HowFar.PUBLIC.label


LADDER = tuple(HowFar.values)


def rung(how_far: str) -> int:
    """The place of an answer or a circle on the ladder; *nowhere* is 0."""
    return LADDER.index(how_far)


def as_far_as(circle: str) -> tuple[str, ...]:
    """The answers that allow a circle: its own rung and those above."""
    return LADDER[rung(circle) :]


def less_far_than(circle: str) -> tuple[str, ...]:
    """The answers that do not allow a circle: the rungs below it."""
    return LADDER[: rung(circle)]


PROGRAMME_UP = (Audience.PROGRAMME, Audience.NETWORK, Audience.PUBLIC)
NETWORK_UP = (Audience.NETWORK, Audience.PUBLIC)


class Picture(models.TextChoices):
    """A drawing under static/img/, by its name; the label is its alt text."""

    ALLOTMENT = (
        "allotment",
        _("Three people work vegetable beds behind a row of brick terraces; one carries a basket."),
    )
    BENCH = (
        "bench",
        _("Seen from behind, an older man and a young woman sit on a bench looking at the sea."),
    )
    CHOIR = "choir", _("Nine people in two rows sing from song books under bunting.")
    FEN = "fen", _("Flat fields and a straight dyke run to a wide sky.")
    LUNCH = (
        "lunch",
        _("Five people sit behind a long table with a checked cloth, mugs and a big green teapot."),
    )
    MARKET = "market", _("Three striped market stalls with sellers, and neighbours shopping.")
    PLAYPARK = "playpark", _("A play park with a slide and swings between houses.")
    REVOE = "revoe", _("Terraced streets with a tall tower and the sea behind them.")
    TURBINE = (
        "turbine",
        _("A tall white wind turbine over brick houses at sunset. Four people wave up at it."),
    )
    VIADUCT = "viaduct", _("A brick viaduct crosses above a small town.")
    WHITLEY = (
        "whitley",
        _("Five people walk arm in arm on the promenade; a lighthouse stands out at sea."),
    )
    WORKSHOP = "workshop", _("Two people smile behind a workbench with a yellow bicycle on it.")
