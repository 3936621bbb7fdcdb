"""The gate, over every combination of facts and each circle, against tables written by hand.

What is missing or unknown means no.
"""

import dataclasses
import itertools

import pytest

from bigstory.core.db.choices import Audience, HowFar
from outcomes.publishing.models.gate import (
    SENTENCES,
    Age,
    Child,
    Faces,
    Facts,
    PersonFacts,
    Reason,
    Stage,
    in_words,
    may_go,
    why_not,
    why_not_with,
    widest,
)
from outcomes.publishing.tests.gate_table import (
    ANY,
    AREA,
    ASKED,
    CIRCLES,
    EVERY_CHILD,
    EVERY_LIMIT,
    EVERY_RUNG,
    HAS_TO_BE,
    MAY_BE,
    MEDIA,
    NETWORK,
    PROGRAMME,
    PUBLIC,
    SAYS,
    SAYS_OF_STAGE,
    TABLE,
    WHO,
    WORDS,
    fine,
    lets,
)


@pytest.mark.parametrize("who", WHO)
def test_each_person_is_judged_as_the_table_says(who):
    """Every answer, for each circle, in words and in media, whether or not a yes ran out."""
    age, recognised = WHO[who]
    every = itertools.product(
        recognised,
        EVERY_LIMIT,
        EVERY_RUNG,
        (False, True),
        EVERY_CHILD,
        (False, True, None),
        (WORDS, MEDIA),
    )
    for identifiable, limit, allowed, ran_out, child, private, is_media in every:
        person = PersonFacts(identifiable, age, limit, allowed, ran_out, child, private)
        facts = fine(is_media=is_media, people=(ASKED, person))
        columns = TABLE.get((who, is_media)) or TABLE[who]
        for circle, rows in zip(CIRCLES, columns, strict=True):
            goes = any(lets(row, limit, allowed, child, private) for row in rows)
            assert may_go(facts, circle) == goes, (circle, is_media, person)


def test_the_table_names_every_age_and_every_way_to_be_seen():
    named = {(age, seen) for age, recognised in WHO.values() for seen in recognised}
    assert named == set(itertools.product(Age, (True, False, None)))
    assert {row if isinstance(row, str) else row[0] for row in TABLE} == set(WHO)
    assert set(Child) == EVERY_CHILD
    assert set(HowFar.values) == EVERY_RUNG
    assert tuple(Audience.values) == CIRCLES


@pytest.mark.parametrize("circle", CIRCLES)
@pytest.mark.parametrize("other", [1, -1], ids=["known to be otherwise", "unknown"])
def test_a_story_goes_where_every_fact_is_as_the_table_says(circle, other):
    """Every combination of every fact, with each as good as can be or not."""
    column = CIRCLES.index(circle)
    values = {
        name: every if name in ("stage", "audience", "faces") else (every[0], every[other])
        for name, every in MAY_BE.items()
    }
    n = 0
    for each in itertools.product(*values.values()):
        facts = dict(zip(values, each, strict=True))
        n += 1
        goes = all(
            needed[column] == ANY or facts[name] in needed[column]
            for name, needed in HAS_TO_BE.items()
        )
        assert may_go(Facts(**facts, people=(ASKED,)), circle) == goes, facts
    assert n == 5 * 6 * 3 * 2**8


@pytest.mark.parametrize("circle", CIRCLES)
@pytest.mark.parametrize("is_media", [WORDS, MEDIA], ids=["words", "media"])
@pytest.mark.parametrize("name", MAY_BE)
def test_each_fact_by_itself_says_why(name, is_media, circle):
    needed = HAS_TO_BE[name][CIRCLES.index(circle)]
    for value in MAY_BE[name]:
        reason = SAYS_OF_STAGE.get(value) if name == "stage" else SAYS[name]
        expected = [] if needed == ANY or value in needed else [reason]
        assert why_not(fine(is_media=is_media, **{name: value}), circle) == expected, value


