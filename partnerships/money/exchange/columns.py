"""The columns of a spend report, declared once: how each is read from a file and written to one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from areas.models import Area
from bigstory.core.files.spreadsheet import BEGINS_A_FORMULA, safe
from bigstory.core.moving.columns import Bad
from bigstory.kit.numbers.pounds import NotPounds, read_pounds
from bigstory.kit.numbers.rows import row_number
from partnerships.models import Plan, Priority, SpendLine, SpendTheme


@dataclass
class Vocabulary:
    """What the lines of one area may name: its needs, the shared themes, and its sent lines.

    Needs and themes stand under their words as `folded` makes them, themes under their slug too.
    """

    priorities: dict[str, Priority] = field(default_factory=dict)
    themes: dict[str, SpendTheme] = field(default_factory=dict)
    lines: dict[int, SpendLine] = field(default_factory=dict)

    @classmethod
    def of(cls, area: Area) -> "Vocabulary":
        """The needs and themes offered now, and every line that was sent."""
        themes = SpendTheme.objects.filter(programme=area.programme_id, retired=False)
        sent = (
            SpendLine.objects.sent()
            .filter(report__area=area)
            .select_related("report", "priority", "theme")
        )
        return cls(
            priorities={
                folded(priority.own_words): priority for priority in reversed(_priorities(area))
            },
            themes={folded(name): theme for theme in themes for name in (theme.slug, theme.name)},
            lines={line.pk: line for line in sent},
        )

    def include(self, lines: Iterable[SpendLine]) -> None:
        """Add the needs and themes of stored lines that are no longer offered.

        Saving such a line as a row of the form must not lose them.
        """
        threads = {priority.thread for priority in self.priorities.values()}
        slugs = {theme.slug for theme in self.themes.values()}
        for line in lines:
            if line.priority and line.priority.thread not in threads:
                self.priorities[f"line {line.pk}"] = line.priority
            if line.theme and line.theme.slug not in slugs:
                self.themes[line.theme.slug] = line.theme


def _priorities(area: Area) -> list[Priority]:
    """Each need once, in the words of the newest plan that has it.

    Plans not endorsed yet have no money.
    """
    plans = Priority.objects.filter(
        plan__area=area, plan__state__in=(Plan.State.ENDORSED, Plan.State.ENDED)
    )
    by_thread: dict = {}
    for priority in plans.select_related("plan").order_by("-plan__number", "order", "pk"):
        by_thread.setdefault(priority.thread, priority)
    return list(by_thread.values())


def folded(words: str) -> str:
    """Words as they are compared: case and spaces make no difference."""
    return " ".join(words.split()).casefold()


def _unsafe(cell: str) -> str:
    """The words of a cell that `safe` wrote, when a file comes back."""
    return cell[1:] if cell[:1] == "'" and safe(cell[1:]) == cell else cell


def _text(longest: int, *, filled: bool = False) -> Callable:
    """The reader of a cell of words. `filled`: it may not be empty."""

    def read(cell: str, vocabulary: Vocabulary) -> str:
        words = " ".join(_unsafe(cell).split())
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


def _priority(cell: str, vocabulary: Vocabulary) -> Priority | None:
    if not cell:
        return None
    if priority := vocabulary.priorities.get(folded(_unsafe(cell))):
        return priority
    raise Bad(
        _("is “%(words)s”, which no plan here says; copy it from the plan or leave it empty")
        % _cut(cell)
    )


def _theme(cell: str, vocabulary: Vocabulary) -> SpendTheme | None:
    if not cell:
        return None
    if theme := vocabulary.themes.get(folded(_unsafe(cell))):
        return theme
    names = "; ".join(dict.fromkeys(theme.name for theme in vocabulary.themes.values()))
    raise Bad(_("is “%(words)s”; there are: %(names)s") % (_cut(cell) | {"names": names}))


def _amount(cell: str, vocabulary: Vocabulary):
    try:
        return read_pounds(_unsafe(cell), below_nothing=True)
    except NotPounds as why:
        raise Bad(str(why)) from None


def _corrects(cell: str, vocabulary: Vocabulary) -> SpendLine | None:
    number = folded(cell).removeprefix("line ").removeprefix("#")
    if not number:
        return None
    if line := vocabulary.lines.get(row_number(number)):
        return line
    raise Bad(
        _("is “%(words)s”; write the number of a line in a report that was sent") % _cut(cell)
    )


def _cut(cell: str) -> dict:
    """The beginning of a cell, for a sentence about it."""
    return {"words": cell if len(cell) <= 40 else f"{cell[:40]}…"}


@dataclass(frozen=True)
class Column:
    """`read` turns a cell into a value of a SpendLine, or raises Bad with a sentence about it."""

    name: str
    read: Callable[[str, Vocabulary], object]
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


def line_problem(values: dict) -> str:
    """What is wrong with a line whose cells are each right by themselves; empty if nothing."""
    if values["amount"] < 0 and values["corrects"] is None:
        return _(
            "amount is less than nothing; only a line that corrects another may take "
            "away, so say which"
        )
    return ""
