"""A few thousand broken photos each run.

Twenty thousand: python -m bigstory.tests.fuzz_photos 20000
"""

from importlib import import_module

import pytest
from django.urls import reverse
from PIL import UnidentifiedImageError

from bigstory.core.files.photos import clean, draw
from bigstory.tests.fuzz_photos import run

# Thousands of files through a decoder, and a row or two: no database makes a difference to that.
pytestmark = pytest.mark.once
MANY = 2_500


def figures(cast, area, many, **options):
    return run(
        many,
        client=cast.member.client,
        address=reverse("photo_add", args=[area.slug]),
        seed=7,
        **options,
    )


# Pillow grumbles about labels it cannot read; that is no error of ours.
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_hostile_photo_breaks_the_site_or_leaves_anything_behind(cast, area):
    found = figures(cast, area, MANY, every=12)
    print(f"\nhostile photos: {found}")
    assert found.errors == []
    assert not any(found.counts[name] for name in ("rows_left", "files_left", "marks_left"))
    assert found.counts["accepted"] > MANY / 20
    assert found.counts["refused"] > MANY / 4
    assert found.counts["through_the_page"] > 200


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_way_in_that_catches_only_what_pillow_promises_is_noticed(cast, area, monkeypatch):
    """The control: the same photos, and a `clean` as it is often written."""

    def trusting(_what, how, path):
        try:
            return draw._keep(draw.drawn_anew(path, **how), path)
        except UnidentifiedImageError:
            return {"why": draw.UNKNOWN}

    monkeypatch.setattr(draw, "_answer", trusting)
    # What a header says is refused by other means.
    monkeypatch.setattr(import_module(clean.__module__), "header_of", lambda _file: None)
    kinds = {
        error.split("(")[0].split(": ")[1] for error in figures(cast, area, 300, every=10**9).errors
    }
    assert len(kinds) >= 3