def test_nothing_known_lets_nothing_out():
    for circle in CIRCLES:
        assert not may_go(Facts(), circle)
    for circle in (NETWORK, PUBLIC):
        assert not may_go(fine(people=(PersonFacts(),)), circle)
    assert not may_go(fine(people=(PersonFacts(),)), PROGRAMME)
    assert widest(Facts()) == ""


def test_nothing_is_let_out_for_a_circle_that_is_none():
    for nonsense in ("", "nowhere", "somebody"):
        with pytest.raises(ValueError, match="not a valid Audience"):
            why_not(fine(), nonsense)


@pytest.mark.parametrize(
    ("circle", "reasons"),
    [(AREA, []), (PROGRAMME, []), (NETWORK, [Reason.LIST_OPEN]), (PUBLIC, [Reason.LIST_OPEN])],
)
def test_a_list_of_people_nobody_made_is_an_open_list(circle, reasons):
    assert why_not(fine(people=None), circle) == reasons


def test_with_nobody_in_it_nobody_has_to_be_asked():
    assert all(may_go(fine(people=()), circle) for circle in CIRCLES)


# How far it goes at most, by what its area chose and where it stands.
GOES_TO = [
    ({}, "public"),
    ({"audience": "network"}, "network"),
    ({"audience": "programme"}, "programme"),
    ({"audience": "area"}, "area"),
    ({"stage": Stage.SENT}, "programme"),
    ({"stage": Stage.OPEN}, "area"),
    ({"stage": Stage.WITHDRAWN}, ""),
    ({"faces": Faces.GROWN_UP}, "programme"),
    ({"people": (dataclasses.replace(ASKED, limit="network", allowed="network"),)}, "network"),
    ({"people": (dataclasses.replace(ASKED, limit="area", allowed="area"),)}, "area"),
    ({"people": (dataclasses.replace(ASKED, limit="nowhere", allowed="nowhere"),)}, ""),
]


@pytest.mark.parametrize(("changes", "circle"), GOES_TO)
def test_it_goes_to_the_widest_circle_that_every_fact_allows(changes, circle):
    assert widest(fine(**changes)) == circle


def test_it_never_goes_beyond_what_somebody_asks_for():
    for circle in CIRCLES:
        assert widest(fine(), at_most=circle) == circle


def adult(**more) -> PersonFacts:
    return PersonFacts(**{"identifiable": True, "age": Age.ADULT, "private_matter": False} | more)


def young(age, child, **more) -> PersonFacts:
    agreed = {"limit": "public", "allowed": "public"}
    return PersonFacts(**{"identifiable": False, "age": age, "child": child} | agreed | more)


