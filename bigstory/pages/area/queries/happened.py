"""What happened to an area beside its stories and activities: plans, decisions, people, money.

One line for each, with its day, and each only for whoever may read that on its own page. Days that
the profile and the page of the partnership give everybody as a month are a month here too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Least
from django.urls import reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Area, AreaStanding
from areas.programme.queries import Words
from bigstory.core.db.dated import today
from bigstory.core.text.sides import isolated, with_names
from partnerships.models import Award, Decision, HandOver, LtoAppointment, Payment, Plan, Seat
from partnerships.money.models.pounds import as_read
from partnerships.money.queries.page import NO_WORDS, POUNDS
from partnerships.plan.models.plan import PlanQuerySet
from partnerships.table.queries.roster import ever_sat, may_name, name_them

# The values of ?show= for them.
PLANS = "plans"
PEOPLE = "people"
NAMED_AT_MOST = 4


@dataclass(frozen=True)
class Line:
    """One thing that happened to the area, as it is said to this reader.

    `group` is PLANS or PEOPLE; `to_the_day` is False where the month is all that is said.
    """

    on: date
    group: str
    label: str
    says: str
    url: str = ""
    to_the_day: bool = True


def lines_of(user, area: Area) -> list[Line]:
    """All of them up to today, the newest first. One statement, and one for whoever reads the
    roster, however many there are.

    `area` comes with its programme and partnership.
    """
    lines = _from_rows(user, area) + _partnership(area) + _seats(user, area)
    past = (line for line in lines if line.on <= today())
    return sorted(past, key=lambda line: line.on, reverse=True)


# --- rows of many tables, in one statement ---
def _from_rows(user, area: Area) -> list[Line]:
    first, *others = [rows.order_by() for rows in _rows(user, area)]
    words = Words(area.programme.words)
    return [_SAID[row["sort"]](area, words, row) for row in first.union(*others, all=True)]


def _rows(user, area: Area) -> list[QuerySet]:
    """Each kind under the names they have in common."""
    endorsed = Plan.objects.visible_to(user).filter(area=area, state__in=PlanQuerySet.ENDORSED)
    # What ends on the day it begins never held.
    plans = endorsed.exclude(starts=F("ends"))
    decisions = Decision.objects.visible_to(user).filter(area=area)
    holders = LtoAppointment.objects.filter(area=area).exclude(starts=F("ends"))
    standings = AreaStanding.objects.filter(area=area)
    awards = Award.objects.visible_to(user).filter(area=area)
    payments = Payment.objects.visible_to(user).filter(area=area)
    handed = HandOver.objects.visible_to(user).filter(area=area).done()
    said_first = Least(Coalesce("giver_said", "taker_said"), Coalesce("taker_said", "giver_said"))
    holder = F("organisation__name")
    plan = {"name": F("title"), "which": F("number")}
    held = {"name": holder, "which": F("organisation")}
    sums = {"which": F("pk"), "sum_of": F("amount")}
    back = Coalesce("taker__name", NO_WORDS)
    return [
        _named(plans, "plan_began", F("starts"), **plan),
        _named(plans, "plan_ended", F("ends"), **plan),
        _named(decisions, "decided", F("on"), name=F("title"), which=F("pk")),
        _named(holders, "began_to_hold", F("starts"), **held),
        _named(holders, "held_until", F("ends"), **held),
        _named(standings, F("standing"), F("on"), name=NO_WORDS, which=F("pk")),
        _named(awards, "awarded", F("on"), name=F("what"), **sums),
        _named(payments, "paid", F("on"), name=holder, **sums),
        _named(handed, "handed", said_first, name=F("giver__name"), party=back, **sums),
    ]


def _named(rows: QuerySet, sort, day, *, name, which, party=NO_WORDS, sum_of=None) -> QuerySet:
    """Rows of one model as dicts: the `day`, the `sort` of line, and what is said in it."""
    return (
        rows.alias(has_day=day)
        .exclude(has_day=None)
        .values(
            day=day,
            sort=Value(sort, CharField()) if isinstance(sort, str) else sort,
            name=name,
            party=party,
            which=Cast(which, BigIntegerField()),
            sum_of=sum_of or Cast(Value(None), POUNDS),
        )
    )


# --- what is said of a row ---
def _plan(sentence: Callable[[], str]) -> Callable[[Area, Words, dict], Line]:
    def say(area: Area, words: Words, row: dict) -> Line:
        says = with_names(sentence(), n=row["which"], title=row["name"])
        url = reverse("plan", args=[area.slug, row["which"]])
        return Line(row["day"], PLANS, _("Plan"), says, url)

    return say


def _decided(area: Area, words: Words, row: dict) -> Line:
    url = reverse("decision", args=[area.slug, row["which"]])
    return Line(row["day"], PLANS, _("Decision"), row["name"], url)


def _stands(sentence: Callable[[], str]) -> Callable[[Area, Words, dict], Line]:
    def say(area: Area, words: Words, row: dict) -> Line:
        says = with_names(sentence(), area=area)
        return Line(row["day"], PLANS, words["Area"], says, to_the_day=False)

    return say


def _holds(sentence: Callable[[], str]) -> Callable[[Area, Words, dict], Line]:
    def say(area: Area, words: Words, row: dict) -> Line:
        says = with_names(sentence(), name=row["name"])
        url = reverse("organisation", args=[row["which"]])
        return Line(row["day"], PEOPLE, _("Money"), says, url, to_the_day=False)

    return say


def _money(sentence: Callable[[], str]) -> Callable[[Area, Words, dict], Line]:
    def say(area: Area, words: Words, row: dict) -> Line:
        amount = as_read(Decimal(row["sum_of"]))
        says = with_names(sentence(), amount=amount, name=row["name"])
        return Line(row["day"], PEOPLE, _("Money"), says, reverse("money_ledger", args=[area.slug]))

    return say


def _handed(area: Area, words: Words, row: dict) -> Line:
    sentence = _("%(giver)s handed %(amount)s on to %(taker)s")
    if not row["party"]:
        sentence = _("%(giver)s gave %(amount)s back to %(funder)s")
    amount = as_read(Decimal(row["sum_of"]))
    names = {"giver": row["name"], "taker": row["party"], "funder": words["funder"]}
    says = with_names(sentence, amount=amount, **names)
    url = reverse("handed", args=[area.slug, row["which"]])
    return Line(row["day"], PEOPLE, _("Money"), says, url)


_SAID: dict[str, Callable[[Area, Words, dict], Line]] = {
    "plan_began": _plan(lambda: _("Plan %(n)s began: %(title)s")),
    "plan_ended": _plan(lambda: _("Plan %(n)s ended: %(title)s")),
    "decided": _decided,
    "began_to_hold": _holds(lambda: _("%(name)s began to hold the money")),
    "held_until": _holds(lambda: _("%(name)s stopped holding the money")),
    "awarded": _money(lambda: _("%(amount)s awarded: %(name)s")),
    "paid": _money(lambda: _("%(amount)s paid to %(name)s")),
    "handed": _handed,
    AreaStanding.Standing.CLOSING: _stands(lambda: _("%(area)s began to close")),
    AreaStanding.Standing.CLOSED: _stands(lambda: _("%(area)s closed")),
    AreaStanding.Standing.OPEN: _stands(lambda: _("%(area)s is open")),
}


# --- the partnership, and who sits there ---
def _partnership(area: Area) -> list[Line]:
    """When it was formed and when it closed: everybody may know."""
    group = getattr(area, "partnership", None)
    if group is None:
        return []
    names = {"partnership": Words(area.programme.words)["partnership"]}
    url = reverse("partnership", args=[area.slug])
    lines = []
    if group.formed_on:
        says = _("The %(partnership)s was formed") % names
        lines.append(Line(group.formed_on, PEOPLE, _("People"), says, url, to_the_day=False))
    if group.closed_on:
        says = _("The %(partnership)s closed") % names
        lines.append(Line(group.closed_on, PEOPLE, _("People"), says, url))
    return lines


def _seats(user, area: Area) -> list[Line]:
    """Who came and who left, of one day together. One statement, none for others."""
    group = getattr(area, "partnership", None)
    if group is None:
        return []
    seats = name_them(user, list(ever_sat(user, group)))
    names = {"partnership": Words(area.programme.words)["partnership"]}
    url = reverse("partnership_history", args=[area.slug])
    came_and_went = {
        "joined": _("%(who)s joined the %(partnership)s"),
        "left": _("%(who)s left the %(partnership)s"),
    }
    return [
        Line(day, PEOPLE, _("People"), sentence % {"who": _who(user, several), **names}, url)
        for field, sentence in came_and_went.items()
        for day, several in _by_day(seats, field)
    ]


def _by_day(seats: list[Seat], field: str) -> list[tuple[date, list[Seat]]]:
    the_day = attrgetter(field)
    dated = sorted((seat for seat in seats if the_day(seat)), key=the_day)
    return [(day, list(several)) for day, several in groupby(dated, key=the_day)]


def _who(user, seats: list[Seat]) -> str:
    """Those this reader may name, then how many more."""
    names = [isolated(seat.shown) for seat in seats if may_name(user, seat)]
    if len(seats) == 1:
        return capfirst(isolated(seats[0].shown))
    if not names:
        return _("%(n)s people") % {"n": len(seats)}
    if len(names) > NAMED_AT_MOST:
        names = names[: NAMED_AT_MOST - 1]
    if rest := len(seats) - len(names):
        names.append(ngettext("one more", "%(n)s more", rest) % {"n": rest})
    return get_text_list(names, _("and"))
