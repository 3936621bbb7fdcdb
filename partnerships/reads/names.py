"""What a person at the table is called, to whoever is looking.

Every page and every file asks here.
"""

from django.utils.translation import gettext_lazy as _

from areas.access import where
from bigstory.accounts.roles import May
from partnerships.models import Seat

Kind = Seat.Kind
AS_A_ROLE = {
    Kind.RESIDENT: _("a resident"),
    Kind.PAID_WORKER: _("a paid worker"),
    Kind.LTO: _("somebody from the LTO"),
    Kind.AGENCY: _("somebody from another agency"),
    Kind.COUNCILLOR: _("a councillor"),
    Kind.OTHER: _("somebody else at the table"),
}


def may_name(user, seat: Seat) -> bool:
    """Those who sit there know everybody by name; others who read the roster, whoever agreed.

    Needs `partnership`.
    """
    area_id = seat.partnership.area_id
    if where(user, May.NAME_EVERY_SEAT).includes(area_id):
        return True
    return seat.named_outside and where(user, May.READ_ROSTER).includes(area_id)


def shown_name(user, seat: Seat) -> str:
    """A name, or “a resident”."""
    return seat.name if may_name(user, seat) else str(AS_A_ROLE[seat.kind])


def shown_role(user, seat: Seat) -> str:
    """What they do there in their own words, which may say who they are: never wider than the
    name.
    """
    return seat.role if may_name(user, seat) else ""


def name_them(user, seats: list[Seat]) -> list[Seat]:
    """The same seats, each with `shown` and `shown_role`, so that a template has no need of the
    name itself.
    """
    for seat in seats:
        seat.shown, seat.shown_role = shown_name(user, seat), shown_role(user, seat)
    return seats
