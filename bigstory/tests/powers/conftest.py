"""Whoever asks has somebody beside them."""

import pytest


@pytest.fixture
def trust(cast):
    return cast.trust
