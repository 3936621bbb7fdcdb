"""Every way in which somebody in a story can have been asked, and how far it lets the story go, by
hand.
"""

import itertools
from datetime import timedelta

from bigstory.core.db.dated import today
from outcomes.models import Appearance, Guardian, PermissionEvent, Person, Use

CIRCLES = "area", "programme", "network", "public"
LATER = today() + timedelta(days=100)
TOMORROW = today() + timedelta(days=1)
PAST = today()
# What somebody says, until when, in which words, of which use; who speaks, and what the child says.
# `all` is of all stories.
NOWHERE, OUR_AREA, PROGRAMME, ALL_AREAS, EVERYBODY = (
    {"how_far": rung} for rung in ("nowhere", "area", "programme", "network", "public")
)
OVER = {"until": PAST}
NO_DAY = {"until": None}
OLD = {
    circle: {"how_far": circle, "wording": ("words", circle)}
    for circle in ("area", "programme", "network", "public")
}
MUM = {"given_by": "guardian", "guardian": 0}
DAD = {"given_by": "guardian", "guardian": 1}
CHILD_YES, CHILD_NO, TOO_YOUNG = ({"child": answer} for answer in ("yes", "no", "too_young"))
NIGHT = {"how_far": "", "given_by": "system", "wording": None, "until": None}
# First how far it goes at most, by hand, a letter for each: an adult, an adult's health, an adult
# nobody recognises; a teenager, one nobody recognises; a young child, one nobody recognises.
# A our area, P programme, N all areas, E everybody, - nowhere.
WAYS = {
    "nobody asked": ("PAEAPAP", []),
    "nowhere": ("--A-A-A", [NOWHERE]),
    "our area": ("AAAAAAA", [OUR_AREA]),
    "programme": ("PPPAPAP", [PROGRAMME]),
    "all areas": ("NNNAPAP", [ALL_AREAS]),
    "everybody": ("EEEAPAP", [EVERYBODY]),
    "nowhere, and long ago": ("--A-A-A", [NOWHERE | OVER]),
    "programme, and over": ("PAPAPAP", [PROGRAMME | OVER]),
    "all areas, and over": ("PANAPAP", [ALL_AREAS | OVER]),
    "everybody, and over": ("PAEAPAP", [EVERYBODY | OVER]),
    "everybody, until tomorrow": ("EEEAPAP", [EVERYBODY | {"until": TOMORROW}]),
    "everybody, and no day": ("PAEAPAP", [EVERYBODY | NO_DAY]),
    "everybody, then nowhere": ("--A-A-A", [EVERYBODY, NOWHERE]),
    "everybody, then our area": ("AAAAAAA", [EVERYBODY, OUR_AREA]),
    "everybody, then programme": ("PPPAPAP", [EVERYBODY, PROGRAMME]),
    "nowhere, then everybody again": ("EEEAPAP", [NOWHERE, EVERYBODY]),
    "programme, then all areas": ("NNNAPAP", [PROGRAMME, ALL_AREAS]),
    "over, then asked again": ("EEEAPAP", [EVERYBODY | OVER, EVERYBODY]),
    "everybody, then programme and over": ("PAPAPAP", [EVERYBODY, PROGRAMME | OVER]),
    "everybody in words nobody kept": ("PAEAPAP", [EVERYBODY | {"wording": None}]),
    "everybody in the words of another use": ("PAEAPAP", [EVERYBODY | {"wording": ("media", "")}]),
    "everybody in old words about it": ("EEEAPAP", [OLD["public"]]),
    "all areas in old words about it": ("NNNAPAP", [OLD["network"]]),
    "programme in old words about it": ("PPPAPAP", [OLD["programme"]]),
    "our area in old words about it": ("AAAAAAA", [OLD["area"]]),
    "everybody in words that asked about the programme": (
        "PPEAPAP",
        [EVERYBODY | {"wording": ("words", "programme")}],
    ),
    "everybody in words that asked about all areas": (
        "NNEAPAP",
        [EVERYBODY | {"wording": ("words", "network")}],
    ),
    "no to everybody in old words": (
        "PANAPAP",
        [ALL_AREAS | {"wording": ("words", "public")} | NO_DAY],
    ),
    "pictures to everybody, words not asked": ("PAEAPAP", [EVERYBODY | {"use": Use.MEDIA}]),
    "words to everybody, pictures nowhere": ("EEEAPAP", [EVERYBODY, NOWHERE | {"use": Use.MEDIA}]),
    "all stories to everybody": ("EEEAPAP", [EVERYBODY | {"all": True}]),
    "all stories to everybody, this one nowhere": ("--A-A-A", [EVERYBODY | {"all": True}, NOWHERE]),
    "this one to everybody, then all nowhere": ("--A-A-A", [EVERYBODY, NOWHERE | {"all": True}]),
    "all nowhere, then this one to everybody": ("EEEAPAP", [NOWHERE | {"all": True}, EVERYBODY]),
    "this one nowhere, then all stories to everybody": (
        "EEEAPAP",
        [NOWHERE, EVERYBODY | {"all": True}],
    ),
    "marked as run out": ("PAEAPAP", [EVERYBODY | OVER, NIGHT]),
    "marked as run out by mistake": ("EEEAPAP", [EVERYBODY, NIGHT]),
    "mum, child yes": ("PAENENE", [EVERYBODY | MUM | CHILD_YES]),
    "mum, child no": ("PAEAAAA", [EVERYBODY | MUM | CHILD_NO]),
    "mum, child too young": ("PAEPPNE", [EVERYBODY | MUM | TOO_YOUNG]),
    "mum, child not asked": ("PAEPPNP", [EVERYBODY | MUM]),
    "mum to the programme, child yes": ("PAEPPPP", [PROGRAMME | MUM | CHILD_YES]),
    "mum to all areas, child yes": ("PAENNNN", [ALL_AREAS | MUM | CHILD_YES]),
    "mum to our area": ("PAEAAAA", [OUR_AREA | MUM]),
    "mum nowhere": ("PAE-A-A", [NOWHERE | MUM]),
    "mum nowhere, and the child to everybody": ("EEE-A-A", [NOWHERE | MUM, EVERYBODY]),
    "mum, child said so themselves": ("EEENENE", [EVERYBODY | MUM, EVERYBODY]),
    "mum, child themselves to the programme": ("PPPPPPP", [EVERYBODY | MUM, PROGRAMME]),
    "mum, child themselves to all areas": ("NNNNNNN", [EVERYBODY | MUM, ALL_AREAS]),
    "mum, child themselves to our area": ("AAAAAAA", [EVERYBODY | MUM | CHILD_YES, OUR_AREA]),
    "mum, child themselves, long ago": ("PAENENE", [EVERYBODY | MUM, EVERYBODY | OVER]),
    "mum, and the child nowhere": ("--A-A-A", [EVERYBODY | MUM | CHILD_YES, NOWHERE]),
    "mum, child no, then the child yes": ("EEEAAAA", [EVERYBODY | MUM | CHILD_NO, EVERYBODY]),
    "mum, child no, then mum again and yes": (
        "PAENENE",
        [
            EVERYBODY | MUM | CHILD_NO,
            EVERYBODY | MUM | CHILD_YES,
        ],
    ),
    "mum and dad": ("PAENENE", [EVERYBODY | MUM | CHILD_YES, EVERYBODY | DAD | CHILD_YES]),
    "mum and dad, who heard nothing of the child": (
        "PAENENE",
        [EVERYBODY | MUM | CHILD_YES, EVERYBODY | DAD],
    ),
    "mum to everybody, dad to the programme": (
        "PAEPPPP",
        [
            EVERYBODY | MUM | CHILD_YES,
            PROGRAMME | DAD | CHILD_YES,
        ],
    ),
    "mum to all areas, dad to everybody": (
        "PAENNNN",
        [
            ALL_AREAS | MUM | CHILD_YES,
            EVERYBODY | DAD | CHILD_YES,
        ],
    ),
    "mum yes, dad nowhere": ("PAE-A-A", [EVERYBODY | MUM | CHILD_YES, NOWHERE | DAD]),
    "mum yes, dad our area": ("PAEAAAA", [EVERYBODY | MUM | CHILD_YES, OUR_AREA | DAD]),
    "mum yes, dad nowhere, then yes": (
        "PAENENE",
        [
            EVERYBODY | MUM | CHILD_YES,
            NOWHERE | DAD,
            EVERYBODY | DAD | CHILD_YES,
        ],
    ),
    "mum yes, dad over": (
        "PAEAPAP",
        [EVERYBODY | MUM | CHILD_YES, EVERYBODY | DAD | CHILD_YES | OVER],
    ),
    "mum yes, dad heard the child say no": (
        "PAEAAAA",
        [
            EVERYBODY | MUM | CHILD_YES,
            EVERYBODY | DAD | CHILD_NO,
        ],
    ),
    "mum nowhere, dad yes": ("PAE-A-A", [NOWHERE | MUM, EVERYBODY | DAD | CHILD_YES]),
    "mum yes, dad in words nobody kept": (
        "PAEAPAP",
        [
            EVERYBODY | MUM | CHILD_YES,
            EVERYBODY | DAD | CHILD_YES | {"wording": None},
        ],
    ),
    "mum over": ("PAEAPAP", [EVERYBODY | MUM | CHILD_YES | OVER]),
    "mum over, then again": (
        "PAENENE",
        [EVERYBODY | MUM | CHILD_YES | OVER, EVERYBODY | MUM | CHILD_YES],
    ),
    "mum in words nobody kept": ("PAEAPAP", [EVERYBODY | MUM | CHILD_YES | {"wording": None}]),
    "mum of pictures": ("PAEAPAP", [EVERYBODY | MUM | CHILD_YES | {"use": Use.MEDIA}]),
    "mum of all stories": ("PAENENE", [EVERYBODY | MUM | CHILD_YES | {"all": True}]),
    "mum, of all stories, and nowhere of this": (
        "PAE-A-A",
        [
            EVERYBODY | MUM | CHILD_YES | {"all": True},
            NOWHERE | MUM,
        ],
    ),
}
AGES = {
    "adult": ("adult", None),
    "teen": ("13_to_17", None),
    "turned 18 today": ("13_to_17", today()),
    "turns 18 tomorrow": ("13_to_17", TOMORROW),
    "child": ("under_13", None),
    "nobody knows": ("unknown", None),
}
SEEN = {
    "seen": (True, False),
    "seen, of their health": (True, True),
    "not seen, of their health": (False, True),
}


