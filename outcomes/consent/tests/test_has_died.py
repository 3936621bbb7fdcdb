"""Somebody in a story has died: their own last word stands, their family may narrow it, and nobody
writes to them or answers in their name.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.dated import today
from outcomes.consent.actions.permissions import MakesNoSense, expire_permissions, record_event
from outcomes.models import ChangeStory, Guardian, PermissionEvent, Publication
from outcomes.publishing.models.gate import may_go
from outcomes.publishing.queries.facts import facts_of
from outcomes.publishing.queries.gate_sql import passing_gate

YEARS = 3 * 365
CIRCLES = ("area", "programme", "network", "public")


@pytest.fixture
def page(story, maureen) -> str:
    return reverse("story_person", args=[story.pk, maureen.pk])


@pytest.fixture
def said(story, maureen) -> str:
    return reverse("story_said", args=[story.pk, maureen.pk])


def change(cast, page: str, **typed) -> None:
    """Open the page of somebody on the list and save it with these answers changed; the list is
    looked over again.
    """
    form = cast.worker.client.get(page).context["form"]
    already = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in (already | typed).items() if value not in (None, False)}
    assert cast.worker.client.post(page, sent).status_code == 302
    people = page.rsplit("people/", 1)[0] + "people/"
    seen = cast.worker.client.get(people).context["seen"]
    cast.worker.client.post(people, {"do": "confirm", "seen": seen})


def goes(story, at=None) -> str:
    """How far it may go on a day, by the gate and by its twin in SQL."""
    day = at or today()
    story = ChangeStory.objects.get(pk=story.pk)
    facts = facts_of(story, day)
    allowed = [circle for circle in CIRCLES if may_go(facts, circle)]
    twin = [each for each in CIRCLES if passing_gate(each, at=day).filter(pk=story.pk).exists()]
    assert allowed == twin
    return allowed[-1] if allowed else ""


def test_their_own_yes_does_not_run_out_any_more(cast, story, maureen, page, monkeypatch):
    late = today() + timedelta(days=YEARS)
    assert (goes(story), goes(story, late)) == ("public", "programme")
    change(cast, page, died="on")
    assert (goes(story), goes(story, late)) == ("public", "public")
    then = timezone.now() + timedelta(days=YEARS)
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)
    expire_permissions()
    assert not PermissionEvent.objects.filter(given_by="system").exists()


def test_what_had_run_out_by_then_stays_over(cast, story, maureen, page):
    long_ago = today() - timedelta(days=1)
    PermissionEvent.objects.filter(person=maureen).update(expires_on=long_ago)
    change(cast, page, died="on")
    assert goes(story) == "programme"


@pytest.mark.parametrize("answer", ["network", "programme", "area"])
def test_their_family_narrows_it(cast, story, page, said, answer):
    change(cast, page, died="on")
    typed = {"guardian_name": "June", "guardian_is": "daughter", "who": "new", "method": "asked"}
    form = cast.worker.client.get(said).context["form"]
    token = form["token"].value()
    answer_page = cast.worker.client.post(said, typed | {"words": answer, "token": token})
    assert answer_page.status_code == 302, answer_page.context["form"].errors
    assert goes(story) == answer
    # The list was open for a moment, so the copy is for the programme until somebody shares it.
    left = {copy.circle for copy in Publication.objects.filter(story=story)}
    assert left == (set() if answer == "area" else {"programme"})


def test_their_family_does_not_widen_it(cast, story, maureen, page):
    record_event(person=maureen, use="words", how_far="programme", story=story, by=cast.worker.user)
    change(cast, page, died="on")
    june = Guardian.objects.create(person=maureen, name="June")
    maureen.refresh_from_db()
    spoken = {"given_by": "guardian", "guardian": june, "by": cast.worker.user}
    record_event(person=maureen, use="words", how_far="public", story=story, **spoken)
    assert goes(story) == "programme"


def test_nobody_answers_in_their_name(cast, story, maureen, page, address):
    assert cast.visitor.client.get(address).status_code == 200
    change(cast, page, died="on")
    assert cast.visitor.client.get(address).status_code == 404
    links = reverse("story_links", args=[story.pk])
    assert "Nobody else answers in their name." in cast.worker.client.get(links).content.decode()
    refused = cast.worker.client.post(links, {"do": "make", "person": maureen.pk})
    assert refused.status_code == 403
    maureen.refresh_from_db()
    with pytest.raises(MakesNoSense, match="They have died"):
        record_event(person=maureen, use="words", how_far="area", by=cast.worker.user)


def test_a_paper_of_theirs_that_is_found_counts_by_its_day(cast, story, maureen, page):
    change(cast, page, died="on")
    maureen.refresh_from_db()
    signed = today() - timedelta(days=1)
    with pytest.raises(MakesNoSense, match="They have died"):
        record_event(person=maureen, use="words", how_far="area", by=cast.worker.user)
    PermissionEvent.objects.filter(person=maureen).update(on=signed - timedelta(days=30))
    answer = {"how_far": "network", "method": "paper", "on": signed}
    record_event(person=maureen, use="words", story=story, by=cast.worker.user, **answer)
    assert goes(story) == "network"


def test_no_letter_is_written_to_them(cast, story, maureen, page, said, letters):
    maureen.contact = "maureen@example.org"
    maureen.save()
    change(cast, page, died="on")
    form = cast.worker.client.get(said).context["form"]
    typed = {"who": "new", "guardian_name": "June", "method": "asked", "words": "programme"}
    cast.worker.client.post(said, typed | {"token": form["token"].value()})
    assert goes(story) == "programme"
    assert letters == []


def test_said_by_mistake_it_is_undone(cast, story, maureen, page):
    change(cast, page, died="on")
    change(cast, page, died=False)
    maureen.refresh_from_db()
    assert maureen.died_on is None
    assert goes(story, today() + timedelta(days=YEARS)) == "programme"
