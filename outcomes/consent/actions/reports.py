"""What readers of a public page report, and what is done about it.

Whoever reports "I am in it" or "a child can be recognised" is believed first: the story is stopped
at once, and whoever may lift a stop looks at it afterwards. A crowd is not: beyond a few stops over
the whole programme, and from one place, a report waits for somebody to look, as does a report of
what somebody looked at lately and that has not changed since. Only a child comes first always, from
a place that reported nothing today. Why: docs/decisions/0018.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from areas.access import people_who
from areas.desk.actions.owed import keep_owed
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.limits.counting import count
from bigstory.core.work.mail import post
from outcomes.consent.actions.stops import lift_stop, place_stop
from outcomes.consent.queries.owed import FLAGS
from outcomes.consent.queries.stops import CROWD
from outcomes.models import ChangeStory, Flag, Hold
from outcomes.publishing.queries.shown import digest_of_copy

# What a reader reports, and the kind of stop it puts on the story at once.
KIND_OF_STOP = {
    Flag.What.ABOUT_ME: Hold.Kind.DISPUTE,
    Flag.What.CHILD: Hold.Kind.SAFEGUARDING,
}
# So long after somebody looked at it, the same report of the same story puts no stop.
LOOKED_AT_LATELY = timedelta(days=90)
AN_HOUR = 60 * 60  # seconds
A_DAY = 24 * AN_HOUR
# Stops by readers, over all stories.
MOST_STOPS_AN_HOUR = 5
MOST_STOPS_A_DAY = 12
# From one place.
MOST_STOPS_FROM_A_PLACE = 3


@transaction.atomic
def report_story(
    story: ChangeStory, *, place: str, desk: str, what: str, words: str = "", contact: str = ""
) -> Flag:
    """Record what a reader reports from `place`; what may stop the story does so at once.

    The same, sent twice before it is answered, is recorded once. `desk` is the address of the page
    where reports wait, for the letter that a crowd of them brings.
    """
    story = ChangeStory.objects.lock(story)
    values = {"story": story, "what": what, "words": words, "contact": contact}
    if earlier := Flag.objects.open().filter(**values).first():
        return earlier
    flag = Flag.objects.create(**values)
    audit.record("flag.said", flag, area=story.area.slug, what=what)
    if _may_stop(flag, place):
        flag.hold = place_stop(by=None, story=story, kind=KIND_OF_STOP[what])
        flag.save(update_fields=["hold"])
    keep_owed(FLAGS, [story.area])
    _alert_to_a_crowd(desk)
    return flag


def _alert_to_a_crowd(desk: str) -> None:
    """A letter to everybody who may answer reports: one an hour, however many more there are."""
    lately = Flag.objects.filter(at__gt=timezone.now() - timedelta(seconds=AN_HOUR))
    if lately.count() < CROWD:
        return
    if count("letter about many reports", most=1, seconds=AN_HOUR).too_often:
        return
    for user in people_who(May.REVIEW_STORY):
        post("many_reports", to=user.email, context={"many": CROWD, "desk": desk})


def _may_stop(flag: Flag, place: str) -> bool:
    from_here = count("reports today", place, most=1, seconds=A_DAY)
    if flag.what not in KIND_OF_STOP or _was_looked_at(flag):
        return False
    # Each is asked, so that each is counted.
    many = [
        count("stops by readers", most=MOST_STOPS_AN_HOUR, seconds=AN_HOUR).too_often,
        count("stops by readers today", most=MOST_STOPS_A_DAY, seconds=A_DAY).too_often,
        count("stops from", place, most=MOST_STOPS_FROM_A_PLACE, seconds=A_DAY).too_often,
    ]
    return not any(many) or (flag.what == Flag.What.CHILD and not from_here.too_often)


def _was_looked_at(flag: Flag) -> bool:
    """Whether somebody lately looked at the same report of what is still shown in the same words
    and pictures, and left it or put it back.

    The words are the story's, not the reporter's: those cost whoever sends one nothing to change,
    while a photo that came since may show a child whom nobody looked for.
    """
    since = timezone.now() - LOOKED_AT_LATELY
    released = Q(hold__lifted_at__gte=since) | Q(hold=None, answered_at__gte=since)
    same = Flag.objects.filter(released, story=flag.story, what=flag.what).exclude(left_as="")
    return same.filter(left_as=digest_of_copy(flag.story)).exists()


@transaction.atomic
def answer_flag(flag: Flag, *, by, words: str, lift: bool = False, again: bool = False) -> int:
    """Close a report with what was done; with `lift`, lift the stop it put.

    Returns how many stories are shown again.
    """
    ChangeStory.objects.lock(flag.story)
    flag = (
        Flag.objects.select_for_update(of=("self",))
        .select_related("story__area", "hold")
        .get(pk=flag.pk)
    )
    if flag.answered_at is None:
        flag.answer = words
        flag.answered_by = by
        flag.answered_at = timezone.now()
        flag.left_as = "" if flag.hold else digest_of_copy(flag.story)
        flag.save(update_fields=["answer", "answered_by", "answered_at", "left_as"])
        audit.record("flag.answered", flag, by=by, area=flag.story.area.slug, lifted=lift)
        keep_owed(FLAGS, [flag.story.area])
    return lift_stop(flag.hold, by=by, again=again) if lift and flag.hold else 0
