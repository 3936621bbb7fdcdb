"""What meets regularly: added, changed, ended, and of one day whether it met.

Paper cards: a short code that leads a helper to the right form.
"""

import secrets
from contextlib import suppress
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from areas.models import Area
from bigstory.core.db import audit
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import mark_of, save_merged
from partnerships.log.actions.activities import log_activity
from partnerships.models import Activity, DidNotMeet, PaperCard, Regular

# Letters of a code, none of which is taken for another in print or handwriting: no O or 0, I, L or
# 1, S or 5, B or 8, G or 6, U or V, Z or 2.
LETTERS = "ACDEFHJKMNPQRTWXY3479"
LENGTH = 6
TRIES = 5


class AlreadyLogged(Exception):
    """Somebody logged already that it met on this day. `activity` is their entry."""

    def __init__(self, activity: Activity):
        super().__init__("This day is logged already.")
        self.activity = activity


def add_regular(*, area: Area, by, values: dict) -> Regular:
    """Write down something that meets regularly. `values` are its fields."""
    with transaction.atomic():
        regular = Regular.objects.create(area=area, added_by=by, **values)
        audit.record("regular.added", regular, by=by, area=area.slug)
    return regular


@transaction.atomic
def change_regular(*, regular: Regular, by, seen: Mark, values: dict) -> set[str]:
    """Save what somebody changed and return the names of those fields.

    Raises Conflict where somebody else changed the same.
    """
    changed = save_merged(regular, seen=seen, values=values)
    if changed:
        audit.record(
            "regular.changed", regular, by=by, area=regular.area.slug, fields=sorted(changed)
        )
    return changed


def end_regular(*, regular: Regular, by, last: date) -> None:
    """It met on `last` for the last time. What was logged of it stays.

    Raises Conflict where somebody else said another day at the same moment.
    """
    seen = mark_of(regular, ["ends"])
    change_regular(regular=regular, by=by, seen=seen, values={"ends": last + timedelta(days=1)})


def log_meeting(*, regular: Regular, on: date, by, values: dict) -> Activity:
    """Log that it met.

    Raises IntegrityError where this day is logged: the unique constraint decides between two.
    """
    about = {
        "title": regular.title,
        "led_by": regular.led_by,
        "action": regular.action,
        "audience": regular.audience,
        "regular": regular,
        "on": on,
    }
    with transaction.atomic():
        activity = log_activity(area=regular.area, by=by, values=about | values)
        # Whoever was there knows better.
        DidNotMeet.objects.filter(regular=regular, on=on).delete()
    return activity


def note_missed(*, regular: Regular, on: date, by) -> None:
    """Write down that it did not meet; twice is once.

    Raises AlreadyLogged where somebody logged that it met.
    """
    if earlier := Activity.objects.filter(regular=regular, on=on).first():
        raise AlreadyLogged(earlier)
    with transaction.atomic():
        missed, new = DidNotMeet.objects.get_or_create(
            regular=regular, on=on, defaults={"said_by": by}
        )
        if new:
            audit.record("regular.missed", missed, by=by, area=regular.area.slug)


def forget_missed(*, regular: Regular, on: date, by) -> None:
    """Take back that it did not meet, so that the question comes again."""
    with transaction.atomic():
        missed = DidNotMeet.objects.filter(regular=regular, on=on).first()
        if missed is not None:
            audit.record("regular.ask_again", missed, by=by, area=regular.area.slug)
            missed.delete()


def make_card(*, area: Area, by, regular: Regular | None = None) -> PaperCard:
    """A card with a code nobody has.

    There are 86 million codes: a second try is rare, a fifth never comes.
    """
    for _again in range(TRIES - 1):
        with suppress(IntegrityError):
            return _create_card(area, by, regular)
    return _create_card(area, by, regular)


@transaction.atomic
def _create_card(area: Area, by, regular: Regular | None) -> PaperCard:
    card = PaperCard.objects.create(code=new_code(), area=area, regular=regular, made_by=by)
    audit.record("card.made", card, by=by, area=area.slug)
    return card


def new_code() -> str:
    """Six letters and figures, drawn at random."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def plain_code(typed: str) -> str:
    """A code as people type it: “ab3 d-ef” is AB3DEF."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[: LENGTH + 2]
