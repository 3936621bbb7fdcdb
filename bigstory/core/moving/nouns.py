"""What a kind of row says about itself: its columns, which stored row it is, what goes with it.

Each app registers its own in its moving.py; the order there is the order in which to move in.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Field, Model, Q, QuerySet

from bigstory.core.folding import fold
from bigstory.core.moving.columns import About, Column, Values, Words
from bigstory.core.moving.rows import create

# Whether a person may move things in, today; the app that knows roles adds itself.
MAY: list[Callable[[Any], bool]] = []
NOUNS: dict[str, "Noun"] = {}


def may_move_in(user: Any) -> bool:
    """Deny by default: nobody may where no app says who may."""
    return bool(MAY) and user is not None and all(may(user) for may in MAY)


def register(*nouns: "Noun") -> None:
    for noun in nouns:
        NOUNS[noun.slug] = noun


def in_order() -> list["Noun"]:
    """As they move in: what comes later names what came before."""
    return sorted(NOUNS.values(), key=lambda noun: noun.place)


class Noun:
    """One kind of row. Fields are named as in the database: `area_id`, not `area`."""

    slug: ClassVar[str]
    name: ClassVar[Words]
    # What it says on the page where it is chosen.
    about: ClassVar[Words]
    # Its place among the others, where its app's is not the right one.
    place: ClassVar[int] = 5
    model: ClassVar[type[Model]]
    columns: ClassVar[tuple[Column, ...]]
    # Fields that tell which row it is, compared as they are, and those compared folded.
    exactly: ClassVar[tuple[str, ...]] = ()
    loosely: ClassVar[tuple[str, ...]] = ()
    # Two rows of a file with the same key are two, as with payments; otherwise the second is wrong.
    repeats: ClassVar[bool] = False
    # A row that is there already is left as it is.
    never_changed: ClassVar[bool] = False
    # Rows that refer to it without being built on it.
    own: ClassVar[frozenset[str]] = frozenset()
    # Fields that a rehearsal does not show as they were.
    quiet: ClassVar[frozenset[str]] = frozenset()
    # Whether it can be taken back.
    undoable: ClassVar[bool] = True
    # How many plain rows it takes as long as.
    weight: ClassVar[int] = 1
    # Rows above it that are made with it, such as the report of a line; lowest first.
    above: ClassVar[tuple[type[Model], ...]] = ()

    # --- reading ---
    def vocabulary(self) -> Any:
        """What its cells may name, read once a file."""
        return None

    def check(self, values: Values, about: About) -> Iterable[str]:
        """What is wrong with a row whose cells are each right by themselves; whole sentences."""
        return ()

    def filled(self, values: Values, about: About) -> None:
        """Put in what follows from the rest, such as the part that a rule of the day adds."""

    # --- which row it is ---
    def key(self, values: Values) -> Hashable:
        return (
            *(values.get(name) for name in self.exactly),
            *(fold_words(values.get(name)) for name in self.loosely),
        )

    def candidates(self, batch: Sequence[Values]) -> Q:
        """The stored rows among which those of a batch may be."""
        found = Q()
        for name in self.exactly:
            present = {value for values in batch if (value := values.get(name)) is not None}
            some = Q(**{f"{name}__in": present})
            if any(values.get(name) is None for values in batch):
                some |= Q(**{f"{name}__isnull": True})
            found &= some
        return found

    def stored(self, batch: Sequence[Values]) -> Iterable[Model]:
        return self.model._base_manager.filter(self.candidates(batch)).order_by("pk")

    def key_of(self, row: Model) -> Hashable:
        """The key of a stored row."""
        names = (*self.exactly, *self.loosely)
        return self.key({name: getattr(row, name) for name in names})

    def hides(self, row: Any) -> bool:
        """Whether a stored row is not for the eyes of those who move in: it is left as it is."""
        return False

    def alike(self, batch: Sequence[Values]) -> Sequence[list[str]]:
        """Of each new row what it looks like that is here already, in sentences: it is told in the
        rehearsal, and moves in all the same.
        """
        return [[] for _values in batch]

    def hold(self, batch: Sequence[Values]) -> None:
        """Wait for whoever writes such rows by hand just now."""

    def closed(self, row: Model | None, values: Values) -> str:
        """Why a row may not be added, or `row` not be changed; nothing where it may."""
        return ""

    # --- moving in ---
    def prepare(self, batch: Sequence[Values], by: Any, made: dict[str, list[int]]) -> None:
        """Make what new and changed rows refer to, and put its keys into their values."""

    def make(self, values: Values, by: Any) -> Model:
        """A row that is not saved yet."""
        names = {field.attname for field in self.model._meta.concrete_fields}
        return self.model(**{name: value for name, value in values.items() if name in names})

    def create(self, rows: list[Model], by: Any, site: str) -> list[Model]:
        """Save new rows with their history; the worker's own way."""
        return create(self.model, rows, by)

    def after(self, areas: set[int], by: Any) -> None:
        """Count again what is kept of these areas, in the same transaction."""

    def slugs(self, areas: set[int]) -> dict[int, str]:
        """What the audit calls areas."""
        return {}

    # --- out ---
    def out(self, user: Any) -> "QuerySet[Any]":
        """What is stored, as far as this person may see it."""
        return self.model._base_manager.none()

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def fields(self) -> dict[str, "Field[Any, Any]"]:
        return {field.attname: field for field in self.model._meta.concrete_fields}

    # --- words of a value, for the rehearsal ---
    def shown(self, values: Values) -> str:
        """A row in a line of a list."""
        return ", ".join(str(value) for name in self.loosely if (value := values.get(name)))


def fold_words(value: Any) -> Hashable:
    same: Hashable = fold(value) if isinstance(value, str) else value
    return same


def as_json(values: Values) -> dict[str, Any]:
    """Values as they are kept with a row of a file."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"pounds": f"{value:f}"}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def from_json(kept: dict[str, Any]) -> Values:
    """The same back."""
    return {name: _value(value) for name, value in kept.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict) and "pounds" in value:
        return Decimal(value["pounds"])
    if isinstance(value, dict) and "day" in value:
        return date.fromisoformat(value["day"])
    return value
