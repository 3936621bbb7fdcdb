"""The roster as a spreadsheet: the same people under the same names as its reader sees on the
page.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.files.spreadsheet import rows
from partnerships.models import Partnership, Seat
from partnerships.table.queries.roster import ever_sat, name_them


def roster_lines(user, area: Area, partnership: Partnership | None) -> Iterator[str]:
    """The lines of a CSV file. Nobody written down yet: the headings alone.

    One statement for the seats, however many.
    """
    columns = _columns(inside=can(user, May.NAME_EVERY_SEAT, area))
    seats = name_them(user, list(ever_sat(user, partnership))) if partnership else []
    return rows(
        (heading for heading, _cell in columns),
        ([cell(seat) for _heading, cell in columns] for seat in seats),
    )


def _columns(*, inside: bool) -> list[tuple[str, Callable[[Seat], str]]]:
    """Heading of each column and how its cell is read.

    Who signs in is the partnership's own to know (`inside`).
    """
    columns = [
        (_("Name"), lambda seat: seat.shown),
        (_("Who they are"), lambda seat: seat.get_kind_display()),
        (_("Role"), lambda seat: seat.shown_role),
        (_("Has a vote"), lambda seat: _("Yes") if seat.votes else _("No")),
        (_("Joined"), lambda seat: seat.joined.isoformat()),
        (_("Left"), lambda seat: seat.left.isoformat() if seat.left else ""),
    ]
    if inside:
        columns.append((_("Account"), lambda seat: _("Yes") if seat.signs_in else _("No")))
    return columns
