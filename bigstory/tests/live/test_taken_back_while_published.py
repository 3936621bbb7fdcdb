"""Local Trust publishes a story at the very moment in which its area takes it back or stops it, or
its teller steps back, round after round.

However the two meet, nobody can read it afterwards for whom it is not meant any more.
"""

import json
import time

import pytest

from bigstory.tests.live.crowd import crowd, made, times

pytestmark = [pytest.mark.live, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
ROUNDS = times(200, 30)
# A step back is quicker than a publishing; a little later, now and then, it meets every part of it.
LATER = 10
# Through one link so much is sent in ten minutes and no more, so that each teller tells a few.
A_TELLER = 50
STORIES = f"""
from allauth.mfa.models import Authenticator
from bigstory.testing.record import looked_over
from outcomes.stories.actions.telling import send
from outcomes.consent.actions.links import make_link
from outcomes.consent.actions.people import appearance_ids, confirm_list
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Person
from outcomes.framework.exchange.permissions import keep_wordings
keep_wordings()  # a yes to unknown words allows nothing
area = place("taken-back")
member, priya = person("denise", "member", area), person("priya", "trust")
Authenticator.objects.create(user=priya, type="totp", data={{}})
tellers, stories = [], []
for n in range({ROUNDS}):
    if n % {A_TELLER} == 0:
        maureen = Person.objects.create(area=area, name="Maureen", age="adult")
        for use in ("words", "media"):
            record_event(person=maureen, use=use, how_far="public", by=member)
        tellers.append(maureen)
    story = ChangeStory.objects.create(
        area=area, title="Nobody eats alone", what_changed="One table became four.",
        audience="public", people="listed", written_by=member)
    Appearance.objects.create(story=story, person=maureen, how="teller")
    confirm_list(story, by=member, seen=appearance_ids(story))
    stories.append(send(looked_over(story), by=member).pk)
print(json.dumps({{
    "stories": stories,
    "people": [sign_in(priya), sign_in(member)],
    "links": [make_link(person=person, by=member) for person in tellers],
}}))
"""
READ = """
import json
from areas.models import AreaFacts
from bigstory.core.db.audit import AuditLine
from outcomes.models import ChangeStory, Publication
print(json.dumps({
    "states": dict(ChangeStory.objects.values_list("pk", "state")),
    "copies": dict(Publication.objects.values_list("story", "circle")),
    "counted": AreaFacts.objects.get(area__slug="taken-back").public_stories,
    "made": AuditLine.objects.filter(
        verb="publication.made", data__circle="public"
    ).count(),
}))
"""


def meet(live, page: str, typed: dict | None = None) -> tuple[dict, list]:
    """One publishes while the other sends to a page of the same story: of the site, or behind the
    link of its teller.

    What is on the record then.
    """
    there = made(live, STORIES)

    def press(sender, n, which):
        pk = there["stories"][which]
        if n == 0:
            return sender.post(
                f"/reviews/{pk}/", {"verdict": "published", "words": "Thank you.", "seen": "1"}
            )
        time.sleep(which % LATER * 0.05)
        mine = there["links"][which // A_TELLER]
        place = f"/stories/{pk}/{page}/" if page != "mine" else f"/mine/{mine}/"
        return sender.post(place, (typed or {}) | {"story": pk})

    with crowd(live, there["people"]) as two:
        told = two.rounds(ROUNDS, press)
    assert not live.broken()
    assert {status for pair in told for status, _page in pair} <= {200, 302, 404, 409}
    found = json.loads(live.ask(READ))
    print(f"\n{ROUNDS} stories: {found['made']} were published first")
    assert found["made"], "where nothing is ever published, nothing was tried"
    return found, told


def test_stories_published_while_they_are_taken_back_end_taken_back(live):
    found, _told = meet(live, "withdraw")
    assert set(found["states"].values()) == {"withdrawn"}
    assert found["copies"] == {}
    assert found["counted"] == 0


def test_stories_published_while_they_are_stopped_are_not_public(live):
    found, _told = meet(live, "stop")
    assert found["copies"] == {}
    assert found["counted"] == 0


@pytest.mark.parametrize(("answer", "left"), [("programme", {"programme"}), ("area", set())])
def test_stories_published_while_their_teller_steps_back_go_no_further(live, answer, left):
    """Both are carried out, in whichever order: the words stay with those she still lets read."""
    found, told = meet(live, "mine", {"do": "answer", "words": answer})
    assert {status for _published, (status, _page) in told} == {302}
    assert len(found["copies"]) == (ROUNDS if left else 0)
    assert set(found["copies"].values()) == left
    assert found["counted"] == 0
