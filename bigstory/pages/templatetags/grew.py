"""Stories that grew from something, on a page of an app below, which knows no stories."""

from django import template

from outcomes.models import ChangeStory

register = template.Library()
SHOWN = 12


@register.inclusion_tag("pages/decision_stories.html", takes_context=True)
def stories_of_decision(context, decision):
    """What changed because of a decision, as far as this reader may read it. One statement."""
    stories = ChangeStory.objects.visible_to(context["request"].user).filter(decisions=decision)
    return {"stories": list(stories.order_by("-told_on", "-pk")[:SHOWN])}
