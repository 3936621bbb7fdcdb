"""Who holds the money in tests of what moves in, and how a file is sent."""

import pytest

from bigstory.testing.moving import sent
from partnerships.models import LtoAppointment, Organisation


@pytest.fixture
def harbour(area):
    """Who held the money of the area all these years."""
    organisation = Organisation.objects.create(name="Harbour Trust")
    LtoAppointment.objects.create(area=area, organisation=organisation)
    return organisation


@pytest.fixture
def send(cast):
    """Send a file of payments, or of something else, as Local Trust."""
    return lambda raw, noun="payments": sent(noun, raw, by=cast.trust.user)
