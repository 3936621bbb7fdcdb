"""What somebody does through their link: takes back, says yes again, answers, is forgotten."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from areas.desk.models.owed import Owed
from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions import links, stops
from outcomes.models import (
    Appearance,
    ChangeStory,
    ErasureAsked,
    PermissionEvent,
    Person,
    Publication,
)
from outcomes.publishing.actions.publications import publish_story
from partnerships.table.queries.rules import months_after

pytestmark = pytest.mark.django_db


def do(address: str, deed: str, **typed):
    return Client().post(address, {"do": deed, **typed}, follow=True)


def says(address: str, story, how_far: str, **more):
    """Through the link: how far the words of a story may go."""
    return do(address, "answer", story=story.pk, words=how_far, **more)


def link_of(person, cast) -> str:
    return reverse("mine", args=[links.make_link(person=person, by=cast.worker.user)])


def test_she_is_asked_six_months_on_and_her_answer_stands_on_the_life_line(address, story, cast):
    assert "Say whether it is still true" in Client().get(address).content.decode()
    ChangeStory.objects.filter(pk=story.pk).update(told_on=months_after(today(), -7))
    assert "6 months and more have gone by" in Client().get(address).content.decode()
    for _twice in "12":
        do(address, "still", story=story.pk, answer="grew", words="Two tables more.")
    said = story.followups.get()
    assert (said.answer, said.words, said.party, said.months) == (
        "grew",
        "Two tables more.",
        "teller",
        6,
    )
    assert said.answered_by is None
    page = cast.visitor.client.get(story.get_absolute_url()).content.decode()
    assert "Two tables more." in page
    assert "6 months and more have gone by" not in Client().get(address).content.decode()


def test_no_answer_is_asked_again_with_her_words_kept(address, story):
    page = (
        Client()
        .post(address, {"do": "still", "story": story.pk, "words": "Two tables more."})
        .content.decode()
    )
    assert "Choose what fits best." in page
    assert "Two tables more." in page
    assert not story.followups.exists()


@pytest.mark.parametrize("state", ["draft", "withdrawn", "not_used"])
def test_what_is_not_out_is_asked_of_nobody(address, story, state):
    ChangeStory.objects.filter(pk=story.pk).update(state=state)
    assert 'name="answer"' not in Client().get(address).content.decode()
    page = do(address, "still", story=story.pk, answer="still", words="Two tables more.")
    assert "Two tables more." in page.content.decode(), "what she wrote is not lost"
    assert not story.followups.exists()


def test_only_its_teller_says_so_by_a_link(address, area, maureen):
    other = tell(area, "Somebody else's", state="published", audience="programme")
    Appearance.objects.create(story=other, person=maureen, how="name")
    do(address, "still", story=other.pk, answer="gone")
    assert not other.followups.exists()


def test_a_step_back_takes_it_from_everybody_at_once_and_leaves_it_to_all_areas(
    address, story, cast
):
    says(address, story, "network")
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 410
    assert cast.neighbour.client.get(story.get_absolute_url()).status_code == 200
    last = PermissionEvent.objects.first()
    assert (last.how_far, last.method, last.taken_by) == ("network", "link", None)
    assert last.shown == "Nobody eats alone\n\nOne table became four."


def test_no_to_every_area_leaves_it_to_the_programme(address, story, cast):
    says(address, story, "programme")
    assert cast.neighbour.client.get(story.get_absolute_url()).status_code == 410
    assert cast.evaluator.client.get(story.get_absolute_url()).status_code == 200
    page = Client().get(address).content.decode()
    assert "Read today by: Programme and evaluators." in page
    assert "It is nowhere on the open web." in page


def test_she_keeps_one_story_in_the_area_and_leaves_the_other_where_it_is(
    address, story, area, maureen, cast
):
    other = tell(area, "The lamps", state="published", audience="public", people="listed")
    Appearance.objects.create(story=other, person=maureen, how="teller")
    publish_story(clear(other), by=cast.trust.user)
    says(address, story, "area")
    assert list(Publication.objects.values_list("story", flat=True)) == [other.pk]
    story.refresh_from_db()
    assert story.state == ChangeStory.State.PUBLISHED, "it is not taken back"
    page = Client().get(address).content.decode()
    assert "Read today by: Our area." in page


def test_nowhere_on_the_ladder_is_to_take_her_story_back(address, story, cast):
    says(address, story, "nowhere")
    story.refresh_from_db()
    assert story.state == ChangeStory.State.WITHDRAWN
    assert cast.trust.client.get(story.get_absolute_url()).status_code == 410
    page = Client().get(address).content.decode()
    assert "It is taken back." in page
    assert "Take the story back" not in page


@pytest.mark.parametrize("name", ["story", "area"])
def test_each_page_of_hers_says_who_reads_it_while_it_is_stopped(address, story, area, cast, name):
    stops.place_stop(by=cast.member.user, **{name: {"story": story, "area": area}[name]})
    page = Client().get(address).content.decode()
    assert "It is stopped for now." in page
    assert "Read today by" not in page
    assert "open web:" not in page


def test_she_takes_her_story_back(address, story, cast):
    do(address, "take_back", story=story.pk)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.WITHDRAWN
    assert cast.trust.client.get(story.get_absolute_url()).status_code == 410
    assert "taken back before" in do(address, "take_back", story=story.pk).content.decode()


def test_somebody_named_in_a_story_cannot_take_it_back_for_its_teller(story, area, cast):
    asha = Person.objects.create(area=area, name="Asha", age="adult")
    Appearance.objects.create(story=story, person=asha, how="name")
    hers = link_of(asha, cast)
    do(hers, "take_back", story=story.pk)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.PUBLISHED
    assert "Take the story back" not in Client().get(hers).content.decode()
    says(hers, story, "area")
    assert not Publication.objects.exists()
    says(hers, story, "nowhere")
    story.refresh_from_db()
    assert (story.state, story.to_be_cut) == (ChangeStory.State.PUBLISHED, True)
    assert "You asked to be taken out." in Client().get(hers).content.decode()


def test_either_of_two_tellers_takes_it_back_by_their_own_link(story, area, cast):
    ken = Person.objects.create(area=area, name="Ken", age="adult")
    Appearance.objects.create(story=story, person=ken, how="teller")
    do(link_of(ken, cast), "take_back", story=story.pk)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.WITHDRAWN


def test_her_link_reaches_nobody_elses_story(address, other_area):
    theirs = tell(other_area, "Theirs", state="published", audience="public")
    for deed in ("answer", "take_back", "still"):
        assert do(address, deed, story=theirs.pk, words="nowhere").status_code == 404
    assert not theirs.permissions.exists()
    theirs.refresh_from_db()
    assert theirs.state == ChangeStory.State.PUBLISHED


def test_she_says_yes_again_in_the_words_she_is_shown_and_nothing_comes_out_by_itself(
    address, story, maureen, cast
):
    says(address, story, "programme")
    wording = maureen.permissions.first().wording
    page = html.unescape(Client().get(address).content.decode())
    assert wording.text in page
    assert page.index("One table became four.") < page.index("How far may the words go?")
    says(address, story, "public")
    last = maureen.permissions.first()
    assert (last.how_far, last.wording) == ("public", wording)
    assert last.expires_on > timezone.localdate()
    assert Publication.objects.get().circle == "programme"
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 410


def test_she_says_under_which_name_and_it_is_kept(address, story, maureen):
    says(address, story, "public", called_by="another", called="Mo of the hall")
    last = maureen.permissions.first()
    assert (last.called_by, last.called) == ("another", "Mo of the hall")
    assert 'value="Mo of the hall"' in Client().get(address).content.decode()


def test_half_an_answer_is_asked_again_where_it_stands_and_nothing_is_kept(
    address, story, area, maureen
):
    other = tell(area, "The lamps", people="listed")
    Appearance.objects.create(story=other, person=maureen, how="teller")
    before = PermissionEvent.objects.count()
    typed = {"do": "answer", "story": story.pk, "called_by": "another", "called": ""}
    page = Client().post(address, typed).content.decode()
    for control in (f"answer_{story.pk}_words_0", f"answer_{story.pk}_called"):
        assert f'href="#{control}"' in page
        assert page.count(f'id="{control}"') == 1
    assert page.count(f'id="answer_{other.pk}_words_0"') == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "each id once, though the ladder stands there twice"
    assert PermissionEvent.objects.count() == before


def test_she_takes_back_everything(address, story, maureen, area):
    """What she tells is taken back; what she is in is left to whoever cuts her part out."""
    other = tell(area, "The lamps", people="listed")
    Appearance.objects.create(story=other, person=maureen, how="name")
    do(address, "everything")
    assert not Publication.objects.exists()
    story.refresh_from_db()
    other.refresh_from_db()
    assert (story.state, other.state) == ("withdrawn", "sent")
    assert other.to_be_cut
    last = maureen.permissions.all()[:2]
    assert {(event.use, event.how_far, event.story) for event in last} == {
        ("words", "nowhere", None),
        ("media", "nowhere", None),
    }


def test_she_asks_to_be_forgotten_and_it_waits_on_the_desk(address, story, cast):
    for _tap in range(2):
        do(address, "forget", words="Please be quick.")
    assert ErasureAsked.objects.count() == 1
    assert not Publication.objects.exists()
    assert "Please be quick." in cast.trust.client.get(reverse("stops")).content.decode()


def test_each_page_says_which_day_is_the_laws_and_which_is_our_own(address, maureen, cast):
    do(address, "forget")
    asked = ErasureAsked.objects.get()
    owed = Owed.objects.get(kind=Owed.Kind.SUBJECT_REQUEST)
    law = date_format(months_after(timezone.localdate(asked.at), 1))
    assert owed.due is not None
    ours = date_format(owed.due)
    assert ours != law
    read = {
        name: " ".join(cast.trust.client.get(path).content.decode().split())
        for name, path in {
            "queue": reverse("reviews"),
            "stops": reverse("stops"),
            "theirs": reverse("person_held", args=[maureen.key]),
        }.items()
    }
    assert f"the law gives until {law}" in read["queue"]
    assert f"due {ours}" in read["queue"]
    assert f"The law gives until {law}" in read["stops"]
    assert f"The law gives until {law}." in read["theirs"]
    assert f"We mean to answer by {ours}" in read["theirs"]


def test_a_long_letter_with_the_wish_to_be_forgotten_comes_back_whole(address, story):
    letter = "Please. " * 300
    page = do(address, "forget", words=letter).content.decode()
    assert letter.strip() in page
    assert "That is very long. Keep it to 2000 letters." in page
    assert not ErasureAsked.objects.exists()
    assert Publication.objects.exists()


def test_a_newer_link_ends_the_older_one_which_says_so(address, story, maureen, cast):
    links.make_link(person=maureen, by=cast.worker.user)
    ended = Client().get(address)
    assert ended.status_code == 410
    assert "Maureen" not in ended.content.decode()
    assert do(address, "everything").status_code == 410
    assert Publication.objects.exists()


@pytest.mark.parametrize("deed", ["", "x", "answer", "still", "take_back"])
def test_what_is_typed_wrongly_is_never_an_error_of_ours(address, story, deed):
    typed_wrongly = [{}, {"words": "x", "story": "x"}, {"words": "\x00", "story": "9" * 40}]
    if deed != "take_back":
        typed_wrongly += [{"words": "\x00", "called": "\x00", "story": story.pk}]
    for typed in typed_wrongly:
        assert do(address, deed, **typed).status_code in (200, 404)
    assert Publication.objects.exists()
