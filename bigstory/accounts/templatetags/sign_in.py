"""What the sign-in pages show beside allauth's forms."""

from django import template
from django.conf import settings

from bigstory.accounts import sample
from bigstory.accounts.models import User

register = template.Library()


@register.inclusion_tag("account/sample_people.html", takes_context=True)
def sample_people(context: template.Context) -> dict[str, object]:
    """The people to try the demo as: nobody outside demo mode, or without the example record."""
    people: list[sample.SamplePerson] = []
    if settings.DEMO:
        users = User.objects.filter(email__in=sample.EMAILS, is_active=True)
        emails = set(users.values_list("email", flat=True))
        people = [person for person in sample.PEOPLE if person.email in emails]
    return {"people": people, "password": sample.PASSWORD, "request": context["request"]}
