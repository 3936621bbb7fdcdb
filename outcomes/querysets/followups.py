"""Whether it is still true: read by whoever reads the story."""

from django.db import models


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        stories = self.model.story.field.related_model.objects.visible_to(user)
        return self.filter(story__in=stories.values("pk"))

    def latest(self):
        return self.filter(latest=True)
