"""Who tells a story: put on its list by the first page of the telling, with what they say there.

The list is the only truth: links, “take it back”, “still true?”, stops and erasing reach whoever is
on it as a teller. Somebody with an account who tells their own story answers by choosing who can
read it.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from bigstory.core.db import audit
from outcomes.consent.actions.people import set_media_people
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.queries.before_sending import own_answer, own_teller
from outcomes.consent.queries.shown import shown_to
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person, Use
from outcomes.stories.models.moves import OPEN_STATES, tells
from partnerships.models import MediaItem

How = Appearance.How
CalledBy = PermissionEvent.CalledBy
# Whose story it is, as the first page of the telling asks.
MINE = "mine"
SOMEBODY_ELSES = "somebody_elses"
NOBODYS = "nobodys"


@transaction.atomic
def name_teller(story: ChangeStory, *, by, whose: str, name: str, what_they_are: str) -> None:
    """Put whoever tells a story on its list, as the first page of the telling says it.

    `whose` is MINE, SOMEBODY_ELSES or NOBODYS: then the partnership tells it. Of several tellers
    nobody is touched: they are kept on the page of the list. Raises PermissionDenied.
    """
    story = ChangeStory.objects.lock(story)
    if not tells(by, story):
        raise PermissionDenied
    tellers = list(_tellers(story).select_related("person"))
    if story.state not in OPEN_STATES or len(tellers) > 1:
        return
    before = tellers[0].person if tellers else None
    person = _teller(story, before, by=by, whose=whose, name=name, what_they_are=what_they_are)
    if person == before:
        return
    _tellers(story).delete()
    _forget_if_nowhere(before)
    if person is not None:
        Appearance.objects.create(story=story, person=person, how=How.TELLER, added_by=by)
    ChangeStory.objects.filter(pk=story.pk).update(
        people_confirmed_by=None, people_confirmed_at=None
    )
    audit.record("changestory.teller", story, by=by, area=story.area.slug, whose=whose)


def _tellers(story: ChangeStory) -> QuerySet[Appearance]:
    return story.appearances.filter(how=How.TELLER, media=None, person__isnull=False)


def _teller(
    story: ChangeStory, before: Person | None, *, by, whose: str, name: str, what_they_are: str
) -> Person | None:
    """The person who tells it now: the one of before where it is the same."""
    if whose == MINE:
        return _person_of(by, story, what_they_are)
    if whose != SOMEBODY_ELSES or not (name or what_they_are):
        return None
    if before is None or before.user_id == by.pk:
        return Person.objects.create(
            area=story.area, name=name, what_they_are=what_they_are[:80], added_by=by
        )
    if name and not before.name:
        before.name = name
    before.what_they_are = what_they_are[:80]
    before.save(update_fields=["name", "what_they_are"])
    return before


def _person_of(user, story: ChangeStory, what_they_are: str) -> Person:
    """Who stands for an account in the stories of an area, as an adult."""
    person = Person.objects.here().filter(user=user, area=story.area).order_by("pk").first()
    if person is None:
        person = Person(
            area=story.area, user=user, name=user.name, age=Person.Age.ADULT, added_by=user
        )
    if what_they_are:
        person.what_they_are = what_they_are[:80]
    person.save()
    return person


def _forget_if_nowhere(person: Person | None) -> None:
    """Somebody the first page named by mistake, who is in nothing else and was asked nothing."""
    if person is None or person.user_id or person.permissions.exists():
        return
    if not person.appearances.exists():
        person.delete()


def put_teller_in(story: ChangeStory, item: MediaItem, *, by) -> None:
    """Say that the one who tells a story is in a recording of it, and nobody else. Nothing where
    not exactly one person tells it. Raises PermissionDenied.
    """
    tellers = list(_tellers(story).values_list("person", flat=True)[:2])
    if len(tellers) == 1:
        set_media_people(story, item, by=by, people=tellers, unknown=0)


@transaction.atomic
def answer_as_teller(story: ChangeStory, *, by, pictures: str = "") -> None:
    """The answer of a teller who sends their own story: their words may go as far as they chose,
    and the pictures, voice and films they are in as far as `pictures` says, where they were asked.

    Nothing where somebody else tells it, or where they said the same before.
    """
    person = own_teller(by, story)
    if person is None:
        return
    named = _name_of(person, story.told_by)
    _answer_once(person, story, by=by, use=Use.WORDS, how_far=story.audience, **named)
    if pictures:
        _answer_once(person, story, by=by, use=Use.MEDIA, how_far=pictures)


def _answer_once(person: Person, story: ChangeStory, *, by, use: str, **answer: str) -> None:
    last = own_answer(person, story, use)
    if last is not None and all(getattr(last, key) == value for key, value in answer.items()):
        return
    record_event(
        person=person,
        story=story,
        use=use,
        by=by,
        shown=shown_to(person, story).as_text(use),
        method=PermissionEvent.Method.SCREEN,
        **answer,
    )


def _name_of(person: Person, told_by: str) -> dict[str, str]:
    """Under which name they stand in it: what they typed as whose story it is."""
    if not told_by:
        return {"called_by": CalledBy.WHAT_THEY_ARE, "called": ""}
    if told_by == person.name:
        return {"called_by": CalledBy.NAME, "called": ""}
    return {"called_by": CalledBy.ANOTHER, "called": told_by}
