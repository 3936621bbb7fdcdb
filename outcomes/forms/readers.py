"""Who can read a story: the programme's four audiences, with hints that are exact for stories."""

from django.utils.translation import gettext as _

from areas.models import Programme
from areas.words import Words
from bigstory.core.choices import Audience
from partnerships.forms.audience import Choice, audience_choices


def story_readers(programme: Programme) -> dict[str, Choice]:
    """By value, narrowest first.

    The LTO reads what was logged, but not a story kept to the partnership.
    """
    found = {choice.value: choice for choice in audience_choices(programme)}
    own = found[Audience.PARTNERSHIP]
    found[Audience.PARTNERSHIP.value] = own._replace(
        hint=_("Us and our %(rep)s") % Words(programme.words)
    )
    return found
