"""Recordings and films of a story: told by voice, taken in, made ready, and what is said of
them.
"""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from bigstory.core.files import folders
from bigstory.core.files.recordings import store
from bigstory.core.work.tasks import MOST_TRIES
from bigstory.core.work.worker import work_off
from bigstory.testing.opened import opened
from bigstory.testing.record import looked_over
from bigstory.testing.recorded import MARK, marked_film, marked_sound, needs, plain_sound
from outcomes.media.actions.recordings import add_recording, make_ready
from outcomes.models import ChangeStory
from outcomes.stories.actions.telling import send
from outcomes.tests.factories import StoryFactory
from outcomes.tests.listening import SOUND, a_recording, publish
from partnerships.models import MediaItem


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


def adding(story) -> str:
    return reverse("story_recordings", args=[story.pk])


def page_of(story, item) -> str:
    return reverse("story_recording", args=[story.pk, item.pk])


def upload(path) -> SimpleUploadedFile:
    return SimpleUploadedFile("Maureen at home in Ramsey.mp3", path.read_bytes())


# --- before anything is written


def test_whoever_would_rather_speak_need_write_nothing_first(cast, area):
    new = reverse("story_new", args=[area.slug])
    answer = cast.member.client.post(new, {"add": "recording"})
    story = ChangeStory.objects.get()
    assert answer.url == adding(story)
    assert (story.title, story.what_changed) == ("A story told aloud", "")
    check = cast.member.client.get(reverse("story_tell", args=[story.pk, "check"])).content.decode()
    assert "Say what changed first." in check
    page = cast.member.client.post(new, {"add": "photo"}).content.decode()
    assert "Say what changed. A sentence is enough" in page
    assert ChangeStory.objects.count() == 1


def test_what_was_written_stays_when_somebody_goes_on_by_speaking(cast, story):
    page = reverse("story_tell", args=[story.pk, "what"])
    seen = cast.member.client.get(page).context["form"].initial["seen"]
    sent = {"add": "recording", "title": "", "what_changed": "One table became four.", "seen": seen}
    assert cast.member.client.post(page, sent).url == adding(story)
    kept = ChangeStory.objects.get()
    assert (kept.title, kept.what_changed) == (story.title, "One table became four.")


# --- taken in


def test_a_member_sends_what_they_recorded_and_says_what_it_is(cast, story, tmp_path):
    needs("ffmpeg", "ffprobe")
    answer = cast.member.client.post(adding(story), {"file": upload(marked_sound(tmp_path))})
    item = MediaItem.objects.get(in_story__story=story)
    assert answer.url == page_of(story, item)
    said = {
        "alt_text": "Maureen tells how it began",
        "people": "knowable",
        "transcript": "We sat down, and talked.",
    }
    path = page_of(story, item)
    sent = opened(cast.member.client, path, **said)
    assert cast.member.client.post(path, sent).url == adding(story)
    item.refresh_from_db()
    assert (item.kind, item.seconds, item.unready) == ("audio", 1, "")
    assert (item.alt_text, item.people, item.transcript) == tuple(said.values())
    kept = b"".join(cast.member.client.get(item.address("sound.mp3")).streaming_content)
    assert kept[:2] == b"\xff\xfb"
    assert MARK.encode() not in kept
    assert default_storage.listdir(f"recordings/{item.name}")[1] == ["sound.mp3"]
    assert (
        "We sat down, and talked."
        in cast.member.client.get(story.get_absolute_url()).content.decode()
    )


def test_a_film_is_made_ready_and_what_was_sent_is_gone(
    cast, story, tmp_path, django_capture_on_commit_callbacks
):
    needs("ffmpeg", "ffprobe")
    cast.member.client.post(adding(story), {"file": upload(marked_film(tmp_path))})
    work_off()
    item = MediaItem.objects.get(in_story__story=story)
    assert (item.kind, item.unready, item.width, item.height) == ("film", "", 1280, 720)
    assert sorted(default_storage.listdir(f"recordings/{item.name}")[1]) == [
        "film.mp4",
        "still.jpg",
    ]
    assert not default_storage.exists(f"waiting/{item.name}")
    for part in ("film.mp4", "still.jpg"):
        assert MARK.encode() not in b"".join(
            cast.member.client.get(item.address(part)).streaming_content
        )


def test_a_film_that_waits_is_told_and_nobody_else_meets_it(cast, story, tmp_path):
    needs("ffmpeg", "ffprobe")
    cast.member.client.post(adding(story), {"file": upload(marked_film(tmp_path))})
    item = MediaItem.objects.get(in_story__story=story)
    assert item.unready == "coming"
    assert "being made ready" in cast.member.client.get(adding(story)).content.decode()
    assert "<video" not in cast.member.client.get(story.get_absolute_url()).content.decode()
    assert not publish(story).photos.exists()


def test_a_film_that_cannot_be_made_says_why_and_leaves_nothing(cast, story):
    item = a_recording(story, "film", unready="coming")
    folders.take_away(f"recordings/{item.name}")
    folders.keep(store.WAITING, {"sent": b"not a film"}, item.name)
    needs("ffmpeg", "ffprobe")
    make_ready(item.pk)
    item.refresh_from_db()
    assert item.unready in ("kind", "damaged")
    assert (
        "could not be made ready" in cast.member.client.get(page_of(story, item)).content.decode()
    )
    assert not default_storage.exists(f"waiting/{item.name}")


