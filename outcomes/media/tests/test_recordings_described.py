"""What is written about a recording or film, who hears it, and what becomes of its files."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from bigstory.core.db.unsaved import Unsaved
from bigstory.core.files import folders
from bigstory.core.files.recordings import store
from bigstory.testing.opened import opened, sent_by
from bigstory.testing.record import looked_over
from outcomes.media.actions.recordings import describe_recording, remove_recording
from outcomes.media.views import recordings
from outcomes.models import ChangeStory
from outcomes.publishing.actions.wording import count_undecided
from outcomes.stories.actions.telling import send
from outcomes.tests.factories import StoryFactory
from outcomes.tests.listening import a_recording, heard
from partnerships.models import MediaItem


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


def adding(story) -> str:
    return reverse("story_recordings", args=[story.pk])


def page_of(story, item) -> str:
    return reverse("story_recording", args=[story.pk, item.pk])


# --- what is said of it


def test_two_who_write_down_what_is_said_see_each_other(cast, story):
    item = a_recording(story)
    path = page_of(story, item)
    hers = opened(cast.member.client, path, transcript="What I heard.", credit="Denise")
    his = opened(cast.worker.client, path, transcript="What he heard.", alt_text="The lunch")
    cast.worker.client.post(path, his)
    told = cast.member.client.post(path, hers).content.decode()
    assert "What he heard." in told
    assert "What I heard." in told
    item.refresh_from_db()
    assert item.transcript == "What he heard."
    cast.member.client.post(path, sent_by(told, keep_transcript="both"))
    item.refresh_from_db()
    assert item.transcript == "What he heard.\n\nWhat I heard."
    assert (item.alt_text, item.credit) == ("The lunch", "Denise"), "what one wrote is kept"


def test_a_file_sent_with_words_that_clash_is_asked_for_once_more(cast, story):
    item = a_recording(story, "film")
    path = page_of(story, item)
    hers = opened(cast.member.client, path, transcript="What I heard.")
    cast.worker.client.post(path, opened(cast.worker.client, path, transcript="What he heard."))
    captions = SimpleUploadedFile("said.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n")
    told = cast.member.client.post(path, hers | {"captions_file": captions}).content.decode()
    assert "Choose it once more." in told
    assert 'type="file" name="captions_file"' in told
    assert 'enctype="multipart/form-data"' in told


def test_words_about_one_that_is_taken_away_meanwhile_are_kept(cast, story, monkeypatch):
    item = a_recording(story)
    path = page_of(story, item)
    sent = opened(cast.member.client, path, transcript="What I heard.")

    def late(story, item, **said):
        remove_recording(story, MediaItem.objects.get(pk=item.pk), by=cast.worker.user)
        return describe_recording(story, item, **said)

    monkeypatch.setattr(recordings, "describe_recording", late)
    page = cast.member.client.post(path, sent, follow=True).content.decode()
    assert "Somebody took this away while you were writing." in page
    assert "What you typed is kept" in page
    assert "What I heard." in str(Unsaved.objects.get().fields)


def test_a_film_has_captions_from_a_file_and_bad_ones_are_told(cast, story):
    item = a_recording(story, "film")
    bad = SimpleUploadedFile("c.srt", b"1\n00:00:01,000 -> 00:00:02,000\nHello")
    page = cast.member.client.post(
        page_of(story, item), {"captions_file": bad, "alt_text": "Kept"}
    ).content.decode()
    assert "Line 1: a caption begins with its times" in page
    assert 'value="Kept"' in page
    good = SimpleUploadedFile("c.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHello <i>you</i>")
    again = opened(cast.member.client, page_of(story, item))
    cast.member.client.post(page_of(story, item), again | {"captions_file": good})
    answer = cast.member.client.get(item.address("captions.vtt"))
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.decode() == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello you\n"
    assert "<track" in cast.member.client.get(story.get_absolute_url()).content.decode()


def test_names_in_what_is_said_are_looked_at_before_everybody_hears_it(cast, story):
    item = a_recording(story)
    count_undecided(story)
    before = story.words_unchecked
    path = page_of(story, item)
    said = "Ask for me at 01487 812345."
    cast.member.client.post(path, opened(cast.member.client, path, transcript=said))
    story.refresh_from_db()
    assert story.words_unchecked == before + 1


# --- the reviewer, and afterwards


def test_the_reviewer_hears_what_was_sent_with_the_words_it_was_sent_with(cast, story):
    ChangeStory.objects.filter(pk=story.pk).update(audience="programme")
    item = a_recording(story, transcript="As it was sent.")
    send(looked_over(ChangeStory.objects.get(pk=story.pk)), by=cast.member.user)
    MediaItem.objects.filter(pk=item.pk).update(transcript="Changed since.")
    page = cast.trust.client.get(reverse("review", args=[story.pk])).content.decode()
    assert "As it was sent." in page
    assert "Changed since." not in page
    assert item.address("sound.mp3") in page


def test_only_the_page_that_records_may_ask_for_the_microphone(cast, story):
    here = cast.member.client.get(adding(story))
    elsewhere = cast.member.client.get(story.get_absolute_url())
    assert "microphone=(self)" in here["Permissions-Policy"]
    assert "microphone=()" in elsewhere["Permissions-Policy"]
    assert "media-src 'self' blob:" in here["Content-Security-Policy"]
    assert "blob:" not in elsewhere["Content-Security-Policy"]


def test_the_sweep_takes_what_nobody_knows_and_leaves_what_a_worker_will_make(cast, story):
    kept = a_recording(story)
    late = a_recording(story, "film", unready="coming")
    folders.keep(store.WAITING, {"sent": b"x"}, late.name)
    folders.keep(store.WAITING, {"sent": b"left by a crash"}, kept.name)
    orphans = [folders.keep(parent, {"sent": b"x"}) for parent in (store.FOLDER, store.WAITING)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("partnerships.log.actions.sweeping.LEFT_IN_PEACE", timedelta(0))
        call_command("sweep_files")
    assert default_storage.listdir("waiting")[0] == [str(late.name)]
    assert heard(cast.member, kept) == 200
    left = [*default_storage.listdir("recordings")[0], *default_storage.listdir("waiting")[0]]
    assert not {str(name) for name in orphans} & set(left)
