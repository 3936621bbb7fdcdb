"""The rows of a large record, made of rows that the product wrote: see data.py."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from areas.models import Area
from bigstory.benchmarks.loading import go_on_after, ids_from, load
from bigstory.core.db.choices import Audience
from outcomes.models import (
    ChangeStory,
    FollowUp,
    OncePublic,
    Publication,
    PublishedReading,
    Reading,
    StoryReview,
    StoryVersion,
)
from outcomes.publishing.actions.copied import COPIED_TEXTS
from partnerships.models import Activity

# Whoever made a row of this record, and nobody in the example.
WRITER = "benchmark"
SEED = 1936
BEGINS = date(2012, 4, 1)
DAYS = 5_000
# One story in so many waits for an answer, and so many activities are logged for each story.
WAITING = 500
ACTIVITIES = 0.25
# In three stories of ten; in one of ten thousand; and words of which each is in one of eighteen.
COMMON, RARE = "allotment", "harmonium"
COLD = tuple(f"{a}{b}{c}" for a in ("bra", "cle", "dro") for b in "lmnrst" for c in ("ack", "ile"))


@dataclass
class Pattern:
    """A story of the example with its cleared copy, and what was chosen and said of it."""

    story: ChangeStory
    copy: Publication
    readings: list[Reading]
    followups: list[FollowUp]
    reviews: list[StoryReview]
    choices: dict[str, list[int]]
    said_yes: list[int]


class Batch:
    """Rows by their table, with their ids."""

    def __init__(self, patterns: list[Pattern], areas: list[Area]) -> None:
        self.patterns = patterns
        self.areas = areas
        self.rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self.next: dict[type[models.Model], int] = {}
        self.activities = list(
            Activity.objects.filter(regular=None, publication=None)
            .exclude(audience=Audience.PUBLIC)
            .order_by("pk")[:100]
        )

    def put(self, row: models.Model) -> models.Model:
        """Give it the next id of its table."""
        model = type(row)
        if model not in self.next:
            self.next[model] = ids_from(model)
        row.pk = self.next[model]
        self.next[model] += 1
        self.rows[model].append(row)
        return row

    def write(self) -> None:
        for model, rows in self.rows.items():
            load(model, rows)
        go_on_after(list(self.rows))

    def add(self, number: int) -> None:
        chance = random.Random(f"{SEED} {number}")
        words, read, chosen, lasted = (chance.choice(self.patterns) for _each in range(4))
        area = chance.choice(self.areas)
        day = BEGINS + timedelta(days=chance.randrange(DAYS))
        story = self.story(number, words, chosen, area, day, chance)
        waiting = story.state == ChangeStory.State.SENT
        copy = self.copy(story, words, read, lasted, waiting=waiting)
        self.choices(story, copy, chosen, read)
        self.readings(story, copy, read)
        for answer in lasted.followups:
            self.put(_again(answer, story_id=story.pk))
        self.sent(story, words, waiting=waiting)
        if chance.random() < ACTIVITIES:
            self.activity(area, day, chance)

    def story(self, number, words, chosen, area, day, chance) -> ChangeStory:
        waiting = number % WAITING == 0
        at = timezone.make_aware(datetime.combine(day, time(10)))
        return self.put(
            _again(
                words.story,
                area_id=area.pk,
                title=f"{words.story.title[:140]} {number}",
                what_changed=f"{words.story.what_changed}\n\n{_sentence(chance)}",
                told_by="",
                told_on=day,
                kind=chosen.story.kind,
                changed_from=None,
                changed_until=None,
                state=ChangeStory.State.SENT if waiting else words.story.state,
                people=ChangeStory.People.NOBODY,
                words_unchecked=0,
                round=None,
                spoken="",
                written_by_name=WRITER,
                created_at=at,
                sent_at=at,
                published_at=at if words.story.published_at and not waiting else None,
            )
        )

    def copy(self, story, words, read, lasted, *, waiting) -> Publication:
        circle = Audience.PROGRAMME if waiting else words.copy.circle
        copy = self.put(
            _again(
                words.copy,
                story_id=story.pk,
                area_id=story.area_id,
                circle=circle,
                told_by="",
                told_by_is=story.told_by_is,
                told_on=story.told_on,
                kind=story.kind,
                changed_from=None,
                changed_until=None,
                spoken="",
                films=[],
                sortings=[],
                evidence=[],
                grew_from={"activities": [], "priorities": []},
                roots={"activities": [], "priorities": [], "decisions": []},
                gate=words.copy.gate | {"people": []},
                readings=read.copy.readings,
                lasting=lasted.copy.lasting,
                lifeline=lasted.copy.lifeline,
                expires_on=None,
                programme_until=None,
                published_at=story.published_at or story.sent_at,
                **{name: getattr(story, name) for name in COPIED_TEXTS},
            )
        )
        if circle == Audience.PUBLIC:
            self.put(OncePublic(number=story.pk))
        return copy

    def choices(self, story, copy, chosen: Pattern, read: Pattern) -> None:
        for name, ids in chosen.choices.items():
            for owner in (story, copy):
                self.choose(owner, name, ids)
        self.choose(copy, "said_yes", read.said_yes)

    def choose(self, owner: models.Model, name: str, ids: list[int]) -> None:
        field = owner._meta.get_field(name)
        for pk in ids:
            row = {field.m2m_column_name(): owner.pk, field.m2m_reverse_name(): pk}
            self.put(field.remote_field.through(**row))

    def readings(self, story, copy, read: Pattern) -> None:
        for reading in read.readings:
            self.put(_again(reading, story_id=story.pk))
            if reading.latest:
                answer = {name: getattr(reading, name) for name in ("party", "answer")}
                self.put(
                    PublishedReading(
                        publication_id=copy.pk, outcome_id=reading.outcome_id, **answer
                    )
                )

    def sent(self, story: ChangeStory, words: Pattern, *, waiting: bool) -> None:
        """The words as they were sent, and what Local Trust answered."""
        texts = {name: getattr(story, name) for name in COPIED_TEXTS}
        version = self.put(StoryVersion(story_id=story.pk, number=1, words=texts))
        for review in words.reviews if not waiting else ():
            self.put(_again(review, story_id=story.pk, version_id=version.pk, at=story.sent_at))

    def activity(self, area: Area, day: date, chance: random.Random) -> None:
        pattern = chance.choice(self.activities)
        self.put(
            _again(pattern, area_id=area.pk, on=day, until=None, action_id=None, logged_by_id=None)
        )


def _again(row, **fields):
    """Another row with the same values but for these, without an id."""
    same = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)(**same | fields)


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(COLD), chance.choice(COLD)]
    if chance.random() < 0.3:
        words.append(COMMON)
    if chance.random() < 0.0001:
        words.append(RARE)
    return f"We spoke of {', '.join(words)} and of what comes after."
