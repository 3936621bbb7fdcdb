"""One story as a page shows it, from the record or from its public copy.

Both have the same words.
"""

from django.utils.translation import gettext as _

from areas.access import where
from areas.words import Words
from bigstory.accounts.roles import May
from outcomes.actions.readings import READ_STATES, party_of
from outcomes.actions.sortings import may_sort
from outcomes.models import ChangeStory, Publication, Reading
from outcomes.moves import OPEN_STATES, TAKE_UP, WITHDRAW, can_move, reviews, tells
from outcomes.names import teller
from outcomes.reads import gathered, lasting, matrix, roots
from outcomes.reads.choices import chosen
from outcomes.reads.evidence import proofs_of, proofs_of_copy
from outcomes.reads.films import films_of, films_of_copy
from outcomes.reads.photos import media_of_copy
from outcomes.reads.said import years
from outcomes.reads.supported import support
from partnerships.forms.audience import audience_label
from partnerships.models import MediaItem

State = ChangeStory.State
Party = Reading.Party
MORE_SHOWN = 3
RECORDED = (MediaItem.Kind.AUDIO, MediaItem.Kind.FILM)
YES_OF_TELLER = (Party.TELLER, Reading.Answer.YES)


def of_story(user, story: ChangeStory) -> dict:
    """Everything this reader may see of a story in the record, and what they may do with it."""
    programme = story.area.programme
    words = Words(programme.words)
    found = gathered.of_page(user, story)
    readings = matrix.of_story(user, story, words)
    photos = found["photos"]
    recordings = found["recordings"]
    moments = lasting.lifeline(story, found["followups"])
    films = films_of(user, story, found["films"])
    grew_from = roots.of_story(
        user, story, activities=found["activities"], decisions=found["decisions"]
    )
    return _shared(story, teller(user, story), chosen(story), readings) | {
        "story": story,
        "photos": photos,
        "recordings": recordings,
        "films": films,
        "sortings": found["sortings"],
        "sortings_before": [each for each in found["sortings"] if not each.latest],
        "covers": found.get("covers", []),
        "names": where(user, May.READ_NAMES).includes(story.area_id),
        "support": support(
            story,
            proofs_of(user, story, found["proofs"]),
            photos=len(photos),
            recordings=len(recordings) + len(films),
        ),
        "others_told": sum(found.get("others", [])),
        "readers": audience_label(story.audience, programme),
        "matrix": readings,
        "roots": grew_from,
        "may": _may(user, story, moments),
        "thread": _thread(user, story, found["reviews"]),
        "moments": moments,
    }


def of_publication(user, copy: Publication) -> dict:
    """Everything visitors read, taken from the cleared copy and nothing else."""
    words = Words(copy.area.programme.words)
    others = (
        Publication.objects.visible_to(user)
        .stories()
        .for_list()
        .filter(area=copy.area)
        .exclude(pk=copy.pk)
    )
    media = media_of_copy(copy)
    readings = matrix.of_publication(copy, words)
    photos = [each for each in media if each.kind == MediaItem.Kind.PHOTO]
    recordings = [each for each in media if each.kind in RECORDED]
    films = films_of_copy(copy)
    return _shared(copy, copy.told_by, chosen(copy, ("levels", "kinds")), readings) | {
        "photos": photos,
        "recordings": recordings,
        "films": films,
        "support": support(
            copy, proofs_of_copy(copy), photos=len(photos), recordings=len(recordings) + len(films)
        ),
        "readers": _("Everybody"),
        "matrix": readings,
        "roots": roots.of_publication(copy),
        "may": {},
        "moments": lasting.public_lifeline(copy),
        "more": others[:MORE_SHOWN],
    }


def _shared(thing, told_by: str, choices: dict, found: matrix.Matrix) -> dict:
    return {
        "thing": thing,
        "area": thing.area,
        "told_by": told_by,
        "years": years(thing),
        "said_yes": _said_yes(found),
        "parts": _parts(thing),
        "short": _short(thing, choices),
    }


def _said_yes(found: matrix.Matrix) -> list:
    """The outcomes its teller reads as yes, from the readings beside each other."""
    return [
        row.outcome
        for row in found.rows
        for cell in row.cells
        if (cell.party, cell.answer) == YES_OF_TELLER
    ]


def _parts(thing) -> list[tuple[str, str]]:
    """Heading and words of each told part. What comes first needs no heading."""
    told = [
        ("", thing.before),
        (_("What changed") if thing.before else "", thing.what_changed),
        (_("How it came about"), thing.how_it_came_about),
        (_("What was hard"), thing.what_was_hard),
    ]
    return [(heading, words) for heading, words in told if words]


def _short(thing, choices: dict) -> list[tuple[str, str]]:
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


def _may(user, story: ChangeStory, moments: list) -> dict:
    theirs = where(user, May.READ_DRAFTS).includes(story.area_id)
    party = party_of(user, story) if story.state in READ_STATES else None
    readings = {
        Party.TELLER: _("Change how you read it"),
        Party.PARTNERSHIP: _("Add the %(partnership)s’s reading")
        % Words(story.area.programme.words),
        Party.LOCAL_TRUST: _("Add our reading"),
        Party.EVALUATOR: _("Add your reading"),
    }
    return {
        "record_another": tells(user, story),
        "cover": tells(user, story),
        "tell": tells(user, story) and story.state in OPEN_STATES,
        "see_state": theirs,
        "people": any(
            where(user, may).includes(story.area_id) for may in (May.READ_PERMISSIONS, May.CODE)
        ),
        "record_people": where(user, May.RECORD_PERMISSIONS).includes(story.area_id),
        "stop": where(user, May.PLACE_HOLD).includes(story.area_id),
        "flag": getattr(story, "is_shown", False) and not theirs,
        "withdraw": can_move(WITHDRAW, story, user),
        "take_up": can_move(TAKE_UP, story, user),
        "read": readings.get(party, ""),
        "sort": may_sort(user, story),
        "still": tells(user, story) and story.state in lasting.ASKED_STATES,
        "asked": lasting.asked_now(story, said=moments) if tells(user, story) else None,
        "review": story.state == State.SENT and reviews(user, story),
    }


def _thread(user, story: ChangeStory, written: list) -> list:
    """What Local Trust wrote, for those it was written to and those who wrote it."""
    if story.state == State.DRAFT and not story.sent_at:
        return []
    theirs = where(user, May.READ_DRAFTS).includes(story.area_id)
    return written if theirs or where(user, May.REVIEW_STORY).includes(story.area_id) else []