GROWN_UP = ("adult", "turned 18 today")
ASKED_THEMSELVES = ("teen", "turns 18 tomorrow", "nobody knows")
BE_SEEN = ("seen", "seen, of their health")
NOT_SEEN = ("not seen, of their health",)
COLUMNS = {
    0: [(age, "seen") for age in GROWN_UP],
    1: [(age, "seen, of their health") for age in GROWN_UP],
    2: [(age, seen) for age in GROWN_UP for seen in NOT_SEEN],
    3: [(age, seen) for age in ASKED_THEMSELVES for seen in BE_SEEN],
    4: [(age, seen) for age in ASKED_THEMSELVES for seen in NOT_SEEN],
    5: [("child", seen) for seen in BE_SEEN],
    6: [("child", seen) for seen in NOT_SEEN],
}
COLUMN_OF = {key: column for column, keys in COLUMNS.items() for key in keys}
# The circles it goes to, by the letter.
GOES = {letter: CIRCLES[:n] for n, letter in enumerate("-APNE")}
EVERY = list(itertools.product(WAYS, AGES, SEEN))


def events_of(person, both, story, way, wordings):
    """What a person and those who answer for them said, in one way."""
    _goes, answers = WAYS[way]
    for answer in answers:
        use = answer.get("use", Use.WORDS)
        yield PermissionEvent(
            person=person,
            story=None if answer.get("all") else story,
            use=use,
            how_far=answer["how_far"],
            given_by=answer.get("given_by", "self"),
            guardian=both[answer["guardian"]] if "guardian" in answer else None,
            child_agreed=answer.get("child", ""),
            wording=wordings.get(answer.get("wording", (use, ""))),
            expires_on=answer.get("until", LATER),
        )


def ask(story, way, wordings, *, age="adult", seen="seen"):
    """Put somebody on the list of a story who was asked in one way."""
    years, turns = AGES[age]
    identifiable, private = SEEN[seen]
    person = Person.objects.create(area=story.area, name="Maureen", age=years, turns_18=turns)
    both = [Guardian.objects.create(person=person, name=name) for name in ("Mum", "Dad")]
    Appearance.objects.create(
        story=story, person=person, how="about", identifiable=identifiable, private_matter=private
    )
    PermissionEvent.objects.bulk_create(events_of(person, both, story, way, wordings))
    return person
