"""Stories that were sent: which wait for an answer, and what was answered."""

from dataclasses import replace
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.desk.models.owed import Owed
from areas.desk.queries.sources import Reply, Source, Thing, Wait
from bigstory.accounts.roles import May
from bigstory.core.db.choices import PROGRAMME_UP, as_far_as
from outcomes.models import ChangeStory, StoryReview

KIND = Owed.Kind.STORY
State = ChangeStory.State
NO_WORDS = ("before", "what_changed", "how_it_came_about", "what_was_hard", "how_we_know")


def thing_of(story: ChangeStory) -> Thing:
    """`story` has its area at hand, and may be read by whoever it is shown to."""
    who = _("told by %(who)s") % {"who": story.byline} if story.byline else _("told without a name")
    return Thing(
        KIND,
        story.pk,
        story.area,
        title=story.title,
        page=story.get_absolute_url(),
        desk=reverse("review", args=[story.pk]),
        note=f"{who} · {story.get_audience_display()}",
        sender=story.written_by_id,
    )


def _kept_in(story: ChangeStory) -> Thing:
    """One that was sent, and that Local Trust may not read now: no word of it."""
    desk = reverse("review", args=[story.pk])
    title = _("A story that cannot be read now")
    return Thing(KIND, story.pk, story.area, title=title, page=desk, desk=desk)


def _waits(areas):
    stories = ChangeStory.objects.filter(area__in=areas, state="sent", audience__in=PROGRAMME_UP)
    rows = stories.values_list("area", "pk", "sent_at", "created_at", "held_until")
    return [
        Wait(area, KIND, pk, _since(sent or made, held_until))
        for area, pk, sent, made, held_until in rows
    ]


def _since(sent: datetime, held_until) -> datetime:
    """A story that is the partnership's alone until a day waits from that day."""
    if held_until is None:
        return sent
    return max(sent, timezone.make_aware(datetime.combine(held_until, time.min)))


def _answered(things):
    reviews = StoryReview.objects.filter(story__in=things).order_by("at", "pk")
    return dict(reviews.values_list("story", "at"))


def _things(user, things):
    stories = ChangeStory.objects.filter(pk__in=things).defer(*NO_WORDS)
    stories = stories.select_related("area__region", "area__programme")
    found = {story.pk: thing_of(story) for story in stories.visible_to(user)}
    kept = stories.kept_from(user) if len(found) < len(things) else ()
    return found | {story.pk: _kept_in(story) for story in kept if story.pk not in found}


def _replies(things):
    return [_as_reply(review) for review in StoryReview.objects.filter(story__in=things)]


def _latest(user, areas, most):
    stories = ChangeStory.objects.visible_to(user).filter(area__in=areas)
    reviews = StoryReview.objects.filter(story__in=stories.order_by().values("pk"))
    reviews = reviews.select_related("story__publication").order_by("-at", "-pk")
    return [replace(_as_reply(each), says=_says_today(each)) for each in reviews[:most]]


def _says_today(review: StoryReview) -> str:
    """The verdict, and where a story was shared that fewer read now, that too."""
    story = review.story
    if (review.verdict, story.state) == (StoryReview.Verdict.PUBLISHED, State.PUBLISHED):
        copy = getattr(story, "publication", None)
        circle = copy.circle_today if copy else ""
        if not circle:
            return _("Shared it; it is not shown now")
        if circle not in as_far_as(story.audience):
            return _("Shared it; fewer may read it now")
    return review.get_verdict_display()


def _as_reply(review: StoryReview) -> Reply:
    says = review.get_verdict_display()
    return Reply(KIND, review.story_id, says, review.words, review.reviewer_name, review.at)


STORIES = Source(
    kinds=(KIND,),
    answers=May.REVIEW_STORY,
    waits=_waits,
    answered=_answered,
    things=_things,
    reads=May.READ_DRAFTS,
    writes=May.TELL,
    replies=_replies,
    latest=_latest,
)
