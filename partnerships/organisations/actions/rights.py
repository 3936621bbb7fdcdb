"""The rights of an organisation's officers in the areas whose money it holds.

An officer belongs to an organisation, and an organisation to areas from one day to another. Out of
the two comes a role in each area, on the days that both have in common, and `keep_rights` is the
only place that writes it: whoever appoints, ends, adds an officer or takes one away calls it in
their transaction.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from areas.models import AreaRole
from areas.roles.actions.ending import role_closed
from bigstory.accounts.models import User
from bigstory.accounts.roles import Role
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from partnerships.models import LtoAppointment, OfficerRight, Officership, Organisation


class Days(NamedTuple):
    """From a day to the first on which it no longer holds; None: for good."""

    starts: date
    ends: date | None


def hold_organisations(*ids: int | None) -> None:
    """Lock them in the order of their ids: whoever changes their officers or appointments waits."""
    held = Organisation.objects.select_for_update().filter(pk__in=[pk for pk in ids if pk])
    list(held.order_by("pk").values_list("pk"))


def keep_rights(*organisation_ids: int, by: User | None) -> None:
    """Make the roles of these organisations' officers what they should be, from today on.

    The organisations are held by the caller. A role that somebody ended by hand is left ended, and
    what is past is never rewritten.
    """
    rights: dict[tuple[int, int], list[OfficerRight]] = defaultdict(list)
    kept = OfficerRight.objects.filter(officership__organisation__in=organisation_ids)
    for right in kept.select_related("role__area", "role__user").order_by("pk"):
        rights[right.officership_id, right.appointment_id].append(right)
    officers = _by_organisation(Officership, "user", organisation_ids)
    for organisation, appointments in _by_organisation(
        LtoAppointment, "area", organisation_ids
    ).items():
        for officership in officers.get(organisation, []):
            for appointment in appointments:
                _keep(officership, appointment, rights[officership.pk, appointment.pk], by=by)


def _by_organisation(model, related: str, ids: Iterable[int]) -> dict[int, list]:
    rows: dict[int, list] = defaultdict(list)
    for row in model.objects.filter(organisation__in=ids).select_related(related).order_by("pk"):
        rows[row.organisation_id].append(row)
    return rows


def days_in_common(officership: Officership, appointment: LtoAppointment) -> Days | None:
    """The days from today on, on which somebody is an officer and the organisation holds the
    money; None where there are none.
    """
    if not officership.user.is_active:
        return None
    both = (officership, appointment)
    starts = max([today(), *(each.starts for each in both if each.starts)])
    ends = min((each.ends for each in both if each.ends), default=None)
    return Days(starts, ends) if ends is None or ends > starts else None


def _keep(
    officership: Officership,
    appointment: LtoAppointment,
    rights: list[OfficerRight],
    *,
    by: User | None,
) -> None:
    wanted = days_in_common(officership, appointment)
    by_hand = any(right.ended_by_hand for right in rights)
    for right in rights:
        if right.role.ends is not None and right.role.ends <= today():
            continue
        if wanted is None or (_has_begun(right) and wanted.starts > today()):
            _end(right, today(), by=by)
        elif by_hand:
            _end_by(right, wanted.ends, by=by)
        else:
            _move(right, wanted, by=by)
            wanted = None
    if wanted is not None and not by_hand:
        _give(officership, appointment, wanted, by=by)


def _has_begun(right: OfficerRight) -> bool:
    return right.role.starts is None or right.role.starts <= today()


def _give(
    officership: Officership, appointment: LtoAppointment, days: Days, *, by: User | None
) -> None:
    role = AreaRole.objects.create(
        user=officership.user,
        role=Role.LTO,
        area=appointment.area,
        starts=days.starts,
        ends=days.ends,
        granted_by=by,
    )
    OfficerRight.objects.create(
        officership=officership, appointment=appointment, role=role, kept_until=days.ends
    )
    _record("role.given", role, by=by)


def _move(right: OfficerRight, days: Days, *, by: User | None) -> None:
    """Other days, of a role that has not ended: only one to come begins on another."""
    role = right.role
    starts = role.starts if _has_begun(right) else days.starts
    if (role.starts, role.ends) == (starts, days.ends):
        return
    shorter = days.ends is not None and (role.ends is None or days.ends < role.ends)
    role.starts = starts
    _write(right, days.ends)
    if shorter:
        role_closed(role)
    _record("role.changed", role, by=by)


def _end(right: OfficerRight, day: date, *, by: User | None) -> None:
    """End it on a day, or, where it is to begin later, on the day it would: it never holds."""
    _write(right, max(day, right.role.starts or day))
    role_closed(right.role)
    _record("role.ended", right.role, by=by)


def _end_by(right: OfficerRight, day: date | None, *, by: User | None) -> None:
    """One that somebody else gave an end keeps that, unless it has to end before."""
    ends = right.role.ends
    if day is not None and (ends is None or day < ends):
        right.role.ends = max(day, right.role.starts or day)
        right.role.save(update_fields=["ends"])
        role_closed(right.role)
        _record("role.ended", right.role, by=by)


def _write(right: OfficerRight, ends: date | None) -> None:
    right.role.ends = right.kept_until = ends
    right.role.save(update_fields=["starts", "ends"])
    right.save(update_fields=["kept_until"])


def _record(verb: str, role: AreaRole, *, by: User | None) -> None:
    audit.record(verb, role, by=by, area=role.area.slug, role=role.role)
