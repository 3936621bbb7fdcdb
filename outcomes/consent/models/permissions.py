"""What somebody allowed, in which words they were asked, and until when.

Nothing here is ever changed: a change of mind is a new event, and what is allowed today is computed
from all of them (`outcomes.publishing.queries.facts`).

The lawful basis for holding something is another matter than permission: LawfulBasis.
"""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Programme
from bigstory.core.db.choices import Audience, HowFar
from outcomes.consent.models.people import Guardian, PermissionEventQuerySet, Person
from outcomes.stories.models.story import ChangeStory


class Use(models.TextChoices):
    """What somebody is asked about: words are one thing, their picture, voice or film another."""

    WORDS = "words", _("Words")
    MEDIA = "media", _("Pictures, voice and film")


class AppendOnly(models.Model):
    """Rows that are added and never changed."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("This is never changed: what is different now is a new row.")
        super().save(*args, **kwargs)


class PermissionWording(AppendOnly):
    """The exact words somebody is shown or read aloud about one use, from a day on.

    Since the ladder came they ask about all of it. An older wording asked about one circle, and
    covers no other that is wider: `how_far`.
    """

    use = models.CharField(max_length=14, choices=Use.choices)
    how_far = models.CharField(
        _("asks about"),
        max_length=12,
        choices=HowFar.choices,
        blank=True,
        help_text=_("Empty: the whole ladder."),
    )
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8, default="en")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    from_date = models.DateField(_("in use from"))

    class Meta:
        verbose_name = _("wording of a permission")
        verbose_name_plural = _("wordings of permissions")
        ordering = ["use", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "how_far", "version", "language"],
                name="outcomes_permission_wording_once",
            )
        ]

    def save(self, *args, **kwargs):
        self.sha256 = hashlib.sha256(self.text.encode()).hexdigest()
        super().save(*args, **kwargs)

    def __str__(self):
        return f"{self.use} {self.version} {self.language}"


class PermissionEvent(AppendOnly):
    """One answer of one person: how far something of theirs may go, and under which name.

    `story` None: it is about every story they are in. What they allow runs out; what they do not
    allow never does.
    """

    class By(models.TextChoices):
        SELF = "self", _("themselves")
        GUARDIAN = "guardian", _("somebody who answers for them")
        SYSTEM = "system", _("nobody: its time was over")

    class Child(models.TextChoices):
        """The child's own answer. From 13 only a yes counts; at any age a no is a no."""

        NOT_A_CHILD = "", _("not a child")
        YES = "yes", _("yes")
        NO = "no", _("no")
        TOO_YOUNG = "too_young", _("too young to be asked")

    class Method(models.TextChoices):
        ASKED = "asked", _("I asked, and they said so")
        PAPER = "paper", _("on paper")
        AUDIO = "audio", _("said aloud and recorded")
        SCREEN = "screen", _("on a screen, by themselves")
        LINK = "link", _("through their own link")

    class CalledBy(models.TextChoices):
        """Under which name they may stand in it."""

        AS_BEFORE = "", _("as they said before")
        NAME = "name", _("their name")
        ANOTHER = "another", _("another name")
        WHAT_THEY_ARE = "what_they_are", _("no name, only what they are")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="permissions")
    story = models.ForeignKey(
        ChangeStory,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="permissions",
        help_text=_("Empty: all stories they are in."),
    )
    use = models.CharField(_("what for"), max_length=14, choices=Use.choices)
    how_far = models.CharField(
        _("how far it may go"),
        max_length=12,
        choices=HowFar.choices,
        blank=True,
        help_text=_("Empty in the lines that say that an answer ran out."),
    )
    called_by = models.CharField(
        _("under which name"), max_length=14, choices=CalledBy.choices, blank=True
    )
    called = models.CharField(_("the other name"), max_length=120, blank=True)
    given_by = models.CharField(
        _("who said it"), max_length=10, choices=By.choices, default=By.SELF
    )
    guardian = models.ForeignKey(
        Guardian, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    child_agreed = models.CharField(
        _("what the child said"),
        max_length=10,
        choices=Child.choices,
        blank=True,
        default=Child.NOT_A_CHILD,
    )
    wording = models.ForeignKey(
        PermissionWording, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown = models.TextField(_("the words they were shown"), blank=True)
    method = models.CharField(_("how"), max_length=8, choices=Method.choices, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_by_name = models.CharField(_("who wrote it down"), max_length=80, blank=True)
    on = models.DateField(_("on"), default=timezone.localdate)
    at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("runs out on"), null=True, blank=True)

    objects = PermissionEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("permission said")
        verbose_name_plural = _("permissions as they were said")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "use", "-id"]),
            models.Index(fields=["expires_on"]),
        ]

    def __str__(self):
        return f"{self.get_use_display()}: {self.get_how_far_display()}"

    @property
    def runs_out(self) -> bool:
        """Whether it is a yes, which is over one day. What keeps all in the area never is."""
        return self.how_far not in ("", HowFar.NOWHERE, HowFar.AREA)


class LawfulBasis(models.Model):
    """Why the programme may hold and use something at all, by use and circle and from a day on.

    It is data with its source, loaded from a file, and no rule of this code.
    """

    WORDS = ("use", "circle", "basis", "controller", "why", "source")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="lawful_bases")
    use = models.CharField(max_length=14, choices=Use.choices)
    circle = models.CharField(_("for whom"), max_length=12, choices=Audience.choices)
    basis = models.CharField(_("basis"), max_length=80)
    controller = models.CharField(_("who answers for it"), max_length=120)
    why = models.TextField(_("why"))
    source = models.CharField(_("where this is written"), max_length=200, blank=True)
    from_date = models.DateField(_("from"))

    class Meta:
        ordering = ["-use", "pk"]
        verbose_name_plural = _("lawful bases")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "use", "circle", "from_date"],
                name="outcomes_lawful_basis_once",
            )
        ]

    def __str__(self):
        return f"{self.get_use_display()}, {self.get_circle_display()}: {self.basis}"

    def as_data(self) -> dict:
        """What somebody else agrees to, as `outcomes.consent.actions.lawful_basis` stores it."""
        words = {name: getattr(self, name) for name in self.WORDS}
        return words | {"programme": self.programme_id, "from_date": self.from_date.isoformat()}
