"""Payments that are expected, as whoever reads the money sees them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from areas.models import Area
from partnerships.models import ExpectedPayment, Payment


def expected_in(user, areas: Iterable[Area]) -> QuerySet[ExpectedPayment]:
    """Those of these areas that are still to come, the first day first."""
    rows = ExpectedPayment.objects.visible_to(user).filter(area__in=areas).to_come()
    return rows.with_endorsement().select_related("area", "organisation")


def settled_in(user, area: Area) -> QuerySet[ExpectedPayment]:
    """Those of an area that were paid or given up, the last day first."""
    rows = ExpectedPayment.objects.visible_to(user).filter(area=area).settled()
    return rows.select_related("organisation", "payment")


def expected_everywhere(user) -> QuerySet[ExpectedPayment]:
    """Those of every area this person may read."""
    rows = ExpectedPayment.objects.visible_to(user).to_come()
    return rows.with_endorsement().select_related("area", "organisation")


def not_tied(area: Area) -> QuerySet[Payment]:
    """The payments of an area that no expected one became, the newest first."""
    rows = Payment.objects.filter(area=area, expected=None).select_related("organisation")
    return rows.order_by("-on", "-pk")
