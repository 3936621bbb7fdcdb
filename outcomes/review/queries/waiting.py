"""What waits for Local Trust, of every kind in one list, longest first; and what was answered
lately.
"""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.contrib.auth import get_user_model
from django.db.models import (
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from outcomes.consent.queries.stops import waiting as stops_waiting
from outcomes.models import ChangeStory, StoryReview
from partnerships.models import Activity, PartnershipReview, PlanVersion, SpendReport

MOST_SHOWN = 25
# How many of the newest replies are shown.
LATELY = 12


@dataclass(frozen=True)
class Kind:
    """One kind of thing an area sends: who answers it, and where."""

    name: str
    model: type
    answers: May
    area: str  # the path from the thing to its area
    page: str  # the name of the address where it is answered


KINDS = {
    "plan": Kind(
        gettext_lazy("Plan to endorse"), PlanVersion, May.REVIEW_PLAN, "plan__area", "plan_review"
    ),
    "story": Kind(gettext_lazy("Story"), ChangeStory, May.REVIEW_STORY, "area", "review"),
    "people": Kind(
        gettext_lazy("Yearly review"),
        PartnershipReview,
        May.REVIEW_ROSTER,
        "partnership__area",
        "partnership_review_reply",
    ),
    "money": Kind(
        gettext_lazy("Spend report"), SpendReport, May.REVIEW_MONEY, "area", "spend_report_reply"
    ),
}


@dataclass
class Waiting:
    """A thing that was sent, and for how many whole days it has waited."""

    kind: str
    thing: object
    sent_at: datetime | None
    now: datetime

    @property
    def area(self) -> Area:
        return attrgetter(KINDS[self.kind].area.replace("__", "."))(self.thing)

    @property
    def days(self) -> int:
        return (self.now - self.sent_at).days if self.sent_at else 0

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind].name)

    @property
    def url(self) -> str:
        return reverse(KINDS[self.kind].page, args=[self.thing.pk])

    @property
    def title(self) -> str:
        return TITLES[self.kind](self.thing)


def _half_year(report: SpendReport) -> str:
    words = {"year": report.half_year.year, "who": report.organisation}
    if report.half_year.month == 1:
        return _("January to June %(year)s, %(who)s") % words
    return _("July to December %(year)s, %(who)s") % words


TITLES = {
    "plan": lambda version: version.plan.title,
    "story": lambda story: story.title,
    "people": lambda review: _("Who joined, left and stayed, %(year)s") % {"year": review.on.year},
    "money": _half_year,
}
# What is needed to show each, with its area, in one statement.
MORE = {
    "plan": ("plan__area__region",),
    "story": ("area__region",),
    "people": ("partnership__area__region",),
    "money": ("organisation", "area__region"),
}


def waiting(user, kind: str = "") -> QuerySet:
    """What waits, as (kind, id, area, moment it was sent), longest first.

    Of one kind where it is named.
    """
    if kind:
        return _of_kind(user, kind).order_by("waits_since", "pk")
    first, *others = (_of_kind(user, name) for name in KINDS)
    return first.union(*others, all=True).order_by("waits_since", "what", "pk")


def _of_kind(user, name: str) -> QuerySet:
    """What waits of one kind where this person answers it."""
    kind = KINDS[name]
    things = kind.model.objects.visible_to(user).waiting()
    things = things.filter(areas_where(user, kind.answers).q(kind.area)).order_by()
    named = things.annotate(what=Value(name, output_field=CharField()), waits_since=F("sent_at"))
    return named.values_list("what", "pk", kind.area, "waits_since")


def how_many(user) -> dict[str, int]:
    """How many of each kind wait, how many things stand `apart` at the desk for stops, and how
    many were logged for everybody in words that their area has to look at first (`with_area`).

    One statement.
    """
    apart = stops_waiting(user)
    with_area = _for_everybody(user).filter(unchecked_words__isnull=False)
    queries = {kind: _of_kind(user, kind) for kind in KINDS} | apart | {"with_area": with_area}
    numbers = {key: _number_of(rows) for key, rows in queries.items()}
    counts = get_user_model().objects.filter(pk=user.pk).values(**numbers).get()
    numbers = {key: counts[key] for key in (*KINDS, "with_area")}
    return numbers | {"apart": sum(counts[key] for key in apart)}


def _number_of(rows: QuerySet) -> Subquery:
    """How many rows there are, as a part of another statement."""
    number = Func("pk", function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=number).values("number"))


def things_of(user, rows: list[tuple]) -> dict[tuple[str, int], object]:
    """The things themselves of rows of `waiting`, by kind and id, and the stories that are
    accepted: one statement a kind.
    """
    things = {}
    for name, kind in KINDS.items():
        wanted = Q(pk__in=[pk for of, pk, _area, _since in rows if of == name])
        if name == "story":
            wanted |= Q(pk__in=_accepted(user).values("pk")[:MOST_SHOWN])
        of_kind = kind.model.objects.filter(wanted).select_related(*MORE[name])
        things |= {(name, thing.pk): thing for thing in of_kind}
    return things


def in_full(rows: list[tuple], things: dict, now: datetime | None = None) -> list[Waiting]:
    """In the order of the rows; what was answered meanwhile is left out."""
    now = now or timezone.now()
    return [
        Waiting(kind, things[kind, pk], since, now)
        for kind, pk, _area, since in rows
        if (kind, pk) in things
    ]


def asking_to_be_public(user) -> QuerySet[Activity]:
    """Activities that were logged for everybody and are shown to nobody yet, the longest first;
    what this person logged is for a colleague, and those with words that nobody decided about are
    still with their area. Each has `in_all`, how many there are.
    """
    asking = _for_everybody(user).filter(unchecked_words=None)
    asking = asking.exclude(logged_by=user).annotate(in_all=Window(Count("pk")))
    return asking.select_related("area__region").order_by("logged_at", "pk")


def _for_everybody(user) -> QuerySet[Activity]:
    """What was logged for everybody and is not shown yet, of all that this person reads."""
    return Activity.objects.visible_to(user).filter(audience=Audience.PUBLIC, publication=None)


def kept_from(user) -> QuerySet[ChangeStory]:
    """Stories that were sent and that this person may not read now, the longest sent first. Each
    has `in_all`, how many there are.
    """
    stories = ChangeStory.objects.kept_from(user).annotate(in_all=Window(Count("pk")))
    return stories.select_related("area")


def answered_lately(user) -> QuerySet[StoryReview]:
    """The newest replies, of stories this person may still see: one that went back is its area's
    again.
    """
    stories = ChangeStory.objects.visible_to(user)
    return StoryReview.objects.filter(story__in=stories).select_related("story__area")[:LATELY]


def accepted(things: dict[tuple[str, int], object]) -> list[ChangeStory]:
    """Of `things_of`, the stories that are accepted and not shared yet, the longest sent first:
    somebody in them has still to be asked.
    """
    stories = [
        thing
        for (kind, _pk), thing in things.items()
        if kind == "story" and thing.state == ChangeStory.State.ACCEPTED
    ]
    return sorted(stories, key=lambda story: (story.sent_at is None, story.sent_at, story.pk))


def _accepted(user) -> QuerySet[ChangeStory]:
    reviewed = areas_where(user, May.REVIEW_STORY).q()
    stories = ChangeStory.objects.visible_to(user).filter(
        reviewed, state=ChangeStory.State.ACCEPTED
    )
    return stories.order_by("sent_at", "pk")
