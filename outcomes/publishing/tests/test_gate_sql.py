"""The gate in Python and its twin in SQL say the same, over rows for every way people can have
been asked.
"""

import itertools
from datetime import date, timedelta

import pytest
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.models import (
    Appearance,
    ChangeStory,
    Guardian,
    Hold,
    PermissionEvent,
    PermissionWording,
    Person,
    Use,
)
from outcomes.publishing.models.gate import may_be_public
from outcomes.publishing.queries.facts import facts_of, runs_out
from outcomes.publishing.queries.gate_sql import passing_gate

LATER = today() + timedelta(days=100)
PAST = today()
# Who speaks, what they say, until when, in whose words, of which use, what the child says. `all` is
# of all stories.
YES = {"verb": "grant"}
NO = {"verb": "withdraw"}
MUM = {"given_by": "guardian", "guardian": 0}
DAD = {"given_by": "guardian", "guardian": 1}
WAYS = {
    "nobody asked": [],
    "yes": [YES],
    "yes, then taken back": [YES, NO],
    "taken back, then yes again": [YES, NO, {"verb": "renew"}],
    "no": [{"verb": "object"}],
    "yes, narrowed": [YES, {"verb": "narrow"}],
    "yes, and over": [YES | {"until": PAST}],
    "yes, and no day": [YES | {"until": None}],
    "over, then renewed": [YES | {"until": PAST}, {"verb": "renew"}],
    "yes in words nobody kept": [YES | {"wording": None}],
    "yes in the words of another use": [YES | {"wording": Use.AREA}],
    "yes to another use": [YES | {"use": Use.PROGRAMME}],
    "yes to all stories": [YES | {"all": True}],
    "yes to all, no to this": [YES | {"all": True}, NO],
    "yes to this, then no to all": [YES, NO | {"all": True}],
    "marked as run out": [YES | {"until": PAST}, {"verb": "expire", "given_by": "system"}],
    "marked as run out by mistake": [YES, {"verb": "expire", "given_by": "system"}],
    "mum, child yes": [YES | MUM | {"child": "yes"}],
    "mum, child no": [YES | MUM | {"child": "no"}],
    "mum, child too young": [YES | MUM | {"child": "too_young"}],
    "mum, child not asked": [YES | MUM],
    "mum, child said so themselves": [YES | MUM, YES],
    "mum, and the child took it back": [YES | MUM | {"child": "yes"}, NO],
    "mum and dad": [YES | MUM | {"child": "yes"}, YES | DAD | {"child": "yes"}],
    "mum yes, dad no": [YES | MUM | {"child": "yes"}, NO | DAD],
    "mum yes, dad no, dad yes": [
        YES | MUM | {"child": "yes"},
        NO | DAD,
        YES | DAD | {"child": "yes"},
    ],
    "mum yes, dad over": [
        YES | MUM | {"child": "yes"},
        YES | DAD | {"child": "yes", "until": PAST},
    ],
    "mum yes, child no to dad": [YES | MUM | {"child": "yes"}, YES | DAD | {"child": "no"}],
    "mum no, dad yes": [NO | MUM, YES | DAD | {"child": "yes"}],
    "mum yes, dad in no words": [
        YES | MUM | {"child": "yes"},
        YES | DAD | {"child": "yes", "wording": None},
    ],
    "mum over": [YES | MUM | {"child": "yes", "until": PAST}],
    "mum in no words": [YES | MUM | {"child": "yes", "wording": None}],
    "only the child": [YES],
}
AGES = {
    "adult": ("adult", None),
    "teen": ("13_to_17", None),
    "turned 18 today": ("13_to_17", today()),
    "turns 18 tomorrow": ("13_to_17", today() + timedelta(days=1)),
    "child": ("under_13", None),
    "nobody knows": ("unknown", None),
}


@pytest.fixture
def wordings(programme):
    return {wording.use: wording for wording in PermissionWording.objects.all()}


def asked(story, way, age, identifiable, wordings):
    """A story with one person who was asked in one way."""
    years, turns = AGES[age]
    person = Person.objects.create(area=story.area, name="Maureen", age=years, turns_18=turns)
    both = [Guardian.objects.create(person=person, name=name) for name in ("Mum", "Dad")]
    Appearance.objects.create(story=story, person=person, how="about", identifiable=identifiable)
    for said in WAYS[way]:
        use = said.get("use", Use.PUBLIC_WORDS)
        PermissionEvent.objects.create(
            person=person,
            story=None if said.get("all") else story,
            use=use,
            verb=said["verb"],
            given_by=said.get("given_by", "self"),
            guardian=both[said["guardian"]] if "guardian" in said else None,
            child_agreed=said.get("child", ""),
            wording=wordings.get(said.get("wording", use)),
            expires_on=said.get("until", LATER),
        )
    return person


@pytest.fixture
def ready(area):
    """A story with everything in order and a list of people to fill."""

    def make(title="Heron"):
        story = tell(area, title, state="accepted", audience="public", people="listed", told_by="")
        return clear(story, verdict="accepted")

    return make


