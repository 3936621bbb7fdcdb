"""What somebody in a story sees through their link: what is held, where, and what they allow."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from areas.programme.queries import audience_label
from bigstory.core.db.choices import Audience, HowFar, rung
from bigstory.core.db.dated import today
from outcomes.consent.queries.people import stories_of, told_by_them, wording_on
from outcomes.media.queries.items import shown_beyond
from outcomes.models import ChangeStory, PermissionEvent, Person, Use
from outcomes.publishing.queries.readers import read_by
from outcomes.stories.queries.evidence import counted
from outcomes.stories.queries.still_true import ASKED_STATES, Moment, asked_now, lifeline
from partnerships.models import MediaItem

By = PermissionEvent.By


@dataclass
class UsePermission:
    """What they said last about one use of one story, and what holds today.

    `others_less`: somebody who answers for them allows less. `months` are until they are asked
    again.
    """

    use: str
    label: str
    words: str
    event: PermissionEvent | None
    how_far: str
    others_less: bool

    @property
    def how_far_label(self) -> str:
        return str(HowFar(self.how_far).label) if self.how_far else ""

    @property
    def until(self) -> date | None:
        """The day on which they are asked again, where a yes holds until then."""
        runs_out = self.event is not None and self.event.runs_out
        return self.event.expires_on if runs_out and not self.ran_out else None

    @property
    def ran_out(self) -> date | None:
        """The day a yes was over, where it is."""
        event = self.event
        if event is None or not event.runs_out or event.expires_on is None:
            return None
        return event.expires_on if event.expires_on <= today() else None


@dataclass
class LinkedStory:
    """One story they tell or are in, as it concerns them."""

    story: ChangeStory
    told: bool
    how: list[str]
    readers: str  # who reads it today beyond its own area, in words; empty: nobody does
    read_by: str  # who that is, for outcomes/stories/read_by.html
    since: date | None
    public: bool
    beside: str  # how many photos and recordings go with it, in words
    media: list[MediaItem]  # those of them that are theirs to see and hear
    asks: bool  # whether its teller can say if it is still true
    months: int | None  # after how many months that is asked now
    moments: list[Moment]
    still: object = None  # the form of that question, set by the view
    allowed: list[UsePermission] = field(default_factory=list)
    # What they are shown and the form of how far it may go, set by the view.
    shown: object = None
    answer: object = None

    @property
    def asked(self) -> bool:
        return any(use.how_far for use in self.allowed)

    @property
    def wants_out(self) -> bool:
        """Whether it is they who want to be taken out of its words."""
        return any(use.use == Use.WORDS and use.how_far == HowFar.NOWHERE for use in self.allowed)


def permissions_of(person: Person, story: ChangeStory) -> list[UsePermission]:
    """One row for each use of one story. A statement for each, and one for its wording."""
    return [_use_permission(person, story, use) for use in Use]


def _use_permission(person: Person, story: ChangeStory, use: Use) -> UsePermission:
    """Each party counts with the newest of theirs; the answer that allows least holds."""
    by_party: dict[tuple, PermissionEvent] = {}
    events = PermissionEvent.objects.about(story).filter(person=person, use=use)
    for event in events.exclude(given_by=By.SYSTEM).select_related("wording"):
        by_party.setdefault((event.given_by, event.guardian_id), event)
    latest = list(by_party.values())
    own = next((event for event in latest if event.given_by == By.SELF), None)
    least = min((event.how_far for event in latest), key=rung, default="")
    wording = wording_on(use, today())
    return UsePermission(
        use=use.value,
        label=str(use.label),
        words=wording.text if wording else "",
        event=own or next(iter(latest), None),
        how_far=least,
        others_less=bool(own and least and rung(least) < rung(own.how_far)),
    )


def called_by_today(person: Person, story: ChangeStory) -> dict[str, str]:
    """Under which name they said last that they may stand in a story; empty where nobody asked."""
    events = PermissionEvent.objects.about(story).filter(person=person).exclude(called_by="")
    return events.values("called_by", "called").first() or {}


def linked_stories(person: Person) -> list[LinkedStory]:
    """Every story they tell or are in, newest first."""
    stories = (
        stories_of(person)
        .order_by("-told_on", "-pk")
        .select_related("publication", "area__programme")
        .prefetch_related("followups")
        .with_stops()
        .annotate(
            photos=_number_of("media", media__media__kind="photo"),
            recordings=_number_of("media", media__media__kind__in=("audio", "film")),
            elsewhere=_number_of("films"),
        )
    )
    how: dict[int, list[str]] = {}
    told = set(told_by_them(person).values_list("pk", flat=True))
    for appearance in person.appearances.all():
        how.setdefault(appearance.story_id, []).append(str(appearance.get_how_display()))
    media: dict[int, list[MediaItem]] = {}
    for item in media_of(person).order_by("in_story__order", "pk"):
        media.setdefault(item.in_story.story_id, []).append(item)
    return [
        _linked_story(
            person,
            story,
            list(dict.fromkeys(how.get(story.pk, []))),
            media.get(story.pk, []),
            told=story.pk in told,
        )
        for story in stories
    ]


def media_of(person: Person) -> QuerySet[MediaItem]:
    """The media of the stories they tell, and in others those they are in themselves.

    As others get them: not before somebody has checked what was covered.
    """
    appears_in = person.appearances.order_by().values("media")
    own = Q(in_story__story__in=told_by_them(person)) | Q(pk__in=appears_in)
    return shown_beyond(
        MediaItem.objects.filter(own, in_story__isnull=False, unready="").select_related("in_story")
    )


def _linked_story(
    person: Person, story: ChangeStory, how: list[str], media: list[MediaItem], *, told: bool
) -> LinkedStory:
    copy = getattr(story, "publication", None)
    circle = copy.circle_today if copy else ""
    asks = told and story.state in ASKED_STATES
    followups = sorted(story.followups.all(), key=lambda row: (row.on, row.pk))
    moments = lifeline(story, followups) if told else []
    return LinkedStory(
        story=story,
        told=told,
        how=how,
        readers=audience_label(circle) if circle else "",
        read_by=read_by(story, stopped=story.is_stopped),
        since=localdate(copy.published_at) if circle else None,
        public=circle == Audience.PUBLIC,
        allowed=permissions_of(person, story),
        beside=counted([], photos=story.photos, recordings=story.recordings + story.elsewhere),
        media=media,
        asks=asks,
        months=asked_now(story, moments=moments) if asks else None,
        moments=moments,
    )


def _number_of(path: str, **conditions) -> Count:
    return Count(path, filter=Q(**conditions), distinct=True)
