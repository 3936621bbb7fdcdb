"""Which holds stand, and who may read what somebody wrote about a public page."""

from django.db import models
from django.db.models import Q

from areas.access import where
from bigstory.accounts.roles import May


class HoldQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may lift one reads its note. Others see only that a story is not public."""
        seen = where(user, May.LIFT_HOLD)
        return self.filter(seen.q() | seen.q("story__area") | seen.q("person__area"))

    def standing(self):
        return self.filter(lifted_at=None)

    def over(self, story):
        """Those that keep this story in: its own, its area's, and those of anybody in it."""
        return (
            self.standing()
            .filter(Q(story=story) | Q(area=story.area_id) | Q(person__appearances__story=story))
            .distinct()
        )


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.REVIEW_STORY).q("story__area"))

    def open(self):
        return self.filter(answered_at=None)


class ErasureAskedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.ERASE).q("person__area"))

    def open(self):
        return self.filter(person__erased_at=None)
