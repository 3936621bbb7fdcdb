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
    widest,
)

AREA, PROGRAMME, NETWORK, PUBLIC = CIRCLES = "area", "programme", "network", "public"
WORDS, MEDIA = False, True
EVERY_RUNG = {"nowhere", "area", "programme", "network", "public"}
EVERY_LIMIT = {"", *EVERY_RUNG}
EVERY_CHILD = {Child.YES, Child.NO, Child.TOO_YOUNG, Child.NOT_ASKED}
# What a person is, by age and whether they can be recognised. In doubt they can.
WHO = {
    "a grown-up who is recognised": (Age.ADULT, {True, None}),
    "a grown-up nobody recognises": (Age.ADULT, {False}),
    "a young child who is recognised": (Age.UNDER_13, {True, None}),
    "a young child nobody recognises": (Age.UNDER_13, {False}),
    "a teenager who is recognised": (Age.TEEN, {True, None}),
    "a teenager nobody recognises": (Age.TEEN, {False}),
    "somebody of no known age who is recognised": (Age.UNKNOWN, {True, None}),
    "somebody of no known age nobody recognises": (Age.UNKNOWN, {False}),
}


@dataclasses.dataclass(frozen=True)
class Row:
    """One way of having been asked that lets it go: every value of each answer that does."""

    limit: set
    allowed: set = frozenset(EVERY_RUNG)
    child: set = frozenset(EVERY_CHILD)
    private: set = frozenset({True, False, None})


NEVER: list[Row] = []
WHATEVER = [Row(EVERY_LIMIT)]
NOT_NOWHERE = [Row(EVERY_LIMIT - {"nowhere"})]
# Nobody was asked, or they let it go so far at least: what counts as no no.
NO_NO = {
    PROGRAMME: {"", "programme", "network", "public"},
    NETWORK: {"", "network", "public"},
    PUBLIC: {"", "public"},
}
YES = {
    PROGRAMME: {"programme", "network", "public"},
    NETWORK: {"network", "public"},
    PUBLIC: {"public"},
}
NO_CHILD_SAYS_NO = {Child.YES, Child.TOO_YOUNG, Child.NOT_ASKED}
UNLESS_NO = {circle: [Row(NO_NO[circle])] for circle in NO_NO}
WITH_A_YES = {circle: [Row(NO_NO[circle], YES[circle])] for circle in NO_NO}
# Words of a grown-up go to the programme on its lawful basis; what is private by law with a yes.
ON_LAWFUL_BASIS = [
    Row(NO_NO[PROGRAMME], private={False}),
    Row(NO_NO[PROGRAMME], YES[PROGRAMME]),
]
UNLESS_A_CHILD_SAYS_NO = [Row(NO_NO[PROGRAMME], child=NO_CHILD_SAYS_NO)]
WITH_A_GUARDIAN = [Row(NO_NO[PROGRAMME], YES[PROGRAMME], NO_CHILD_SAYS_NO)]


def both_yes(circle: str, child: set) -> list[Row]:
    return [Row(NO_NO[circle], YES[circle], child)]


