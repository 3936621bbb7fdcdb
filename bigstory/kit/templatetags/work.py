"""Whether the work no page waits for is being done."""

from django import template

from bigstory.core.work.watch import somebody_works

register = template.Library()


@register.simple_tag
def nobody_works() -> bool:
    """True while no worker was seen for a minute: letters and films wait. One statement."""
    return not somebody_works()
