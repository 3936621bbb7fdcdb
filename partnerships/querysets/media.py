"""Which pictures each signed-in person may see.

What visitors see hangs on a Publication, which lies above.
"""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

# How long a picture may wait for the form it was sent for.
WAITS_FOR_ITS_FORM = timedelta(hours=48)


class MediaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A picture is read by whoever reads its activity; until the form is sent, by who sent
        it.
        """
        activities = self.model.activity.field.related_model.objects.visible_to(user)
        mine = (
            Q(activity=None, for_story=False, added_by=user.pk)
            if user.is_authenticated
            else Q(pk__in=[])
        )
        return self.filter(Q(activity__in=activities.values("pk")) | mine)

    def waiting(self):
        """Taken in, while the form they were sent for is still open."""
        return self.filter(activity=None, for_story=False)

    def never_made(self):
        """Films that were put aside days ago and still wait for somebody to make them ready."""
        return self.filter(
            unready=self.model.COMING, added_at__lt=timezone.now() - WAITS_FOR_ITS_FORM
        )

    def left_behind(self):
        """Sent with a form that never came."""
        return self.waiting().filter(added_at__lt=timezone.now() - WAITS_FOR_ITS_FORM)
