"""Writes an area's former addresses, and the numbers stored per area: AreaFacts and AreaYear.

Each app above writes its own columns of the numbers, and nobody another's.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from areas.models import Area, AreaFacts, AreaYear, FormerAddress
from bigstory.accounts.models import Invitation
from bigstory.accounts.somebody import Somebody
from bigstory.core.db import audit
from bigstory.core.db.unsaved import Unsaved

YEARS = range(2000, 2201)  # as the constraint of AreaYear


@transaction.atomic
def leave_address(area: Area, *, was: str, by: Somebody) -> None:
    """Let an area's former address lead to the one it has now.

    What else keeps an area by its address follows: invitations, and what somebody began to write
    on a page of it. The audit does not: its lines stay as they were written.
    """
    if was == area.slug:
        return
    area.former_addresses.filter(slug=area.slug).delete()
    FormerAddress.objects.create(slug=was, area=area)
    Invitation.objects.filter(area_slug=was).update(area_slug=area.slug)
    for several in Invitation.objects.exclude(more_area_slugs=[]):
        if was in several.more_area_slugs:
            slugs = [area.slug if slug == was else slug for slug in several.more_area_slugs]
            Invitation.objects.filter(pk=several.pk).update(more_area_slugs=slugs)
    old = f"/areas/{was}/"
    rest = Substr("address", len(old) + 1)
    Unsaved.objects.filter(address__startswith=old).update(
        address=Concat(Value(f"/areas/{area.slug}/"), rest)
    )
    audit.record("area.moved", area, by=by, area=area.slug, was=was)


def claim(areas: Iterable[Area] | None) -> list[int]:
    """Lock the facts of these areas (None: of all) and return their ids. Call it before counting.

    Two people who log at the same moment then count one after the other, so the second counts the
    first.
    """
    ids = sorted(
        Area.objects.values_list("pk", flat=True) if areas is None else {area.pk for area in areas}
    )
    locked = AreaFacts.objects.select_for_update().order_by("pk").values_list("pk", flat=True)
    missing = set(ids).difference(locked.filter(pk__in=ids))
    if missing:
        AreaFacts.objects.bulk_create(
            [AreaFacts(pk=pk) for pk in sorted(missing)], ignore_conflicts=True
        )
        list(locked.filter(pk__in=ids))
    return ids


def keep(facts: Mapping[int, Mapping[str, object]]) -> None:
    """Write columns of AreaFacts: for each area id the same names and their new values.

    One statement.
    """
    if facts:
        names = list(next(iter(facts.values())))
        rows = [AreaFacts(pk=pk, **values) for pk, values in facts.items()]
        AreaFacts.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["area"], update_fields=names
        )


def keep_years(ids: list[int], column: str, counts: dict[tuple[int, int], int]) -> None:
    """Write one column of AreaYear from counts by (area id, year).

    A stored year that is not among the counts goes to 0.
    """
    years = AreaYear.objects.filter(area__in=ids).values_list("area_id", "year", column)
    stored = {(area_id, year): number for area_id, year, number in years}
    current = dict.fromkeys(stored, 0) | {
        key: number for key, number in counts.items() if key[1] in YEARS
    }
    rows = [
        AreaYear(area_id=area_id, year=year, **{column: number})
        for (area_id, year), number in current.items()
        if stored.get((area_id, year)) != number
    ]
    if rows:
        AreaYear.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["area", "year"], update_fields=[column]
        )
