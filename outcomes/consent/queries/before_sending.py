"""What whoever sends a story is asked and told before: what they allow themselves, who was not
asked yet, and which pictures, recordings and films stay behind.
"""

from dataclasses import dataclass, replace

from django.db.models import Q

from areas.programme.queries import audience_label
from bigstory.core.db.choices import Audience
from outcomes.consent.queries.people import people_of
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person
from outcomes.publishing.models.gate import Facts, in_words, why_not, widest
from outcomes.publishing.queries.facts import as_published, facts_of_film, facts_of_media
from partnerships.models import MediaItem


@dataclass(frozen=True)
class StaysBehind:
    """A picture, recording or film that does not go as far as its story, and why.

    `goes`: how far it does, in words; empty where it goes nowhere. `number`: of an item whose
    people can be named; None for a film elsewhere.
    """

    title: str
    goes: str
    why: list[str]
    number: int | None = None


def own_teller(user, story: ChangeStory) -> Person | None:
    """Who this account is on the list of a story, where it is one of its tellers."""
    rows = story.appearances.filter(how=Appearance.How.TELLER, media=None, person__user=user)
    row = rows.select_related("person").first()
    return row.person if row else None


def own_answer(person: Person, story: ChangeStory, use: str) -> PermissionEvent | None:
    """What somebody said last themselves about one use of a story."""
    events = PermissionEvent.objects.about(story).filter(person=person, use=use)
    return events.filter(given_by=PermissionEvent.By.SELF).first()


def is_in_media(person: Person, story: ChangeStory) -> bool:
    """Whether somebody is listed in a picture, recording or film of a story."""
    listed = story.appearances.filter(person=person, media__isnull=False)
    return listed.exists() or story.films.with_people().exists()


def teller_alone_in(story: ChangeStory, item: MediaItem) -> bool | None:
    """Whether the only teller of a story is listed in an item of it, and nobody else; None where
    nobody, or more than one, tells it.
    """
    tellers, in_it = [], []
    rows = story.appearances.filter(Q(how=Appearance.How.TELLER, media=None) | Q(media=item))
    for row in rows:
        (in_it if row.media_id else tellers).append(row.person_id)
    return in_it == tellers if len(tellers) == 1 else None


def not_asked(user, story: ChangeStory) -> int:
    """How many on its list were not asked how far it may go, apart from this account, which
    answers by sending it.
    """
    listed, _unknown = people_of(story)
    return sum(not row.asked and row.person.user_id != user.pk for row in listed)


def stays_behind(story: ChangeStory) -> list[StaysBehind]:
    """What will not go as far as the area chose for the story, once that is published. Of what
    nobody can be recognised in nothing is asked.
    """
    if story.audience == Audience.AREA:
        return []
    free = Q(people__in=MediaItem.FREE_OF_PEOPLE)
    items = MediaItem.objects.filter(in_story__story=story)
    items = items.exclude(free, unready="", redactions=None).order_by("in_story__order", "pk")
    rows = [(str(item), facts_of_media(story, item), item.pk) for item in items]
    films = story.films.with_people()
    rows += [(film.title, facts_of_film(story, film), None) for film in films]
    each = (_stays_behind(story, title, facts, number) for title, facts, number in rows)
    return [row for row in each if row is not None]


def once_sent(facts: Facts) -> Facts:
    """Facts of an item of a story once that was looked over, sent and published."""
    return replace(as_published(facts), held_back=False, words_unchecked=0)


def _stays_behind(
    story: ChangeStory, title: str, facts: Facts, number: int | None
) -> StaysBehind | None:
    facts = once_sent(facts)
    goes = widest(facts, at_most=story.audience)
    if goes == story.audience:
        return None
    label = audience_label(goes) if goes else ""
    return StaysBehind(title, label, in_words(why_not(facts, story.audience)), number)
