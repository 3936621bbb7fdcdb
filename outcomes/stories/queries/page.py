"""What a story's own page shows: from the record for those who may read it there, and for
everybody else from the public copy. Both give the template the same names.

Each list of the page is one query of its own, in the order in which the page shows it; how many
rows a list has never changes how many statements the page needs.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from areas.access import areas_where
from areas.programme.queries import Words, audience_label
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from outcomes.framework.queries import chosen
from outcomes.media.queries.covers import may_look
from outcomes.media.queries.films import films_of, films_of_copy
from outcomes.media.queries.items import media_of_copy, media_shown
from outcomes.models import ChangeStory, Publication, Reading, Redaction, StoryReview
from outcomes.publishing.models.publication import circle_of
from outcomes.publishing.queries.names import teller
from outcomes.publishing.queries.readers import (
    read_by,
    readers_now,
    readers_of_copy,
    waits_for_its_day,
)
from outcomes.publishing.queries.sharing import may_share_to
from outcomes.stories.models.moves import (
    OPEN_STATES,
    WITHDRAW,
    can_move,
    can_take_up,
    reviews,
    tells,
)
from outcomes.stories.queries.evidence import proofs_of, proofs_of_copy, support
from outcomes.stories.queries.readings import (
    READ_STATES,
    Matrix,
    matrix_of_copy,
    matrix_of_story,
    may_sort,
    party_of,
    sortings_of,
    sortings_of_copy,
)
from outcomes.stories.queries.roots import (
    roots_by_number,
    roots_of_copy,
    roots_of_story,
    round_of,
)
from outcomes.stories.queries.still_true import (
    ASKED_STATES,
    Moment,
    asked_now,
    lifeline,
    public_lifeline,
)
from outcomes.stories.queries.words import years
from partnerships.models import MediaItem

State = ChangeStory.State
Party = Reading.Party
YES_OF_TELLER = (Party.TELLER, Reading.Answer.YES)
RECORDED = (MediaItem.Kind.AUDIO, MediaItem.Kind.FILM)
# How many other public stories of the area stand below a public copy.
MORE_SHOWN = 3


def page_of_story(user, story: ChangeStory) -> dict:
    """Everything this reader may see of a story in the record, and what they may do with it.

    `story` comes with its area, programme and region, and with `is_shown` and `is_stopped`.
    """
    programme = story.area.programme
    readings = matrix_of_story(user, story, Words(programme.words))
    photos = photos_shown(user, story)
    recordings = recordings_shown(user, story)
    films = films_of(user, story)
    sortings = sortings_of(user, story)
    moments = lifeline(story)
    return _shared(story, teller(user, story), chosen(story), readings) | {
        "story": story,
        "photos": photos,
        "recordings": recordings,
        "films": films,
        "sortings": sortings,
        "sortings_before": [sorting for sorting in sortings if not sorting.latest],
        "covers": covers_to_look_at(user, story),
        "names": areas_where(user, May.READ_NAMES).includes(story.area_id),
        "support": support(
            story,
            proofs_of(user, story),
            photos=len(photos),
            recordings=len(recordings) + len(films),
        ),
        "others_told": others_of_round(user, story),
        "readers": audience_label(story.audience),
        "reads_now": readers_now(story),
        "read_by": read_by(story, stopped=story.is_stopped),
        "waits_for_its_day": waits_for_its_day(story),
        "matrix": readings,
        "roots": roots_of_story(user, story),
        "may": _may(user, story, moments),
        "thread": _thread(user, story),
        "moments": moments,
    }


def page_of_copy(user, copy: Publication) -> dict:
    """Everything those read who are neither of its area nor Local Trust, taken from the cleared
    copy and nothing else.
    """
    readings = matrix_of_copy(copy, Words(copy.area.programme.words))
    media = media_of_copy(user, copy)
    photos = [item for item in media if item.kind == MediaItem.Kind.PHOTO]
    recordings = [item for item in media if item.kind in RECORDED]
    films = films_of_copy(user, copy)
    circle = circle_of(user, copy.area_id)
    programme = circle == Audience.PROGRAMME
    sortings = sortings_of_copy(copy) if programme else []
    choices = chosen(copy) if programme else chosen(copy, ("levels", "kinds"))
    return _shared(copy, copy.byline, choices, readings) | {
        "photos": photos,
        "recordings": recordings,
        "films": films,
        "support": support(
            copy, proofs_of_copy(copy), photos=len(photos), recordings=len(recordings) + len(films)
        ),
        "readers": readers_of_copy(copy),
        "matrix": readings,
        "roots": roots_of_copy(copy) if circle == Audience.PUBLIC else roots_by_number(user, copy),
        "sortings": sortings,
        "sortings_before": [sorting for sorting in sortings if not sorting.latest],
        "permissions": copy.permissions if programme else [],
        "may": _may_with_copy(user, copy),
        "others_told": others_of_round(user, copy.story) if programme else 0,
        "moments": public_lifeline(copy),
        "more": _other_copies(user, copy)[:MORE_SHOWN] if copy.circle == Audience.PUBLIC else [],
    }


def _may_with_copy(user, copy: Publication) -> dict:
    """What somebody may do who reads the copy: read and sort it, report it, stop it."""
    if circle_of(user, copy.area_id) == Audience.PUBLIC:
        return {"flag": True}
    story = copy.story
    return {
        "read": _reading_label(user, story),
        "sort": may_sort(user, story),
        "flag": copy.circle_today == Audience.PUBLIC,
        "people": areas_where(user, May.CODE).includes(copy.area_id),
        "stop": areas_where(user, May.PLACE_HOLD).includes(copy.area_id),
    }


def photos_shown(user, story: ChangeStory) -> list[MediaItem]:
    """The photos of a story as this reader may see them, in their order."""
    return [item for item in media_shown(user, story) if item.kind == MediaItem.Kind.PHOTO]


def recordings_shown(user, story: ChangeStory) -> list[MediaItem]:
    """The recordings and films that can be heard and seen, in their order."""
    items = media_shown(user, story)
    return [item for item in items if item.kind in RECORDED and not item.unready]


def covers_to_look_at(user, story: ChangeStory) -> list[Redaction]:
    """Covered photos that wait for a second look, for those who may look and did not draw them."""
    if not may_look(user, story):
        return []
    covers = Redaction.objects.unchecked().filter(media__in_story__story=story)
    return list(covers.exclude(made_by=user).order_by("pk"))


def others_of_round(user, story: ChangeStory) -> int:
    """How many other stories of the same round this reader may hear. No statement without one."""
    if story.round is None:
        return 0
    return round_of(user, story).exclude(pk=story.pk).count()


def _thread(user, story: ChangeStory) -> list[StoryReview]:
    """What Local Trust wrote, newest first, for those it was written to and those who wrote it."""
    if story.state == State.DRAFT and not story.sent_at:
        return []
    theirs = areas_where(user, May.READ_DRAFTS).includes(story.area_id)
    if not theirs and not areas_where(user, May.REVIEW_STORY).includes(story.area_id):
        return []
    return list(story.reviews.all())


def _other_copies(user, copy: Publication) -> QuerySet[Publication]:
    """Other public stories of the same area."""
    copies = Publication.objects.for_everybody().stories().for_list()
    return copies.filter(area=copy.area).exclude(pk=copy.pk)


def _shared(thing: ChangeStory | Publication, told_by: str, choices: dict, matrix: Matrix) -> dict:
    """What the page says of a story in the record and of a public copy alike."""
    return {
        "thing": thing,
        "area": thing.area,
        "told_by": told_by,
        "years": years(thing),
        "said_yes": _teller_says_yes(matrix),
        "parts": _parts(thing),
        "short": _short(thing, choices),
    }


def _teller_says_yes(matrix: Matrix) -> list:
    """The outcomes its teller reads as yes, from the readings beside each other."""
    return [
        row.outcome
        for row in matrix.rows
        for cell in row.cells
        if (cell.party, cell.answer) == YES_OF_TELLER
    ]


def _parts(thing) -> list[tuple[str, str]]:
    """Heading and words of each told part. What comes first needs no heading."""
    parts = [
        ("", thing.before),
        (_("What changed") if thing.before else "", thing.what_changed),
        (_("How it came about"), thing.how_it_came_about),
        (_("What was hard"), thing.what_was_hard),
    ]
    return [(heading, words) for heading, words in parts if words]


def _short(thing, choices: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Label and words of each short fact that is known."""
    facts = [
        (_("For whom"), thing.for_whom),
        (_("When"), years(thing)),
        (_("Where the change is"), ", ".join(choices["levels"])),
        (_("What sort of change"), ", ".join(choices["kinds"])),
        (_("Who made it happen"), ", ".join(choices.get("makers", []))),
        (_("What helped"), ", ".join(choices.get("drivers", []))),
        (_("What stood in the way"), ", ".join(choices.get("barriers", []))),
        (_("What sort of story"), thing.get_kind_display()),
    ]
    return [(label, words) for label, words in facts if words]


