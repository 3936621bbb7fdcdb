"""The programme's own words: what it calls things, and who may read an item, said in them.

Templates write {{ words.area }}; a sister programme calls it "neighbourhood".
"""

from typing import NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from areas.models import Programme
from areas.programme.models import CALLED, faults_of_words, is_a_word
from bigstory.accounts.roles import TABLE, May, Role
from bigstory.core.db.choices import HowFar

DEFAULTS = {word: called.default for word, called in CALLED.items()}


class Words(dict[str, str]):
    """The programme's words over the defaults; {{ words.Area }} starts with a capital.

    What is stored and no word is left out: every page says these, so a damaged one stops them all.
    """

    def __init__(self, own: object = None) -> None:
        stored = own if isinstance(own, dict) else {}
        super().__init__(
            DEFAULTS | {word: stored[word] for word in DEFAULTS if is_a_word(stored.get(word))}
        )

    def __missing__(self, key: str) -> str:
        lower = key[:1].lower() + key[1:]
        if lower == key or lower not in self:
            raise KeyError(key)
        word = self[lower]
        return word[:1].upper() + word[1:]


def readable() -> str:
    """For `/health/`: whether pages can say the programme's own words, or fall back on ours."""
    programme = Programme.objects.current()
    damaged = programme is not None and any(faults_of_words(programme.words))
    return "damaged" if damaged else "ok"


class Choice(NamedTuple):
    """One rung of the ladder; `hint` says exactly who can read."""

    value: str
    label: str
    hint: str


class Readers(NamedTuple):
    """The permissions by which something of an area is read in its three signed-in circles."""

    area: May
    programme: May
    network: May
    # Whether it goes to all areas only once somebody of the programme said yes.
    published: bool


OF_A_STORY = Readers(May.READ_DRAFTS, May.READ_SENT, May.READ_SHARED, published=True)
OF_WHAT_WAS_LOGGED = Readers(May.READ_OWN_LOG, May.READ_LOG, May.READ_SHARED, published=False)


def audience_choices(programme: Programme, readers: Readers) -> list[Choice]:
    """The four circles, narrowest first; each includes the ones before it.

    Who is in each is made from the role table, so that no sentence says what the table does not.
    """
    words = Words(programme.words)
    area = set(TABLE[readers.area])
    programme_roles = set(TABLE[readers.programme]) - area
    return [
        _choice(HowFar.AREA, _sentence(_people(area, words))),
        _choice(
            HowFar.PROGRAMME,
            _sentence(_("also %(people)s") % {"people": _people(programme_roles, words)}),
        ),
        _choice(HowFar.NETWORK, _all_areas(words, published=readers.published)),
        _choice(
            HowFar.PUBLIC,
            _(
                "Also everybody else, on the open web, once names in it were looked at and "
                "%(funder)s said yes"
            )
            % words,
        ),
    ]


def ladder_choices(programme: Programme) -> list[Choice]:
    """The five answers of somebody in a story, narrowest last, each with who that is."""
    circles = audience_choices(programme, OF_A_STORY)
    return [
        *circles,
        _choice(HowFar.NOWHERE, _("I am taken out of it")),
    ]


def audience_label(value: str) -> str:
    """The short words for one circle."""
    return str(HowFar(value).label)


def _choice(how_far: HowFar, hint: str) -> Choice:
    return Choice(how_far.value, str(how_far.label), hint)


def _all_areas(words: Words, *, published: bool) -> str:
    if published:
        return (
            _("Also everybody who signs in from another %(area)s, once %(funder)s said yes") % words
        )
    return _("Also everybody who signs in from another %(area)s") % words


def _people(roles: set[Role], words: Words) -> str:
    """The people who hold these roles, in the order of the table, inside a sentence."""
    phrases = {
        Role.MEMBER: _("the %(partnership)s") % words,
        Role.WORKER: _("its worker"),
        Role.LTO: _("the %(area)s’s %(lto)s") % words,
        Role.REP: _("its %(rep)s") % words,
        Role.TRUST: words["funder"],
        Role.EVALUATOR: _("the evaluators"),
    }
    return get_text_list([phrases[role] for role in phrases if role in roles], _("and"))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
