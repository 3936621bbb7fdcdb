"""Who may see the people in stories, and what they allowed.

Evaluators learn yes or no, and no name: elsewhere.
"""

from django.db import models
from django.db.models import Q

from areas.access import where
from bigstory.accounts.roles import May


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_PERMISSIONS).q())

    def here(self):
        """Those who were not erased."""
        return self.filter(erased_at=None)


class AppearanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_PERMISSIONS).q("story__area"))


class PermissionEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_PERMISSIONS).q("person__area"))

    def about(self, story):
        """What was said of this story, or of all stories somebody is in. Newest first."""
        return self.filter(Q(story=story) | Q(story=None)).order_by("-pk")
