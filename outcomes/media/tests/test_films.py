"""Films at YouTube and Vimeo: kept by their ids, asked for by nobody before they press."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from bigstory.testing.opened import opened, sent_by
from bigstory.testing.record import clear, looked_over
from outcomes.consent.actions.permissions import record_event
from outcomes.media.models import FilmAddress, film_at
from outcomes.models import Appearance, ChangeStory, ElsewhereFilm, Person, Publication, Use
from outcomes.publishing.actions.publications import publish_story
from outcomes.stories.actions.taking_back import withdraw
from outcomes.stories.actions.telling import send
from outcomes.tests.factories import StoryFactory

ID = "dQw4w9WgX_-"
SITES = ("youtube.com", "youtube-nocookie.com", "vimeo.com")


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


@pytest.mark.parametrize(
    ("address", "host", "film_id"),
    [
        (f"https://www.youtube.com/watch?v={ID}", "youtube", ID),
        (f"http://youtube.com/watch?list=PL1&v={ID}&t=42s", "youtube", ID),
        (f"m.youtube.com/watch?v={ID}", "youtube", ID),
        (f" https://youtu.be/{ID}?si=abc ", "youtube", ID),
        (f"https://www.youtube.com/shorts/{ID}", "youtube", ID),
        (f"https://www.youtube.com/live/{ID}?feature=share", "youtube", ID),
        (f"https://www.youtube-nocookie.com/embed/{ID}", "youtube", ID),
        ("https://vimeo.com/76979871", "vimeo", "76979871"),
        ("https://vimeo.com/76979871/8272103f6e", "vimeo", "76979871/8272103f6e"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", "vimeo", "76979871/8272103f6e"),
    ],
)
def test_an_address_as_people_copy_it_says_which_film_it_is(address, host, film_id):
    found = film_at(address)
    assert found == FilmAddress(host, film_id)
    assert film_at(found.page) == found
    assert film_at(found.frame) == found


@pytest.mark.parametrize(
    "address",
    [
        "",
        "   ",
        "youtube",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=short",
        f"https://www.youtube.com/watch?v={ID}x",
        "https://www.youtube.com/playlist?list=PL1234567890A",
        "https://www.youtube.com/@maureen",
        f"https://youtu.be/{ID}/more",
        f"https://youtube.com.example.org/watch?v={ID}",
        f"https://example.org/youtube.com/watch?v={ID}",
        f"https://youtube.com@example.org/watch?v={ID}",
        f"https://maureen:secret@youtube.com/watch?v={ID}",
        f"https://youtube.com:8443/watch?v={ID}",
        f"https://youtube.com:port/watch?v={ID}",
        f"https://example.org\\@youtube.com/watch?v={ID}",
        f"https://you\ttube.com/watch?v={ID}",
        f"https://youtubе.com/watch?v={ID}",  # with a Cyrillic letter
        f"javascript://youtube.com/watch?v={ID}",
        f"ftp://youtube.com/watch?v={ID}",
        f"//youtube.com/watch?v={ID}" + "&x=1" * 200,
        "https://vimeo.com/channels/staffpicks",
        "https://vimeo.com/7697987'onload='x",
        "https://vimeo.com/76979871/not-hex!",
        "https://vimeo.com/٧٦٩٧٩٨٧١",
        "https://[::1/watch",
    ],
)
def test_whatever_else_is_no_film(address):
    assert film_at(address) is None


# --- set beside a story


def fields(**more) -> dict:
    return {
        "address": f"https://youtu.be/{ID}",
        "title": "The first lunch",
        "people": "nobody",
    } | more


def a_film(story, **more) -> ElsewhereFilm:
    values = {"host": "youtube", "film_id": ID, "title": "Zqfilm", "people": "nobody"} | more
    return ElsewhereFilm.objects.create(story=story, **values)


def publish(story) -> Publication:
    ChangeStory.objects.filter(pk=story.pk).update(state="published")
    story.refresh_from_db()
    return publish_story(clear(story), by=None)


def page_of(film) -> str:
    return reverse("film_change", args=[film.story_id, film.pk])


def test_a_member_pastes_an_address_and_only_the_film_is_kept(cast, story):
    sent = fields(said_by="Stan", token="6f0f7f8e-8f3c-4d53-a2f1-9d6a4b1a0c12")
    for _twice in "12":
        answer = cast.member.client.post(reverse("film_new", args=[story.pk]), sent)
        assert answer.url == reverse("story_recordings", args=[story.pk])
    film = story.films.get()
    assert (film.host, film.film_id, film.title, film.said_by) == (
        "youtube",
        ID,
        "The first lunch",
        "Stan",
    )
    told = cast.member.client.get(story.get_absolute_url()).content.decode()
    assert "The first lunch" in told
    assert "Made by <bdi>Stan</bdi>" in told


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"address": "https://example.org/film"}, "not the address of a film at YouTube or Vimeo"),
        ({"address": ""}, "Paste the address of the film"),
        ({"title": ""}, "Say what it shows"),
        ({"title": "x" * 161}, "Keep it to 160 letters"),
    ],
)
def test_what_is_wrong_is_told_and_every_word_kept(cast, story, wrong, says):
    page = cast.member.client.post(
        reverse("film_new", args=[story.pk]), fields(said_by="Stan") | wrong
    ).content.decode()
    assert says in page
    assert 'value="Stan"' in page
    assert not story.films.exists()


def test_the_same_film_twice_is_told(cast, story):
    a_film(story)
    page = cast.member.client.post(reverse("film_new", args=[story.pk]), fields()).content.decode()
    assert "This film is with the story already." in page
    other = a_film(story, film_id="abcdefghijk")
    seen = opened(cast.member.client, page_of(other))["seen"]
    answer = cast.member.client.post(page_of(other), fields(seen=seen[0]))
    assert "already" in answer.content.decode()


def test_two_who_change_it_see_each_other(cast, story):
    film = a_film(story)
    path = page_of(film)
    other = "https://vimeo.com/76979871"
    hers = opened(cast.member.client, path, title="Denise", address=other, said_by="Denise")
    his = opened(cast.worker.client, path, title="Tom", address="https://vimeo.com/1084537")
    cast.worker.client.post(path, his)
    page = cast.member.client.post(path, hers).content.decode()
    for words in ("Two of you wrote here", "Tom", "Denise", "https://vimeo.com/1084537", other):
        assert words in page
    cast.member.client.post(path, sent_by(page, keep_address="theirs"))
    film.refresh_from_db()
    assert (film.title, film.film_id, film.said_by) == ("Denise", "1084537", "Denise")


def test_once_it_was_sent_one_can_only_go(cast, story):
    film = a_film(story)
    send(looked_over(story), by=cast.member.user)
    late = cast.member.client.post(page_of(film), fields(title="Too late"))
    assert late.status_code == 409
    assert "Too late" in late.content.decode()
    late = cast.member.client.post(
        reverse("film_new", args=[story.pk]), fields(title="Too late too")
    )
    assert (late.status_code, story.films.count()) == (409, 1)
    cast.member.client.post(page_of(film), {"remove": "1"})
    assert not story.films.exists()


def test_the_reviewer_reads_it_as_it_was_sent(cast, story):
    ChangeStory.objects.filter(pk=story.pk).update(audience="programme")
    film = a_film(story)
    send(looked_over(ChangeStory.objects.get(pk=story.pk)), by=cast.member.user)
    ElsewhereFilm.objects.filter(pk=film.pk).update(title="Changed since")
    page = cast.trust.client.get(reverse("review", args=[story.pk])).content.decode()
    assert "Zqfilm" in page
    assert "Changed since" not in page


def test_names_in_its_words_are_looked_at(cast, story):
    cast.member.client.post(
        reverse("film_new", args=[story.pk]), fields(transcript="Ring 01487 812345.")
    )
    hits = cast.member.client.get(reverse("story_words", args=[story.pk])).content.decode()
    assert "01487 812345" in hits


# --- what the browser asks for


def asked_before_a_press(page: str) -> list[str]:
    """Anything that would make a browser ask another site by itself."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            values = [
                value or "" for name, value in attrs if tag != "a" and not name.startswith("data-")
            ]
            found.extend(value for value in values if any(site in value for site in SITES))

    Reader().feed(page)
    return found


