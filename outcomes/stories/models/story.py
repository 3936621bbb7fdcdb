"""Change stories: what became different, for whom, how, and how we know; which of them each person
may see.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.choices import PROGRAMME_UP, Audience, Picture
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Versioned
from bigstory.core.search import Index, register
from outcomes.framework.models import Barrier, ChangeKind, ChangeLevel, Driver, Maker
from partnerships.models import Activity, Decision, Priority


class StoryQuerySet(models.QuerySet):
    # With the area again, or not yet sent: nobody outside it reads these.
    WITH_AREA = ("draft", "returned", "withdrawn")
    SENT = ("sent", "accepted", "published", "not_used")

    def visible_to(self, user):
        """The record. Own area: every story. Local Trust: what was sent, while the programme may
        read it or somebody has to look at a stop.

        Nobody else reads these rows: evaluators, LTO officers, other areas and visitors read the
        cleared copy, Publication.
        """
        told = areas_where(user, May.TELL)
        read = areas_where(user, May.READ_DRAFTS)
        stories = told.q()
        if read != told:
            stories |= read.q() & ~self._left_to_its_tellers()
        if reviewed := areas_where(user, May.REVIEW_STORY):
            stories |= reviewed.q() & self._read_by_local_trust()
        return self.filter(stories)

    def kept_from(self, user):
        """What areas sent to this person, and they may not read now: somebody in it said no, or a
        yes has run out. Of these they learn the area, the day and what is missing, and no word.
        """
        reviewed = areas_where(user, May.REVIEW_STORY)
        sent = self.filter(reviewed.q(), self._sent(), state__in=("sent", "accepted", "published"))
        return sent.exclude(self._may_be_read_by_local_trust()).order_by("sent_at", "pk")

    def _left_to_its_tellers(self) -> Q:
        """Taken back, stopped, or somebody in it wants their part cut out: for whoever has to deal
        with that.
        """
        return Q(state="withdrawn") | Q(to_be_cut=True) | Q(Exists(self._stops()))

    def _read_by_local_trust(self) -> Q:
        return self._sent() & self._may_be_read_by_local_trust()

    def _sent(self) -> Q:
        return Q(state__in=self.SENT, audience__in=PROGRAMME_UP) & self._its_day_has_come()

    def _may_be_read_by_local_trust(self) -> Q:
        in_time = Q(publication__programme_until=None) | Q(publication__programme_until__gt=today())
        copied = Q(publication__isnull=False) & in_time
        return copied | Q(Exists(self._stops()))

    def _stops(self):
        """For each story: the stops over it that stand."""
        stops = self.model.holds.rel.related_model.objects.standing()
        return stops.filter(
            Q(story=OuterRef("pk"))
            | Q(area=OuterRef("area"))
            | Q(person__appearances__story=OuterRef("pk"))
        )

    @staticmethod
    def _its_day_has_come() -> Q:
        """A hard story may be the partnership's alone until a day it chose."""
        return Q(held_until=None) | Q(held_until__lte=today())

    def lock(self, story):
        """The story fresh from the database, its row held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("area").get(pk=story.pk)

    def waiting(self):
        """Sent and not yet answered: the clock runs on Local Trust."""
        sent = self.filter(self._its_day_has_come(), state="sent", audience__in=PROGRAMME_UP)
        return sent.order_by("sent_at", "pk")

    def for_programme(self):
        """What counts in numbers the programme sees: what it may read."""
        return self.filter(
            self._its_day_has_come(),
            state__in=self.SENT,
            audience__in=PROGRAMME_UP,
            publication__isnull=False,
        )

    def kept_back(self):
        """Those whose day has not come. Others learn how many only where there are ten or more."""
        return self.filter(held_until__gt=today(), state__in=self.SENT, audience__in=PROGRAMME_UP)

    def for_list(self):
        return self.select_related("area", "area__region").prefetch_related(
            "levels", self.latest_readings()
        )

    def latest_readings(self):
        """Prefetch: each story gets `read_as`, the latest reading of each party, outcomes in
        order.
        """
        readings = self.model.readings.rel.related_model.objects.latest().select_related("outcome")
        return Prefetch(
            "readings", queryset=readings.order_by("outcome__order", "party"), to_attr="read_as"
        )


class ReadingQuerySet(models.QuerySet):
    def latest(self):
        """The latest reading of each party on each outcome. Earlier ones stay, as history."""
        return self.filter(latest=True)


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
    levels = models.ManyToManyField(ChangeLevel, blank=True, related_name="stories")
    kinds = models.ManyToManyField(ChangeKind, blank=True, related_name="stories")
    makers = models.ManyToManyField(Maker, blank=True, related_name="stories")
    drivers = models.ManyToManyField(Driver, blank=True, related_name="stories")
    barriers = models.ManyToManyField(Barrier, blank=True, related_name="stories")
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
        return byline_of(self.told_by, self.told_by_is)

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
