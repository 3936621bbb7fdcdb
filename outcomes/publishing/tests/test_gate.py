"""The gate, over every combination of facts, against a table written by hand.

What is missing or unknown means no.
"""

import dataclasses
import itertools

import pytest

from outcomes.publishing.models.gate import (
    SENTENCES,
    Age,
    Child,
    Facts,
    PermissionAnswer,
    PersonFacts,
    Reason,
    may_be_public,
    why_not,
)

EVERY_ANSWER = {
    PermissionAnswer.YES,
    PermissionAnswer.NO,
    PermissionAnswer.RAN_OUT,
    PermissionAnswer.OLD_WORDS,
    PermissionAnswer.NOTHING,
}
EVERY_CHILD = {Child.YES, Child.NO, Child.TOO_YOUNG, Child.NOT_ASKED}
# (age, can be recognised): what they, or those who answer for them, said; and what the child said.
# All that may go.
MAY_GO = {
    (Age.ADULT, True): ({PermissionAnswer.YES}, EVERY_CHILD),
    (Age.ADULT, None): ({PermissionAnswer.YES}, EVERY_CHILD),
    (Age.ADULT, False): (EVERY_ANSWER - {PermissionAnswer.NO}, EVERY_CHILD),
    (Age.UNDER_13, False): ({PermissionAnswer.YES}, {Child.YES, Child.TOO_YOUNG}),
    (Age.TEEN, False): ({PermissionAnswer.YES}, {Child.YES}),
    (Age.UNKNOWN, False): ({PermissionAnswer.YES}, {Child.YES}),
    # Nobody under 18, and nobody whose age is unknown, who can be recognised or might be.
    (Age.UNDER_13, True): (set(), set()),
    (Age.UNDER_13, None): (set(), set()),
    (Age.TEEN, True): (set(), set()),
    (Age.TEEN, None): (set(), set()),
    (Age.UNKNOWN, True): (set(), set()),
    (Age.UNKNOWN, None): (set(), set()),
}
FINE = {
    "accepted": True,
    "for_everybody": True,
    "approved_by_another": True,
    "held_back": False,
    "on_hold": False,
    "list_confirmed": True,
    "unknown_people": 0,
    "words_unchecked": 0,
    "cleaned": True,
    "people": (),
}
# What else each fact may be; none of it lets anything out.
OTHERWISE = {
    "accepted": (False, None),
    "for_everybody": (False, None),
    "approved_by_another": (False, None),
    "held_back": (True, None),
    "on_hold": (True, None),
    "list_confirmed": (False, None),
    "unknown_people": (1, None),
    "words_unchecked": (2, None),
    "cleaned": (False, None),
    "people": (
        None,
        (PersonFacts(),),
        (
            PersonFacts(False, Age.ADULT),
            PersonFacts(True, Age.TEEN, PermissionAnswer.YES, Child.YES),
        ),
    ),
}
SAYS = {
    "accepted": Reason.NOT_ACCEPTED,
    "for_everybody": Reason.NOT_FOR_EVERYBODY,
    "approved_by_another": Reason.OWN_APPROVAL,
    "held_back": Reason.NOT_YET,
    "on_hold": Reason.STOPPED,
    "list_confirmed": Reason.LIST_OPEN,
    "unknown_people": Reason.SOMEBODY_UNKNOWN,
    "words_unchecked": Reason.WORDS_UNCHECKED,
    "cleaned": Reason.NOT_CLEANED,
}
KNOWN = PersonFacts(True, Age.ADULT, PermissionAnswer.YES)


def test_nothing_known_lets_nothing_out():
    assert not may_be_public(Facts())
    assert not may_be_public(Facts(**FINE | {"people": (PersonFacts(),)}))


def test_one_way_of_being_lets_an_item_out_and_every_other_keeps_it_in():
    """Every combination of every fact."""
    asked = {name: (good, *OTHERWISE[name]) for name, good in FINE.items()}
    asked["people"] = ((), (KNOWN,), *OTHERWISE["people"])
    let_out = []
    n = 0
    for values in itertools.product(*asked.values()):
        facts = Facts(**dict(zip(asked, values, strict=True)))
        n += 1
        if may_be_public(facts):
            let_out.append(facts)
    assert n == 3**9 * 5
    assert let_out == [Facts(**FINE), Facts(**FINE | {"people": (KNOWN,)})]


