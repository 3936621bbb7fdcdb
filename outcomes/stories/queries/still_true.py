"""Is it still true? Which stories are asked when, and the life line of one."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
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
    story: ChangeStory, at: date | None = None, *, moments: list[Moment] | None = None
) -> int | None:
    """After how many months a story is asked about on a day: the latest round that has come and
    has no answer yet. None: it is not asked.

    `moments` is its life line where it was read already.
    """
    if story.state not in ASKED_STATES or story.told_on is None:
        return None
    at = at or today()
    rounds = [months for months in MONTHS if story.told_on <= months_after(at, -months)]
    if not rounds:
        return None
    answers = lifeline(story) if moments is None else moments
    answered = any(moment.months >= rounds[-1] for moment in answers)
    return None if answered else rounds[-1]


def to_ask(stories: QuerySet[ChangeStory], at: date | None = None) -> QuerySet[ChangeStory]:
    """Those of these stories that are asked about on a day, the longest untouched first."""
    at = at or today()
    due = Q()
    for months, after in zip(MONTHS, (*MONTHS[1:], None), strict=True):
        told = Q(told_on__lte=months_after(at, -months))
        if after:
            told &= Q(told_on__gt=months_after(at, -after))
        due |= told & ~Exists(FollowUp.objects.filter(story=OuterRef("pk"), months__gte=months))
    return stories.filter(due, state__in=ASKED_STATES).order_by("told_on", "pk")


def lifeline(story: ChangeStory, followups: Iterable[FollowUp] | None = None) -> list[Moment]:
    """Every answer of the record, oldest first. `followups` where they were read already."""
    if followups is None:
        followups = story.followups.order_by("on", "pk")
    return [Moment(f.on, f.answer, f.words, f.party, f.months) for f in followups]


def public_lifeline(copy: Publication) -> list[Moment]:
    """The same, from the public copy alone. No statement."""
    return [
        Moment(
            date.fromisoformat(moment["on"]),
            moment["answer"],
            moment["words"],
            moment["who"],
            moment["months"],
        )
        for moment in copy.lifeline
    ]


def as_data(story: ChangeStory) -> list[dict]:
    """What the public copy keeps of the life line."""
    return [asdict(moment) | {"on": moment.on.isoformat()} for moment in lifeline(story)]
