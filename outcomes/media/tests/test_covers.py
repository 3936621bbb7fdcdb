"""Parts of a photo are covered by one person and looked at by another.

Nobody outside ever gets what is underneath.
"""

import re
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageChops

from bigstory.core.files.photos import clean, cover, store
from bigstory.testing.drawn_here import crowded
from bigstory.testing.record import let_out
from bigstory.tests.mutants import MARK, picture
from outcomes.media.forms.photos import ACROSS, as_boxes, rows_of, squares
from outcomes.media.tests.test_story_photos import CAST, a_photo, publish, status
from outcomes.models import Appearance, ChangeStory, Person, Redaction, StoryMedia
from outcomes.tests.factories import StoryFactory
from partnerships.log.actions.photos import take_away
from partnerships.models import MediaItem

LEFT_HALF = [(0, 0, 500, 1000)]
BOX = ["0-0", "0-1", "1-0", "1-1"]


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


@pytest.fixture
def item(cast, story):
    return a_photo(cast, story, people="knowable", alt_text="Maureen laughing.")


def page_of(story, item) -> str:
    return reverse("photo_cover", args=[story.pk, item.pk])


def covers(person, story, item, squares=BOX):
    return person.client.post(page_of(story, item), {"do": "cover", "square": squares})


def checks(person, story, item, known="no"):
    cover_ = Redaction.objects.filter(media=item).first()
    return person.client.post(
        page_of(story, item), {"do": "check", "cover": cover_.pk if cover_ else 1, "known": known}
    )


def pixels(person, item, size="large") -> Image.Image:
    return Image.open(
        BytesIO(b"".join(person.client.get(item.address(size)).streaming_content))
    ).convert("RGB")


def was_sent(story):
    """Sent, and so read by the programme, with what goes with it so far."""
    ChangeStory.objects.filter(pk=story.pk).update(state="sent")
    story.refresh_from_db()
    let_out(story)


# --- the picture


def test_what_is_covered_has_one_colour_in_every_size_and_the_rest_is_as_it_was():
    photo = BytesIO()
    picture(size=(2000, 1500)).save(photo, "JPEG")
    master = clean(photo)
    drawn = cover(BytesIO(master.files["master"]), [(100, 200, 300, 400)])
    for size, body in drawn.files.items():
        before, after = (Image.open(BytesIO(b)).convert("RGB") for b in (master.files[size], body))
        w, h = after.size
        assert before.size == after.size
        # JPEG rings for a few pixels beside an edge, outside and inside; what is further in is
        # black.
        inside = after.crop(
            (int(w * 0.1) + 10, int(h * 0.2) + 10, int(w * 0.4) - 10, int(h * 0.6) - 10)
        )
        assert max(high for _low, high in inside.getextrema()) <= 3
        rest = [each.crop((int(w * 0.6), 0, w, h)) for each in (before, after)]
        assert max(high for _low, high in ImageChops.difference(*rest).getextrema()) <= 40, (
            "compressed once more"
        )
        assert MARK not in body
        assert not Image.open(BytesIO(body)).getexif()
        assert body != master.files[size]


@pytest.mark.parametrize(
    ("width", "height", "rows"), [(1600, 1200, 8), (1200, 1600, 13), (4000, 100, 4), (90, 900, 16)]
)
def test_squares_are_about_square_and_come_back_as_they_were_chosen(width, height, rows):
    assert rows_of(width, height) == rows
    chosen = {(0, 0), (0, 1), (1, 1), (rows - 1, ACROSS - 1)}
    boxes = as_boxes(chosen, rows)
    assert {(s.row, s.column) for s in squares(boxes, rows) if s.covered} == chosen
    assert len(boxes) == 3, "two side by side are one box"


# --- who gets which picture


def test_at_home_it_is_as_it_was_and_beyond_nobody_gets_it_before_somebody_else_looked(
    cast, story, item
):
    was_sent(story)
    assert covers(cast.member, story, item).status_code == 302
    assert [who for who in CAST.split() if status(getattr(cast, who), item) == 200] == [
        "member",
        "worker",
        "rep",
    ]
    assert checks(cast.worker, story, item).status_code == 302
    clear = pixels(cast.member, item)
    dark = pixels(cast.evaluator, item)
    assert dark.getpixel((2, 2)) < (12, 12, 12)
    assert clear.getpixel((2, 2)) > (30, 30, 30)
    assert pixels(cast.rep, item).tobytes() == clear.tobytes()


def test_covered_and_checked_it_may_go_with_the_public_story_and_shows_nothing_of_what_is_under_it(
    cast, story, item
):
    publish(story)
    assert status(cast.visitor, item) == 404, "somebody can be recognised"
    covers(cast.member, story, item)
    assert status(cast.visitor, item) == 404, "nobody else has looked"
    checks(cast.trust, story, item)
    assert [status(cast.visitor, item, size) for size in ("large", "small")] == [200, 200]
    assert "Maureen laughing." in cast.visitor.client.get(story.get_absolute_url()).content.decode()
    assert pixels(cast.visitor, item).getpixel((2, 2)) < (12, 12, 12)
    covers(cast.member, story, item, ["0-0"])
    assert status(cast.visitor, item) == 404, "other boxes are looked at anew"


def test_somebody_who_can_still_be_recognised_keeps_it_off_the_public_page(cast, story, item):
    publish(story)
    covers(cast.member, story, item)
    checks(cast.trust, story, item, known="yes")
    assert status(cast.visitor, item) == 404


