"""Other sites show a picture beside a link to a public story: its photo, or a card drawn of it."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from bigstory.core.files.cards import apart
from bigstory.core.work.models import Task
from bigstory.core.work.tasks import do_next
from bigstory.testing.record import a_photo, publish, tell
from outcomes.models import ShareCard
from outcomes.publishing.actions.cards import draw_card, keep_cards
from outcomes.publishing.actions.publications import publish_story
from outcomes.publishing.queries.cards import card_of
from outcomes.stories.actions.taking_back import withdraw


def work() -> None:
    """The worker does all that waits for it."""
    while do_next():
        pass


def files() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "cards"
    return [each.name for each in folder.iterdir()] if folder.exists() else []


def page(person, story) -> str:
    return person.client.get(f"/stories/{story.pk}/").content.decode()


@pytest.fixture
def heron(area):
    return publish(area, "The heron came back", yes=["better-place"])


def jpeg() -> bytes:
    body = BytesIO()
    Image.new("RGB", (640, 480), "#336699").save(body, "JPEG")
    return body.getvalue()


def test_a_public_story_without_a_photo_gets_a_card_from_the_worker(cast, heron):
    assert "og:image" not in page(cast.visitor, heron)
    work()
    shown = page(cast.visitor, heron)
    assert f'content="http://testserver/stories/{heron.pk}/card.png"' in shown
    assert "summary_large_image" in shown
    answer = cast.visitor.client.get(f"/stories/{heron.pk}/card.png")
    assert answer["Content-Type"] == "image/png"
    assert "no-store" in answer["Cache-Control"]
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as card:
        assert card.size == (1200, 630)
        assert (0x0A, 0x66, 0x6E) in {colour for _n, colour in card.getcolors(1 << 20)}


def test_opening_a_page_never_draws(cast, heron, monkeypatch):
    monkeypatch.setattr(apart, "drawn", lambda card: pytest.fail("drawn in a request"))
    assert cast.visitor.client.get(f"/stories/{heron.pk}/card.png").status_code == 404
    assert cast.visitor.client.get(f"/stories/{heron.pk}/").status_code == 200


def test_a_card_says_the_title_the_place_and_the_outcomes_and_nobodys_name(heron, area):
    card = card_of(heron.publication)
    assert card.title == "The heron came back"
    assert card.place == f"{area.short_name}, {area.region}"
    assert [word for _colour, word in card.bands] == ["Better place"]
    assert heron.told_by not in f"{card}"


@pytest.mark.parametrize("audience", ["area", "programme", "network"])
def test_a_story_that_is_not_for_everybody_has_no_card(cast, area, audience):
    story = tell(area, "Ours alone", state="published", audience=audience)
    work()
    assert not ShareCard.objects.exists()
    assert cast.trust.client.get(f"/stories/{story.pk}/card.png").status_code == 404


def test_a_card_is_gone_when_the_story_is_taken_back(
    cast, heron, django_capture_on_commit_callbacks
):
    work()
    assert len(files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(heron, by=cast.member.user)
    assert files() == []
    assert cast.visitor.client.get(f"/stories/{heron.pk}/card.png").status_code == 404


def test_a_story_taken_back_while_its_card_is_drawn_leaves_no_file(cast, heron, monkeypatch):
    def taken_back_meanwhile(card):
        withdraw(heron, by=cast.member.user)
        return b"a picture"

    monkeypatch.setattr(apart, "drawn", taken_back_meanwhile)
    work()
    assert files() == []
    assert not ShareCard.objects.exists()


def test_a_story_that_says_something_else_gets_another_card(
    heron, django_capture_on_commit_callbacks
):
    work()
    first = ShareCard.objects.get()
    heron.title = "The heron stayed"
    heron.save()
    with django_capture_on_commit_callbacks(execute=True):
        publish_story(heron, by=None)
    assert files() == []
    work()
    assert ShareCard.objects.get().says != first.says
    assert len(files()) == 1


def test_a_card_that_still_says_the_same_is_left_alone(heron):
    work()
    before = ShareCard.objects.get()
    publish_story(heron, by=None)
    work()
    assert ShareCard.objects.get() == before


def test_where_a_photo_may_be_public_it_is_shown_and_no_card_is_drawn(cast, heron):
    photo = a_photo(heron, jpeg(), people="nobody", alt_text="A heron on a post")
    publish_story(heron, by=None)
    work()
    assert not ShareCard.objects.exists()
    shown = page(cast.visitor, heron)
    assert photo.address("large") in shown
    assert 'og:image:alt" content="A heron on a post"' in shown


def test_a_title_in_letters_no_font_has_gets_no_card_full_of_boxes(area):
    story = publish(area, "\U00012000\U00012001 came back")
    draw_card(story.publication.pk)
    assert not ShareCard.objects.exists()


def test_a_long_title_and_a_single_endless_word_are_cut_and_not_lost():
    for title in ("many words " * 15, "x" * 160):
        assert apart.drawn(apart.Card(title, "Ramsey", "Big Story", [("#0a666e", "y" * 90)]))


def test_each_day_stories_without_a_card_get_one_and_lost_files_go(heron, monkeypatch):
    Task.objects.all().delete()
    from outcomes.publishing.actions import cards

    monkeypatch.setattr(cards, "LEFT_IN_PEACE", timedelta(0))
    lost = cards.store.keep(b"of a copy that went with its area")
    keep_cards()
    assert str(lost) not in files()
    work()
    assert ShareCard.objects.get().publication.story == heron
