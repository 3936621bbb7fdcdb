"""Whose reading an answer is, in one breath."""

from django import template
from django.utils.translation import gettext as _

from outcomes.models import Reading

register = template.Library()


@register.simple_tag
def party_says(parties: dict[str, str], party: str, answer: str) -> str:
    """ "Local Trust: yes"."""
    said = Reading.Answer(answer).label
    return _("%(who)s: %(said)s") % {
        "who": parties.get(party, party),
        "said": said[:1].lower() + said[1:],
    }