def test_a_no_of_somebody_in_it_holds_however_much_is_covered(cast, story, item):
    ann = Person.objects.create(area=story.area, name="Ann", known_as="Ann", age="under_13")
    Appearance.objects.create(story=story, person=ann, media=item, how="seen", identifiable=True)
    publish(story)
    covers(cast.member, story, item)
    checks(cast.trust, story, item)
    assert status(cast.visitor, item) == 404, "a child was never asked"


def test_a_photo_with_nobody_in_it_leaves_the_public_page_while_its_boxes_wait(cast, story):
    free = a_photo(cast, story, people="nobody")
    publish(story)
    assert status(cast.visitor, free) == 200
    Redaction.objects.create(
        media=free, boxes=[[0, 0, 100, 100]], sha256="x"
    )  # behind the back of every action
    assert status(cast.visitor, free) == 404
    assert (
        free.address("large")
        not in cast.visitor.client.get(story.get_absolute_url()).content.decode()
    )


# --- who covers, who checks


def test_whoever_drew_the_boxes_does_not_check_them(cast, story, item):
    covers(cast.member, story, item)
    assert "I have looked" not in cast.member.client.get(page_of(story, item)).content.decode()
    assert checks(cast.member, story, item).status_code == 403
    assert Redaction.objects.get().checked_by is None
    assert "I have looked" in cast.worker.client.get(page_of(story, item)).content.decode()


@pytest.mark.parametrize(
    ("who", "code"),
    [("rep", 403), ("lto", 403), ("evaluator", 403), ("neighbour", 404), ("visitor", 302)],
)
def test_nobody_else_covers_or_looks(cast, story, item, who, code):
    was_sent(story)
    person = getattr(cast, who)
    covers(cast.member, story, item)
    for answer in (
        person.client.get(page_of(story, item)),
        covers(person, story, item),
        checks(person, story, item),
    ):
        assert answer.status_code == code
    preview = reverse("photo", args=[Redaction.objects.get().rendition, "small"])
    assert person.client.get(preview).status_code == 404


def test_local_trust_looks_and_does_not_draw(cast, story, item):
    was_sent(story)
    covers(cast.member, story, item)
    preview = reverse("photo", args=[Redaction.objects.get().rendition, "small"])
    assert b"".join(cast.trust.client.get(preview).streaming_content).startswith(b"\xff\xd8\xff")
    assert (
        preview.replace("small", "large")
        in cast.trust.client.get(page_of(story, item)).content.decode()
    )
    assert (
        "Look at covered photo 1"
        in cast.trust.client.get(story.get_absolute_url()).content.decode()
    )
    assert covers(cast.trust, story, item).status_code == 403


def test_the_quicker_of_two_who_look_counts_and_the_other_is_told(cast, story, item):
    was_sent(story)
    covers(cast.member, story, item)
    checks(cast.worker, story, item, known="yes")
    page = cast.trust.client.post(
        page_of(story, item),
        {"do": "check", "cover": Redaction.objects.get().pk, "known": "no"},
        follow=True,
    )
    assert "Somebody was quicker." in page.content.decode()
    assert Redaction.objects.get().nobody_known is False


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "cover"}, "Choose at least one square."),
        ({"do": "cover", "square": ["99-99"]}, "not on this photo"),
        ({"do": "check"}, "can anybody still be recognised?"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(cast, story, item, sent, said):
    covers(cast.worker, story, item)
    before = Redaction.objects.get()
    page = cast.member.client.post(page_of(story, item), {"cover": before.pk} | sent)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert Redaction.objects.get().pk == before.pk
    assert Redaction.objects.get().checked_by is None


@pytest.mark.parametrize("cover_", ["", "nine", "-1", "9" * 30])
def test_a_cover_that_is_none_is_not_found(cast, story, item, cover_):
    covers(cast.worker, story, item)
    sent = {"do": "check", "known": "no", "cover": cover_}
    assert cast.member.client.post(page_of(story, item), sent).status_code == 404


# --- and off again


def test_boxes_come_off_while_the_story_is_told_and_not_later(cast, story, item):
    covers(cast.member, story, item)
    was_sent(story)
    cast.member.client.post(page_of(story, item), {"do": "uncover"})
    assert Redaction.objects.exists()
    ChangeStory.objects.filter(pk=story.pk).update(state="returned")
    cast.member.client.post(page_of(story, item), {"do": "uncover"})
    assert not Redaction.objects.exists()


def test_earlier_copies_go_with_new_ones_and_all_go_with_the_photo(
    cast, story, item, django_capture_on_commit_callbacks
):
    for chosen in (BOX, ["3-3"]):
        with django_capture_on_commit_callbacks(execute=True):
            covers(cast.member, story, item, chosen)
        assert default_storage.listdir(f"photos/{item.name}")[0] == [
            str(Redaction.objects.get().rendition)
        ]
    with django_capture_on_commit_callbacks(execute=True):
        take_away(item)
    assert not default_storage.exists(f"photos/{item.name}")


def test_boxes_that_others_are_before_are_still_chosen(cast, story, item, monkeypatch):
    crowded(monkeypatch)
    page = covers(cast.member, story, item).content.decode()
    assert re.search(r'id="id_square_error">[^<]+Try it again in a minute\.', page)
    assert page.count("checked>") == len(BOX)
    assert not Redaction.objects.exists()


def test_a_photo_of_another_story_or_one_whose_file_is_gone_is_no_trouble(cast, story, item, area):
    other = StoryFactory(area=area)
    assert cast.member.client.get(page_of(other, item)).status_code == 404
    StoryMedia.objects.filter(media=item).update(story=story)
    store.take_away(item.name)
    assert "could not be read just now" in covers(cast.member, story, item).content.decode()
    assert not Redaction.objects.exists()
    assert MediaItem.objects.filter(pk=item.pk).exists()
