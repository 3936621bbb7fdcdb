"""What keeps a story from others whatever anybody allowed, and what people outside ask for.

Stops (the model is called Hold), decisions about words that may name somebody, reports of readers,
the private links of people in stories, and erasures. The ledger of erasures says that somebody was
erased, when, why, and how many rows of each kind; never who. That, and whatever else was closed, is
in a file beside the database too (`bigstory.core.closings`), for when a backup is put back.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.consent.models.people import Person
from outcomes.stories.models.story import ChangeStory
from partnerships.models import Activity


class HoldQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For whoever may lift one, with its note. Others see only that a story is not public."""
        areas = areas_where(user, May.LIFT_HOLD)
        return self.filter(areas.q() | areas.q("story__area") | areas.q("person__area"))

    def standing(self):
        return self.filter(lifted_at=None)

    def over(self, story):
        """The stops that keep this story in: on it, on its area, or on anybody in it."""
        return (
            self.standing()
            .filter(Q(story=story) | Q(area=story.area_id) | Q(person__appearances__story=story))
            .distinct()
        )


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.REVIEW_STORY).q("story__area"))

    def open(self):
        return self.filter(answered_at=None)


class ErasureAskedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.ERASE).q("person__area"))

    def open(self):
        return self.filter(person__erased_at=None)


class Hold(models.Model):
    """A stop: nothing about a story, a person or an area is public while it stands.

    Nobody has to give a reason. What people read calls it a stop; "hold" is the name of the table.
    """

    class Kind(models.TextChoices):
        SAFEGUARDING = "safeguarding", _("Somebody may not be safe")
        LEGAL = "legal", _("A court or the law")
        DISPUTE = "dispute", _("Somebody wants it taken down")

    kind = models.CharField(
        _("kind"), max_length=14, choices=Kind.choices, default=Kind.SAFEGUARDING
    )
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, null=True, blank=True, related_name="holds"
    )
    story = models.ForeignKey(
        ChangeStory, on_delete=models.CASCADE, null=True, blank=True, related_name="holds"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="holds"
    )
    note = models.TextField(_("what whoever lifts it should know"), blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    placed_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, story=None, person=None)
                | Q(area=None, story__isnull=False, person=None)
                | Q(area=None, story=None, person__isnull=False),
                name="outcomes_hold_of_one_thing",
            )
        ]

    def __str__(self):
        return self.get_kind_display()


class TextDecision(models.Model):
    """What somebody decided about words that look like a name, a number, an address, in a story or
    in something that was logged for everybody.

    One row a spelling, with all its places. The words are stored as a keyed digest: the decision
    counts as long as they stand there, and the row says nothing by itself. For somebody on
    the list the digest is of what they may be called too: once that changes, it is open again.
    """

    class Found(models.TextChoices):
        NAME = "name", _("a name")
        PHONE = "phone", _("a phone number")
        EMAIL = "email", _("an e-mail address")
        POSTCODE = "postcode", _("a postcode")
        LISTED = "listed", _("the name of somebody on the list")
        TAKEN_OUT = "taken_out", _("the name of somebody who wants to be taken out")

    class Answer(models.TextChoices):
        """Of somebody on the list a name is replaced, cut, or not theirs; of somebody who wants to
        be taken out it is cut or not theirs; of anything else it may stay or is cut.
        """

        STAY = "stay", _("it may stay")
        REPLACE = "replace", _("call them what they may be called")
        CUT = "cut", _("cut it")
        NOT_THEM = "not_them", _("this is not them")

    story = models.ForeignKey(
        ChangeStory, on_delete=models.CASCADE, null=True, blank=True, related_name="text_decisions"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="text_decisions"
    )
    found = models.CharField(max_length=10, choices=Found.choices)
    digest = models.CharField(max_length=64)
    answer = models.CharField(_("what becomes of it"), max_length=8, choices=Answer.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("decision about words that name")
        verbose_name_plural = _("decisions about words that name")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "found", "digest"], name="outcomes_text_decided_once"
            ),
            models.UniqueConstraint(
                fields=["activity", "found", "digest"], name="outcomes_logged_text_decided_once"
            ),
            models.CheckConstraint(
                condition=Q(story=None, activity__isnull=False)
                | Q(story__isnull=False, activity=None),
                name="outcomes_text_decision_of_one_thing",
            ),
        ]

    def __str__(self):
        return self.get_found_display()


class UncheckedWords(models.Model):
    """That something was logged for everybody in words that look like somebody's name, number or
    address, and nobody decided about them. Until then it goes to all areas and no further.

    No row: nothing is open. Kept by outcomes.publishing.actions.wording.
    """

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, related_name="unchecked_words"
    )
    how_many = models.PositiveIntegerField()

    def __str__(self):
        return str(self.how_many)

    class Meta:
        verbose_name = _("words not looked at yet")
        verbose_name_plural = _("words not looked at yet")


class Flag(models.Model):
    """A reader's report that something is wrong with a public story, or a wish to take it down."""

    class What(models.TextChoices):
        ABOUT_ME = "about_me", _("I am in it and want it taken down")
        CHILD = "child", _("A child can be recognised in it")
        WRONG = "wrong", _("Something in it is not true")
        OTHER = "other", _("Something else")

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="flags")
    what = models.CharField(_("what is wrong"), max_length=10, choices=What.choices)
    words = models.TextField(_("in your words"), blank=True)
    contact = models.CharField(_("how we can answer you"), max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("what we did"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # The stop it put on the story at once; None where it waits for somebody to look.
    hold = models.ForeignKey(
        Hold, on_delete=models.SET_NULL, null=True, blank=True, related_name="flags"
    )
    left_as = models.CharField(
        max_length=64, blank=True, editable=False, help_text="A digest of what may be read again."
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of a reader")
        verbose_name_plural = _("messages of readers")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_what_display()


def new_secret() -> str:
    """The secret of a link: 192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


class PersonLink(models.Model):
    """The private link of somebody in a story: without an account they see what is held on them,
    and take it back. Only a digest is stored, so that nobody who reads the database can use it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link to somebody’s own page")
        verbose_name_plural = _("links to people’s own pages")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.made_at:%d %B %Y}"


class ErasureAsked(models.Model):
    """The wish of somebody in a story, sent through their link, to be forgotten.

    It waits for whoever may erase.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="erasures_asked")
    words = models.TextField(_("what they want us to know"), blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ErasureAskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to be forgotten")
        verbose_name_plural = _("requests to be forgotten")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%d %B %Y}"


class Erasure(models.Model):
    """A line of the ledger of erasures. It never says who it was."""

    key = models.UUIDField(
        _("whom"), help_text=_("The key of the person, which says nothing of them."), db_index=True
    )
    why = models.CharField(_("why"), max_length=200)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return str(self.key)
