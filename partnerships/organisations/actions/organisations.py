"""Writing down an organisation, and changing what is written about it."""

from django.db import IntegrityError, transaction

from areas.access import require
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.models import Organisation


class KnownAlready(Exception):
    """Another has this name or this number, perhaps since a moment ago."""


def make_organisation(*, by: User, values: dict) -> Organisation:
    """Write one down. Raises KnownAlready, so that none stands there twice."""
    require(by, May.SET_UP_AREA)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(**values)
            audit.record("organisation.added", organisation, by=by)
    except IntegrityError:
        raise KnownAlready from None
    return organisation


def change_organisation(
    *, organisation: Organisation, by: User, seen: Mark, values: dict
) -> set[str]:
    """Save what somebody changed, and return the names of those fields.

    Raises Conflict where somebody else changed the same, and KnownAlready.
    """
    require(by, May.SET_UP_AREA)
    try:
        with transaction.atomic():
            changed = save_merged(organisation, seen=seen, values=values)
            if changed:
                audit.record("organisation.changed", organisation, by=by, fields=sorted(changed))
    except IntegrityError:
        raise KnownAlready from None
    return changed
