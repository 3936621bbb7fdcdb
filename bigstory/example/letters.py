"""Stores the letters of the example: what areas and Local Trust wrote to each other about things
that were sent. What asks and has no answer yet is owed, as it is where people write it.
"""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from areas.desk.actions.heard import heard_by_letter
from areas.desk.models.owed import Side
from areas.desk.queries.due import due_on
from areas.models import Area, Letter, Owed
from bigstory.accounts.models import User
from bigstory.example.store import moment, store
from bigstory.example.when import day_of
from outcomes.models import ChangeStory
from partnerships.models import PartnershipReview, PlanVersion, SpendReport
from partnerships.plan.queries.owed import kind_of

FILE = Path(__file__).parent / "letters.toml"
ABOUT = ("plan", "spend_report", "yearly_review", "story")


def store_letters(areas: list[Area], people: dict[str, User]) -> None:
    """Call it after everything they are about. Raises DoesNotExist where that is not there."""
    by_slug = {area.slug: area for area in areas}
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["letters"]:
        if area := by_slug.get(entry["area"]):
            kind, thing = _thing(area, entry)
            _store(area, kind, thing, entry["said"], people)


def _thing(area: Area, entry: dict) -> tuple[str, int]:
    """The kind and the id of what it is about."""
    kind = next(name for name in ABOUT if name in entry)
    told = entry[kind]
    if kind == "plan":
        version = PlanVersion.objects.filter(plan__area=area, plan__number=told).latest("number")
        return kind_of(version.plan), version.pk
    if kind == "spend_report":
        return kind, SpendReport.objects.get(area=area, half_year=told).pk
    if kind == "yearly_review":
        return kind, PartnershipReview.objects.get(partnership__area=area, on=told).pk
    return kind, ChangeStory.objects.get(area=area, title=told).pk


def _store(area: Area, kind: str, thing: int, said: list[dict], people: dict[str, User]) -> None:
    letters = store(_letter(area, kind, thing, each, people) for each in said)
    for n, letter in enumerate(letters):
        if letter.side == Side.AREA:
            heard_by_letter(area, on=letter.at.date())
        if letter.asks:
            answer = next((each for each in letters[n + 1 :] if each.side != letter.side), None)
            store([_owed(letter, answer)])
    if ours := next((each.writer for each in letters if each.side == Side.TRUST), None):
        waiting = Owed.objects.ours().filter(about=kind, thing=thing, answered=None)
        waiting.update(taken_by=ours)


def _letter(area: Area, kind: str, thing: int, said: dict, people: dict[str, User]) -> Letter:
    writer = people[said["by"]] if "by" in said else None
    return Letter(
        area=area,
        about=kind,
        thing=thing,
        side=said["side"],
        asks=said.get("asks", False),
        words=said["words"],
        writer=writer,
        writer_name=str(writer) if writer else said["name"],
        at=moment(_working_day(day_of(said["at"])), 10, 5),
    )


def _working_day(day: date) -> date:
    """Nobody writes letters at the weekend: the Friday before."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _owed(letter: Letter, answer: Letter | None) -> Owed:
    ours = letter.side == Side.AREA
    return Owed(
        area=letter.area,
        kind=Owed.Kind.QUESTION,
        about=letter.about,
        thing=letter.thing,
        owes=Side.TRUST if ours else Side.AREA,
        sent=letter.at,
        due=due_on(letter.area.programme, letter.at) if ours else None,
        answered=answer.at if answer else None,
    )
