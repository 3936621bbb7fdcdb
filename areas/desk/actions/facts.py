"""Writes the facts of an area: what kind of place it is, who governs it, and where it stands."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from areas.access import require
from areas.models import (
    Area,
    AreaCode,
    AreaStage,
    AreaStanding,
    LocalAuthority,
    PathwayStep,
)
from areas.places.actions import claim
from areas.places.queries.facts import facts_of, steps_of
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import Mark, merge

# A number and its year are one fact, and so are a place and where that comes from.
TOGETHER = [("population", "population_year"), ("position", "position_source")]


@transaction.atomic
def change_facts(*, area: Area, by: User, seen: Mark, values: Mapping[str, Any]) -> set[str]:
    """Save what somebody changed, and return the names of those facts.

    Raises PermissionDenied, and Conflict where somebody else changed the same.
    """
    require(by, May.KEEP_DESK, area)
    area = Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    merged = merge(seen, facts_of(area), values, together=TOGETHER)
    if merged.clashes:
        raise Conflict(area, merged.clashes)
    if not merged.values:
        return set()
    changed = dict(merged.values)
    if "position" in changed:
        position: Any = changed.pop("position") or (None, None)
        changed["latitude"], changed["longitude"] = position
    for name, value in changed.items():
        setattr(area, name, value)
    area.save_if_unchanged(seen=area.version, fields=sorted(changed))
    audit.record("area.facts_changed", area, by=by, area=area.slug, fields=sorted(merged.values))
    return set(merged.values)


# --- tiers of government, and codes ---


@transaction.atomic
def add_authority(*, area: Area, by: User, name: str, tier: str) -> LocalAuthority:
    """Say who governs here, at one tier. One that is known already is the same one."""
    require(by, May.KEEP_DESK, area)
    known = LocalAuthority.objects.filter(name__iexact=name, tier=tier).first()
    authority = known or LocalAuthority.objects.create(name=name, tier=tier)
    area.authorities.add(authority)
    audit.record("area.authority_added", authority, by=by, area=area.slug)
    return authority


@transaction.atomic
def remove_authority(*, area: Area, by: User, authority: LocalAuthority) -> None:
    """It does not govern here; it stays in the list for other areas."""
    require(by, May.KEEP_DESK, area)
    area.authorities.remove(authority)
    audit.record("area.authority_removed", authority, by=by, area=area.slug)


@transaction.atomic
def add_codes(*, area: Area, by: User, scheme: str, vintage: int, codes: Iterable[str]) -> int:
    """Codes of one scheme and year; those that are there already stay. Returns how many are new."""
    require(by, May.KEEP_DESK, area)
    claim([area])
    same = AreaCode.objects.filter(area=area, scheme=scheme, vintage=vintage)
    there = set(same.values_list("code", flat=True))
    new = [code for code in dict.fromkeys(codes) if code not in there]
    AreaCode.objects.bulk_create(
        AreaCode(area=area, scheme=scheme, code=code, vintage=vintage) for code in new
    )
    if new:
        audit.record("area.codes_added", area, by=by, area=area.slug, scheme=scheme, n=len(new))
    return len(new)


@transaction.atomic
def remove_code(*, code: AreaCode, by: User) -> None:
    require(by, May.KEEP_DESK, code.area)
    audit.record("area.code_removed", code, by=by, area=code.area.slug)
    code.delete()


# --- where it stands ---


@transaction.atomic
def change_steps(*, area: Area, by: User, seen: Mark, values: Mapping[str, Any]) -> set[int]:
    """Save which steps of the pathway are under way or done, with their days.

    `values` has for each step, by its id, `step_7_status` (empty: not yet), `…_starts`, `…_ends`.
    Returns the ids of the steps that changed. Raises PermissionDenied or Conflict.
    """
    require(by, May.KEEP_DESK, area)
    claim([area])
    stored = steps_of(area)
    ids = sorted({int(name.split("_")[1]) for name in values})
    together = [tuple(f"step_{pk}_{part}" for part in ("status", "starts", "ends")) for pk in ids]
    merged = merge(seen, stored, values, together=together)
    if merged.clashes:
        raise Conflict(area, merged.clashes)
    changed = {int(name.split("_")[1]) for name in merged.values}
    now = {**stored, **merged.values}
    for step in PathwayStep.objects.filter(pk__in=changed, programme=area.programme_id):
        _keep_step(area, step, *(now[f"step_{step.pk}_{x}"] for x in ("status", "starts", "ends")))
    if changed:
        audit.record("area.steps_changed", area, by=by, area=area.slug, steps=sorted(changed))
    return changed


def _keep_step(
    area: Area, step: PathwayStep, status: Any, starts: date | None, ends: date | None
) -> None:
    rows = AreaStage.objects.filter(area=area, step=step)
    if not status:
        rows.delete()
        return
    row = rows.order_by("pk").last() or AreaStage(area=area, step=step)
    row.status, row.starts, row.ends = status, starts, ends
    row.save()


@transaction.atomic
def set_standing(*, area: Area, by: User, standing: str, on: date) -> AreaStanding:
    """From a day on an area is open, closing or closed; said again for that day, it is the last."""
    require(by, May.KEEP_DESK, area)
    claim([area])
    row, _made = AreaStanding.objects.update_or_create(
        area=area, on=on, defaults={"standing": standing}
    )
    audit.record("area.standing_set", row, by=by, area=area.slug, standing=standing)
    return row


@transaction.atomic
def remove_standing(*, row: AreaStanding, by: User) -> None:
    """It was said by mistake: what held before holds on."""
    require(by, May.KEEP_DESK, row.area)
    audit.record("area.standing_removed", row, by=by, area=row.area.slug, standing=row.standing)
    row.delete()
