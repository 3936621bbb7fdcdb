"""The programme's own words: what it calls things, and who may read an item, said in them.

Templates write {{ words.area }}; a sister programme calls it "neighbourhood".
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from areas.models import Programme
from bigstory.core.db.choices import Audience

DEFAULTS = {
    "area": "area",
    "areas": "areas",
    "partnership": "partnership",
    "partnerships": "partnerships",
    "lto": "LTO",
    "lto_long": "Locally Trusted Organisation",
    "rep": "Rep",
    "funder": "Local Trust",
    "plan": "plan",
    "wave": "wave",
    "evaluation": "the evaluation",
}


class Words(dict[str, str]):
    """The programme's words over the defaults; {{ words.Area }} starts with a capital."""

    def __init__(self, own: dict[str, str] | None = None) -> None:
        super().__init__(DEFAULTS | (own or {}))

    def __missing__(self, key: str) -> str:
        lower = key[:1].lower() + key[1:]
        if lower == key or lower not in self:
            raise KeyError(key)
        word = self[lower]
        return word[:1].upper() + word[1:]


class Choice(NamedTuple):
    """One audience; `hint` says exactly who can read."""

    value: str
    label: str
    hint: str


def audience_choices(programme: Programme) -> list[Choice]:
    """The four audiences, narrowest first; each includes the ones before it."""
    words = Words(programme.words)
    names = {**words, "Partnership": words["Partnership"], "programme": programme.name}
    return [
        Choice(
            Audience.PARTNERSHIP.value,
            _("Our %(partnership)s") % names,
            _("Us, our %(lto)s and our %(rep)s") % names,
        ),
        Choice(
            Audience.PROGRAMME.value,
            _("%(Partnership)s and %(funder)s") % names,
            _("Also %(funder)s and the evaluators") % names,
        ),
        Choice(
            Audience.NETWORK.value,
            _("Every %(programme)s %(area)s") % names,
            _("Also everybody who signs in from another %(area)s") % names,
        ),
        Choice(Audience.PUBLIC.value, _("Everybody"), _("Once %(funder)s has looked") % names),
    ]


def audience_label(value: str, programme: Programme) -> str:
    """The short words for one audience."""
    return next(choice.label for choice in audience_choices(programme) if choice.value == value)
