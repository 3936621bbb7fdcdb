"""The roster as a spreadsheet: the same people under the same names as its reader sees on the
page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.access import can
from areas.models import Area
from areas.places.exchange.naming import AREA, AreaNames, AreaNoun
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.files.spreadsheet import rows
from bigstory.core.moving.columns import About, Column, Values
from bigstory.core.moving.nouns import fold_words
from bigstory.kit import cells
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


# --- moved in and out ---
class Seats(AreaNoun):
    slug = "seats"
    name = gettext_lazy("People on partnerships")
    about = gettext_lazy(
        "Who sits, or sat, on the partnership of an area, from when until when. Where none is "
        "written down yet, it is made."
    )
    model = Seat
    above = (Partnership,)
    # Whoever did not agree to be named outside has no role there either.
    quiet = frozenset({"role"})
    columns = (
        Column(
            "area",
            "area_id",
            AREA.read,
            say=AREA.say,
            example=AREA.example,
            also=(*AREA.also, "partnership"),
            needed=True,
            write=lambda seat: seat.partnership.area.name,
        ),
        Column(
            "name",
            "name",
            cells.line(80, filled=True),
            say=gettext_lazy("Their name."),
            also=("member", "full name", "name of member", "person"),
            needed=True,
            write=lambda seat: getattr(seat, "shown", seat.name),
        ),
        Column(
            "who they are",
            "kind",
            cells.choice(dict(Seat.Kind.choices)),
            say="; ".join(str(label) for label in Seat.Kind.labels),
            also=("kind", "type", "member type"),
            needed=True,
            write=lambda seat: seat.get_kind_display(),
        ),
        Column(
            "role",
            "role",
            cells.line(80),
            say=gettext_lazy("Such as chair or treasurer."),
            write=lambda seat: getattr(seat, "shown_role", seat.role),
        ),
        Column(
            "has a vote",
            "votes",
            cells.yes_or_no(empty=True),
            say=gettext_lazy("Yes or no; empty is yes."),
            also=("vote", "votes", "voting", "voting member"),
        ),
        Column(
            "may be named outside",
            "named_outside",
            cells.yes_or_no(),
            say=gettext_lazy("Yes only where they said so; empty is no."),
            also=("named outside", "name may be shown"),
        ),
        Column(
            "joined",
            "joined",
            cells.day(filled=True),
            say=gettext_lazy("The day; the first of the month will do."),
            example="1 May 2014",
            also=("from", "start date", "date joined", "since"),
            needed=True,
        ),
        Column(
            "left",
            "left",
            cells.day(),
            say=gettext_lazy("The day they left; empty while they sit."),
            also=("until", "end date", "date left", "resigned"),
        ),
    )

    def vocabulary(self) -> AreaNames:
        names = AreaNames()
        names.load()
        return names

    def check(self, values: Values, about: About) -> Iterable[str]:
        if values["joined"] > today():
            yield _("the day they joined has not come yet")
        if values.get("left") and values["left"] < values["joined"]:
            yield _("they left before they joined; check both days")

    def key(self, values: Values) -> Any:
        return (values["area_id"], values["joined"], fold_words(values["name"]))

    def key_of(self, row: Seat) -> Any:
        return (row.partnership.area_id, row.joined, fold_words(row.name))

    def candidates(self, batch: Sequence[Values]) -> Q:
        return Q(
            partnership__area_id__in={values["area_id"] for values in batch},
            joined__in={values["joined"] for values in batch},
        )

    def stored(self, batch: Sequence[Values]) -> Iterable[Seat]:
        return super().stored(batch).select_related("partnership")

    def closed(self, row: Seat | None, values: Values) -> str:
        """Leaving ends a role as well, and a page asks about that."""
        if row is not None and row.user_id and values.get("left") != row.left and "left" in values:
            return _("they have an account here; let their seat end on the page of the partnership")
        return ""

    def shown(self, values: Values) -> str:
        return ""

    def out(self, user):
        """The same people under the same names as the page shows them to this reader."""
        return _Named(user)


class _Named:
    """All seats, partnership by partnership, each under the name its reader may see."""

    def __init__(self, user) -> None:
        self.user = user

    def iterator(self, chunk_size: int) -> Iterator[Seat]:
        seats = Seat.objects.visible_to(self.user).select_related("partnership__area", "user")
        yield from name_them(self.user, list(seats.order_by("partnership__area__name", "joined")))
