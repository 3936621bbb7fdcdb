"""The paper itself, beside the line copied from it: its pages become pictures, and nothing else of
it stays.
"""

import re
from random import Random

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from bigstory.core.files import papers
from bigstory.core.files.photos import store
from bigstory.testing.drawn_here import crowded
from bigstory.testing.paper import MARK, a_pdf
from bigstory.testing.recorded import needs
from bigstory.tests.mutants import marked
from outcomes.models import Evidence
from outcomes.tests.factories import StoryFactory
from outcomes.tests.listening import publish
from partnerships.models import MediaItem

TYPED = {
    "source": "Minutes of 12 June",
    "words": "Agreed to try four Saturdays.",
    "said_by": "",
    "supports": "",
}


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


def send(person, story, body: bytes, name: str = "Maureen’s letter.pdf", **typed):
    address = reverse("evidence_new", args=[story.pk, "document"])
    token = re.search(r'name="token" value="([^"]+)"', person.client.get(address).content.decode())[
        1
    ]
    paper = SimpleUploadedFile(name, body)
    return person.client.post(address, TYPED | {"token": token, "paper": paper} | typed)


def pages(story) -> list[MediaItem]:
    return list(MediaItem.objects.filter(in_story__story=story).order_by("order"))


def seen(person, page: MediaItem) -> int:
    answer = person.client.get(page.address("small"))
    assert not answer.streaming or b"".join(answer.streaming_content)
    return answer.status_code


def left() -> list:
    """Whatever lies in the store."""
    return sum(default_storage.listdir("photos"), []) if default_storage.exists("photos") else []


def test_each_page_becomes_a_picture_that_says_what_it_is(cast, story):
    needs("pdftoppm")
    answer = send(cast.member, story, a_pdf(3))
    assert answer.url == reverse("story_photos", args=[story.pk])
    assert [page.alt_text for page in pages(story)] == [
        f"Minutes of 12 June, page {n} of 3" for n in (1, 2, 3)
    ]
    assert Evidence.objects.get().source == "Minutes of 12 June"
    for number, page in enumerate(pages(story), 1):
        with store.open_copy(page.name, "master") as kept, Image.open(kept) as drawn:
            assert drawn.height > drawn.width > 1000
            # Each page of the sample has a bar as wide as its number.
            dark = sum(value < 128 for value in drawn.convert("L").resize((100, 1)).tobytes())
            assert dark == pytest.approx(number * 20, abs=3)
    told = cast.member.client.get(answer.url, follow=True).content.decode()
    assert "a name counts too" in told
    assert "Minutes of 12 June, page 3 of 3" in told


def test_nothing_of_the_file_comes_along(cast, story):
    """Not its labels, not what is attached to it, not what it would run, not its own name."""
    needs("pdftoppm")
    body = a_pdf(1)
    assert MARK.encode() in body
    send(cast.member, story, body)
    (page,) = pages(story)
    for size in ("master", "large", "small"):
        with store.open_copy(page.name, size) as kept:
            assert MARK.encode() not in kept.read()
    assert "Maureen" not in str(MediaItem.objects.values())


def test_a_photo_of_the_paper_is_as_good(cast, story, monkeypatch):
    monkeypatch.setattr("bigstory.core.files.child.shutil.which", lambda _program: None)
    page = cast.member.client.get(
        reverse("evidence_new", args=[story.pk, "document"])
    ).content.decode()
    assert "A photo of it." in page
    assert "application/pdf" not in page
    send(cast.member, story, marked("JPEG"), "IMG_0001.jpg")
    assert [page.alt_text for page in pages(story)] == ["Minutes of 12 June"]


def test_nobody_outside_sees_a_page_before_it_is_said_who_is_on_it(cast, story):
    needs("pdftoppm")
    send(cast.member, story, a_pdf(1))
    (page,) = pages(story)
    publish(story)
    assert seen(cast.visitor, page) == 404
    MediaItem.objects.update(people="nobody")
    publish(story)
    assert seen(cast.visitor, page) == 200


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"%PDF-1.7 and nothing more", "We cannot open it."),
        (b"words", "It is neither a PDF nor a photo. Save it as a PDF and send that"),
        (b"", "There is nothing in this file."),
    ],
    ids=["a broken one", "something else", "an empty one"],
)
def test_what_cannot_be_read_gets_a_sentence_and_every_word_comes_back(cast, story, body, sentence):
    needs("pdftoppm")
    told = send(cast.member, story, body).content.decode()
    assert sentence in told
    assert 'value="Minutes of 12 June"' in told
    assert "Agreed to try four Saturdays." in told
    assert not Evidence.objects.exists()
    assert not MediaItem.objects.exists()
    assert left() == []


