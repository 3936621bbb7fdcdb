"""What comes first on a new site, for whoever runs it."""

from django import template

from areas.models import AreaRole
from bigstory.accounts.models import Invitation
from bigstory.accounts.roles import Role

register = template.Library()


@register.inclusion_tag("admin/first_steps.html", takes_context=True)
def first_steps(context):
    """Until somebody of the funder is here: who was invited, or that nobody was."""
    here = AreaRole.objects.active().filter(role=Role.TRUST).exists()
    invited = None if here else Invitation.objects.open().filter(role=Role.TRUST).first()
    return {"here": here, "invited": invited, "role": Role.TRUST.value, "words": context["words"]}
