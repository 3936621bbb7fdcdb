"""Something that happened, for the tests of its photos."""

import pytest

from partnerships.models import Activity
from partnerships.tests.factories import ActivityFactory


@pytest.fixture
def lunch(cast, area) -> Activity:
    return ActivityFactory(
        area=area, audience="public", logged_by=cast.member.user, title="Lunch at Mill Lane"
    )