def _may(user, story: ChangeStory, moments: list[Moment]) -> dict:
    """What this reader may do on the page: a truth or a label for each button and link."""

    def here(*permissions: May) -> bool:
        return any(areas_where(user, may).includes(story.area_id) for may in permissions)

    theirs = here(May.READ_DRAFTS)
    telling = tells(user, story)
    return {
        "record_another": telling,
        "cover": telling,
        "tell": telling and story.state in OPEN_STATES,
        "see_state": theirs,
        "people": here(May.READ_PERMISSIONS, May.CODE),
        "record_people": here(May.RECORD_PERMISSIONS),
        "stop": here(May.PLACE_HOLD),
        "flag": getattr(story, "is_shown", False) and not theirs,
        "withdraw": can_move(WITHDRAW, story, user),
        "take_up": can_take_up(story, user),
        "read": _reading_label(user, story),
        "sort": may_sort(user, story),
        "still": telling and story.state in ASKED_STATES,
        "asked": asked_now(story, moments=moments) if telling else None,
        "review": story.state == State.SENT and reviews(user, story),
        "share": _share_label(user, story),
    }


def _share_label(user, story: ChangeStory) -> str:
    """To whom this reader may let the story go now; empty where it goes no further."""
    circle = may_share_to(user, story)
    return audience_label(circle) if circle else ""


def _reading_label(user, story: ChangeStory) -> str:
    """What the button says with which this reader adds a reading; empty where they may not."""
    if story.state not in READ_STATES:
        return ""
    labels = {
        Party.TELLER: _("Change how you read it"),
        Party.PARTNERSHIP: _("Add the %(partnership)s’s reading")
        % Words(story.area.programme.words),
        Party.LOCAL_TRUST: _("Add our reading"),
        Party.EVALUATOR: _("Add your reading"),
    }
    return labels.get(party_of(user, story), "")
