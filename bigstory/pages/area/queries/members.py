"""The part of an area's profile for its own people: who they are, and what is not public (yet)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, DateField, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from areas.programme.queries import Words, audience_label
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from outcomes.models import ChangeStory
from partnerships.models import Activity, Plan, Seat, SpendReport
from partnerships.table.queries.roster import name_them

A_FEW = 6
SEATS_SHOWN = 24
# The state of a story that its area keeps to itself: no “Shared”.
KEPT = "kept"
NOT_PUBLIC_KINDS = ("activity", "story")
UNDER_WAY = (Plan.State.DRAFT, Plan.State.SENT, Plan.State.RETURNED)


@dataclass(frozen=True)
class Own:
    """One entry of the area that is not public: being written, or for some readers only."""

    what: str
    words: str
    url: str
    state: str
    on: date | None = None


@dataclass(frozen=True)
class MembersPart:
    """`unfinished` is being written; `kept` is for some readers only, the newest first."""

    area: Area
    seats: list[Seat]
    unfinished: list[Own]
    kept: list[Own]
    more_seats: bool = False


def is_theirs(user, area: Area) -> bool:
    """Whether somebody belongs to an area: these read what it keeps to itself."""
    return can(user, May.READ_OWN_LOG, area)


def members_part(user, area: Area, *, each: int = A_FEW) -> MembersPart:
    """Seats, and at most `each` of every kind of entry, each through its own `visible_to`.

    Two statements.
    """
    seats = (
        Seat.objects.visible_to(user)
        .filter(partnership__area=area)
        .sitting()
        .order_by("joined", "name", "pk")
    )
    unfinished = []
    not_public = []
    for what, pk, words, on, state, number in _rows(user, area, each):
        own = _own(area, what, pk, words, on, state, number)
        (not_public if what in NOT_PUBLIC_KINDS else unfinished).append(own)
    not_public.sort(key=lambda own: own.on or date.min, reverse=True)
    seats = name_them(user, list(seats.select_related("partnership")[: SEATS_SHOWN + 1]))
    return MembersPart(
        area=area,
        seats=seats[:SEATS_SHOWN],
        unfinished=unfinished,
        kept=not_public[: 2 * each],
        more_seats=len(seats) > SEATS_SHOWN,
    )


def _rows(user, area: Area, each: int) -> QuerySet:
    """Drafts of stories, plans and reports, and what was logged or told and is not public."""
    stories = ChangeStory.objects.visible_to(user).filter(area=area)
    sent = stories.filter(state__in=("sent", "accepted", "published"))
    sent = sent.exclude(publication__circle=Audience.PUBLIC)
    kept = Case(When(audience=Audience.AREA, then=Value(KEPT)), default=F("state"))
    drafts = stories.filter(state__in=("draft", "returned"))
    activities = Activity.objects.visible_to(user).filter(area=area, publication=None)
    plans = Plan.objects.visible_to(user).filter(area=area, state__in=UNDER_WAY)
    reports = SpendReport.objects.visible_to(user).filter(area=area, state=SpendReport.State.DRAFT)
    parts = [
        _part("half_told", drafts, "title", "told_on", each),
        _part("plan", plans, "title", None, each, number="number"),
        _part("spend_report", reports, "organisation__name", "half_year", each),
        _part("story", sent, "title", "told_on", each, state=kept),
        _part("activity", activities, "title", "on", each, state=F("audience")),
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(
    what: str,
    rows: QuerySet,
    words: str,
    on: str | None,
    most: int,
    number: str | None = None,
    state: Case | F | None = None,
) -> QuerySet:
    """The newest few, with the same columns for every kind.

    SQLite allows no limit within a union, so the few are chosen inside.
    """
    order = [f"-{on}"] if on else []
    few = rows.order_by(*order, "-pk").values("pk")[:most]
    return (
        rows.model.objects.filter(pk__in=few)
        .order_by()
        .values_list(
            Value(what, CharField()),
            F("pk"),
            F(words),
            F(on) if on else Value(None, DateField()),
            state or F("state"),
            F(number) if number else Value(0),
        )
    )


def _own(
    area: Area, what: str, pk: int, words: str, on: date | None, state: str, number: int
) -> Own:
    slug = area.slug
    name = Words(area.programme.words)
    if what == "half_told":
        return Own(
            _("A story being told"),
            words,
            reverse("story", args=[pk]),
            ChangeStory.State(state).label,
            on,
        )
    if what == "plan":
        url = reverse("plan", args=[slug, number])
        return Own(_("A %(plan)s being written") % name, words, url, Plan.State(state).label)
    if what == "spend_report":
        label = SpendReport(half_year=on).half_year_in_words
        return Own(
            _("A spend report"),
            f"{words}, {label}",
            SpendReport(area=area, pk=pk).get_absolute_url(),
            "",
        )
    if what == "story":
        label = audience_label(Audience.AREA) if state == KEPT else ChangeStory.State(state).label
        return Own(_("Story"), words, reverse("story", args=[pk]), label, on)
    return Own(_("It happened"), words, reverse("activity", args=[slug, pk]), "", on)