OWN_YES = {Child.YES}
YES_OR_TOO_YOUNG = {Child.YES, Child.TOO_YOUNG}
# The table: our area, programme, all areas, everybody. Words and media are the same but once.
TABLE = {
    ("a grown-up who is recognised", WORDS): (
        NOT_NOWHERE,
        ON_LAWFUL_BASIS,
        WITH_A_YES[NETWORK],
        WITH_A_YES[PUBLIC],
    ),
    ("a grown-up who is recognised", MEDIA): (
        NOT_NOWHERE,
        WITH_A_YES[PROGRAMME],
        WITH_A_YES[NETWORK],
        WITH_A_YES[PUBLIC],
    ),
    "a grown-up nobody recognises": (
        WHATEVER,
        UNLESS_NO[PROGRAMME],
        UNLESS_NO[NETWORK],
        UNLESS_NO[PUBLIC],
    ),
    "a young child who is recognised": (
        NOT_NOWHERE,
        WITH_A_GUARDIAN,
        both_yes(NETWORK, NO_CHILD_SAYS_NO),
        NEVER,
    ),
    "a young child nobody recognises": (
        WHATEVER,
        UNLESS_A_CHILD_SAYS_NO,
        both_yes(NETWORK, YES_OR_TOO_YOUNG),
        both_yes(PUBLIC, YES_OR_TOO_YOUNG),
    ),
    "a teenager who is recognised": (
        NOT_NOWHERE,
        WITH_A_GUARDIAN,
        both_yes(NETWORK, OWN_YES),
        NEVER,
    ),
    "a teenager nobody recognises": (
        WHATEVER,
        UNLESS_A_CHILD_SAYS_NO,
        both_yes(NETWORK, OWN_YES),
        both_yes(PUBLIC, OWN_YES),
    ),
    "somebody of no known age who is recognised": (
        NOT_NOWHERE,
        WITH_A_GUARDIAN,
        both_yes(NETWORK, OWN_YES),
        NEVER,
    ),
    "somebody of no known age nobody recognises": (
        WHATEVER,
        UNLESS_A_CHILD_SAYS_NO,
        both_yes(NETWORK, OWN_YES),
        both_yes(PUBLIC, OWN_YES),
    ),
}
ASKED = PersonFacts(True, Age.ADULT, limit="public", allowed="public", private_matter=False)
FINE = {
    "stage": Stage.PUBLISHED,
    "audience": "public",
    "approved_by_another": True,
    "held_back": False,
    "on_hold": False,
    "list_confirmed": True,
    "unknown_people": 0,
    "words_unchecked": 0,
    "cleaned": True,
    "cover_checked": True,
    "faces": Faces.COVERED,
    "people": (ASKED,),
}
ANY = "any"
# What each fact has to be: in our area, for the programme, for all areas, for everybody. Nothing
# else lets it go there.
HAS_TO_BE = {
    "stage": (
        {Stage.OPEN, Stage.SENT, Stage.PUBLISHED},
        {Stage.SENT, Stage.PUBLISHED},
        {Stage.PUBLISHED},
        {Stage.PUBLISHED},
    ),
    "audience": (ANY, {"programme", "network", "public"}, {"network", "public"}, {"public"}),
    "approved_by_another": (ANY, ANY, {True}, {True}),
    "held_back": (ANY, {False}, {False}, {False}),
    "on_hold": ({False}, {False}, {False}, {False}),
    "list_confirmed": (ANY, ANY, {True}, {True}),
    "unknown_people": (ANY, ANY, {0}, {0}),
    "words_unchecked": (ANY, {0}, {0}, {0}),
    "cleaned": ({True}, {True}, {True}, {True}),
    "cover_checked": (ANY, {True}, {True}, {True}),
    "faces": (ANY, {Faces.COVERED, Faces.GROWN_UP}, {Faces.COVERED}, {Faces.COVERED}),
}
# Whatever each fact may be: known, and unknown.
MAY_BE = {
    "stage": (Stage.OPEN, Stage.WITHDRAWN, Stage.SENT, Stage.PUBLISHED, None),
    "audience": ("area", "programme", "network", "public", None, ""),
    "approved_by_another": (True, False, None),
    "held_back": (False, True, None),
    "on_hold": (False, True, None),
    "list_confirmed": (True, False, None),
    "unknown_people": (0, 1, None),
    "words_unchecked": (0, 2, None),
    "cleaned": (True, False, None),
    "cover_checked": (True, False, None),
    "faces": (Faces.COVERED, Faces.GROWN_UP, Faces.OPEN),
}
SAYS = {
    "audience": Reason.NOT_CHOSEN,
    "approved_by_another": Reason.OWN_APPROVAL,
    "held_back": Reason.NOT_YET,
    "on_hold": Reason.STOPPED,
    "list_confirmed": Reason.LIST_OPEN,
    "unknown_people": Reason.SOMEBODY_UNKNOWN,
    "words_unchecked": Reason.WORDS_UNCHECKED,
    "cleaned": Reason.NOT_CLEANED,
    "cover_checked": Reason.COVER_UNCHECKED,
    "faces": Reason.FACES_NOT_COVERED,
}
SAYS_OF_STAGE = {
    Stage.OPEN: Reason.NOT_SENT,
    Stage.SENT: Reason.NOT_PUBLISHED,
    Stage.WITHDRAWN: Reason.WITHDRAWN,
    None: Reason.WITHDRAWN,
}


def fine(**changes) -> Facts:
    return Facts(**FINE | changes)


def lets(row: Row, limit, allowed, child, private) -> bool:
    return (
        limit in row.limit
        and allowed in row.allowed
        and child in row.child
        and private in row.private
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
    (PROGRAMME, adult(limit="nowhere"), Reason.SAID_NO),
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
