"""Naming the officers of areas, many at once: naming, handing over, and covering for a time."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from areas.access import require
from areas.desk.queries.officers import staff
from areas.models import Area, Officer
from areas.places.actions import claim
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db import audit


class NotOfTheTrust(Exception):
    """Only whoever holds Local Trust's role on that day can be an officer."""


@transaction.atomic
def name_officer(*, areas: Iterable[Area], user: User, on: date, by: User) -> list[Area]:
    """Somebody is the officer of these areas from a day on; whoever was before ends that day.

    Returns the areas where that changed anything. Raises PermissionDenied or NotOfTheTrust.
    """
    require(by, May.KEEP_DESK)
    _must_be_staff(user, on)
    areas = _held(areas)
    stored = _own_rows(areas)
    changed = [area for area in areas if not _is_so(stored.get(area.pk, []), user, on)]
    for area in changed:
        _end_on(stored.get(area.pk, []), on)
        row = Officer.objects.create(area=area, user=user, starts=on, named_by=by)
        audit.record("officer.named", row, by=by, area=area.slug, user=user.pk)
    return changed


@transaction.atomic
def end_officer(*, areas: Iterable[Area], on: date, by: User) -> list[Area]:
    """From a day on these areas have no officer. Returns those that had one."""
    require(by, May.KEEP_DESK)
    areas = _held(areas)
    stored = _own_rows(areas)
    ended = []
    for area in areas:
        rows = [row for row in stored.get(area.pk, []) if row.ends is None or row.ends > on]
        if rows:
            audit.record("officer.ended", rows[0], by=by, area=area.slug, user=rows[0].user_id)
            _end_on(rows, on)
            ended.append(area)
    return ended


@transaction.atomic
def cover(
    *, areas: Iterable[Area], absent: User, user: User, starts: date, ends: date, by: User
) -> list[Area]:
    """Somebody looks after these areas while their officer is away, to the day before `ends`.

    A cover of the same days that was said before gives way. Raises PermissionDenied or
    NotOfTheTrust.
    """
    require(by, May.KEEP_DESK)
    _must_be_staff(user, starts)
    areas = _held(areas)
    same_days = Officer.objects.filter(area__in=areas, starts__lt=ends, ends__gt=starts)
    same_days.filter(covers=absent).delete()
    for area in areas:
        row = Officer.objects.create(
            area=area, user=user, covers=absent, starts=starts, ends=ends, named_by=by
        )
        audit.record("officer.covered", row, by=by, area=area.slug, user=user.pk, covers=absent.pk)
    return areas


def _must_be_staff(user: User, on: date) -> None:
    if not staff(on).filter(pk=user.pk).exists():
        raise NotOfTheTrust


def _held(areas: Iterable[Area]) -> list[Area]:
    """The areas in one order, held until the end, so that two people name one after the other."""
    areas = sorted(areas, key=lambda area: area.pk)
    claim(areas)
    return areas


def _own_rows(areas: list[Area]) -> dict[int, list[Officer]]:
    """Everybody named for each area by its id, without those who covered. One statement."""
    rows: dict[int, list[Officer]] = {}
    for row in Officer.objects.filter(area__in=areas, covers=None):
        rows.setdefault(row.area_id, []).append(row)
    return rows


def _is_so(rows: list[Officer], user: User, on: date) -> bool:
    """Whether somebody is the officer from that day on without anything being changed."""
    later = [row for row in rows if row.ends is None or row.ends > on]
    return [row.user_id for row in later] == [user.pk] and later[0].is_active(on)


def _end_on(rows: list[Officer], on: date) -> None:
    """Nobody of these is the officer from that day on; who would have begun then never was."""
    for row in rows:
        if row.starts is not None and row.starts >= on:
            row.delete()
        elif row.ends is None or row.ends > on:
            row.ends = on
            row.save(update_fields=["ends"])
