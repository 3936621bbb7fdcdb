"""What supports a story, and who says so: set beside it, put right, taken away."""

import re

import pytest
from django.urls import reverse

from bigstory.testing.opened import opened, sent_by
from outcomes.models import ChangeStory, Evidence
from outcomes.stories.tests.setting_beside import (
    EACH,
    QUOTE,
    add,
    hidden,
    read,
)
from outcomes.tests.factories import StoryFactory


@pytest.fixture
def story(area):
    return StoryFactory(area=area, audience="public", before="A bus at ten.")


# --- set beside the story


@pytest.mark.parametrize("kind", EACH)
def test_whoever_tells_sets_each_kind_beside_the_story_and_finds_it_on_its_page(cast, story, kind):
    answer = add(cast.member, story, kind)
    assert answer.url == f"/stories/{story.pk}/tell/know/#beside"
    page = read(cast.member, story)
    for words in EACH[kind].values():
        assert words in page or words in ("before", "what_changed", "https://example.org/lunch")
    assert "What supports it" in page


def test_a_link_is_shown_with_whose_site_it_is_and_gives_nothing_away(cast, story):
    add(cast.member, story, "link")
    page = read(cast.member, story)
    assert "A page at example.org" in page
    assert re.search(r'href="https://example.org/lunch" rel="noopener noreferrer nofollow', page)


def test_sent_twice_it_is_there_once(cast, story):
    address = reverse("evidence_new", args=[story.pk, "quote"])
    body = hidden(cast.member.client.get(address)) | QUOTE
    for _time in "12":
        assert cast.member.client.post(address, body).status_code == 302
    assert story.evidence.count() == 1


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("quote", {"words": " "}, "Write what they said"),
        ("number", {"number": ""}, "Write the number in figures"),
        ("number", {"number": "a lot"}, "Write one number, such as 41."),
        ("number", {"number": "up 30"}, "What is the number? Did you mean 30?"),
        ("number", {"number": "9" * 40}, "That is a very large number"),
        ("number", {"number": "60%", "unit": "u" * 75}, "Keep it to 80 letters"),
        ("number", {"unit": ""}, "Say what was counted"),
        ("document", {"source": ""}, "Say which paper it is"),
        ("link", {"url": ""}, "Paste the address of the page"),
        ("link", {"url": "javascript:alert(1)"}, "That is not an address of a page"),
        ("link", {"url": "data:text/html,x"}, "That is not an address of a page"),
        ("link", {"url": "ftp://example.org/x"}, "That is not an address of a page"),
        ("link", {"url": "https://ann:secret@example.org/"}, "That is not an address of a page"),
        ("link", {"url": "https://example.org/" + "a" * 600}, "That is very long"),
        ("quote", {"supports": "everything"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_every_word_comes_back(
    cast, story, kind, typed, says
):
    page = add(cast.member, story, kind, **typed)
    body = page.content.decode()
    assert page.status_code == 200
    assert says in body
    assert EACH[kind].get("said_by", "") in body
    assert EACH[kind].get("said_by_is", "") in body
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"), [("about 40", 40), ("£12.50", 12.5), ("85%", 85), ("0", 0)]
)
def test_a_number_is_taken_as_people_write_it(cast, story, typed, kept):
    add(cast.member, story, "number", number=typed)
    assert story.evidence.get().number == kept


@pytest.mark.parametrize(
    ("number", "unit", "kept"),
    [
        ("60%", "of the families", "per cent of the families"),
        ("60 per cent", "of the families", "per cent of the families"),
        ("60%", "percent of the families", "percent of the families"),
        ("£3.5m", "raised", "pounds raised"),
        ("50p", "a cup", "pounds a cup"),
        ("60", "families", "families"),
    ],
)
def test_the_sign_beside_a_number_stays_with_it(cast, story, number, unit, kept):
    add(cast.member, story, "number", number=number, unit=unit)
    assert story.evidence.get().unit == kept


def test_an_address_without_its_beginning_is_taken_as_a_safe_one(cast, story):
    add(cast.member, story, "link", url="example.org/lunch")
    assert story.evidence.get().url == "https://example.org/lunch"


def test_no_address_is_ever_asked_for_by_the_server(cast, story, monkeypatch):
    import socket

    monkeypatch.setattr(
        socket, "create_connection", lambda *a, **k: pytest.fail("the server asked for an address")
    )
    add(cast.member, story, "link", url="http://169.254.169.254/latest/meta-data")
    assert "169.254.169.254" in read(cast.member, story)


def test_the_button_on_the_page_saves_the_page_first(cast, story):
    address = f"/stories/{story.pk}/tell/know/"
    page = cast.member.client.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page).group(1)
    answer = cast.member.client.post(
        address, {"seen": seen, "how_we_know": "A book at the door.", "add": "number"}
    )
    assert answer.url == reverse("evidence_new", args=[story.pk, "number"])
    assert ChangeStory.objects.get().how_we_know == "A book at the door."


