import pytest

from partnerships.models import Plan
from partnerships.tests.factories import PlanFactory


@pytest.fixture
def draft(area) -> Plan:
    """A first plan with nothing in it but its title."""
    return PlanFactory(
        area=area, number=1, state="draft", title="Up the hill", vision="", starts=None, ends=None
    )
