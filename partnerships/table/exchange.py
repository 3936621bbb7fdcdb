"""The roster as a spreadsheet, as its reader sees it on the page: the same names, the same
people.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.files.spreadsheet import rows
from partnerships.models import Partnership
from partnerships.table.queries.roster import ever_sat, name_them


def columns(inside: bool) -> list[tuple[str, object]]:
    """Heading of each column and how its cell is read.

    Who signs in is the partnership's own to know.
    """
    found = [
        (_("Name"), lambda s: s.shown),
        (_("Who they are"), lambda s: s.get_kind_display()),
        (_("Role"), lambda s: s.shown_role),
        (_("Has a vote"), lambda s: _("Yes") if s.votes else _("No")),
        (_("Joined"), lambda s: s.joined.isoformat()),
        (_("Left"), lambda s: s.left.isoformat() if s.left else ""),
    ]
    return (
        [*found, (_("Account"), lambda s: _("Yes") if s.signs_in else _("No"))] if inside else found
    )


def lines(user, area: Area, partnership: Partnership | None) -> Iterator[str]:
    """One statement for the seats, however many. Nobody written down yet: the headings alone."""
    wanted = columns(can(user, May.NAME_EVERY_SEAT, area))
    seats = name_them(user, list(ever_sat(user, partnership))) if partnership else []
    return rows(
        (heading for heading, _cell in wanted),
        ([cell(seat) for _heading, cell in wanted] for seat in seats),
    )
