"""Who can read this? Each choice says exactly who, in the programme's own words."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from areas.models import Programme
from areas.words import Words
from bigstory.core.choices import Audience


class Choice(NamedTuple):
    value: str
    label: str
    hint: str


def audience_choices(programme: Programme) -> list[Choice]:
    """The four audiences, narrowest first; each includes the ones before it."""
    words = Words(programme.words)
    said = {**words, "Partnership": words["Partnership"], "programme": programme.name}
    return [
        Choice(
            Audience.PARTNERSHIP.value,
            _("Our %(partnership)s") % said,
            _("Us, our %(lto)s and our %(rep)s") % said,
        ),
        Choice(
            Audience.PROGRAMME.value,
            _("%(Partnership)s and %(funder)s") % said,
            _("Also %(funder)s and the evaluators") % said,
        ),
        Choice(
            Audience.NETWORK.value,
            _("Every %(programme)s %(area)s") % said,
            _("Also everybody who signs in from another %(area)s") % said,
        ),
        Choice(Audience.PUBLIC.value, _("Everybody"), _("Once %(funder)s has looked") % said),
    ]


def audience_label(value: str, programme: Programme) -> str:
    """The short words for one audience."""
    return next(choice.label for choice in audience_choices(programme) if choice.value == value)
