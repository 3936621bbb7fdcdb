"""Which outcomes the priorities of an area serve, on pages of apps that know no outcomes."""

from uuid import UUID

from django import template

from areas.models import Area
from outcomes.framework.queries import served
from outcomes.models import Outcome

register = template.Library()


@register.simple_tag
def outcomes_served(area: Area) -> dict[UUID, list[Outcome]]:
    """By the thread of a priority. One statement."""
    return served(area)


@register.filter
def of_priority(found: dict[UUID, list[Outcome]], thread: UUID) -> list[Outcome]:
    """What one priority serves."""
    return found.get(thread, [])
