"""The columns of a spend report, declared once: how each is read from a file and written to one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from areas.models import Area
from areas.places.exchange.columns import CONTROL, Bad
from bigstory.core.files.spreadsheet import BEGINS_A_FORMULA, safe
from bigstory.kit.numbers import NotPounds, read_pounds
from partnerships.models import Plan, Priority, SpendLine, SpendTheme


@dataclass
class Known:
    """What the lines of one area may name: its needs, the shared themes, and lines that were sent
    before.
    """

    priorities: dict[str, Priority] = field(default_factory=dict)
    themes: dict[str, SpendTheme] = field(default_factory=dict)
    lines: dict[int, SpendLine] = field(default_factory=dict)

    @classmethod
    def of(cls, area: Area) -> "Known":
        themes = SpendTheme.objects.filter(programme=area.programme_id, retired=False)
        sent = (
            SpendLine.objects.sent()
            .filter(report__area=area)
            .select_related("report", "priority", "theme")
        )
        return cls(
            priorities={key(one.own_words): one for one in reversed(offered_priorities(area))},
            themes={name: theme for theme in themes for name in (key(theme.slug), key(theme.name))},
            lines={line.pk: line for line in sent},
        )


def offered_priorities(area: Area) -> list[Priority]:
    """Each need once, in the words of the newest plan that has it.

    Plans not endorsed yet have no money.
    """
    plans = Priority.objects.filter(
        plan__area=area, plan__state__in=(Plan.State.ENDORSED, Plan.State.ENDED)
    )
    found: dict = {}
    for one in plans.select_related("plan").order_by("-plan__number", "order", "pk"):
        found.setdefault(one.thread, one)
    return list(found.values())


def key(words: str) -> str:
    """Words as they are compared: case and spaces make no difference."""
    return " ".join(words.split()).casefold()


def unsafe(cell: str) -> str:
    """The words that `safe` was given, when a file comes back."""
    return cell[1:] if cell[:1] == "'" and safe(cell[1:]) == cell else cell


def _text(longest: int, *, filled: bool = False) -> Callable:
    def read(cell: str, known: Known) -> str:
        words = " ".join(unsafe(cell).split())
        if CONTROL.search(cell.replace("\n", " ")):
            raise Bad(_("holds a character that no keyboard makes; type it again"))
        if filled and not words:
            raise Bad(_("is empty; write what it was for"))
        if words.startswith(BEGINS_A_FORMULA) and not cell.startswith("'"):
            raise Bad(
                _("starts with %(sign)s, which a spreadsheet would run; start with a word")
                % {"sign": words[0]}
            )
        if len(words) > longest:
            raise Bad(
                _("has %(n)s letters; at most %(most)s fit") % {"n": len(words), "most": longest}
            )
        return words

    return read


def _priority(cell: str, known: Known) -> Priority | None:
    if not cell:
        return None
    if found := known.priorities.get(key(unsafe(cell))):
        return found
    raise Bad(
        _("is “%(words)s”, which no plan here says; copy it from the plan or leave it empty")
        % _cut(cell)
    )


def _theme(cell: str, known: Known) -> SpendTheme | None:
    if not cell:
        return None
    if found := known.themes.get(key(unsafe(cell))):
        return found
    names = "; ".join(dict.fromkeys(theme.name for theme in known.themes.values()))
    raise Bad(_("is “%(words)s”; there are: %(names)s") % (_cut(cell) | {"names": names}))


def _amount(cell: str, known: Known):
    try:
        return read_pounds(unsafe(cell), below_nothing=True)
    except NotPounds as why:
        raise Bad(str(why)) from None


def _corrects(cell: str, known: Known) -> SpendLine | None:
    number = key(cell).removeprefix("line ").removeprefix("#")
    if not number:
        return None
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None
    if found := known.lines.get(wanted):
        return found
    raise Bad(
        _("is “%(words)s”; write the number of a line in a report that was sent") % _cut(cell)
    )


def _cut(cell: str) -> dict:
    return {"words": cell if len(cell) <= 40 else f"{cell[:40]}…"}


@dataclass(frozen=True)
class Column:
    name: str
    read: Callable[[str, Known], object]
    write: Callable[[SpendLine], object]
    required: bool = False


COLUMNS = (
    Column("heading", _text(160, filled=True), lambda line: line.heading, required=True),
    Column("priority", _priority, lambda line: line.priority.own_words if line.priority else ""),
    Column("theme", _theme, lambda line: line.theme.name if line.theme else ""),
    Column("amount", _amount, lambda line: line.amount, required=True),
    Column("note", _text(300), lambda line: line.note),
    Column("corrects", _corrects, lambda line: line.corrects_id),
)


def together(values: dict) -> str:
    """What is wrong between the cells of a line that are each right by themselves; empty when
    nothing is.
    """
    if values["amount"] < 0 and values["corrects"] is None:
        return _(
            "amount is less than nothing; only a line that corrects another may take "
            "away, so say which"
        )
    return ""
