"""What somebody in a story sees through their own link: what is held, where it is shown, what they
allowed.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from areas.programme.queries import audience_label
from bigstory.core.db.dated import today
from outcomes.consent.queries.people import stories_of, wording_of
from outcomes.media.queries import shown_beyond
from outcomes.models import ChangeStory, PermissionEvent, Person, Use
from outcomes.stories.queries.evidence import counted
from outcomes.stories.queries.still_true import ASKED_STATES, Moment, asked_now, lifeline
from partnerships.models import MediaItem

By = PermissionEvent.By
State = ChangeStory.State


@dataclass
class Allowed:
    """One use: what was last said of it, whether that holds today, until when, and the words they
    are asked in.
    """

    use: str
    label: str
    words: str
    said: PermissionEvent | None
    others_no: bool
    child_no: bool

    @property
    def yes(self) -> bool:
        said = self.said
        held = (
            said is not None
            and said.verb in PermissionEvent.YES
            and said.expires_on
            and said.expires_on > today()
        )
        return bool(held) and not self.others_no and not self.child_no

    @property
    def ran_out(self) -> date | None:
        said = self.said
        over = (
            said is not None
            and said.verb in PermissionEvent.YES
            and said.expires_on
            and said.expires_on <= today()
        )
        return said.expires_on if over else None


@dataclass
class ShownStory:
    """One story, as it concerns them."""

    story: ChangeStory
    told: bool
    how: list[str]
    readers: str
    public: bool
    beside: str  # the photos and recordings that are with it, in words
    media: list[MediaItem]  # those of them that are theirs to see and hear
    asks: bool  # whether its teller can say if it is still true
    months: int | None  # after how many that is asked just now
    moments: list[Moment]
    still: object = None  # the question as a form, where the page asks it


def allowed(person: Person) -> list[Allowed]:
    """One line for each use. One statement, and one for the words of each use."""
    events = list(person.permissions.exclude(given_by=By.SYSTEM).select_related("story"))
    return [_of_use(use, [event for event in events if event.use == use]) for use in Use]


def _of_use(use: Use, events: list[PermissionEvent]) -> Allowed:
    """The newest word of each who speaks for them; of several, the one that allows least."""
    newest: dict[tuple, PermissionEvent] = {}
    for event in events:
        newest.setdefault((event.given_by, event.guardian_id), event)
    words = list(newest.values())
    wording = wording_of(use, today())
    return Allowed(
        use=use.value,
        label=str(use.label),
        words=wording.text if wording else "",
        said=words[0] if words else None,
        others_no=any(event.verb not in PermissionEvent.YES for event in words),
        child_no=any(event.child_agreed == PermissionEvent.Child.NO for event in words),
    )


def shown(person: Person) -> list[ShownStory]:
    """Every story they tell or are in, newest first. Four statements."""
    stories = (
        stories_of(person)
        .order_by("-told_on", "-pk")
        .select_related("publication", "area__programme")
    )
    stories = stories.prefetch_related("followups").annotate(
        photos=_how_many("media", media__media__kind="photo"),
        recordings=_how_many("media", media__media__kind__in=("audio", "film")),
        elsewhere=_how_many("films"),
    )
    how: dict[int, list[str]] = {}
    for each in person.appearances.all():
        how.setdefault(each.story_id, []).append(str(each.get_how_display()))
    media: dict[int, list[MediaItem]] = {}
    for item in media_of(person).order_by("in_story__order", "pk"):
        media.setdefault(item.in_story.story_id, []).append(item)
    return [
        _of_story(
            person, story, list(dict.fromkeys(how.get(story.pk, []))), media.get(story.pk, [])
        )
        for story in stories
    ]


def media_of(person: Person) -> QuerySet[MediaItem]:
    """What is with the stories they tell, and in others what they are in themselves.

    As everybody else would get it: covered where parts of it are, and not before somebody has
    looked at that.
    """
    own = Q(in_story__story__teller=person) | Q(
        pk__in=person.appearances.order_by().values("media")
    )
    return shown_beyond(
        MediaItem.objects.filter(own, in_story__isnull=False, unready="").select_related("in_story")
    )


def _of_story(
    person: Person, story: ChangeStory, how: list[str], media: list[MediaItem]
) -> ShownStory:
    copy = getattr(story, "publication", None)
    public = copy is not None and (copy.expires_on is None or copy.expires_on > today())
    readers = audience_label(story.audience, story.area.programme)
    beside = counted([], photos=story.photos, recordings=story.recordings + story.elsewhere)
    told = story.teller_id == person.pk
    asks = told and story.state in ASKED_STATES
    moments = (
        lifeline(story, sorted(story.followups.all(), key=lambda each: (each.on, each.pk)))
        if told
        else []
    )
    return ShownStory(
        story=story,
        told=told,
        how=how,
        readers=readers,
        public=public,
        beside=beside,
        media=media,
        asks=asks,
        months=asked_now(story, moments=moments) if asks else None,
        moments=moments,
    )


def _how_many(path: str, **which) -> Count:
    return Count(path, filter=Q(**which), distinct=True)
