"""Who signs in for the organisation that holds the money, what it hands on, and a member who keeps
the roster.
"""

from datetime import date

from areas.models import Area, AreaRole
from bigstory.accounts.models import User
from partnerships.models import HandOver, Officership, Organisation

THEN = date(2025, 1, 14)


def plant_holders(world, letter: str, area: Area, trust) -> None:
    """Their own people: what the cast may do here comes from the cast's roles alone."""
    holder = Organisation.objects.get(
        pk=next(row.pk for where, row in world.things["organisation"] if where == letter)
    )
    officer = User.objects.create_user(f"officer-{letter}@example.org", name="Olwen")
    signs_in = Officership.objects.create(user=officer, organisation=holder, starts=THEN)
    world.keep("officer", letter, signs_in)
    world.keep("hand_over", letter, HandOver.objects.create(area=area, giver=holder, amount=7))
    named = User.objects.create_user(f"keeper-{letter}@example.org", name="Kay")
    for role in ("member", "keeper"):
        row = AreaRole.objects.create(user=named, role=role, area=area, starts=THEN)
    world.keep("keeper", letter, row)
