"""The people in stories: who they are, who answers for a child, and where they can be recognised.

What they allow is in `permissions`. A story goes public only when everybody who can be recognised
in it is listed here and has said yes: see `outcomes.publishing.models.gate`. Evaluators read none
of these rows; they learn yes or no, and no name (`outcomes.consent.views.people`).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.stories.models.story import ChangeStory
from partnerships.models import MediaItem


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_PERMISSIONS).q())

    def here(self):
        """Those who were not erased."""
        return self.filter(erased_at=None)


class AppearanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_PERMISSIONS).q("story__area"))


class PermissionEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_PERMISSIONS).q("person__area"))

    def about(self, story):
        """Those about this story or about all stories somebody is in. Newest first."""
        return self.filter(Q(story=story) | Q(story=None)).order_by("-pk")


class Person(models.Model):
    """Somebody who tells a story or can be recognised in one.

    They need no account, and mostly have none.
    """

    class Age(models.TextChoices):
        UNDER_13 = "under_13", _("Under 13")
        TEEN = "13_to_17", _("13 to 17")
        ADULT = "adult", _("18 or over")
        UNKNOWN = "unknown", _("I do not know")

    class Told(models.TextChoices):
        NOT_YET = "", _("Not yet")
        YES = "yes", _("Yes")
        CANNOT = "cannot", _("They cannot be told")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="people_in_stories")
    # All that an erasure leaves: it says nothing of anybody, and ties the line of the ledger to the
    # row.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    known_as = models.CharField(
        _("another name for stories"),
        max_length=120,
        blank=True,
        help_text=_("Where they do not want their own, such as “Mo”."),
    )
    what_they_are = models.CharField(
        _("what they are"), max_length=80, blank=True, help_text=_("Such as “resident, 74”.")
    )
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)
    age = models.CharField(
        _("how old they are"), max_length=10, choices=Age.choices, default=Age.UNKNOWN
    )
    turns_18 = models.DateField(
        _("the month they turn 18"),
        null=True,
        blank=True,
        help_text=_("The first day of that month."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    # Whether they know that they are in it. It keeps nothing in; it is counted, and asked about.
    told = models.CharField(
        _("do they know that they are in it?"),
        max_length=8,
        choices=Told.choices,
        blank=True,
        default=Told.NOT_YET,
    )
    told_how = models.CharField(_("how they were told"), max_length=120, blank=True)
    # Their own last word stands from then on and does not run out; their family may narrow it.
    died_on = models.DateField(
        _("the day we learned that they have died"), null=True, blank=True, editable=False
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person in a story")
        verbose_name_plural = _("people in stories")

    def __str__(self):
        if self.erased_at:
            return str(_("Somebody whose name was erased"))
        return self.name or self.known_as or self.what_they_are or str(_("Somebody without a name"))


class Guardian(models.Model):
    """Who answers for a child, beside the child."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardians")
    name = models.CharField(_("name"), max_length=120, blank=True)
    what_they_are = models.CharField(_("what they are to the child"), max_length=80, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Appearance(models.Model):
    """One person in one story, or in one picture or recording of it.

    Without a person, `unknown` counts those nobody could name.
    """

    class How(models.TextChoices):
        TELLER = "teller", _("tells it")
        ABOUT = "about", _("it is about them")
        NAME = "name", _("named or described")
        FACE = "face", _("their face")
        VOICE = "voice", _("their voice")
        BACKGROUND = "background", _("in the background")

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="appearances")
    media = models.ForeignKey(
        MediaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="appearances"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="appearances"
    )
    unknown = models.PositiveSmallIntegerField(_("how many nobody could name"), default=0)
    grown_up = models.BooleanField(_("all of them are grown up"), default=False)
    how = models.CharField(_("how"), max_length=12, choices=How.choices)
    identifiable = models.BooleanField(_("can be recognised"), default=True)
    # Somebody's health, faith, origin or offences may be told only with their yes, to whomever:
    # UK GDPR, articles 9 and 10.
    private_matter = models.BooleanField(
        _("it tells of their health, faith, origin or offences"), default=False
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance of somebody")
        verbose_name_plural = _("appearances of people")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unknown__gt=0) | Q(person__isnull=False, unknown=0),
                name="outcomes_appearance_of_somebody",
            ),
            models.UniqueConstraint(
                fields=["story", "person", "how"],
                condition=Q(person__isnull=False, media=None),
                name="outcomes_appearance_in_a_story_once",
            ),
            models.UniqueConstraint(
                fields=["story", "media", "person", "how"],
                condition=Q(person__isnull=False, media__isnull=False),
                name="outcomes_appearance_in_a_picture_once",
            ),
        ]

    def __str__(self):
        return self.get_how_display()
