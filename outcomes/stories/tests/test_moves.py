"""Every state, every move, everybody: what happens is what the table says, and nothing else."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.moves import AlreadyMoved
from outcomes.models import Appearance, ChangeStory, Person
from outcomes.stories.models.moves import MOVES, OPEN_STATES, can_move, move, taken_back_by
from outcomes.tests.factories import StoryFactory

OWN = ("member", "worker")
REVIEWERS = ("trust", "second_trust")
EVERYBODY = ("member", "worker", "lto", "rep", "neighbour", "trust", "evaluator", "admin", "nobody")
# move: from which states, for which audiences, to which state, by whom. Written by hand.
TABLE = {
    "send": ({"draft", "returned"}, {"programme", "network", "public"}, "sent", OWN),
    "share": ({"draft", "returned"}, {"area"}, "published", OWN),
    "return": ({"sent"}, None, "returned", REVIEWERS),
    "accept": ({"sent"}, None, "accepted", REVIEWERS),
    "publish": ({"sent", "accepted"}, None, "published", REVIEWERS),
    "set_aside": ({"sent"}, None, "not_used", REVIEWERS),
    "withdraw": (
        {"draft", "sent", "returned", "accepted", "published", "not_used"},
        None,
        "withdrawn",
        OWN,
    ),
    "take_up": ({"withdrawn"}, None, "draft", OWN),
}


def test_the_table_names_every_move():
    assert {each.name for each in MOVES} == set(TABLE)


@pytest.mark.parametrize("which", MOVES, ids=lambda each: each.name)
@pytest.mark.parametrize("audience", ["area", "programme", "network", "public"])
def test_a_move_is_made_from_its_states_by_its_people_only(cast, area, which, audience):
    sources, audiences, target, people = TABLE[which.name]
    story = StoryFactory(area=area, audience=audience)
    for state, who in itertools.product(ChangeStory.State.values, EVERYBODY):
        ChangeStory.objects.filter(pk=story.pk).update(state=state)
        story.refresh_from_db()
        by = getattr(cast, who).user
        may = who in people and audience in (audiences or {audience})
        assert can_move(which, story, by) == (may and state in sources), (
            f"{who} is offered {which.name} from {state}"
        )
        if may and state in sources:
            move(which, story, by=by)
            target_now = target
        else:
            with pytest.raises(AlreadyMoved if may else PermissionDenied):
                move(which, story, by=by)
            target_now = state
        story.refresh_from_db()
        assert story.state == target_now, f"{who} {which.name} from {state}"


def test_nobody_reviews_what_they_wrote_down(cast, area):
    for name in ("accept", "publish", "return", "set_aside"):
        story = StoryFactory(
            area=area, state="sent", audience="programme", written_by=cast.trust.user
        )
        which = next(each for each in MOVES if each.name == name)
        with pytest.raises(PermissionDenied):
            move(which, story, by=cast.trust.user)
        move(which, story, by=cast.second_trust.user)


def test_nobody_reviews_what_they_sent(cast, area):
    story = StoryFactory(area=area, state="sent", audience="programme")
    story.versions.update(sent_by=cast.trust.user)
    publish = next(each for each in MOVES if each.name == "publish")
    with pytest.raises(PermissionDenied):
        move(publish, story, by=cast.trust.user)


def test_a_teller_without_an_account_takes_back_their_own_story_and_no_other(area):
    teller, other = (Person.objects.create(area=area, name=name) for name in ("Maureen", "Ray"))
    sources, _audiences, target, _people = TABLE["withdraw"]
    for state in ChangeStory.State.values:
        for person, told_by in ((teller, teller), (other, teller), (other, None)):
            story = StoryFactory(area=area, state=state, audience="public")
            if told_by:
                Appearance.objects.create(story=story, person=told_by, how="teller")
            if person == told_by and state in sources:
                assert move(taken_back_by(person), story, by=None).state == target
                assert AuditLine.objects.filter(
                    verb="changestory.withdraw", target=f"outcomes.changestory:{story.pk}"
                ).exists()
                continue
            with pytest.raises(AlreadyMoved if person == told_by else PermissionDenied):
                move(taken_back_by(person), story, by=None)


def test_only_a_story_that_nobody_at_local_trust_reads_yet_can_be_changed():
    assert set(OPEN_STATES) == {"draft", "returned"}


def test_each_move_leaves_a_line_of_the_audit_and_no_words(cast, area):
    story = StoryFactory(area=area, audience="programme", title="Only for us")
    move(MOVES[0], story, by=cast.member.user)
    line = AuditLine.objects.get(verb="changestory.send")
    assert (line.actor, line.area) == (str(cast.member.user.pk), area.slug)
    assert line.data == {"was": "draft", "now": "sent"}
