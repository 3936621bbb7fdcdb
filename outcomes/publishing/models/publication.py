"""The cleared copy of a story or an activity. Visitors' pages read this table and no other for it.

A row exists only while the thing is public: taking it back deletes the row in the same transaction,
and every page, list and search follows.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from bigstory.core.db.choices import Audience, Picture
from bigstory.core.db.dated import today
from bigstory.core.search import Index, register
from outcomes.framework.models import ChangeKind, ChangeLevel, Outcome
from outcomes.stories.models.readings import Reading
from outcomes.stories.models.story import STORY_INDEX, ChangeStory
from partnerships.models import Activity, MediaItem


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The copies everybody may read: until the day somebody's permission is over.

        The log lies below this app and cannot delete a row here when an activity stops being
        public. So the activity's own audience is looked at too, and narrowing it works at once.
        """
        in_time = Q(expires_on=None) | Q(expires_on__gt=today())
        return self.filter(in_time, Q(activity=None) | Q(activity__audience=Audience.PUBLIC))

    def stories(self):
        return self.filter(story__isnull=False)

    def activities(self):
        return self.filter(activity__audience=Audience.PUBLIC)

    def for_list(self):
        """With what a row of a list shows, in a flat number of statements."""
        return self.select_related("area", "area__region").prefetch_related("said_yes", "levels")


class Publication(models.Model):
    """What everybody may read of one story or one activity, as it was cleared."""

    story = models.OneToOneField(
        ChangeStory, on_delete=models.CASCADE, null=True, blank=True, related_name="publication"
    )
    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="publication"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField(max_length=160)
    told_by = models.CharField(max_length=120, blank=True)
    told_on = models.DateField()
    in_short = models.CharField(max_length=200, blank=True)
    before = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    how_it_came_about = models.TextField(blank=True)
    what_was_hard = models.TextField(blank=True)
    how_we_know = models.TextField(blank=True)
    spoken = models.TextField(
        blank=True, help_text=_("What is said in recordings nobody can be known by.")
    )
    kind = models.CharField(max_length=10, choices=ChangeStory.Kind.choices, blank=True)
    changed_from = models.PositiveSmallIntegerField(null=True, blank=True)
    changed_until = models.PositiveSmallIntegerField(null=True, blank=True)
    picture = models.CharField(max_length=20, choices=Picture.choices, blank=True)
    levels = models.ManyToManyField(ChangeLevel, blank=True, related_name="publications")
    kinds = models.ManyToManyField(ChangeKind, blank=True, related_name="publications")
    said_yes = models.ManyToManyField(
        Outcome, blank=True, related_name="publications", help_text=_("Read as yes by its teller.")
    )
    readings = models.JSONField(
        default=list, help_text=_("The latest reading of each party, names left out.")
    )
    evidence = models.JSONField(
        default=list, help_text=_("What supports it, as words, and who says so.")
    )
    films = models.JSONField(default=list, help_text=_("Films elsewhere, by host and id."))
    lasting = models.CharField(
        max_length=12, blank=True, help_text=_("Whether it is still true, as last answered.")
    )
    lifeline = models.JSONField(
        default=list, help_text=_("Each answer to “Is it still true?”, names left out.")
    )
    expires_on = models.DateField(
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The first day on which somebody's permission is over."),
    )
    gate = models.JSONField(default=dict, help_text=_("The facts on which it was let out."))
    grew_from = models.JSONField(
        default=dict, help_text=_("Public activities and endorsed priorities, as words.")
    )
    came = models.CharField(
        max_length=40, blank=True, help_text=_("For an activity: how many came, in words.")
    )
    photos = models.ManyToManyField(
        MediaItem,
        blank=True,
        related_name="publications",
        help_text=_("With nobody to be recognised, or with their permission."),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-told_on", "-pk"]
        indexes = [
            models.Index(fields=["area", "-told_on"]),
            models.Index(fields=["-told_on", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, activity__isnull=False)
                | Q(story__isnull=False, activity=None),
                name="outcomes_publication_of_one_thing",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.story_id:
            return reverse("story", args=[self.story_id])
        return f"{reverse('area', args=[self.area.slug])}#happened"


class OncePublic(models.Model):
    """The number of a story that was public once. It outlives the story.

    A link that somebody kept then leads to a page that says it is not shown, not to an error.
    """

    number = models.PositiveBigIntegerField(unique=True)

    def __str__(self):
        return str(self.number)


class PublishedReading(models.Model):
    """A party's latest answer, unnamed: visitors filter and count without the private tables."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="answers")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=12, choices=Reading.Party.choices)
    answer = models.CharField(max_length=8, choices=Reading.Answer.choices)

    class Meta:
        indexes = [models.Index(fields=["outcome", "answer", "party", "publication"])]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "outcome", "party"],
                name="outcomes_one_published_reading_of_each_party",
            )
        ]

    def __str__(self):
        return f"{self.get_party_display()}: {self.get_answer_display()}"


# Visitors find a story by the same words as everybody else, in its public copy.
PUBLICATION_INDEX = register(Index("outcomes_publication", STORY_INDEX.columns))
