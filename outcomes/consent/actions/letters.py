"""The letter to somebody whose answer a helper wrote down: what was written, and how to change it.

It is written in the transaction that stores the answer.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bigstory.core.work.mail import post
from outcomes.consent.actions.links import make_link
from outcomes.models import ChangeStory, PermissionEvent, Person


def may_write_to(person: Person) -> bool:
    """Whether the way to reach them that somebody wrote down is an address for letters, and they
    are there to read them.
    """
    if person.died_on is not None:
        return False
    try:
        validate_email(person.contact)
    except ValidationError:
        return False
    return True


def write_down_by_letter(
    person: Person,
    story: ChangeStory,
    *,
    events: list[PermissionEvent],
    by,
    address: Callable[[str], str],
) -> bool:
    """Tell somebody what was written down for them. False where there is no address.

    `address` makes the address of their private page from its secret. It goes along only where
    they have no link yet: a new one would end the one they may have on paper.
    """
    if not may_write_to(person):
        return False
    link = ""
    if not person.links.filter(ended_at=None).exists():
        link = address(make_link(person=person, by=by))
    context = {"person": person, "story": story, "events": events, "by": by, "link": link}
    post("answer", to=person.contact, context=context, about=person)
    return True
