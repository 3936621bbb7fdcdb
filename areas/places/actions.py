"""Keeps the numbers kept per area.

Each app above brings its own columns; nobody writes another's.
"""

from collections.abc import Iterable, Mapping

from areas.models import Area, AreaFacts, AreaYear

YEARS = range(2000, 2201)  # what AreaYear can hold


def claim(areas: Iterable[Area] | None) -> list[int]:
    """Lock the facts of these areas (None: of all) and return their ids. Call it before counting.

    Two people who log at the same moment then count one after the other, so the second counts the
    first.
    """
    ids = sorted(
        Area.objects.values_list("pk", flat=True) if areas is None else {area.pk for area in areas}
    )
    held = AreaFacts.objects.select_for_update().order_by("pk").values_list("pk", flat=True)
    missing = set(ids).difference(held.filter(pk__in=ids))
    if missing:
        AreaFacts.objects.bulk_create(
            [AreaFacts(pk=pk) for pk in sorted(missing)], ignore_conflicts=True
        )
        list(held.filter(pk__in=ids))
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
    """Write one column of AreaYear from counts by (area id, year); a year with nothing left goes to
    0.
    """
    stored = {
        (a, y): n
        for a, y, n in AreaYear.objects.filter(area__in=ids).values_list("area_id", "year", column)
    }
    wanted = dict.fromkeys(stored, 0) | {key: n for key, n in counts.items() if key[1] in YEARS}
    rows = [
        AreaYear(area_id=a, year=y, **{column: n})
        for (a, y), n in wanted.items()
        if stored.get((a, y)) != n
    ]
    if rows:
        AreaYear.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["area", "year"], update_fields=[column]
        )
