"""Any order of awards, payments, lines, sendings, corrections, themes and gifts: every total
equals its rows.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from areas.models import Area
from bigstory.accounts.models import User
from partnerships.models import (
    Award,
    Leverage,
    Organisation,
    Payment,
    SpendLine,
    SpendReport,
    SpendTheme,
)
from partnerships.money.actions import coming_in, reports
from partnerships.money.models.spending import Frozen
from partnerships.money.queries.page import by_priority_and_theme
from partnerships.money.queries.sums import spent_by_thread, totals
from partnerships.tests.factories import PlanFactory, PriorityFactory

POUNDS = st.integers(1, 99_999_999).map(lambda pence: Decimal(pence).scaleb(-2))
DAY = date(2020, 1, 1)


class Ledger(RuleBasedStateMachine):
    """What was done is also written in plain lists here, and the product's totals must agree
    with them.
    """

    @initialize()
    def begin(self):
        self.area = Area.objects.create(
            programme=self.programme,
            region=self.region,
            slug=f"m-{Area.objects.count()}",
            name=f"M {Area.objects.count()}",
            basis="stated",
        )
        self.by = User.objects.create_user(f"m{User.objects.count()}@example.org", name="Janet")
        self.by.area_roles.create(role="lto", area=self.area)
        self.holder, _made = Organisation.objects.get_or_create(name="Holder")
        self.need = PriorityFactory(plan=PlanFactory(area=self.area))
        self.themes = list(SpendTheme.objects.filter(programme=self.programme)[:3])
        self.awarded = []
        self.paid = []
        self.on_top = []
        self.gifts = {"cash": [], "in_kind": []}
        self.sent: dict[int, tuple] = {}
        self.halves = iter([date(year, month, 1) for year in range(2001, 2200) for month in (1, 7)])
        self.report = self._open()

    def _open(self) -> SpendReport:
        return reports.open_report(
            area=self.area, organisation=self.holder, half_year=next(self.halves), by=self.by
        )

    @rule(amount=POUNDS)
    def award(self, amount):
        coming_in.add_award(
            area=self.area, by=self.by, values={"amount": amount, "on": DAY, "what": "w"}
        )
        self.awarded.append(amount)

    @rule(amount=POUNDS)
    def pay(self, amount):
        values = {"amount": amount, "on": DAY, "organisation": self.holder}
        payment = coming_in.add_payment(area=self.area, by=self.by, values=values)
        self.paid.append(amount)
        self.on_top.append(payment.contribution)
        assert abs(payment.contribution * 20 - amount) <= Decimal("0.10")

    @rule(amount=POUNDS, kind=st.sampled_from(["cash", "in_kind"]))
    def gift(self, amount, kind):
        values = {"amount": amount, "on": DAY, "kind": kind, "from_whom": "f", "what": "w"}
        coming_in.add_leverage(area=self.area, by=self.by, values=values)
        self.gifts[kind].append(amount)

    def _row(self, amount, **more) -> dict:
        return {
            "heading": "Soup",
            "priority": None,
            "theme": None,
            "amount": amount,
            "note": "",
            "corrects": None,
        } | more

    def _add(self, row: dict) -> None:
        """Straight onto the draft, beside whatever is there."""
        seen = reports.mark_of(self.report.lines.all())
        reports.save_lines(report=self.report, rows=[{"id": None} | row], by=self.by, seen=seen)

    @rule(amount=POUNDS, named=st.booleans(), theme=st.integers(0, 3))
    def spend(self, amount, named, theme):
        chosen = self.themes[theme] if theme < len(self.themes) else None
        self._add(self._row(amount, priority=self.need if named else None, theme=chosen))

    @rule(amounts=st.lists(POUNDS, min_size=1, max_size=4), instead=st.booleans())
    def bring(self, amounts, instead):
        for _twice in range(2):
            reports.import_lines(
                report=self.report,
                rows=[self._row(a) for a in amounts],
                by=self.by,
                instead=instead,
            )

    @rule(pick=st.integers(0, 99), amount=POUNDS)
    def correct(self, pick, amount):
        if self.sent:
            wrong = SpendLine.objects.get(pk=sorted(self.sent)[pick % len(self.sent)])
            self._add(self._row(-amount, corrects=wrong))

    @rule(pick=st.integers(0, 99), theme=st.integers(0, 2))
    def give_theme(self, pick, theme):
        lines = list(SpendLine.objects.filter(report__area=self.area))
        if lines:
            chosen = lines[pick % len(lines) :][:3]
            reports.give_theme(
                area=self.area, lines=chosen, theme=self.themes[theme], because="b", by=self.by
            )

    @rule()
    def send(self):
        reports.send_report(report=self.report, note="n", by=self.by)
        for line in self.report.lines.all():
            self.sent[line.pk] = self._words(line)
        old = self.report
        self.report = self._open()
        with pytest.raises(Frozen):
            reports.import_lines(report=old, rows=[self._row(Decimal(1))], by=self.by, instead=True)

    @staticmethod
    def _words(line: SpendLine) -> tuple:
        return (
            line.report_id,
            line.heading,
            line.priority_id,
            line.amount,
            line.note,
            line.corrects_id,
        )

    @invariant()
    def every_total_equals_its_rows(self):
        if not hasattr(self, "sent"):
            return
        spent = sum((words[3] for words in self.sent.values()), Decimal(0))
        found = totals(self.area)
        assert found.awarded == sum(self.awarded, Decimal(0))
        assert (found.paid, found.contribution) == (
            sum(self.paid, Decimal(0)),
            sum(self.on_top, Decimal(0)),
        )
        assert (found.leverage_cash, found.leverage_in_kind) == tuple(
            sum(self.gifts[kind], Decimal(0)) for kind in ("cash", "in_kind")
        )
        assert found.spent == spent
        assert found.left == found.awarded - spent
        for part in by_priority_and_theme(self.area):
            assert sum((share.spent for share in part), Decimal(0)) == spent
        assert sum(spent_by_thread(self.area).values(), Decimal(0)) == spent
        sums = vars(found) | {"left": found.left}
        assert all(
            isinstance(value, Decimal) for name, value in sums.items() if name != "closed_on"
        )

    @invariant()
    def what_was_sent_never_changes(self):
        if hasattr(self, "sent"):
            stored = SpendLine.objects.filter(report__area=self.area, report__state="sent")
            assert {line.pk: self._words(line) for line in stored} == self.sent
            for model, kept in ((Award, self.awarded), (Payment, self.paid)):
                assert (
                    list(
                        model.objects.filter(area=self.area)
                        .order_by("pk")
                        .values_list("amount", flat=True)
                    )
                    == kept
                )
            assert Leverage.objects.filter(area=self.area).count() == sum(
                map(len, self.gifts.values())
            )


@pytest.mark.django_db
def test_every_total_equals_its_lines_whatever_is_entered(area):
    Ledger.programme = area.programme
    Ledger.region = area.region
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=quiet,
            database=None,
        ),
    )
