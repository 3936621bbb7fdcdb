"""What may go to which circle, as tables written by hand: people by their answers, and the facts of
a story.
"""

import dataclasses

from outcomes.publishing.models.gate import Age, Child, Faces, Facts, PersonFacts, Reason, Stage

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