@pytest.mark.parametrize("name", SAYS)
def test_each_fact_by_itself_says_why(name):
    for value in OTHERWISE[name]:
        assert why_not(Facts(**FINE | {name: value})) == [SAYS[name]]


def test_a_list_of_people_nobody_made_is_an_open_list():
    assert why_not(Facts(**FINE | {"people": None})) == [Reason.LIST_OPEN]


@pytest.mark.parametrize(("age", "identifiable"), list(MAY_GO))
def test_each_person_is_judged_as_the_table_says(age, identifiable):
    said, child = MAY_GO[age, identifiable]
    for each in itertools.product(EVERY_ANSWER, EVERY_CHILD):
        person = PersonFacts(identifiable, age, *each)
        facts = Facts(**FINE | {"people": (KNOWN, person)})
        assert may_be_public(facts) == (each[0] in said and each[1] in child), person


def test_the_table_names_every_age_and_every_way_to_be_seen():
    assert set(MAY_GO) == set(itertools.product(Age, (True, False, None)))


# A person, and the sentence somebody reads.
BECAUSE = [
    (PersonFacts(True, Age.ADULT, PermissionAnswer.NO), Reason.SAID_NO),
    (PersonFacts(False, Age.ADULT, PermissionAnswer.NO), Reason.SAID_NO),
    (PersonFacts(True, Age.ADULT, PermissionAnswer.NOTHING), Reason.NOT_ASKED),
    (PersonFacts(None, Age.ADULT, PermissionAnswer.NOTHING), Reason.NOT_ASKED),
    (PersonFacts(True, Age.ADULT, PermissionAnswer.RAN_OUT), Reason.RAN_OUT),
    (PersonFacts(True, Age.ADULT, PermissionAnswer.OLD_WORDS), Reason.OLD_WORDS),
    (PersonFacts(True, Age.TEEN, PermissionAnswer.YES, Child.YES), Reason.CHILD_SEEN),
    (PersonFacts(None, Age.UNDER_13, PermissionAnswer.YES, Child.YES), Reason.CHILD_SEEN),
    (PersonFacts(True, Age.UNKNOWN, PermissionAnswer.YES, Child.YES), Reason.AGE_UNKNOWN),
    (PersonFacts(False, Age.TEEN, PermissionAnswer.YES, Child.NO), Reason.CHILD_SAID_NO),
    (PersonFacts(False, Age.UNDER_13, PermissionAnswer.YES, Child.NO), Reason.CHILD_SAID_NO),
    (PersonFacts(False, Age.TEEN, PermissionAnswer.YES, Child.TOO_YOUNG), Reason.CHILD_NOT_ASKED),
    (
        PersonFacts(False, Age.UNDER_13, PermissionAnswer.YES, Child.NOT_ASKED),
        Reason.CHILD_NOT_ASKED,
    ),
    (
        PersonFacts(False, Age.UNKNOWN, PermissionAnswer.YES, Child.TOO_YOUNG),
        Reason.CHILD_NOT_ASKED,
    ),
    (PersonFacts(False, Age.TEEN, PermissionAnswer.NOTHING, Child.YES), Reason.NO_GUARDIAN),
    (PersonFacts(False, Age.TEEN, PermissionAnswer.NO, Child.YES), Reason.SAID_NO),
    (PersonFacts(False, Age.UNDER_13, PermissionAnswer.RAN_OUT, Child.YES), Reason.RAN_OUT),
    (PersonFacts(False, Age.UNDER_13, PermissionAnswer.OLD_WORDS, Child.YES), Reason.OLD_WORDS),
]


@pytest.mark.parametrize(("person", "reason"), BECAUSE)
def test_the_reason_is_the_one_a_person_can_put_right(person, reason):
    assert why_not(Facts(**FINE | {"people": (person,)})) == [reason]


def test_two_with_the_same_reason_say_it_once_and_a_stop_comes_first():
    facts = Facts(
        **FINE
        | {"people": (PersonFacts(True, Age.ADULT), PersonFacts(True, Age.ADULT)), "on_hold": True}
    )
    assert why_not(facts) == [Reason.STOPPED, Reason.NOT_ASKED]


@pytest.mark.parametrize("facts", [Facts(), PersonFacts()])
def test_facts_that_were_gathered_are_not_changed_afterwards(facts):
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.people = facts.said = None


def test_every_reason_has_its_sentence():
    assert set(SENTENCES) == set(Reason)
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())
