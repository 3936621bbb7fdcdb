"""The cleared copy of a story or an activity, with its circle.

All who are neither of the story's own area nor Local Trust read, search, count, export and are fed
from this table and no other. A row exists only while the thing may go beyond its area: a step back
narrows or deletes the row in the same transaction, and every page, list and search follows.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP, PROGRAMME_UP, Audience, Picture
from bigstory.core.db.dated import today
from bigstory.core.db.words import Chosen
from bigstory.core.search import Index, register
from bigstory.core.text.sides import isolated
from outcomes.framework.models import Barrier, ChangeKind, ChangeLevel, Driver, Maker, Outcome
from outcomes.stories.models.readings import Reading
from outcomes.stories.models.story import STORY_INDEX, ChangeStory, byline_of
from partnerships.models import Activity, MediaItem


def in_time() -> Q:
    """Until the day on which a permission that all areas and everybody need is over."""
    return Q(expires_on=None) | Q(expires_on__gt=today())


def in_time_for_programme() -> Q:
    """Until the day on which a permission that the programme needs is over."""
    return Q(programme_until=None) | Q(programme_until__gt=today())


def circle_of(user, area_id: int) -> Audience:
    """The narrowest circle of an area in which somebody reads its copies."""
    programme = (May.READ_SENT, May.READ_DRAFTS)
    if any(areas_where(user, may).includes(area_id) for may in programme):
        return Audience.PROGRAMME
    shared = areas_where(user, May.READ_SHARED).includes(area_id)
    return Audience.NETWORK if shared else Audience.PUBLIC


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The copies this person may read, by their circle and by the day.

        The log lies below this app and cannot delete a row here when an activity stops being
        public. So the activity's own audience is looked at too, and narrowing it works at once.
        """
        network = areas_where(user, May.READ_SHARED).q() & Q(circle__in=NETWORK_UP) & in_time()
        programme = areas_where(user, May.READ_SENT).q() & in_time_for_programme()
        own = areas_where(user, May.READ_DRAFTS).q()
        stories = Q(story__isnull=False) & (network | programme | own)
        return self.filter(self._its_day_has_come(), self._for_everybody() | stories)

    def for_everybody(self):
        """The copies on the open web, whoever asks."""
        return self.filter(self._its_day_has_come(), self._for_everybody())

    @staticmethod
    def _for_everybody() -> Q:
        public = Q(activity=None) | Q(activity__audience=Audience.PUBLIC)
        return Q(circle=Audience.PUBLIC) & in_time() & public

    @staticmethod
    def _its_day_has_come() -> Q:
        """A hard story may be the area's alone until a day it chose."""
        return Q(shown_from=None) | Q(shown_from__lte=today())

    def stories(self):
        return self.filter(story__isnull=False)

    def activities(self):
        return self.filter(activity__audience=Audience.PUBLIC)

    def for_list(self):
        """With what a row of a list shows, in a flat number of statements."""
        return self.select_related("area", "area__region").prefetch_related("said_yes", "levels")


class Publication(models.Model):
    """What a circle may read of one story or one activity, as it was cleared.

    Makers, drivers, barriers, sortings and answers about permission go to the programme at most,
    and media have circles of their own (PublishedMedia); everything else goes as far as the copy.
    """

    story = models.OneToOneField(
        ChangeStory, on_delete=models.CASCADE, null=True, blank=True, related_name="publication"
    )
    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="publication"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="publications")
    circle = models.CharField(
        _("who can read it"),
        max_length=12,
        choices=[choice for choice in Audience.choices if choice[0] in PROGRAMME_UP],
        default=Audience.PUBLIC,
    )
    shown_from = models.DateField(
        null=True, blank=True, help_text=_("Before that day only its own area reads it.")
    )
    title = models.CharField(max_length=160)
    told_by = models.CharField(max_length=120, blank=True)
    told_by_is = models.CharField(max_length=120, blank=True)
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
    levels = Chosen(ChangeLevel, blank=True, related_name="publications")
    kinds = Chosen(ChangeKind, blank=True, related_name="publications")
    makers = Chosen(Maker, blank=True, related_name="publications")
    drivers = Chosen(Driver, blank=True, related_name="publications")
    barriers = Chosen(Barrier, blank=True, related_name="publications")
    said_yes = Chosen(
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
        help_text=_("The first day on which it is for the programme at most, or for nobody."),
    )
    programme_until = models.DateField(
        null=True,
        blank=True,
        help_text=_("The first day on which the programme may not read it either."),
    )
    gate = models.JSONField(default=dict, help_text=_("The facts on which it was let out."))
    grew_from = models.JSONField(
        default=dict, help_text=_("Public activities and endorsed priorities, as words.")
    )
    roots = models.JSONField(
        default=dict,
        help_text=_("For whoever signs in: what it grew from, by the number of each row."),
    )
    sortings = models.JSONField(
        default=list, help_text=_("For the programme: each evaluator's view, names left out.")
    )
    permissions = models.JSONField(
        default=list,
        help_text=_("For the programme: whether all who can be recognised say yes."),
    )
    came = models.CharField(
        max_length=40, blank=True, help_text=_("For an activity: how many came, in words.")
    )
    photos = models.ManyToManyField(
        MediaItem,
        through="PublishedMedia",
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
        verbose_name = _("cleared copy")
        verbose_name_plural = _("cleared copies")
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

    @property
    def byline(self) -> str:
        return byline_of(isolated(self.told_by), self.told_by_is)

    @property
    def circle_today(self) -> str:
        """Who reads it today, by the days as well; empty where nobody does."""
        day = today()
        if self.shown_from is not None and self.shown_from > day:
            return ""
        if self.circle != Audience.PROGRAMME and (self.expires_on is None or self.expires_on > day):
            return self.circle
        until = self.programme_until
        return Audience.PROGRAMME.value if until is None or until > day else ""

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

    class Meta:
        verbose_name = _("story that was public once")
        verbose_name_plural = _("stories that were public once")


class PublishedReading(models.Model):
    """A party's latest answer, unnamed: visitors filter and count without the private tables."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="answers")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=12, choices=Reading.Party.choices)
    answer = models.CharField(max_length=8, choices=Reading.Answer.choices)

    class Meta:
        verbose_name = _("cleared reading")
        verbose_name_plural = _("cleared readings")
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
