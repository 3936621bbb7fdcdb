"""Awards and payments as spreadsheets."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.places.exchange.naming import AREA, AreaNoun
from bigstory.core.db.dated import today
from bigstory.core.moving.columns import About, Column, Values
from bigstory.kit import cells
from partnerships.models import Award, Payment
from partnerships.money.queries.alike import Sum, alike, in_words
from partnerships.organisations.exchange import ORGANISATION, Holders, never_appointed

POUNDS = Column(
    "pounds",
    "amount",
    cells.pounds(filled=True),
    say=gettext_lazy("Pounds and pence."),
    example="1,234.50",
    also=("amount", "£", "amount £", "value", "total", "sum", "paid", "gross"),
    needed=True,
    pounds=True,
)
DAY = Column(
    "day",
    "on",
    cells.day(filled=True),
    say=gettext_lazy("The day, day before month."),
    example="12 March 2017",
    also=("date", "date paid", "paid on", "payment date", "when", "on", "award date"),
    needed=True,
)


def not_to_come(values: Values) -> Iterable[str]:
    """The sentence about a day that has not come yet, if so."""
    if values["on"] > today():
        yield _("its day has not come yet; what is expected is not moved in")


class Awards(AreaNoun):
    slug = "awards"
    name = gettext_lazy("Awards")
    about = gettext_lazy("Money given to an area, with the day it was given.")
    model = Award
    exactly = ("area_id", "on", "amount")
    loosely = ("what",)
    repeats = True
    columns = (
        AREA,
        DAY,
        POUNDS,
        Column(
            "what for",
            "what",
            cells.line(160, filled=True),
            say=gettext_lazy("In a few words."),
            example="First award",
            also=("what", "purpose", "description", "details", "award"),
            needed=True,
        ),
        Column(
            "how this is known",
            "source",
            cells.words(),
            say=gettext_lazy("A letter, a page, whoever said so."),
            also=("source", "note", "notes"),
        ),
    )

    def check(self, values: Values, about: About) -> Iterable[str]:
        return not_to_come(values)

    def out(self, user):
        rows = Award.objects.visible_to(user).select_related("area")
        return rows.order_by("area__name", "on", "pk")


class Payments(AreaNoun):
    slug = "payments"
    name = gettext_lazy("Payments")
    about = gettext_lazy("Money of an area that was paid to the organisation that holds it.")
    model = Payment
    exactly = ("area_id", "organisation_id", "on", "amount")
    loosely = ("what",)
    repeats = True
    columns = (
        AREA,
        ORGANISATION,
        DAY,
        POUNDS,
        Column(
            "on top for the organisation",
            "contribution",
            cells.pounds(may_be_nothing=True),
            say=gettext_lazy("The organisation’s own part. Empty: by the rule of that day."),
            example="61.73",
            also=("contribution", "lto contribution", "management fee", "lto fee", "fee"),
            pounds=True,
        ),
        Column(
            "what for",
            "what",
            cells.line(160),
            say=gettext_lazy("In a few words."),
            example="Second year of the plan",
            also=("what", "purpose", "description", "details", "reference"),
        ),
    )

    def vocabulary(self) -> Holders:
        holders = Holders()
        holders.load()
        return holders

    def check(self, values: Values, about: About) -> Iterable[str]:
        yield from not_to_come(values)
        yield from never_appointed(values, about)

    def filled(self, values: Values, about: About) -> None:
        """Without a part on top, what is stored stays, and a new one has it by the rule."""
        values.setdefault("what", "")
        if values.get("contribution") is None:
            values.pop("contribution", None)

    def alike(self, batch):
        sums = [Sum(v["area_id"], v["organisation_id"], v["amount"]) for v in batch]
        found = alike([(this, v["on"]) for this, v in zip(sums, batch, strict=True)])
        return [[in_words(payment) for payment in payments] for payments in found]

    def make(self, values: Values, by) -> Payment:
        payment = super().make(values, by)
        payment.entered_by = by
        return payment

    def out(self, user):
        rows = Payment.objects.visible_to(user).select_related("area", "organisation")
        return rows.order_by("area__name", "on", "pk")
