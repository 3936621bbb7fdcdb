"""What appointing or ending would change, in sentences, before it counts.

The sentences are what somebody says yes to: where they read otherwise by the time they are sent
back, nothing is saved and the new ones are shown.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Area
from areas.programme.queries import Words
from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.core.folding import fold
from bigstory.core.text.sides import with_names
from bigstory.kit.marks import digest
from partnerships.models import LtoAppointment, Officership, Organisation, Partnership
from partnerships.money.models.pounds import as_read
from partnerships.organisations.queries.holding import held_in, officers_on, open_in

HAND_ON, BACK, LATER = "hand_on", "back", "later"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rest:
    """What becomes of what is left: `where` is HAND_ON, BACK or LATER."""

    where: str = LATER
    amount: Decimal | None = None


@dataclass(frozen=True)
class Look:
    """The sentences, in the order in which things happen."""

    lines: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        return digest(self.lines)


@dataclass(frozen=True)
class Succession:
    """What a new appointment from a day does to those that are there.

    `ending` end on that day. `until`: the day the next one begins, where one is to come.
    """

    ending: list[LtoAppointment]
    until: date | None = None
    beside: list[LtoAppointment] = field(default_factory=list)


def succession(area: Area, starts: date, *, takes_over: bool) -> Succession:
    there = [row for row in open_from(area, starts) if not row.never_held]
    if not takes_over:
        return Succession([], beside=there)
    before = [row for row in there if row.starts is None or row.starts < starts]
    after = [row.starts for row in there if row.starts is not None and row.starts >= starts]
    return Succession(before, min(after, default=None))


def open_from(area: Area, day: date) -> list[LtoAppointment]:
    """Appointments that hold on a day or any later one."""
    rows = LtoAppointment.objects.filter(area=area).select_related("organisation")
    return [row for row in rows.order_by("pk") if row.ends is None or row.ends > day]


def why_not(
    area: Area, organisation: Organisation, starts: date, *, by: User, takes_over: bool
) -> str:
    """Why an organisation cannot be appointed from a day, in a sentence; empty where it can."""
    if (sentence := _why_not_by(organisation, by)) or (
        sentence := _why_not_itself(area, organisation, starts)
    ):
        return sentence
    there = open_from(area, starts)
    if any(row.organisation_id == organisation.pk for row in there):
        sentence = _("%(name)s holds the money on that day already. Correct that instead.")
        return with_names(sentence, name=organisation)
    if takes_over and any(row.starts == starts for row in there):
        other = next(row for row in there if row.starts == starts)
        sentence = _(
            "%(name)s begins on that very day. Correct that one, choose another day, or say that "
            "both hold it."
        )
        return with_names(sentence, name=other.organisation)
    return ""


def _why_not_by(organisation: Organisation, by: User) -> str:
    """Nobody gives themself a right."""
    if not Officership.objects.active().filter(user=by, organisation=organisation).exists():
        return ""
    sentence = _("You sign in for %(name)s yourself. Ask a colleague to appoint it.")
    return with_names(sentence, name=organisation)


def _why_not_itself(area: Area, organisation: Organisation, starts: date) -> str:
    """A partnership holds its own money only once it is a body of its own."""
    partnership = Partnership.objects.filter(area=area).first()
    if partnership is None:
        return ""
    its_own = partnership.organisation_id == organisation.pk
    if not its_own and fold(partnership.name) != fold(organisation.name):
        return ""
    if partnership.incorporated_on is None:
        return _(
            "That is the partnership itself, and it is not a body of its own: a group cannot hold "
            "the money. Write down first that it became one."
        )
    if starts < partnership.incorporated_on:
        day = date_format(partnership.incorporated_on)
        sentence = _(
            "The partnership is a body of its own since %(day)s. Choose that day or later."
        )
        return sentence % {"day": day}
    return ""


# --- the sentences ---
def look_at_appointing(
    area: Area, organisation: Organisation, starts: date, *, takes_over: bool, rest: Rest
) -> Look:
    change = succession(area, starts, takes_over=takes_over)
    lines = [_holds(area, organisation, starts, change.until)]
    for row in change.ending:
        last = date_format(starts - A_DAY)
        words = _("%(name)s holds it until then: its last day is %(day)s.")
        lines.append(with_names(words, name=row.organisation, day=last))
    for row in change.beside:
        words = _("%(name)s holds it too: both are paid, and both report.")
        lines.append(with_names(words, name=row.organisation))
    if len(change.ending) == 1:
        lines += _about_rest(area, change.ending[0].organisation, rest, organisation)
    lines += _about_officers(area, organisation, change.ending, starts)
    return Look(lines)


def look_at_ending(appointment: LtoAppointment, ends: date, *, rest: Rest) -> Look:
    area, organisation = appointment.area, appointment.organisation
    names = {"name": organisation, "area": area.short_name}
    if ends == appointment.starts:
        words = _("%(name)s never held the money of %(area)s: it is taken back.")
        return Look([with_names(words, **names)])
    words = _("The last day on which %(name)s holds the money of %(area)s is %(day)s.")
    lines = [with_names(words, **names, day=date_format(ends - A_DAY))]
    others = [row for row in open_in(area) if row.pk != appointment.pk]
    if not any(row.is_active(ends) for row in others):
        lto = Words(area.programme.words)["lto_long"]
        lines.append(
            _("From %(day)s on there is no %(lto)s: nothing can be paid until one is appointed.")
            % {"day": date_format(ends), "lto": lto}
        )
    lines += _about_rest(area, organisation, rest, None)
    lines += _about_officers(area, None, [appointment], ends)
    return Look(lines)


def _holds(area: Area, organisation: Organisation, starts: date, until: date | None) -> str:
    names = {"name": organisation, "area": area.short_name, "day": date_format(starts)}
    if until is None:
        return with_names(_("From %(day)s %(name)s holds the money of %(area)s."), **names)
    words = _("From %(day)s to %(last)s %(name)s holds the money of %(area)s.")
    return with_names(words, **names, last=date_format(until - A_DAY))


def _about_rest(
    area: Area, giver: Organisation, rest: Rest, taker: Organisation | None
) -> list[str]:
    """What the one before still holds, and what becomes of it."""
    held = held_in(area).get(giver.pk)
    if held is None:
        nothing = _("Nothing was paid to %(name)s, so it holds nothing.")
        return [with_names(nothing, name=giver)]
    sums = {"left": as_read(abs(held.left)), "paid": as_read(held.paid + held.taken)}
    sums["spent"] = as_read(held.spent + held.given)
    words = _(
        "By the record %(name)s still holds %(left)s: %(paid)s came to it, %(spent)s was reported "
        "as spent or handed on."
    )
    if held.left < 0:
        words = _(
            "By the record %(name)s reported %(left)s more than it got: %(paid)s came to it, "
            "%(spent)s was reported as spent or handed on."
        )
    lines = [with_names(words, name=giver, **sums)]
    if held.left <= 0:
        return lines
    return [*lines, _where_it_goes(area, giver, rest, taker)]


def _where_it_goes(area: Area, giver: Organisation, rest: Rest, taker: Organisation | None) -> str:
    names = {"name": giver, "amount": as_read(rest.amount) if rest.amount else ""}
    if rest.where == HAND_ON and taker is not None and rest.amount:
        words = _("It hands on %(amount)s to %(taker)s. Both can say here when that is done.")
        return with_names(words, taker=taker, **names)
    if rest.where == BACK and rest.amount:
        funder = Words(area.programme.words)["funder"]
        words = _("%(amount)s comes back to %(funder)s from %(name)s.")
        return with_names(words, funder=funder, **names)
    return _(
        "What becomes of that is not said yet, and stays on the page of this area until it is."
    )


def _about_officers(
    area: Area, organisation: Organisation | None, ending: list[LtoAppointment], day: date
) -> list[str]:
    """Who can open the area, and who no longer can."""
    when = date_format(max(day, today()))
    lines = []
    if organisation is not None:
        n = officers_on(organisation, max(day, today()))
        words = ngettext(
            "%(n)s officer of %(name)s can open %(area)s from %(day)s.",
            "%(n)s officers of %(name)s can open %(area)s from %(day)s.",
            n,
        )
        if not n:
            words = _("Nobody signs in for %(name)s yet. Invite somebody on its page.")
        names = {"name": organisation, "area": area.short_name, "day": when, "n": n}
        lines.append(with_names(words, **names))
    for row in ending:
        n = officers_on(row.organisation, max(day, today()))
        words = ngettext(
            "%(n)s officer of %(name)s no longer can, from %(day)s.",
            "%(n)s officers of %(name)s no longer can, from %(day)s.",
            n,
        )
        if n:
            lines.append(with_names(words, name=row.organisation, day=when, n=n))
    return lines
