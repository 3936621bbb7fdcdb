"""Who sees which story in the record: a table written by hand, role by state by audience by own or
other area.
"""

import itertools

import pytest

from outcomes.models import ChangeStory
from outcomes.tests.factories import StoryFactory

STATES = ("draft", "sent", "returned", "accepted", "published", "not_used", "withdrawn")
AUDIENCES = ("area", "programme", "network", "public")
AREA = ("member", "worker", "rep")
PROGRAMME = ("trust", "evaluator")
EVERY_ROLE = (*AREA, "lto", *PROGRAMME)

# (state, audience): who sees it of their own area or programme, and who sees it although it is
# another area's.
EXPECTED = {
    **{
        (state, audience): (AREA, ())
        for state in ("draft", "returned", "withdrawn")
        for audience in AUDIENCES
    },
    ("sent", "area"): (AREA, ()),
    ("sent", "programme"): ((*AREA, *PROGRAMME), ()),
    ("sent", "network"): ((*AREA, *PROGRAMME), ()),
    ("sent", "public"): ((*AREA, *PROGRAMME), ()),
    ("not_used", "area"): (AREA, ()),
    ("not_used", "programme"): ((*AREA, *PROGRAMME), ()),
    ("not_used", "network"): ((*AREA, *PROGRAMME), ()),
    ("not_used", "public"): ((*AREA, *PROGRAMME), ()),
    ("accepted", "area"): (AREA, ()),
    ("accepted", "programme"): ((*AREA, *PROGRAMME), ()),
    ("accepted", "network"): ((*AREA, *PROGRAMME), ()),
    ("accepted", "public"): ((*AREA, *PROGRAMME), ()),
    ("published", "area"): (AREA, ()),
    ("published", "programme"): ((*AREA, *PROGRAMME), ()),
    ("published", "network"): (EVERY_ROLE, ("neighbour",)),
    ("published", "public"): (EVERY_ROLE, ("neighbour",)),
}
ASKED = (*EVERY_ROLE, "neighbour", "admin", "nobody")


def test_the_table_names_every_state_and_audience():
    assert set(EXPECTED) == set(itertools.product(STATES, AUDIENCES))
    assert set(ChangeStory.State.values) == set(STATES)


@pytest.mark.parametrize("who", ASKED)
def test_each_person_sees_exactly_the_stories_of_the_table(cast, area, who):
    stories = {key: StoryFactory(area=area, state=key[0], audience=key[1]) for key in EXPECTED}
    seen = set(ChangeStory.objects.visible_to(getattr(cast, who).user))
    mine = {}
    others = {}
    for key, (own, other) in EXPECTED.items():
        mine[key] = who in own
        others[key] = who in other
    expected = {story for key, story in stories.items() if mine[key] or others[key]}
    assert seen == expected


def test_a_visitor_sees_no_row_of_the_record_at_all(cast, area):
    from django.contrib.auth.models import AnonymousUser

    for state, audience in EXPECTED:
        StoryFactory(area=area, state=state, audience=audience)
    assert not ChangeStory.objects.visible_to(AnonymousUser()).exists()
    assert not ChangeStory.objects.visible_to(None).exists()


def test_a_role_that_has_ended_sees_nothing_more(cast, area):
    from bigstory.core.db.dated import today

    StoryFactory(area=area)
    cast.member.user.area_roles.update(ends=today())
    assert not ChangeStory.objects.visible_to(cast.member.user).exists()
