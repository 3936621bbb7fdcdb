"""On every page of an area stands one navigation, and it says where we are."""

import re

import pytest
from django.urls import reverse

from areas.models import Area
from bigstory.testing.pages import paths
from bigstory.testing.pages.names import NOT_PAGES
from bigstory.tests.access.crawl import every_url_name
from bigstory.tests.growing import grow

pytestmark = pytest.mark.once

EIGHT = ["Home", "Diary", "Stories", "Plan", "Money", "Decisions", "People", "Meetings"]
WITH_A_ROLE = ("member", "worker", "lto", "rep")
# Written by hand, page by page, so that it agrees with nothing by construction.
UNDER = {
    "Home": """
        home area area_desk area_elements contact_new contact_change contact_notes contact_note_new
        contact_note_change area_facts area_facts_government area_facts_codes area_steps
        area_step_standing partnership_set_up partnership_incorporated holder holder_find
        holder_change holder_end holder_appoint hand_on_new handed
    """,
    "Diary": """
        timeline log activities regulars regular_new regular_change cards card_print activity
        activity_change activity_photos activity_words
    """,
    "Stories": """
        story_new area_stop story story_tell story_send story_withdraw story_photos story_recordings
        story_recording story_voices story_take_up story_reading story_sorting film_new film_change
        story_people story_person story_person_new story_said story_still story_stop story_flag
        story_links story_words evidence_new evidence_change photo_cover media_people
    """,
    "Plan": """
        plan_now plan_compare plan plan_outcomes plan_send plan_next plan_versions plan_version
        plan_begin
        plan_write plan_write_words plan_write_priority plan_write_priority_new plan_write_actions
        plan_write_priority_remove came_of came_of_priority plan_changes
    """,
    "Money": """
        money money_ledger spend_lines award_new payment_new leverage_new spend_report_new
        expected_new expected_change
        spend_report spend_report_lines spend_report_upload
    """,
    "Decisions": "decisions decision decision_new decision_change decision_followed",
    "People": """
        partnership partnership_history seat_new seat_change seat_end interests interest_new
        interest_change partnership_review partnership_reviews keeper sturdiness sturdiness_rows
        sturdiness_share
    """,
    "Meetings": "meetings meeting meeting_new meeting_change meeting_minutes",
}
PLACE = {name: place for place, names in UNDER.items() for name in names.split()}
LETTERS = {"plan": "Plan", "change": "Plan", "spend_report": "Money", "yearly_review": "People"}
NAVIGATION = re.compile(r'<nav class="(nav|places)"\s+aria-label="([^"]*)">(.*?)</nav>', re.S)
LINK = re.compile(r"<a [^>]*>(?:<bdi>)?([^<]*)")


@pytest.fixture
def record(cast, area):
    grow(area, by=cast.member.user, first=1, last=30)
    return area


def navigations(page: str) -> list[tuple]:
    """Of each: how it is made, its name, its words, and those that are lit."""
    return [
        (
            kind,
            label,
            [word.strip() for word in LINK.findall(inside)],
            [
                word.strip()
                for tag, word in re.findall(r"(<a [^>]*>)(?:<bdi>)?([^<]*)", inside)
                if "aria-current" in tag
            ],
        )
        for kind, label, inside in NAVIGATION.findall(page)
    ]


def expected(name: str, path: str) -> str:
    if name == "letters":
        return LETTERS.get(path.split("/")[2], "Stories")
    return PLACE[name]


def pages_of(area: Area) -> list[tuple[str, str]]:
    """Every page whose address names this area; the stories told there and the letters about it."""
    found = []
    for name, places in paths(area.slug).items():
        own = [
            path
            for path in places
            if path.startswith((f"/areas/{area.slug}/", "/stories/", "/letters/"))
            and name not in ("stories", *NOT_PAGES)
        ]
        found += [(name, path) for path in own]
    return found


def wrongs_of(person, pages, judge) -> tuple[list[str], set[str]]:
    wrong, seen = [], set()
    for name, path in pages:
        answer = person.client.get(path)
        if answer.status_code != 200 or "?shell=1" in path:
            continue
        seen.add(name)
        found = navigations(answer.content.decode())
        if fault := judge(name, path, found):
            wrong.append(f"{path}: {fault}, {found}")
    return wrong, seen


@pytest.mark.parametrize("who", WITH_A_ROLE)
def test_whoever_has_a_role_in_an_area_finds_the_same_eight_words_on_every_page(cast, record, who):
    def judge(name, path, found):
        if [(kind, label, words) for kind, label, words, _lit in found] != [
            ("places", record.short_name, EIGHT)
        ]:
            return "not the eight words once"
        lit = found[0][3]
        return "" if lit == [expected(name, path)] else f"should be at {expected(name, path)}"

    pages = [*pages_of(record), ("home", "/")]
    wrong, seen = wrongs_of(getattr(cast, who), pages, judge)
    assert wrong == []
    assert len(seen) >= 25, seen


@pytest.mark.parametrize("who", ["visitor", "nobody", "neighbour", "trust", "evaluator"])
def test_everybody_else_finds_what_they_may_open_and_where_they_are(cast, record, who):
    person = getattr(cast, who)
    first = "Desk" if who == "trust" else "Profile"

    def judge(name, path, found):
        if len(found) != 1:
            return "not one navigation"
        kind, _label, words, lit = found[0]
        if not path.startswith("/areas/"):
            return "" if kind == "nav" else "the places of an area that is not theirs"
        here = expected(name, path)
        if kind != "places" or lit != [first if here == "Home" else here]:
            return f"should be at {here}"
        return "" if set(words) <= {first, *EIGHT} else "a word too many"

    wrong, seen = wrongs_of(person, pages_of(record), judge)
    assert wrong == []
    assert len(seen) >= 8, seen
    page = person.client.get(reverse("area", args=[record.slug])).content.decode()
    inside = NAVIGATION.search(page).group()
    for href in re.findall(r'href="([^"]+)"', inside):
        assert person.client.get(href).status_code == 200, href


def test_the_stories_of_one_area_are_one_of_its_places(cast, record):
    page = cast.member.client.get(f"/stories/?area={record.slug}").content.decode()
    [(kind, _label, words, lit)] = navigations(page)
    assert (kind, words, lit) == ("places", EIGHT, ["Stories"])


def test_what_is_everywhere_is_one_press_away(cast, record):
    page = cast.member.client.get(f"/areas/{record.slug}/plan/").content.decode()
    assert re.search(r'<a href="/stories/">Everywhere</a>', page)
    [(kind, label, words, lit)] = navigations(cast.member.client.get("/stories/").content.decode())
    assert (kind, label, lit) == ("nav", "Main", ["Stories"])
    assert words == ["Ramsey", "Stories", "Areas", "Outcomes"]


def test_no_page_is_listed_that_is_nowhere():
    assert set(PLACE) <= every_url_name()