ASKED_BY_NOBODY = {"limit": "", "allowed": "nowhere"}
OVER = {"limit": "public", "allowed": "nowhere", "ran_out": True}
# A circle, a person, and the reason somebody reads as a sentence.
BECAUSE = [
    (AREA, adult(limit="nowhere"), Reason.TAKEN_OUT),
    (PROGRAMME, adult(limit="nowhere"), Reason.TAKEN_OUT),
    (PROGRAMME, adult(identifiable=False, limit="nowhere"), Reason.SAID_NO),
    (PROGRAMME, adult(limit="area"), Reason.SAID_NO),
    (NETWORK, adult(limit="programme", allowed="programme"), Reason.SAID_NO),
    (PUBLIC, adult(limit="network", allowed="network"), Reason.SAID_NO),
    (PUBLIC, adult(identifiable=False, limit="network"), Reason.SAID_NO),
    (NETWORK, adult(), Reason.NOT_ASKED),
    (PUBLIC, adult(), Reason.NOT_ASKED),
    (PUBLIC, adult(identifiable=None), Reason.NOT_ASKED),
    (NETWORK, adult(**OVER), Reason.RAN_OUT),
    (PUBLIC, adult(**OVER), Reason.RAN_OUT),
    (PROGRAMME, adult(private_matter=True), Reason.PRIVATE_MATTER),
    (PROGRAMME, adult(private_matter=None), Reason.PRIVATE_MATTER),
    (PROGRAMME, adult(private_matter=True, **OVER), Reason.PRIVATE_MATTER),
    (PROGRAMME, young(Age.TEEN, Child.NO), Reason.CHILD_SAID_NO),
    (PUBLIC, young(Age.UNDER_13, Child.NO), Reason.CHILD_SAID_NO),
    (PUBLIC, young(Age.TEEN, Child.YES, identifiable=True), Reason.CHILD_SEEN),
    (PUBLIC, young(Age.UNDER_13, Child.YES, identifiable=None), Reason.CHILD_SEEN),
    (PUBLIC, young(Age.UNKNOWN, Child.YES, identifiable=True), Reason.AGE_UNKNOWN),
    (PUBLIC, young(Age.TEEN, Child.TOO_YOUNG), Reason.CHILD_NOT_ASKED),
    (PUBLIC, young(Age.UNDER_13, Child.NOT_ASKED), Reason.CHILD_NOT_ASKED),
    (NETWORK, young(Age.TEEN, Child.NOT_ASKED, identifiable=True), Reason.CHILD_NOT_ASKED),
    (NETWORK, young(Age.UNKNOWN, Child.TOO_YOUNG), Reason.CHILD_NOT_ASKED),
    (NETWORK, young(Age.TEEN, Child.YES, **ASKED_BY_NOBODY), Reason.NO_GUARDIAN),
    (NETWORK, young(Age.UNKNOWN, Child.YES, **ASKED_BY_NOBODY), Reason.AGE_UNKNOWN),
    (
        PROGRAMME,
        young(Age.TEEN, Child.YES, identifiable=True, **ASKED_BY_NOBODY),
        Reason.NO_GUARDIAN,
    ),
    (PROGRAMME, young(Age.UNDER_13, Child.YES, identifiable=True, **OVER), Reason.RAN_OUT),
    (PUBLIC, young(Age.UNDER_13, Child.YES, **OVER), Reason.RAN_OUT),
    (PUBLIC, young(Age.TEEN, Child.YES, limit="area"), Reason.SAID_NO),
]


@pytest.mark.parametrize(("circle", "person", "reason"), BECAUSE)
def test_the_reason_is_the_one_a_person_can_put_right(circle, person, reason):
    assert why_not(fine(people=(person,)), circle) == [reason]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [(ASKED_BY_NOBODY, Reason.NOT_ASKED), (OVER, Reason.RAN_OUT)],
)
def test_a_picture_goes_to_the_programme_with_a_yes_that_holds(answers, reason):
    facts = fine(is_media=True, people=(adult(**answers),))
    assert why_not(facts, PROGRAMME) == [reason]
    assert why_not(dataclasses.replace(facts, is_media=False), PROGRAMME) == []


def test_one_person_is_asked_about_words_where_nobody_says_otherwise():
    assert why_not_with(adult(), PROGRAMME) is None
    assert why_not_with(adult(), PROGRAMME, MEDIA) == Reason.NOT_ASKED


def test_reasons_stand_in_the_order_in_which_somebody_puts_them_right():
    facts = Facts(people=(adult(), adult(), adult(limit="area")), stage=Stage.SENT)
    assert why_not(facts, NETWORK) == [
        Reason.STOPPED,
        Reason.NOT_CLEANED,
        Reason.NOT_CHOSEN,
        Reason.NOT_YET,
        Reason.WORDS_UNCHECKED,
        Reason.COVER_UNCHECKED,
        Reason.FACES_NOT_COVERED,
        Reason.NOT_PUBLISHED,
        Reason.OWN_APPROVAL,
        Reason.LIST_OPEN,
        Reason.SOMEBODY_UNKNOWN,
        Reason.NOT_ASKED,
        Reason.SAID_NO,
    ]


@pytest.mark.parametrize("facts", [Facts(), PersonFacts()])
def test_facts_that_were_gathered_are_not_changed_afterwards(facts):
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.people = facts.limit = None


def test_every_reason_has_its_sentence():
    assert set(SENTENCES) == set(Reason)
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())
    both = [Reason.STOPPED, Reason.SAID_NO]
    assert in_words(both) == [str(SENTENCES[reason]) for reason in both]
