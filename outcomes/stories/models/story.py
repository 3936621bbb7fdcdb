"""Change stories: what became different, for whom, how, and how we know."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from bigstory.core.db.choices import NETWORK_UP, Audience, Picture
from bigstory.core.db.versioned import Versioned
from bigstory.core.db.words import Chosen
from bigstory.core.search import Index, register
from bigstory.core.text.sides import isolated
from outcomes.framework.models import Barrier, ChangeKind, ChangeLevel, Driver, Maker
from outcomes.stories.models.querysets import StoryQuerySet
from partnerships.models import Activity, Decision, Priority


def byline_of(name: str, what_they_are: str) -> str:
    """Who tells or says something: “Maureen, 74, resident”."""
    return ", ".join(part for part in (name, what_they_are) if part)


A_YEAR = [MinValueValidator(1990), MaxValueValidator(2100)]


class ChangeStory(Versioned):
    """One story of an area. Its moves from state to state are in moves.py."""

    class Kind(models.TextChoices):
        GOOD = "good", _("A good change")
        MIXED = "mixed", _("Good and hard together")
        HARD = "hard", _("A hard one")
        UNEXPECTED = "unexpected", _("Nobody expected it")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being told")
        SENT = "sent", _("Sent to Local Trust")
        RETURNED = "returned", _("Back with a question")
        ACCEPTED = "accepted", _("Accepted, not shared yet")
        PUBLISHED = "published", _("Shared")
        NOT_USED = "not_used", _("Not used")
        WITHDRAWN = "withdrawn", _("Taken back")

    class InIt(models.TextChoices):
        """Whether anybody under 18 is in it, or anybody's health, faith, origin or offences."""

        NO = "no", _("No")
        YES = "yes", _("Yes")
        UNSURE = "unsure", _("I am not sure")

    class People(models.TextChoices):
        """Whether anybody can be recognised, as whoever wrote it down says.

        What they allowed is another question.
        """

        NOT_YET = "not_yet", _("I have not thought about it yet")
        NOBODY = "nobody", _("Nobody can be recognised in it")
        LISTED = "listed", _("Somebody can be recognised, and everybody is on the list")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="stories")
    title = models.CharField(_("title"), max_length=160)
    told_by = models.CharField(
        _("whose story it is"), max_length=120, blank=True, help_text=_("A name, or nothing.")
    )
    told_by_is = models.CharField(
        _("what they are"), max_length=120, blank=True, help_text=_("Such as “resident, 74”.")
    )
    told_on = models.DateField(_("told on"), null=True, blank=True)
    changed_from = models.PositiveSmallIntegerField(
        _("from which year"), null=True, blank=True, validators=A_YEAR
    )
    changed_until = models.PositiveSmallIntegerField(
        _("until which year"), null=True, blank=True, validators=A_YEAR
    )
    in_short = models.CharField(_("in one sentence"), max_length=200, blank=True)
    before = models.TextField(_("what it was like before"), blank=True)
    what_changed = models.TextField(_("what changed"))
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    how_it_came_about = models.TextField(_("how it came about"), blank=True)
    what_was_hard = models.TextField(_("what was hard"), blank=True)
    how_we_know = models.TextField(_("how you know"), blank=True)
    # What is said in its recordings and films, so that a search finds it. Kept by
    # outcomes.publishing.actions.area_counts.
    spoken = models.TextField(_("what is said in its recordings"), blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.GOOD)
    levels = Chosen(ChangeLevel, blank=True, related_name="stories")
    kinds = Chosen(ChangeKind, blank=True, related_name="stories")
    makers = Chosen(Maker, blank=True, related_name="stories")
    drivers = Chosen(Driver, blank=True, related_name="stories")
    barriers = Chosen(Barrier, blank=True, related_name="stories")
    activities = models.ManyToManyField(Activity, blank=True, related_name="stories")
    priorities = models.ManyToManyField(Priority, blank=True, related_name="stories")
    decisions = models.ManyToManyField(Decision, blank=True, related_name="stories")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    audience = models.CharField(
        _("who can read this"), max_length=12, choices=Audience.choices, default=Audience.PROGRAMME
    )
    held_until = models.DateField(
        _("only the partnership reads it until"),
        null=True,
        blank=True,
        help_text=_(
            "For a hard story: others see only that there are some, and only where there "
            "are ten or more."
        ),
    )
    # Stories by several tellers about the same thing. Nothing: nobody else was recorded beside this
    # one.
    round = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    people = models.CharField(
        _("the people in it"), max_length=10, choices=People.choices, default=People.NOT_YET
    )
    # How many words look like somebody's name or number and nobody decided about; nothing: not
    # looked at since they were written. Kept by outcomes.publishing.actions.wording.
    words_unchecked = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # Answered when it is sent; whoever does not say no makes the list of people first.
    young_or_private = models.CharField(
        _("somebody under 18, or somebody’s health, faith, origin or offences"),
        max_length=8,
        choices=InIt.choices,
        blank=True,
    )
    # Somebody in it said "nowhere": only who can cut their part out reads it until that is done.
    # Kept by outcomes.publishing.actions.publications.
    to_be_cut = models.BooleanField(default=False, editable=False)
    people_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    people_confirmed_at = models.DateTimeField(_("list of people confirmed"), null=True, blank=True)
    picture = models.CharField(_("drawing"), max_length=20, choices=Picture.choices, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_by_name = models.CharField(_("written down by"), max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    published_at = models.DateTimeField(_("shared"), null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-told_on", "-pk"]
        verbose_name = _("change story")
        verbose_name_plural = _("change stories")
        indexes = [
            models.Index(fields=["area", "-told_on", "-id"]),
            models.Index(fields=["state", "sent_at"]),
            models.Index(fields=["-told_on", "-id"]),
            # Few are kept back; counting them must not read all the others.
            models.Index(
                fields=["held_until"],
                condition=Q(held_until__isnull=False),
                name="outcomes_story_kept_back",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(changed_from=None)
                | Q(changed_until=None)
                | Q(changed_until__gte=F("changed_from")),
                name="outcomes_story_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def byline(self) -> str:
        """For those who see names; for others see `publishing.queries.names.teller`."""
        return byline_of(isolated(self.told_by), self.told_by_is)

    @property
    def list_keeps_in(self) -> bool:
        """Whether other areas and visitors do not read it because its list of people has to be
        looked over: somebody was put on it, taken off it or erased.
        """
        return (
            self.state in StoryQuerySet.ANSWERED
            and self.audience in NETWORK_UP
            and self.people_confirmed_at is None
        )

    def get_absolute_url(self):
        return reverse("story", args=[self.pk])


STORY_INDEX = register(
    Index(
        "outcomes_changestory",
        (
            "title",
            "in_short",
            "before",
            "what_changed",
            "for_whom",
            "how_it_came_about",
            "what_was_hard",
            "how_we_know",
            "spoken",
        ),
    )
)
