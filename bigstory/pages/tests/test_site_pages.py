"""The pages about the site itself, and what a person reads when something goes wrong."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from bigstory.pages.site import views as errors
from bigstory.tests.markup_rules import Document, faults

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
ERRORS = [
    (errors.bad_request, 400),
    (errors.forbidden, 403),
    (errors.not_found, 404),
    (errors.server_error, 500),
    (errors.csrf_failure, 403),
]


@pytest.mark.parametrize("path", ["/about/", "/privacy/", "/accessibility/", "/style/"])
def test_anybody_reads_the_pages_about_the_site(cast, path):
    for person in (cast.visitor, cast.member, cast.admin):
        response = person.client.get(path)
        assert response.status_code == 200
        assert faults(Document(response.content.decode())) == []


def test_the_minutes_of_meetings_are_among_what_is_kept(cast):
    assert "plans, minutes, decisions" in cast.visitor.client.get("/privacy/").content.decode()


@pytest.mark.django_db
def test_a_site_with_nothing_loaded_still_has_its_pages():
    for path in ("/about/", "/privacy/", "/accessibility/", "/style/"):
        assert Client().get(path).status_code == 200


def test_whoever_is_worried_about_somebody_is_told_whom_to_ring(cast):
    page = cast.visitor.client.get("/about/").content.decode()
    worried = page[page.index('id="worried"') :]
    assert 'href="tel:999"' in worried
    assert "NSPCC" in worried
    assert 'href="/about/#worried"' in cast.member.client.get("/privacy/").content.decode()


def test_the_style_page_shows_every_outcome_of_the_programme(cast, programme):
    page = cast.visitor.client.get("/style/").content.decode()
    for outcome in programme.outcomes.all():
        assert outcome.question in page


@pytest.mark.parametrize(("view", "status"), ERRORS[:4])
def test_a_page_that_saves_itself_is_told_what_went_wrong_and_not_that_there_is_no_signal(
    view, status
):
    answer = view(RequestFactory().post("/", headers={"X-Autosave": "1"}))
    assert answer.status_code == status
    assert json.loads(answer.content)["says"].startswith("Not saved: ")


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "status"), ERRORS)
def test_what_went_wrong_is_said_in_our_words_without_asking_the_database(view, status):
    with CaptureQueriesContext(connection) as asked:
        response = view(RequestFactory().get("/"))
    assert response.status_code == status
    assert faults(Document(response.content.decode())) == []
    assert len(asked) == 0


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_kindly():
    response = Client(raise_request_exception=False).get("/no-such-page/")
    assert response.status_code == 404
    assert "We can’t find that page" in response.content.decode()


def test_every_class_a_template_wears_is_cut_in_a_stylesheet():
    """A class nobody styles is a misspelling, or a part that was never drawn."""
    css = "".join(path.read_text() for path in (STATIC / "css").rglob("*.css"))
    cut = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    worn = {
        name: page.relative_to(TEMPLATES)
        for page in TEMPLATES.rglob("*.html")
        # Letters and the pages of the admin wear other clothes.
        if not {"email", "admin", "simple_history"} & set(page.parts)
        for words in re.findall(r'class="([^"{}]*)"', page.read_text())
        for name in words.split()
    }
    # A whole may have no rule of its own where its parts have: timeline, timeline__year.
    wholes = {name.split("__")[0] for name in cut}
    assert {name: str(page) for name, page in worn.items() if name not in cut | wholes} == {}


def test_no_stylesheet_reaches_outside_or_grows_long():
    for path in (STATIC / "css").rglob("*.css"):
        text = path.read_text()
        assert not re.search(r"@import|url\((?!data:)", text), path
        assert text.count("\n") <= 250, f"{path.name} wants splitting"