def test_a_paper_that_others_are_before_gets_a_sentence_and_every_word_comes_back(
    cast, story, monkeypatch
):
    crowded(monkeypatch)
    for body in (a_pdf(1), marked("JPEG")):
        told = send(cast.member, story, body).content.decode()
        assert "Try it again in a minute." in told
        assert 'value="Minutes of 12 June"' in told
        assert "Agreed to try four Saturdays." in told
    assert not Evidence.objects.exists()
    assert left() == []


def test_too_many_pages_are_too_many(cast, story):
    needs("pdftoppm")
    assert "more than 8 pages" in send(cast.member, story, a_pdf(9)).content.decode()
    assert not MediaItem.objects.exists()
    assert len(papers.pages_of(SimpleUploadedFile("x", a_pdf(8)))) == 8


def test_there_is_room_for_so_many_pictures(cast, story, settings):
    needs("pdftoppm")
    settings.PHOTOS_PER_ACTIVITY = 3
    send(cast.member, story, a_pdf(2))
    told = send(cast.member, story, a_pdf(2)).content.decode()
    assert "more than 3 pictures beside the story" in told
    assert len(pages(story)) == MediaItem.objects.count() == 2


def test_without_pdftoppm_a_pdf_is_refused_with_what_to_do_instead(cast, story, monkeypatch):
    monkeypatch.setattr("bigstory.core.files.child.shutil.which", lambda _program: None)
    assert "Take a photo of each page" in send(cast.member, story, a_pdf(1)).content.decode()


def test_sent_twice_it_is_there_once(cast, story):
    needs("pdftoppm")
    token = "6f0f7f8e-8f3c-4d53-a2f1-9d6a4b1a0c11"
    first, again = (send(cast.member, story, a_pdf(2), token=token).url for _time in "12")
    assert first == again
    assert len(pages(story)) == MediaItem.objects.count() == 2
    send(cast.member, story, a_pdf(1), token=token)
    assert (Evidence.objects.count(), MediaItem.objects.count()) == (1, 2)


def test_it_can_come_later_and_a_story_that_was_sent_takes_none(cast, story):
    needs("pdftoppm")
    send(cast.member, story, b"", paper="")
    item = Evidence.objects.get()
    address = reverse("evidence_change", args=[story.pk, item.pk])
    change = {**TYPED, "paper": SimpleUploadedFile("x.pdf", a_pdf(1))}
    assert cast.member.client.post(address, change).url == reverse("story_photos", args=[story.pk])
    assert len(pages(story)) == 1
    type(story).objects.filter(pk=story.pk).update(state="sent")
    late = cast.member.client.post(
        address, {**TYPED, "paper": SimpleUploadedFile("x.pdf", a_pdf(1))}
    )
    assert late.status_code == 409
    assert len(pages(story)) == MediaItem.objects.count() == 1


def why_not(body: bytes) -> str:
    """The sentence it is refused with; nothing where there are pictures of it."""
    try:
        drawn = papers.pages_of(SimpleUploadedFile("x", body))
    except papers.PaperRefused as refused:
        return refused.problems[0]
    return "" if drawn else "neither"


def test_one_that_is_made_to_be_drawn_for_ever_is_stopped(monkeypatch):
    needs("pdftoppm")
    monkeypatch.setattr(papers, "SECONDS", 1)
    assert why_not(a_pdf(1, drawing=b"0 0 m 595 842 l S\n" * 500_000)).startswith(
        "It took too long"
    )


def test_broken_ones_are_drawn_or_refused_in_words():
    """With bytes turned, left out and doubled: pictures or a sentence, and never an error."""
    needs("pdftoppm")
    body = a_pdf(1)
    chance = Random(7)
    said = []
    for _number in range(30):
        spoilt = bytearray(body)
        for _byte in range(chance.choice((1, 8, 64))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        cut = sorted(chance.sample(range(len(spoilt)), 2))
        said.append(
            why_not(
                bytes(
                    chance.choice((spoilt, spoilt[: cut[1]], spoilt[: cut[1]] + spoilt[cut[0] :]))
                )
            )
        )
    assert all(each == "" or each.endswith(".") for each in said)
    assert {
        "",
        "We cannot open it. It may be damaged or need a password. A photo of the page will do.",
    } <= set(said)
