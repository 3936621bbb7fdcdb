"""What readers of a public page say is wrong with it, and what was done about it.

Whoever says "I am in it" or "a child can be recognised" is believed first and asked afterwards: the
story is stopped at once, and whoever may lift a stop looks. Why, and what keeps that from being
used to silence people: docs/decisions/0008.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bigstory.core import audit
from outcomes.actions import holds
from outcomes.models import ChangeStory, Flag, Hold

STOPS = {Flag.What.ABOUT_ME: Hold.Kind.DISPUTE, Flag.What.CHILD: Hold.Kind.SAFEGUARDING}
# After somebody looked and lifted the stop, the same word about the same story waits for them.
LOOKED_AT = timedelta(days=90)
# More in an hour than this, over all stories, wait as well: that many at once are one person with a
# machine.
MOST_STOPS_AN_HOUR = 20


@transaction.atomic
def say(story: ChangeStory, *, what: str, words: str = "", contact: str = "") -> Flag:
    """Keep what a reader says. The same, said twice before it is answered, is kept once."""
    story = ChangeStory.objects.lock(story)
    said = {"story": story, "what": what, "words": words, "contact": contact}
    if again := Flag.objects.open().filter(**said).first():
        return again
    flag = Flag.objects.create(**said)
    audit.record("flag.said", flag, area=story.area.slug, what=what)
    if what in STOPS and _stops(flag):
        flag.hold = holds.place(by=None, story=story, kind=STOPS[what])
        flag.save(update_fields=["hold"])
    return flag


def _stops(flag: Flag) -> bool:
    now = timezone.now()
    looked_at = Flag.objects.filter(
        story=flag.story, what=flag.what, hold__lifted_at__gte=now - LOOKED_AT
    )
    lately = Hold.objects.filter(placed_by=None, placed_at__gte=now - timedelta(hours=1))
    return not looked_at.exists() and lately.count() < MOST_STOPS_AN_HOUR


@transaction.atomic
def answer(flag: Flag, *, by, words: str, lift: bool = False, again: bool = False) -> int:
    """Close it with what was done; with `lift`, lift the stop it put.

    Returns how many stories are shown again.
    """
    flag = (
        Flag.objects.select_for_update(of=("self",))
        .select_related("story__area", "hold")
        .get(pk=flag.pk)
    )
    if flag.answered_at is None:
        flag.answer = words
        flag.answered_by = by
        flag.answered_at = timezone.now()
        flag.save(update_fields=["answer", "answered_by", "answered_at"])
        audit.record("flag.answered", flag, by=by, area=flag.story.area.slug, lifted=lift)
    return holds.lift(flag.hold, by=by, again=again) if lift and flag.hold else 0
