"""Who reads the decision book and knows when the partnership meets, and how decisions are told
apart.
"""

from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from areas.access import where
from bigstory.accounts.roles import May


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_DECISIONS).q())

    def with_room(self):
        """Adds `there`, how many were in the room, and `not_residents`, how many of them were no
        residents.
        """
        first, *rest = (Coalesce(F(name), 0) for name in self.model.ROOM)
        return self.annotate(
            not_residents=sum(rest[1:], rest[0]), there=first + sum(rest[1:], rest[0])
        )

    def room_noted(self):
        """Somebody wrote down who was there.

        An empty room decides nothing, so noughts alone are no note.
        """
        return self.with_room().filter(there__gt=0)

    def room_not_noted(self):
        return self.with_room().filter(there=0)

    def resident_majority(self):
        """More residents in the room than all the others together; where as many, it is no
        majority.
        """
        return self.with_room().filter(residents__gt=F("not_residents"))


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_DECISIONS).q())

    def to_come(self):
        return self.filter(cancelled=False, starts_at__gte=timezone.now()).order_by(
            "starts_at", "pk"
        )

    def still_ahead(self) -> QuerySet:
        """To come, and those called off: somebody may be on the way to one."""
        return self.filter(starts_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        return self.filter(starts_at__lt=timezone.now()).order_by("-starts_at", "-pk")
