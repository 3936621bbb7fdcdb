"""What came of a decision and how a story was read, on pages of apps that know no stories."""

from django import template
from django.utils.translation import gettext as _

from outcomes.models import Reading
from outcomes.stories.queries.roots import grown_from
from partnerships.models import Decision

register = template.Library()
STORIES_SHOWN = 12


@register.simple_tag
def party_says(parties: dict[str, str], party: str, answer: str) -> str:
    """Whose reading it is, and the answer: "Local Trust: yes". `parties` are names by slug."""
    label = Reading.Answer(answer).label
    return _("%(who)s: %(said)s") % {
        "who": parties.get(party, party),
        "said": label[:1].lower() + label[1:],
    }


@register.inclusion_tag("pages/decision_stories.html", takes_context=True)
def stories_of_decision(context: template.Context, decision: Decision) -> dict[str, object]:
    """The stories that grew from a decision, as far as this reader may read them. One statement."""
    stories = grown_from(context["request"].user, decision.area_id, decisions=decision)
    return {"stories": list(stories.order_by("-told_on", "-pk")[:STORIES_SHOWN])}
