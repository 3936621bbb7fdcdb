"""Quick ways to put something on the record in a test, with every choice that does not matter made
already.
"""

from datetime import date
from io import BytesIO

from django.utils import timezone

from areas.models import Area


def log(
    area: Area,
    title: str = "Lunch for forty-one",
    *,
    on: date | None = None,
    audience="programme",
    **more,
):
    """An activity, and the area's numbers brought up to date."""
    from partnerships.log.actions.activities import recount
    from partnerships.models import Activity

    activity = Activity.objects.create(
        area=area, title=title, on=on or date.today(), audience=audience, **more
    )
    recount(area)
    return activity


def tell(
    area: Area,
    title: str = "Nobody eats alone",
    *,
    yes=(),
    state="sent",
    audience="programme",
    out=True,
    **more,
):
    """A story in a state, with the teller's yes to the outcomes named by slug; `out` as far as its
    state says.
    """
    from outcomes.models import ChangeStory, Outcome, Reading
    from outcomes.publishing.actions.area_counts import recount

    now = timezone.now()
    details = {
        "what_changed": "One table became four.",
        "told_by": "Maureen",
        "told_by_is": "resident",
        "people": "nobody",
    }
    details |= {"told_on": date.today(), "sent_at": None if state == "draft" else now} | more
    story = ChangeStory.objects.create(
        area=area, title=title, state=state, audience=audience, **details
    )
    for slug in yes:
        outcome = Outcome.objects.get(slug=slug)
        Reading.objects.create(story=story, outcome=outcome, party="teller", answer="yes")
    if not (out and let_out(story)):
        recount(area)
    return story


def let_out(story, *, by=None) -> bool:
    """As far as the product lets a story go that its area sent and, where it is published for all
    areas, Local Trust published: what sending and publishing do, for a story made in that state.
    Whether it went out of its area.
    """
    from outcomes.models import ChangeStory
    from outcomes.publishing.actions.publications import KeptIn, publish_story, share

    sent = story.state in ChangeStory.objects.all().SENT
    if not sent or story.audience == "area":
        return False
    decide_words(story)
    try:
        if (story.state, story.audience) == ("published", "network"):
            publish_story(clear(story), by=by)
        else:
            share(story, by=by, circle="programme")
    except KeptIn:
        return False
    return True


def publish(area: Area, title: str = "Nobody eats alone", *, by=None, **more):
    """A story everybody may read."""
    from outcomes.publishing.actions.publications import publish_story

    published = {"state": "published", "audience": "public", "published_at": timezone.now()}
    # One copy is written, not one for the programme before it.
    story = tell(area, title, out=False, **published, **more)
    publish_story(clear(story), by=by)
    return story


def a_photo(story, body: bytes, *, order: int = 0, **fields):
    """A photo beside a story, drawn anew and with its files. `body` as somebody sent it."""
    from bigstory.core.files.photos import clean, store
    from outcomes.models import StoryMedia
    from partnerships.models import MediaItem

    drawn = clean(BytesIO(body))
    size = {"width": drawn.width, "height": drawn.height, "bytes": drawn.bytes}
    item = MediaItem.objects.create(
        area=story.area, for_story=True, name=store.keep(drawn), **size, **fields
    )
    StoryMedia.objects.create(story=story, media=item, order=order)
    return item


def looked_over(story):
    """The list of people in it is confirmed, and somebody decided about every word that looks like
    a name.
    """
    from outcomes.models import ChangeStory

    confirmed = {"people_confirmed_at": timezone.now(), "young_or_private": "no"}
    ChangeStory.objects.filter(pk=story.pk).update(**confirmed)
    decide_words(story)
    story.refresh_from_db(fields=list(confirmed))
    return story


def decide_words(story):
    """Somebody decided about every word that looks like a name."""
    from outcomes.publishing.actions.wording import count_undecided, decide
    from outcomes.publishing.queries.wording.whole import mildest_answers

    if answers := mildest_answers(story):
        decide(story, answers=answers, by=None)
        story.refresh_from_db(fields=["words_unchecked"])
    else:
        count_undecided(story, set())


def clear(story, *, verdict="published"):
    """Whatever the gate asks of a story with nobody in it: looked over, and accepted by somebody
    else.
    """
    from bigstory.accounts.models import User
    from outcomes.models import StoryReview

    if not story.reviews.filter(verdict=verdict).exists():
        reviewer, _made = User.objects.get_or_create(
            email="cleared@example.org", defaults={"name": "Priya"}
        )
        story.reviews.create(
            version=story.versions.first(),
            reviewer=reviewer,
            reviewer_name=reviewer.name,
            verdict=StoryReview.Verdict(verdict),
            words="Thank you.",
            at=timezone.now(),
        )
    return looked_over(story)
