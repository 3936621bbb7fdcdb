"""Whatever stands in the database, feeds, calendars, spreadsheets, papers and searches stay whole.

Words were stored before there was a door for them, and a row can be written past it by hand. So
each text of the record is soiled where it lies, and then each way out is taken.
"""

import contextlib
import csv
import io
import itertools
import re
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from bigstory.core.search import snippets
from bigstory.core.text.clean import clean
from bigstory.pages.area.exchange import available
from bigstory.testing.pdf import words_of_paper
from bigstory.tests.access.every_form import opened, whole
from bigstory.tests.access.planting import MARKER
from bigstory.tests.words.dirt import NOT_SEEN
from outcomes.models import Publication
from outcomes.publishing.models.publication import PUBLICATION_INDEX
from partnerships.models import SpendReport

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LINE_BREAKS = "\r\v\f\x85\u2028\u2029"
LEAST_SOILED = 500
OUR_APPS = ("areas", "partnerships", "outcomes")


@pytest.fixture
def soiled_world(world):
    """Each planted text with as many such letters behind its marker as there is room for."""
    letters = itertools.cycle(_storable())
    soiled = sum(_soil(model, letters) for model in apps.get_models() if _is_ours(model))
    assert soiled >= LEAST_SOILED
    return world


def _storable() -> str:
    """PostgreSQL keeps no NUL."""
    return LINE_BREAKS + (NOT_SEEN if connection.vendor == "sqlite" else NOT_SEEN.replace("\0", ""))


def _is_ours(model: type[models.Model]) -> bool:
    return model._meta.app_label in OUR_APPS and "historical" not in model._meta.model_name


def _soil(model: type[models.Model], letters) -> int:
    names = [
        each.name
        for each in model._meta.concrete_fields
        if isinstance(each, models.CharField | models.TextField)
    ]
    done = 0
    for row in model._base_manager.all() if names else ():
        changed = {
            name: _filled(model._meta.get_field(name), value, letters)
            for name in names
            if MARKER.match(value := getattr(row, name) or "") and "@" not in value
        }
        # A report that was sent is frozen, by the database itself.
        if changed:
            with contextlib.suppress(IntegrityError), transaction.atomic():
                done += model._base_manager.filter(pk=row.pk).update(**changed)
    return done


def _filled(field: models.Field, value: str, letters) -> str:
    room = min((field.max_length or 10_000) - len(value), len(NOT_SEEN))
    return value + "".join(itertools.islice(letters, room))


def got(client, name: str, *key, **query) -> bytes:
    answer = client.get(reverse(name, args=key), query)
    assert answer.status_code == 200, (name, key)
    return whole(answer)


def test_a_feed_can_be_read_and_has_every_word(soiled_world, cast):
    area = soiled_world.areas["a"].slug
    for name, key in (("stories_feed", ()), ("area_feed", (area,))):
        feed = ElementTree.fromstring(got(cast.visitor.client, name, *key))
        entries = feed.findall("a:entry", ATOM)
        assert entries
        for entry in entries:
            words = "".join(entry.itertext())
            assert clean(words) == words
            content = entry.find("a:content", ATOM)
            assert content.get("type") == "html"
            assert re.search(rf'<p dir="auto">{MARKER.pattern}', content.text)


def test_a_calendar_keeps_its_lines(soiled_world, cast):
    body = got(cast.member.client, "calendar", soiled_world.areas["a"].slug)
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    text = body.decode().replace("\r\n", "\n")
    assert clean(text) == text
    assert len(MARKER.findall(text)) > 1


@pytest.mark.parametrize("name", ["stories_csv", "roster_csv", "spend_report_csv"])
def test_a_spreadsheet_keeps_its_rows_and_cells(soiled_world, cast, name):
    area = soiled_world.areas["a"]
    draft = SpendReport.objects.get(area=area, state="draft")
    keys = {"roster_csv": [area.slug], "spend_report_csv": [area.slug, draft.pk]}
    text = got(cast.member.client, name, *keys.get(name, ())).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert any(MARKER.search(cell) for row in rows for cell in row)
    assert [cell for row in rows for cell in row if clean(cell) != cell] == []


def test_what_a_search_found_is_shown_in_whole_marks(soiled_world):
    shown = [
        hit
        for copy in Publication.objects.order_by("pk")
        for marker in MARKER.findall(copy.title)
        for hit in snippets(PUBLICATION_INDEX, marker, [copy.pk]).values()
    ]
    assert len(shown) > 1
    for hit in shown:
        assert clean(hit) == hit
        assert re.search(rf"<mark>{MARKER.pattern}</mark>", hit)
        assert hit.count("<mark>") == hit.count("</mark>")


@pytest.mark.skipif(not available(), reason="no paper is made here")
def test_a_paper_is_made_with_its_words(soiled_world, cast):
    body = got(cast.member.client, "area_pdf", soiled_world.areas["a"].slug)
    assert MARKER.search(words_of_paper(body))


def test_no_page_breaks(soiled_world, cast):
    pages = opened(soiled_world, cast)
    broken = {page.name for page in pages if page.answer.status_code >= 500}
    assert broken == {"health"}, "which says so by itself where no worker runs"
