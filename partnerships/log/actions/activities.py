"""What is kept per area of its log and its plans: when last heard, how much each year, when the
plan ends.

Logging what happened, and putting it right afterwards.

What meets regularly: writing it down, changing it, ending it, and saying of one day whether it
met.

Paper cards: a short code that leads a helper to the right form.
"""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.db.models.functions import ExtractYear

from areas.access import can
from areas.models import Area
from areas.places.actions import claim, keep, keep_years
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.choices import PROGRAMME_UP
from partnerships.models import Activity, DidNotMeet, PaperCard, Plan, Regular


def recount(area: Area) -> None:
    """Count again what the programme may read of one area.

    Call it in the transaction of the change itself.
    """
    recount_all([area])


@transaction.atomic
def recount_all(areas: Iterable[Area] | None = None) -> None:
    """The same for several areas, or for all, in as many statements."""
    ids = claim(areas)
    logged = (
        Activity.objects.for_programme()
        .filter(area__in=ids)
        .order_by()
        .values_list("area_id", ExtractYear("on"))
        .annotate(Count("pk"), Max("on"))
    )
    years = {}
    last = {}
    for area_id, year, count, latest in logged:
        years[area_id, year] = count
        last[area_id] = max(latest, last.get(area_id, latest))
    # The plan endorsed last is the present one even when it has run out: that is something to ask
    # about.
    endorsed = Plan.objects.filter(area__in=ids, state=Plan.State.ENDORSED).order_by("number")
    plan_ends = dict(endorsed.values_list("area_id", "ends"))
    keep({pk: {"last_activity_on": last.get(pk), "plan_ends": plan_ends.get(pk)} for pk in ids})
    keep_years(ids, "activities", years)


# What the kept numbers of an area depend on; a change of anything else need not count again.
COUNTED_BY = {"on", "audience"}


def log_activity(*, area: Area, by, values: dict) -> Activity:
    """Save something that happened, as logged by `by` under the name they have today."""
    with transaction.atomic():
        activity = Activity.objects.create(
            area=area, logged_by=by, logged_by_name=str(by)[:80], **values
        )
        if activity.audience in PROGRAMME_UP:
            recount(area)
        audit.record("activity.logged", activity, by=by, area=area.slug, audience=activity.audience)
    return activity


def may_change(user, activity: Activity) -> bool:
    """A member changes what they logged themselves; a worker changes what anybody in the area
    logged.
    """
    if can(user, May.EDIT_LOG, activity.area):
        return True
    return activity.logged_by_id == user.pk and can(user, May.LOG, activity.area)


def change_activity(*, activity: Activity, by, seen: int, values: dict) -> set[str]:
    """Save what differs and return the names of the fields that did.

    Nothing different: nothing is saved. Raises Conflict if somebody saved since version `seen`.
    """
    changed = {name for name, value in values.items() if getattr(activity, name) != value}
    if not changed:
        return changed
    for name in changed:
        setattr(activity, name, values[name])
    with transaction.atomic():
        activity.save_if_unchanged(seen=seen, fields=sorted(changed))
        if changed & COUNTED_BY:
            recount(activity.area)
        audit.record(
            "activity.changed", activity, by=by, area=activity.area.slug, fields=sorted(changed)
        )
    return changed


class AlreadyTold(Exception):
    """Somebody said of this day already that it met. `activity` is what they saved."""

    def __init__(self, activity: Activity):
        super().__init__("This day is logged already.")
        self.activity = activity


def add_regular(*, area: Area, by, values: dict) -> Regular:
    with transaction.atomic():
        regular = Regular.objects.create(area=area, added_by=by, **values)
        audit.record("regular.added", regular, by=by, area=area.slug)
    return regular


def change_regular(*, regular: Regular, by, seen: int, values: dict) -> set[str]:
    """Save what differs and return the names of the fields that did.

    Raises Conflict if somebody saved since.
    """
    changed = {name for name, value in values.items() if getattr(regular, name) != value}
    if not changed:
        return changed
    for name in changed:
        setattr(regular, name, values[name])
    with transaction.atomic():
        regular.save_if_unchanged(seen=seen, fields=sorted(changed))
        audit.record(
            "regular.changed", regular, by=by, area=regular.area.slug, fields=sorted(changed)
        )
    return changed


def end_regular(*, regular: Regular, by, last: date) -> None:
    """It met on `last` for the last time. What was logged of it stays.

    Raises Conflict if somebody saved since.
    """
    change_regular(
        regular=regular, by=by, seen=regular.version, values={"ends": last + timedelta(days=1)}
    )


def it_met(*, regular: Regular, on: date, by, values: dict) -> Activity:
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


def it_did_not_meet(*, regular: Regular, on: date, by) -> None:
    """Said twice is kept once. Raises AlreadyTold where somebody logged that it met."""
    if earlier := Activity.objects.filter(regular=regular, on=on).first():
        raise AlreadyTold(earlier)
    with transaction.atomic():
        missed, new = DidNotMeet.objects.get_or_create(
            regular=regular, on=on, defaults={"said_by": by}
        )
        if new:
            audit.record("regular.missed", missed, by=by, area=regular.area.slug)


def ask_again(*, regular: Regular, on: date, by) -> None:
    """Take back that it did not meet, so that the question comes again."""
    with transaction.atomic():
        missed = DidNotMeet.objects.filter(regular=regular, on=on).first()
        if missed is not None:
            audit.record("regular.ask_again", missed, by=by, area=regular.area.slug)
            missed.delete()


# None that is taken for another in print or handwriting: no O or 0, I, L or 1, S or 5, B or 8, G or
# 6, U or V, Z or 2.
LETTERS = "ACDEFHJKMNPQRTWXY3479"
LENGTH = 6
TRIES = 5


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def plain_code(typed: str) -> str:
    """A code as people type it: “ab3 d-ef” is AB3DEF."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[: LENGTH + 2]


def make_card(*, area: Area, by, regular: Regular | None = None) -> PaperCard:
    """A card with a code nobody has. 86 million codes: a second try is rare, a fifth never
    comes.
    """
    for _again in range(TRIES - 1):
        with suppress(IntegrityError):
            return _made(area, by, regular)
    return _made(area, by, regular)


@transaction.atomic
def _made(area: Area, by, regular: Regular | None) -> PaperCard:
    card = PaperCard.objects.create(code=new_code(), area=area, regular=regular, made_by=by)
    audit.record("card.made", card, by=by, area=area.slug)
    return card