def test_a_film_taken_away_while_it_is_made_leaves_no_file(cast, story, tmp_path, monkeypatch):
    needs("ffmpeg", "ffprobe")
    item = add_recording(
        story, by=cast.member.user, file=BytesIOWithSize(marked_film(tmp_path).read_bytes())
    )
    real = store.keep

    def keep(made, name):
        MediaItem.objects.filter(pk=item.pk).delete()
        return real(made, name)

    monkeypatch.setattr(store, "keep", keep)
    make_ready(item.pk)
    assert not default_storage.exists(f"recordings/{item.name}")
    assert not default_storage.exists(f"waiting/{item.name}")


def test_a_film_that_fails_five_times_is_told_to_whoever_sent_it(
    cast, story, tmp_path, monkeypatch, letters, django_capture_on_commit_callbacks
):
    needs("ffmpeg", "ffprobe")
    cast.member.client.post(adding(story), {"file": upload(marked_film(tmp_path))})
    monkeypatch.setattr(store, "keep", no_room)
    item = MediaItem.objects.get(in_story__story=story)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _time in range(MOST_TRIES):
            item.refresh_from_db()
            assert item.unready == "coming"
            with django_capture_on_commit_callbacks(execute=True):
                work_off()
            clock.shift(timedelta(hours=1))
    page = cast.member.client.get(page_of(story, item)).content.decode()
    assert "it was tried several times" in page
    assert [letter.to for letter in letters] == [[cast.member.user.email]]
    assert story.title in letters[0].body
    with pytest.raises(FileNotFoundError):
        store.fetch(item.name, tmp_path)


def no_room(*given):
    raise OSError(28, "No space left on device")


class BytesIOWithSize(BytesIO):
    @property
    def size(self):
        return len(self.getvalue())


def test_sent_twice_it_is_there_once(cast, story, tmp_path):
    needs("ffmpeg", "ffprobe")
    sound = plain_sound(tmp_path)
    token = "6f0f7f8e-8f3c-4d53-a2f1-9d6a4b1a0c11"
    for _time in "12":
        cast.member.client.post(adding(story), {"file": upload(sound), "token": token})
    assert story.media.count() == 1
    assert len(default_storage.listdir("recordings")[0]) == 1


def test_what_is_no_recording_is_refused_in_words_and_leaves_nothing(cast, story):
    needs("ffmpeg", "ffprobe")
    page = cast.member.client.post(adding(story), {"file": SimpleUploadedFile("x.mp3", b"words")})
    assert "not a recording or a film we can read" in page.content.decode()
    assert not story.media.exists()
    assert not default_storage.exists("recordings") or default_storage.listdir("recordings") == (
        [],
        [],
    )


def test_nothing_chosen_is_told(cast, story):
    needs("ffmpeg", "ffprobe")
    page = cast.member.client.post(adding(story), {}).content.decode()
    assert "Record something, or choose a file." in page


def test_where_ffmpeg_is_missing_the_page_says_so_and_offers_no_box(cast, story, monkeypatch):
    monkeypatch.setattr("bigstory.core.files.child.shutil.which", lambda _program: None)
    page = cast.member.client.get(adding(story)).content.decode()
    assert "This site cannot take recordings" in page
    assert 'type="file"' not in page
    page = cast.member.client.post(adding(story), {"file": SimpleUploadedFile("x.mp3", SOUND)})
    assert not story.media.exists()
    assert "This site cannot take recordings" in page.content.decode()


def test_one_story_holds_so_many(cast, story, settings, tmp_path):
    settings.RECORDINGS_PER_STORY = 1
    a_recording(story)
    page = cast.member.client.post(
        adding(story), {"file": SimpleUploadedFile("x.mp3", SOUND)}
    ).content.decode()
    assert "One story holds 1 recording." in page
    assert story.media.count() == 1


def test_after_it_was_sent_nothing_is_added_and_one_can_still_go(cast, story):
    item = a_recording(story)
    send(looked_over(story), by=cast.member.user)
    assert 'type="file"' not in cast.member.client.get(adding(story)).content.decode()
    cast.member.client.post(adding(story), {"file": SimpleUploadedFile("x.mp3", SOUND)})
    late = cast.member.client.post(page_of(story, item), {"alt_text": "Too late"})
    assert late.status_code == 409
    assert "Too late" in late.content.decode()
    item.refresh_from_db()
    assert (item.alt_text, story.media.count()) == ("", 1)
    cast.member.client.post(page_of(story, item), {"remove": "1"})
    assert not story.media.exists()


@pytest.mark.parametrize(("who", "written"), [("member", 300_000), ("visitor", 75_536)])
def test_only_somebody_signed_in_may_send_more_than_a_photo(cast, story, settings, who, written):
    """What a stranger sends is written down no further than any other file, whatever the page is
    for.
    """
    settings.UPLOAD_MAX_BYTES = 10_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    large = SimpleUploadedFile("x.mp3", b"x" * 300_000)
    answer = getattr(cast, who).client.post(adding(story), {"file": large})
    with answer.wsgi_request.FILES["file"] as file:
        assert file.size == pytest.approx(written, abs=65_536)
