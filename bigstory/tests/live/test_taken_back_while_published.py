"""Local Trust publishes a story at the very moment in which its area takes it back, or stops it,
round after round.

However the two meet, nobody can read it afterwards.
"""

import json

import pytest

from bigstory.tests.live.crowd import crowd, made, times

pytestmark = [pytest.mark.live, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
ROUNDS = times(200, 30)
STORIES = f"""
from allauth.mfa.models import Authenticator
from bigstory.testing.record import looked_over
from outcomes.stories.actions.telling import send
from outcomes.models import ChangeStory
area = place("taken-back")
member, priya = person("denise", "member", area), person("priya", "trust")
Authenticator.objects.create(user=priya, type="totp", data={{}})
stories = []
for n in range({ROUNDS}):
    story = ChangeStory.objects.create(
        area=area, title="Nobody eats alone", what_changed="One table became four.",
        audience="public", people="nobody", written_by=member)
    stories.append(send(looked_over(story), by=member).pk)
print(json.dumps({{"stories": stories, "people": [sign_in(priya), sign_in(member)]}}))
"""
READ = """
import json
from areas.models import AreaFacts
from bigstory.core.db.audit import AuditLine
from outcomes.models import ChangeStory, Publication
print(json.dumps({
    "states": dict(ChangeStory.objects.values_list("pk", "state")),
    "public": list(Publication.objects.values_list("story", flat=True)),
    "counted": AreaFacts.objects.get(area__slug="taken-back").public_stories,
    "made": AuditLine.objects.filter(verb="publication.made").count(),
}))
"""


def meet(live, page: str) -> tuple[dict, list]:
    """One publishes while the other sends to a page of the same story.

    What is on the record then.
    """
    there = made(live, STORIES)

    def press(sender, n, which):
        pk = there["stories"][which]
        if n == 0:
            return sender.post(
                f"/reviews/{pk}/", {"verdict": "published", "words": "Thank you.", "seen": "1"}
            )
        return sender.post(f"/stories/{pk}/{page}/", {})

    with crowd(live, there["people"]) as two:
        told = two.rounds(ROUNDS, press)
    assert not live.broken()
    assert {status for pair in told for status, _page in pair} <= {200, 302, 404, 409}
    found = json.loads(live.ask(READ))
    print(
        f"\n{ROUNDS} stories: published and taken down again {found['made']}, never "
        f"published {ROUNDS - found['made']}"
    )
    return found, told


def test_stories_published_while_they_are_taken_back_end_taken_back(live):
    found, _told = meet(live, "withdraw")
    assert set(found["states"].values()) == {"withdrawn"}
    assert found["public"] == []
    assert found["counted"] == 0


def test_stories_published_while_they_are_stopped_are_not_public(live):
    found, _told = meet(live, "stop")
    assert found["public"] == []
    assert found["counted"] == 0
