"""What is written about a partnership itself: made, named, a body of its own, closed; and who keeps
its roster where there is no worker.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import require
from areas.models import Area, AreaRole
from areas.powers.actions.giving import give_role
from areas.roles.actions.ending import end_area_role
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.models import Partnership
from partnerships.organisations.actions.organisations import make_organisation
from partnerships.table.queries.setting_up import its_body, workers_of


@transaction.atomic
def set_up(*, area: Area, by, values: dict) -> Partnership:
    """Make the partnership of an area, where nobody wrote one down yet; else the one there."""
    require(by, May.SET_UP_AREA, area)
    partnership, created = Partnership.objects.get_or_create(area=area, defaults=values)
    if created:
        audit.record("partnership.begun", partnership, by=by, area=area.slug)
    return partnership


@transaction.atomic
def change_partnership(*, partnership: Partnership, by, seen: Mark, values: dict) -> set[str]:
    """Save what somebody changed of its name and days. Raises Conflict."""
    require(by, May.SET_UP_AREA, partnership.area)
    together = [("formed_on", "closed_on")]
    changed = save_merged(partnership, seen=seen, values=values, together=together)
    _tell("partnership.changed", partnership, by, changed)
    return changed


@transaction.atomic
def incorporate(*, partnership: Partnership, by, seen: Mark, values: dict, body: dict) -> set[str]:
    """It is a body of its own since a day, and so one of the organisations: the one we know by
    that name or number, or a new one from `body`. Raises Conflict, or KnownAlready.
    """
    require(by, May.SET_UP_AREA, partnership.area)
    if partnership.organisation is None:
        own = its_body(body) or make_organisation(by=by, values=body)
        values = values | {"organisation": own}
    together = [("legal_form", "incorporated_on")]
    changed = save_merged(partnership, seen=seen, values=values, together=together)
    _tell("partnership.incorporated", partnership, by, changed)
    return changed


def _tell(verb: str, partnership: Partnership, by, changed: set[str]) -> None:
    if changed:
        audit.record(verb, partnership, by=by, area=partnership.area.slug, fields=sorted(changed))


# --- who keeps the roster where there is no worker ---


@transaction.atomic
def name_keeper(*, area: Area, user: User, by) -> None:
    """A member keeps the roster from today. Nobody names themself. Raises PermissionDenied."""
    require(by, May.NAME_KEEPER, area)
    member = AreaRole.objects.active().filter(area=area, user=user, role=Role.MEMBER)
    if user == by or not user.is_active or not member.exists() or workers_of(area):
        raise PermissionDenied
    give_role(user, Role.KEEPER, area, by=by)


def end_keeper(*, area: Area, user: User, by) -> list[AreaRole]:
    """They keep it no longer, from their next request on. Raises PermissionDenied."""
    if user != by:
        require(by, May.NAME_KEEPER, area)
    return end_area_role(user=user, area=area, role=Role.KEEPER, on=today(), by=by)
