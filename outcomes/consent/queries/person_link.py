"""What somebody in a story sees through their link: what is held, where, and what they allow."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from areas.programme.queries import audience_label
from bigstory.core.db.dated import today
from outcomes.consent.queries.people import stories_of, wording_on
from outcomes.media.queries import shown_beyond
from outcomes.models import ChangeStory, PermissionEvent, Person, Use
from outcomes.stories.queries.evidence import counted
from outcomes.stories.queries.still_true import ASKED_STATES, Moment, asked_now, lifeline
from partnerships.models import MediaItem

By = PermissionEvent.By


@dataclass
class UsePermission:
    """One use: the latest answer to it, and the wording it is asked in today."""

    use: str
    label: str
    words: str
    event: PermissionEvent | None
    others_no: bool
    child_no: bool

    @property
    def yes(self) -> bool:
        """Whether it is allowed today."""
        in_force = self._is_yes and self.event.expires_on > today()
        return in_force and not self.others_no and not self.child_no

    @property
    def ran_out(self) -> date | None:
        """The day a yes was over, where it is."""
        over = self._is_yes and self.event.expires_on <= today()
        return self.event.expires_on if over else None

    @property
    def _is_yes(self) -> bool:
        event = self.event
        return (
            event is not None and event.verb in PermissionEvent.YES and event.expires_on is not None
        )


@dataclass
class LinkedStory:
    """One story they tell or are in, as it concerns them."""

    story: ChangeStory
    told: bool
    how: list[str]
    readers: str
    public: bool
    beside: str  # how many photos and recordings go with it, in words
    media: list[MediaItem]  # those of them that are theirs to see and hear
    asks: bool  # whether its teller can say if it is still true
    months: int | None  # after how many months that is asked now
    moments: list[Moment]
    still: object = None  # the form of that question, set by the view


def permissions_of(person: Person) -> list[UsePermission]:
    """One row for each use. One statement, and one for the wording of each use."""
    events = list(person.permissions.exclude(given_by=By.SYSTEM).select_related("story"))
    return [_use_permission(use, [event for event in events if event.use == use]) for use in Use]


def _use_permission(use: Use, events: list[PermissionEvent]) -> UsePermission:
    """From their events for one use, newest first: each party counts with the newest of theirs."""
    by_party: dict[tuple, PermissionEvent] = {}
    for event in events:
        by_party.setdefault((event.given_by, event.guardian_id), event)
    latest = list(by_party.values())
    wording = wording_on(use, today())
    return UsePermission(
        use=use.value,
        label=str(use.label),
        words=wording.text if wording else "",
        event=latest[0] if latest else None,
        others_no=any(event.verb not in PermissionEvent.YES for event in latest),
        child_no=any(event.child_agreed == PermissionEvent.Child.NO for event in latest),
    )


def linked_stories(person: Person) -> list[LinkedStory]:
    """Every story they tell or are in, newest first. Four statements."""
    stories = (
        stories_of(person)
        .order_by("-told_on", "-pk")
        .select_related("publication", "area__programme")
        .prefetch_related("followups")
        .annotate(
            photos=_number_of("media", media__media__kind="photo"),
            recordings=_number_of("media", media__media__kind__in=("audio", "film")),
            elsewhere=_number_of("films"),
        )
    )
    how: dict[int, list[str]] = {}
    for appearance in person.appearances.all():
        how.setdefault(appearance.story_id, []).append(str(appearance.get_how_display()))
    media: dict[int, list[MediaItem]] = {}
    for item in media_of(person).order_by("in_story__order", "pk"):
        media.setdefault(item.in_story.story_id, []).append(item)
    return [
        _linked_story(
            person, story, list(dict.fromkeys(how.get(story.pk, []))), media.get(story.pk, [])
        )
        for story in stories
    ]


def media_of(person: Person) -> QuerySet[MediaItem]:
    """The media of the stories they tell, and in others those they are in themselves.

    As others get them: not before somebody has checked what was covered.
    """
    appears_in = person.appearances.order_by().values("media")
    own = Q(in_story__story__teller=person) | Q(pk__in=appears_in)
    return shown_beyond(
        MediaItem.objects.filter(own, in_story__isnull=False, unready="").select_related("in_story")
    )


def _linked_story(
    person: Person, story: ChangeStory, how: list[str], media: list[MediaItem]
) -> LinkedStory:
    copy = getattr(story, "publication", None)
    told = story.teller_id == person.pk
    asks = told and story.state in ASKED_STATES
    followups = sorted(story.followups.all(), key=lambda row: (row.on, row.pk))
    moments = lifeline(story, followups) if told else []
    return LinkedStory(
        story=story,
        told=told,
        how=how,
        readers=audience_label(story.audience),
        public=copy is not None and (copy.expires_on is None or copy.expires_on > today()),
        beside=counted([], photos=story.photos, recordings=story.recordings + story.elsewhere),
        media=media,
        asks=asks,
        months=asked_now(story, moments=moments) if asks else None,
        moments=moments,
    )


def _number_of(path: str, **conditions) -> Count:
    return Count(path, filter=Q(**conditions), distinct=True)
