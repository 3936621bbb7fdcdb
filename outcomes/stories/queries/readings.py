"""Readings side by side: a row for each outcome, a column for each party.

Nobody overwrites anybody.

What evaluators chose of the framework's words for a story, as its page shows it beside the
teller's.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from areas.access import areas_where
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Outcome, Publication, Reading, Sorting
from outcomes.publishing.queries.names import sees_names, teller
from outcomes.stories.models.moves import tells

Party = Reading.Party
State = ChangeStory.State
# Something still being told has no readers beside its teller; something taken back has none any
# more.
READ_STATES = (State.SENT, State.ACCEPTED, State.PUBLISHED, State.NOT_USED)


PARTIES = tuple(Reading.Party)


@dataclass
class Cell:
    """One party's latest answer to one outcome; no answer: not read yet."""

    party: str
    who: str
    answer: str = ""
    because: str = ""
    on: date | None = None

    @property
    def label(self) -> str:
        return Reading.Answer(self.answer).label if self.answer else ""


@dataclass
class Row:
    outcome: Outcome
    cells: list[Cell]

    @property
    def differ(self) -> bool:
        return len({cell.answer for cell in self.cells if cell.answer}) > 1


@dataclass
class Column:
    party: str
    name: str
    sub: str = ""
    on: date | None = None


@dataclass
class Matrix:
    columns: list[Column]
    rows: list[Row] = field(default_factory=list)
    earlier: list[Reading] = field(
        default_factory=list
    )  # what somebody said before they changed their mind

    @property
    def reasons(self) -> list[tuple[Row, Cell]]:
        return [(row, cell) for row in self.rows for cell in row.cells if cell.because]

    @property
    def read(self) -> bool:
        return any(cell.answer for row in self.rows for cell in row.cells)


def of_story(user, story, words) -> Matrix:
    """From the record, with the readers' names where this person may see them. Two statements."""
    names = sees_names(user, story)
    every = list(story.readings.select_related("outcome", "reader").order_by("on", "pk"))
    readings = [r for r in every if r.latest]
    found = {(r.outcome_id, r.party): (r.answer, r.because, r.on) for r in readings}
    columns = _columns(story.area.short_name, words)
    columns[0].name = first_name(teller(user, story)) or columns[0].name
    for column in columns:
        mine = [r for r in readings if r.party == column.party]
        column.on = max((r.on for r in mine), default=None)
        if names and column.party in (Reading.Party.LOCAL_TRUST, Reading.Party.EVALUATOR):
            column.sub = ", ".join(
                sorted({r.reader.name for r in mine if r.reader and r.reader.name})
            )
    outcomes = _asked({r.outcome for r in readings}, story.area.programme)
    matrix = _matrix(columns, outcomes, found)
    matrix.earlier = [r for r in every if not r.latest]
    return matrix


def of_publication(copy: Publication, words) -> Matrix:
    """From the public copy alone, which holds no reader's name. One statement, for the outcomes."""
    outcomes = {o.slug: o for o in Outcome.objects.filter(programme=copy.area.programme_id)}
    found = {}
    for reading in copy.readings:
        if reading["outcome"] in outcomes:
            key = outcomes[reading["outcome"]].pk, reading["party"]
            found[key] = reading["answer"], reading["because"], date.fromisoformat(reading["on"])
    columns = _columns(copy.area.short_name, words)
    columns[0].name = first_name(copy.told_by) or columns[0].name
    for column in columns:
        column.on = max(
            (on for (_o, party), (_a, _b, on) in found.items() if party == column.party),
            default=None,
        )
    read = {pk for pk, _party in found}
    return _matrix(columns, [o for o in outcomes.values() if not o.retired or o.pk in read], found)


def first_name(told_by: str) -> str:
    """How the head of the column names the teller: "Maureen, 74, resident" is Maureen."""
    return told_by.partition(",")[0].strip()


def _asked(read: set[Outcome], programme) -> list[Outcome]:
    """The outcomes asked now, and any that was read before it was retired."""
    return sorted(
        {*programme.outcomes.in_use(), *read}, key=lambda outcome: (outcome.order, outcome.pk)
    )


def _columns(place: str, words) -> list[Column]:
    return [
        Column(Reading.Party.TELLER, _("The teller"), _("Whose story it is")),
        Column(Reading.Party.PARTNERSHIP, _("The %(partnership)s") % words, place),
        Column(Reading.Party.LOCAL_TRUST, words["funder"]),
        Column(Reading.Party.EVALUATOR, _("An evaluator")),
    ]


def _matrix(columns: list[Column], outcomes: list[Outcome], found: dict) -> Matrix:
    rows = [
        Row(o, [Cell(c.party, c.name, *found.get((o.pk, c.party), ())) for c in columns])
        for o in outcomes
    ]
    return Matrix(columns, rows)


FIELDS = ("id", "because", "chosen", "latest", "reader__name")


@dataclass(frozen=True)
class Sorted:
    """One evaluator's view. `short` is heading and words of each thing chosen."""

    pk: int
    who: str
    on: date
    latest: bool
    short: list[tuple[str, str]]
    because: str


def rows_of(story: ChangeStory) -> QuerySet[Sorting]:
    return story.sortings.all()


def made(names: bool) -> Callable[[dict], Sorted]:
    """From a gathered row. Without the right to read names it is “an evaluator”."""

    def make(row: dict) -> Sorted:
        chosen = row["chosen"] if isinstance(row["chosen"], dict) else json.loads(row["chosen"])
        short = [(heading, _words(chosen.get(name, []))) for name, heading in headings().items()]
        who = (row["reader__name"] if names else "") or _("An evaluator")
        return Sorted(
            row["id"],
            who,
            row["on"],
            bool(row["latest"]),
            [each for each in short if each[1]],
            row["because"],
        )

    return make


def headings() -> dict[str, str]:
    return {
        "levels": _("Where the change is"),
        "kinds": _("What sort of change"),
        "makers": _("Who made it happen"),
        "drivers": _("What helped"),
        "barriers": _("What stood in the way"),
    }


def _words(pairs: list) -> str:
    return ", ".join(name for _pk, name in pairs)


def may_sort(user, story: ChangeStory) -> bool:
    """Evaluators, once there is something that was sent."""
    return story.state in READ_STATES and areas_where(user, May.CODE).includes(story.area_id)


def party_of(user, story: ChangeStory) -> Party | None:
    """For whom this person reads this story.

    Whoever wrote it down speaks for the teller, and for nobody else.
    """
    if story.written_by_id == user.pk:
        return Party.TELLER if tells(user, story) else None
    asked = {
        Party.LOCAL_TRUST: May.GIVE_TRUST_READING,
        Party.EVALUATOR: May.GIVE_EVALUATOR_READING,
        Party.PARTNERSHIP: May.GIVE_PARTNERSHIP_READING,
    }
    return next(
        (party for party, may in asked.items() if areas_where(user, may).includes(story.area_id)),
        None,
    )
