"""Who reads which story, and from where: a table written by hand, role by state by audience by own
or other area. The record is read by its own area and by Local Trust, everything else from copies.
"""

import itertools

from bigstory.testing.record import clear
from outcomes.models import ChangeStory, Publication
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.factories import StoryFactory

STATES = ("draft", "sent", "returned", "accepted", "published", "not_used", "withdrawn")
AUDIENCES = ("area", "programme", "network", "public")
AREA = ("member", "worker", "rep")
EVERY_ROLE = (*AREA, "lto", "trust", "evaluator")
# Who reads the record of what they read.
RECORD = (*AREA, "trust")

# (state, audience): who sees it of their own area or programme, and who sees it although it is
# another area's.
EXPECTED = {
    **{(state, audience): (AREA, ()) for state in ("draft", "returned") for audience in AUDIENCES},
    # What was taken back is left to those who tell.
    **{("withdrawn", audience): (("member", "worker"), ()) for audience in AUDIENCES},
    ("sent", "area"): (AREA, ()),
    ("sent", "programme"): (EVERY_ROLE, ()),
    ("sent", "network"): (EVERY_ROLE, ()),
    ("sent", "public"): (EVERY_ROLE, ()),
    ("not_used", "area"): (AREA, ()),
    ("not_used", "programme"): (EVERY_ROLE, ()),
    ("not_used", "network"): (EVERY_ROLE, ()),
    ("not_used", "public"): (EVERY_ROLE, ()),
    ("accepted", "area"): (AREA, ()),
    ("accepted", "programme"): (EVERY_ROLE, ()),
    ("accepted", "network"): (EVERY_ROLE, ()),
    ("accepted", "public"): (EVERY_ROLE, ()),
    ("published", "area"): (AREA, ()),
    ("published", "programme"): (EVERY_ROLE, ()),
    ("published", "network"): (EVERY_ROLE, ("neighbour",)),
    ("published", "public"): (EVERY_ROLE, ("neighbour",)),
}
ASKED = (*EVERY_ROLE, "neighbour", "admin", "nobody")


def test_the_table_names_every_state_and_audience():
    assert set(EXPECTED) == set(itertools.product(STATES, AUDIENCES))
    assert set(ChangeStory.State.values) == set(STATES)


def test_each_person_sees_exactly_the_stories_of_the_table(cast, area):
    stories = {key: StoryFactory(area=area, state=key[0], audience=key[1]) for key in EXPECTED}
    publish_story(clear(stories["published", "public"]), by=cast.trust.user)
    public = {stories["published", "public"]}
    for who in ASKED:
        user = getattr(cast, who).user
        record = set(ChangeStory.objects.visible_to(user))
        copies = {copy.story for copy in Publication.objects.visible_to(user).stories()}
        expected = {
            stories[key] for key, (own, other) in EXPECTED.items() if who in own or who in other
        }
        assert record | copies == expected | public, who
        assert record == (expected if who in RECORD else set()), who
        assert copies >= public, who
