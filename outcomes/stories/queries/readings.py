"""How a story is read: readings side by side in a matrix, a row for each outcome and a column for
each party, and what evaluators chose of the framework's words for it. Nobody overwrites anybody.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from areas.access import areas_where
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Outcome, Publication, Reading
from outcomes.publishing.queries.names import sees_names
from outcomes.stories.models.moves import tells

Party = Reading.Party
State = ChangeStory.State
# Something still being told has no readers beside its teller; something taken back has none any
# more.
READ_STATES = (State.SENT, State.ACCEPTED, State.PUBLISHED, State.NOT_USED)


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
    """One outcome, with a cell for each party."""

    outcome: Outcome
    cells: list[Cell]

    @property
    def differ(self) -> bool:
        return len({cell.answer for cell in self.cells if cell.answer}) > 1


@dataclass
class Column:
    """One party. `sub` is the line below its name, `on` the day of its latest reading."""

    party: str
    name: str
    sub: str = ""
    on: date | None = None


@dataclass
class Matrix:
    """Readings side by side. `earlier` are those whose party changed its mind since."""

    columns: list[Column]
    rows: list[Row] = field(default_factory=list)
    earlier: list[Reading] = field(default_factory=list)

    @property
    def reasons(self) -> list[tuple[Row, Cell]]:
        """Each cell in which somebody said why."""
        return [(row, cell) for row in self.rows for cell in row.cells if cell.because]

    @property
    def read(self) -> bool:
        """Whether anybody has read anything yet."""
        return any(cell.answer for row in self.rows for cell in row.cells)


def matrix_of_story(user, story: ChangeStory, words: Words) -> Matrix:
    """From the record, with the readers' names where this person may see them. Two statements."""
    every = list(story.readings.select_related("outcome", "reader").order_by("on", "pk"))
    latest = [reading for reading in every if reading.latest]
    answers = {(r.outcome_id, r.party): (r.answer, r.because, r.on) for r in latest}
    columns = _columns(story.area.short_name, words, _head(user, story))
    for column in columns:
        column.on = _last_day(answers, column.party)
    if sees_names(user, story):
        _name_readers(columns, latest)
    outcomes = {*story.area.programme.outcomes.in_use(), *(reading.outcome for reading in latest)}
    in_order = sorted(outcomes, key=lambda outcome: (outcome.order, outcome.pk))
    matrix = _matrix(columns, in_order, answers)
    matrix.earlier = [reading for reading in every if not reading.latest]
    return matrix


def matrix_of_copy(copy: Publication, words: Words) -> Matrix:
    """From the public copy alone, which holds no reader's name. One statement, for the outcomes."""
    outcomes = {o.slug: o for o in Outcome.objects.filter(programme=copy.area.programme_id)}
    answers = {}
    for reading in copy.readings:
        if outcome := outcomes.get(reading["outcome"]):
            given = (reading["answer"], reading["because"], date.fromisoformat(reading["on"]))
            answers[outcome.pk, reading["party"]] = given
    columns = _columns(copy.area.short_name, words, copy.told_by or copy.told_by_is)
    for column in columns:
        column.on = _last_day(answers, column.party)
    read = {pk for pk, _party in answers}
    shown = [o for o in outcomes.values() if not o.retired or o.pk in read]
    return _matrix(columns, shown, answers)


def _head(user, story: ChangeStory) -> str:
    """How the head of the column names the teller: by name, or as what they are."""
    return (sees_names(user, story) and story.told_by) or story.told_by_is


def _columns(place: str, words: Words, teller_name: str) -> list[Column]:
    return [
        Column(Party.TELLER, teller_name or _("The teller"), _("Whose story it is")),
        Column(Party.PARTNERSHIP, _("The %(partnership)s") % words, place),
        Column(Party.LOCAL_TRUST, words["funder"]),
        Column(Party.EVALUATOR, _("An evaluator")),
    ]


def _last_day(answers: dict[tuple[int, str], tuple], party: str) -> date | None:
    """When a party last read any outcome. `answers` are answer, reason and day, by the id of the
    outcome and the party.
    """
    days = [day for (_pk, of), (_answer, _because, day) in answers.items() if of == party]
    return max(days, default=None)


def _name_readers(columns: list[Column], latest: list[Reading]) -> None:
    """Below Local Trust and the evaluator: who of them read it."""
    for column in columns:
        if column.party in (Party.LOCAL_TRUST, Party.EVALUATOR):
            readers = [reading.reader for reading in latest if reading.party == column.party]
            names = {reader.name for reader in readers if reader and reader.name}
            column.sub = ", ".join(sorted(names))


def _matrix(columns: list[Column], outcomes: list[Outcome], answers: dict) -> Matrix:
    rows = [
        Row(o, [Cell(c.party, c.name, *answers.get((o.pk, c.party), ())) for c in columns])
        for o in outcomes
    ]
    return Matrix(columns, rows)


@dataclass(frozen=True)
class SortingSummary:
    """One evaluator's view, for a reader. `short` is heading and words of each thing chosen."""

    pk: int
    who: str
    on: date
    latest: bool
    short: list[tuple[str, str]]
    because: str


def sortings_of(user, story: ChangeStory) -> list[SortingSummary]:
    """Every evaluator's view, newest first, earlier ones too. One statement.

    For who may not read names it is “an evaluator”.
    """
    names = sees_names(user, story)
    return [
        SortingSummary(
            pk=sorting.pk,
            who=(names and sorting.reader and sorting.reader.name) or _("An evaluator"),
            on=sorting.on,
            latest=sorting.latest,
            short=_chosen_words(sorting.chosen),
            because=sorting.because,
        )
        for sorting in story.sortings.select_related("reader")
    ]


def sortings_of_copy(copy: Publication) -> list[SortingSummary]:
    """The same from a copy, which holds no evaluator's name. No statement."""
    return [
        SortingSummary(
            pk=place,
            who=_("An evaluator"),
            on=date.fromisoformat(entry["on"]),
            latest=entry["latest"],
            short=_chosen_words(entry["chosen"]),
            because=entry["because"],
        )
        for place, entry in enumerate(copy.sortings)
    ]


def _chosen_words(chosen: dict) -> list[tuple[str, str]]:
    """Heading and words, as they were when they were chosen, of each heading with any."""
    words = {name: ", ".join(word for _pk, word in chosen.get(name, [])) for name in headings()}
    return [(heading, words[name]) for name, heading in headings().items() if words[name]]


def headings() -> dict[str, str]:
    """What stands above each of the framework's lists, by the name of the choice."""
    return {
        "levels": _("Where the change is"),
        "kinds": _("What sort of change"),
        "makers": _("Who made it happen"),
        "drivers": _("What helped"),
        "barriers": _("What stood in the way"),
    }


def may_sort(user, story: ChangeStory) -> bool:
    """Evaluators, once there is something that was sent."""
    return story.state in READ_STATES and areas_where(user, May.CODE).includes(story.area_id)


def party_of(user, story: ChangeStory) -> Party | None:
    """For whom this person reads this story.

    Whoever wrote it down speaks for the teller, and for nobody else.
    """
    if story.written_by_id == user.pk:
        return Party.TELLER if tells(user, story) else None
    permissions = {
        Party.LOCAL_TRUST: May.GIVE_TRUST_READING,
        Party.EVALUATOR: May.GIVE_EVALUATOR_READING,
        Party.PARTNERSHIP: May.GIVE_PARTNERSHIP_READING,
    }
    for party, may in permissions.items():
        if areas_where(user, may).includes(story.area_id):
            return party
    return None