def test_nothing_is_asked_of_another_site_before_somebody_presses(cast, story):
    a_film(story)
    publish(story)
    for person in (cast.member, cast.visitor):
        answer = person.client.get(story.get_absolute_url())
        page = answer.content.decode()
        assert f"https://www.youtube.com/watch?v={ID}" in page
        assert "<iframe" not in page
        assert asked_before_a_press(page) == []
        assert "frame-src https://www.youtube-nocookie.com" in answer["Content-Security-Policy"]
        assert "vimeo" not in answer["Content-Security-Policy"]


def test_no_page_without_a_film_may_frame_anything(cast, story):
    for page in (story.get_absolute_url(), reverse("stories"), reverse("home")):
        assert "frame-src" not in cast.member.client.get(page)["Content-Security-Policy"]


# --- who sees it


@pytest.mark.parametrize(
    ("people", "shown"),
    [("nobody", True), ("not_knowable", True), ("knowable", False), ("", False)],
)
def test_everybody_sees_it_only_where_nobody_can_be_recognised(cast, story, people, shown):
    a_film(story, people=people)
    publish(story)
    assert ("Zqfilm" in cast.visitor.client.get(story.get_absolute_url()).content.decode()) == shown


def test_with_people_in_it_all_of_the_list_have_to_say_yes_and_one_no_takes_it_away(
    cast, story, area
):
    pair = [
        Person.objects.create(area=area, name=name, known_as=name, age="adult")
        for name in ("Ann Hill", "Bob Dale")
    ]
    for person in pair:
        Appearance.objects.create(story=story, person=person, how="about")
        record_event(person=person, use=Use.WORDS, how_far="public", by=cast.worker.user)
    ChangeStory.objects.filter(pk=story.pk).update(people="listed")
    a_film(story, people="knowable")

    def shown() -> bool:
        return "Zqfilm" in cast.visitor.client.get(story.get_absolute_url()).content.decode()

    record_event(person=pair[0], use=Use.MEDIA, how_far="public", by=cast.worker.user)
    publish(story)
    assert not shown()
    record_event(person=pair[1], use=Use.MEDIA, how_far="public", by=cast.worker.user)
    publish(story)
    assert shown()
    Person.objects.filter(pk=pair[1].pk).update(age="13_to_17")
    assert not shown(), "asked again each time, whoever forgot to take the copy down"
    Person.objects.filter(pk=pair[1].pk).update(age="adult")
    record_event(person=pair[1], use=Use.MEDIA, how_far="network", by=cast.worker.user)
    assert [film["circle"] for film in Publication.objects.get().films] == ["network"]
    assert not shown()
    record_event(person=pair[1], use=Use.MEDIA, how_far="area", by=cast.worker.user)
    assert Publication.objects.get().films == []


def test_taken_back_it_is_gone_with_its_story(cast, story):
    a_film(story)
    publish(story)
    withdraw(story, by=cast.member.user)
    assert "Zqfilm" not in cast.visitor.client.get(story.get_absolute_url()).content.decode()