def test_both_say_the_same_of_everybody_however_they_were_asked(ready, wordings):
    out = []
    n = 0
    model = ready("The first")
    review = model.reviews.get()
    for way, age, identifiable in itertools.product(WAYS, AGES, (True, False)):
        model.pk = None
        model._state.adding = True
        model.title = f"{way}, {age}, {identifiable}"
        model.save()
        review.pk = None
        review.story = model
        review.save()
        asked(model, way, age, identifiable, wordings)
    ChangeStory.objects.filter(title="The first").delete()
    public = set(passing_gate().values_list("pk", flat=True))
    for story in ChangeStory.objects.all():
        n += 1
        said = may_be_public(facts_of(story))
        assert said == (story.pk in public), story.title
        out += [story.title] if said else []
    assert n == len(WAYS) * len(AGES) * 2
    # By hand: which adults who can be recognised go out, and that no child who can be ever does.
    seen = {title for title in out if title.endswith("True")}
    good = (
        "yes",
        "taken back, then yes again",
        "over, then renewed",
        "yes to all stories",
        "marked as run out by mistake",
        "mum, child said so themselves",
        "only the child",
    )
    assert seen == {f"{way}, {age}, True" for way in good for age in ("adult", "turned 18 today")}
    teens = {title for title in out if ", teen, " in title}
    assert teens == {
        f"{way}, teen, False"
        for way in (
            "mum, child yes",
            "mum, child said so themselves",
            "mum and dad",
            "mum yes, dad no, dad yes",
        )
    }
    young = {
        title.removesuffix(", child, False") for title in out if title.endswith(", child, False")
    }
    assert young == {title.removesuffix(", teen, False") for title in teens} | {
        "mum, child too young"
    }


def spoil(**values):
    return lambda story, cast: ChangeStory.objects.filter(pk=story.pk).update(**values)


SPOILT = {
    "not accepted": spoil(state="sent"),
    "set aside": spoil(state="not_used"),
    "taken back": spoil(state="withdrawn"),
    "for every area": spoil(audience="network"),
    "kept back until tomorrow": spoil(held_until=today() + timedelta(days=1)),
    "nobody confirmed": spoil(people_confirmed_at=None),
    "nobody thought about it": spoil(people="not_yet"),
    "nobody in it, and yet somebody is": spoil(people="nobody"),
    "a word to look at": spoil(words_unchecked=1),
    "words nobody looked at": spoil(words_unchecked=None),
    "its writer approved it": lambda s, cast: spoil(written_by=s.reviews.first().reviewer)(s, cast),
    "its sender approved it": lambda s, cast: s.versions.update(sent_by=s.reviews.first().reviewer),
    "nobody approved it": lambda s, cast: s.reviews.all().delete(),
    "an approval without a name": lambda s, cast: s.reviews.update(reviewer=None),
    "only a reply": lambda s, cast: s.reviews.update(verdict="replied"),
    "somebody nobody knows": lambda s, cast: Appearance.objects.create(
        story=s, unknown=2, how="face"
    ),
    "an empty list": lambda s, cast: s.appearances.all().delete(),
    "a stop on it": lambda s, cast: Hold.objects.create(story=s),
    "a stop on its area": lambda s, cast: Hold.objects.create(area=s.area),
    "a stop on somebody in it": lambda s, cast: Hold.objects.create(
        person=s.appearances.get().person
    ),
}
NOT_SPOILT = {
    "its day has come": spoil(held_until=today()),
    "published": spoil(state="published"),
    "a stop that was lifted": lambda s, cast: Hold.objects.create(
        story=s, lifted_at=timezone.now()
    ),
    "a stop elsewhere": lambda s, cast: Hold.objects.create(
        area=cast.neighbour.user.area_roles.first().area
    ),
    "written by somebody else": lambda s, cast: spoil(written_by=cast.member.user)(s, cast),
}


@pytest.fixture
def story(ready, wordings):
    made = ready()
    asked(made, "yes", "adult", True, wordings)
    made.versions.create(number=1, words={})
    return made


@pytest.mark.parametrize("how", [*SPOILT, *NOT_SPOILT])
def test_each_thing_that_keeps_a_story_in_does_so_in_both(story, cast, how):
    assert may_be_public(facts_of(story))
    assert passing_gate().filter(pk=story.pk).exists()
    {**SPOILT, **NOT_SPOILT}[how](story, cast)
    story = ChangeStory.objects.get(pk=story.pk)
    assert may_be_public(facts_of(story)) == (how in NOT_SPOILT)
    assert passing_gate().filter(pk=story.pk).exists() == (how in NOT_SPOILT)


def test_both_know_the_day(story):
    last = story.appearances.get().person.permissions.get().expires_on
    for at, public in ((last - timedelta(days=1), True), (last, False), (date(2099, 1, 1), False)):
        assert may_be_public(facts_of(story, at)) == public
        assert passing_gate(at=at).exists() == public


def test_one_persons_yes_is_not_anothers(ready, wordings):
    story = ready()
    asked(story, "no", "adult", True, wordings)
    asked(story, "yes", "adult", True, wordings)
    assert not may_be_public(facts_of(story))
    assert not passing_gate().exists()


def test_a_story_is_good_until_the_first_yes_is_over(ready, wordings):
    story = ready()
    people = {
        asked(story, way, "adult", True, wordings).pk
        for way in ("yes", "yes, and over", "no", "yes, and no day")
    }
    assert runs_out(story, Use.PUBLIC_WORDS, people) == PAST
    assert runs_out(story, Use.PUBLIC_WORDS, {min(people)}) == LATER
    assert runs_out(story, Use.PUBLIC_WORDS, set()) is None
    PermissionEvent.objects.filter(verb__in=["object"]).update(expires_on=PAST - timedelta(days=9))
    assert runs_out(story, Use.PUBLIC_WORDS, people) == PAST
