"""Stores the payments that are expected in the example: two to come, one late, and what became of
earlier ones. What is to come was not paid yet, so the money of the area leaves it out.
"""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.example.store import store
from bigstory.example.when import day_of
from partnerships.models import ExpectedPayment, LtoAppointment, Payment

FILE = Path(__file__).parent / "expected.toml"
FIELDS = ("amount", "what", "waits_for", "waits_words", "dropped")


@cache
def _told() -> list[dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["expected"]


def to_come(slug: str) -> Decimal:
    """Pounds of an area that are neither paid nor given up."""
    rows = (row for row in _told() if row["area"] == slug)
    waits = (row["amount"] for row in rows if "paid" not in row and not row.get("dropped"))
    return Decimal(sum(waits))


def store_expected(areas: list[Area], trust: User) -> None:
    """Call it after the payments. Raises DoesNotExist where one that was paid is not there."""
    by_slug = {area.slug: area for area in areas}
    store(
        _expected(by_slug[entry["area"]], entry, trust)
        for entry in _told()
        if entry["area"] in by_slug
    )


def _expected(area: Area, entry: dict, trust: User) -> ExpectedPayment:
    holder = LtoAppointment.objects.active().filter(area=area).latest("starts")
    paid = {"area": area, "amount": entry["amount"], "on": entry.get("paid")}
    return ExpectedPayment(
        area=area,
        organisation_id=holder.organisation_id,
        due=day_of(entry["due"]),
        payment=Payment.objects.get(**paid) if "paid" in entry else None,
        added_by=trust,
        **{name: entry[name] for name in FIELDS if name in entry},
    )