def test_twenty_things_are_enough(cast, story):
    Evidence.objects.bulk_create(
        Evidence(story=story, kind="quote", words="So good.", order=n) for n in range(20)
    )
    assert (
        "There are 20 things beside this story already"
        in add(cast.member, story, "quote").content.decode()
    )
    assert story.evidence.count() == 20


# --- put right, taken away


@pytest.fixture
def quote(story):
    return Evidence.objects.create(
        story=story, kind="quote", words="I sleep now.", said_by="Aisha", said_by_is="a mother"
    )


def test_it_can_be_put_right_and_taken_away(cast, story, quote):
    address = reverse("evidence_change", args=[story.pk, quote.pk])
    body = hidden(cast.member.client.get(address))
    cast.member.client.post(address, body | QUOTE | {"words": "I sleep through."})
    assert story.evidence.get().words == "I sleep through."
    cast.member.client.post(address, body | QUOTE | {"remove": "1"})
    assert not story.evidence.exists()
    assert cast.member.client.get(address).status_code == 404


def test_two_who_change_the_same_thing_both_keep_their_words(cast, story, quote):
    path = reverse("evidence_change", args=[story.pk, quote.pk])
    hers = opened(cast.member.client, path, words="Denise heard that.", said_by="a mother")
    his = opened(cast.worker.client, path, words="Tom heard this.", said_by_is="at the group")
    cast.worker.client.post(path, his)
    body = cast.member.client.post(path, hers).content.decode()
    assert "Tom heard this." in body
    assert "Denise heard that." in body
    assert story.evidence.get().words == "Tom heard this."
    cast.member.client.post(path, sent_by(body))
    item = story.evidence.get()
    said = (item.words, item.said_by, item.said_by_is)
    assert said == ("Denise heard that.", "a mother", "at the group")


def test_what_is_sent_is_not_changed_and_the_words_come_back_to_copy(cast, story, quote):
    new = reverse("evidence_new", args=[story.pk, "quote"])
    change = reverse("evidence_change", args=[story.pk, quote.pk])
    bodies = {address: hidden(cast.member.client.get(address)) | QUOTE for address in (new, change)}
    ChangeStory.objects.filter(pk=story.pk).update(state="sent")
    for address, body in bodies.items():
        assert cast.member.client.get(address).status_code == 302
        page = cast.member.client.post(address, body | {"words": "Too late, and kept."})
        assert (page.status_code, "Too late, and kept." in page.content.decode()) == (409, True)
    assert story.evidence.get().words == "I sleep now."


def test_whoever_looked_it_over_before_looks_once_more(cast, story):
    add(cast.member, story, "quote")
    answer = cast.member.client.post(
        f"/stories/{story.pk}/send/", {"young_or_private": "no", "version": "1"}
    )
    assert answer.url == f"/stories/{story.pk}/tell/check/"
    assert ChangeStory.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("who", "status"), [("rep", 403), ("trust", 404), ("neighbour", 404), ("visitor", 302)]
)
def test_only_the_areas_own_people_set_anything_beside_it(cast, story, quote, who, status):
    client = getattr(cast, who).client
    for address in (
        reverse("evidence_new", args=[story.pk, "quote"]),
        reverse("evidence_change", args=[story.pk, quote.pk]),
    ):
        assert client.get(address).status_code == status
        assert client.post(address, QUOTE).status_code == status
    assert story.evidence.get().words == "I sleep now."


def test_what_stands_beside_another_story_is_not_found_here(cast, area, quote):
    other = StoryFactory(area=area)
    assert (
        cast.member.client.get(reverse("evidence_change", args=[other.pk, quote.pk])).status_code
        == 404
    )
    assert cast.member.client.get(f"/stories/{other.pk}/evidence/new/picture/").status_code == 404
