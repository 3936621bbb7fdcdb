"""Is it still true? Which stories are asked when, and the life line of one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from bigstory.core.db.dated import today
from outcomes.models import MONTHS, ChangeStory, FollowUp, Publication
from partnerships.table.queries.rules import months_after

State = ChangeStory.State
# Something still being told, set aside or taken back is asked of nobody.
ASKED_STATES = (State.SENT, State.ACCEPTED, State.PUBLISHED)


@dataclass(frozen=True)
class Moment:
    """One answer on the life line, without anybody's name."""

    on: date
    answer: str
    words: str
    who: str
    months: int

    @property
    def label(self) -> str:
        return FollowUp.Answer(self.answer).label

    @property
    def asked_after(self) -> str:
        return FollowUp.Party(self.who).label


def asked_now(
    story: ChangeStory, at: date | None = None, *, said: list[Moment] | None = None
) -> int | None:
    """After how many months a story is asked about now: the latest round that has come and has no
    answer yet.

    `said` is its life line where it was read already.
    """
    if story.state not in ASKED_STATES or story.told_on is None:
        return None
    at = at or today()
    come = [months for months in MONTHS if story.told_on <= months_after(at, -months)]
    if not come or any(
        each.months >= come[-1] for each in (lifeline(story) if said is None else said)
    ):
        return None
    return come[-1]


def to_ask(stories: QuerySet, at: date | None = None) -> QuerySet:
    """Those of these stories that are asked about now, the longest untouched first."""
    at = at or today()
    due = Q()
    for months, after in zip(MONTHS, (*MONTHS[1:], None), strict=True):
        told = Q(told_on__lte=months_after(at, -months))
        if after:
            told &= Q(told_on__gt=months_after(at, -after))
        due |= told & ~Exists(FollowUp.objects.filter(story=OuterRef("pk"), months__gte=months))
    return stories.filter(due, state__in=ASKED_STATES).order_by("told_on", "pk")


def lifeline(story: ChangeStory, rows: list[FollowUp] | None = None) -> list[Moment]:
    """Every answer of the record, oldest first. `rows` where they were read already."""
    rows = story.followups.order_by("on", "pk") if rows is None else rows
    return [Moment(each.on, each.answer, each.words, each.party, each.months) for each in rows]


def public_lifeline(copy: Publication) -> list[Moment]:
    """The same, from the public copy alone."""
    return [
        Moment(
            date.fromisoformat(each["on"]),
            each["answer"],
            each["words"],
            each["who"],
            each["months"],
        )
        for each in copy.lifeline
    ]


def as_data(story: ChangeStory) -> list[dict]:
    """What the public copy keeps of the life line."""
    return [
        {
            "on": each.on.isoformat(),
            "answer": each.answer,
            "words": each.words,
            "who": each.who,
            "months": each.months,
        }
        for each in lifeline(story)
    ]
