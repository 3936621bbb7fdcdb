"""The short lists of one story's page, all of them in one statement.

Each list is a part with its own rows and fields; a row comes back as plain data and is made into
the object that the rest of the page knows. A new list is one more part.

One story as a page shows it, from the record or from its public copy.

Both have the same words.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _

from areas.access import areas_where
from areas.programme.queries import Words, audience_label
from bigstory.accounts.roles import May
from outcomes.framework.queries import chosen
from outcomes.media.queries import (
    at_home,
    films_of,
    films_of_copy,
    may_look,
    media_of_copy,
    shown_beyond,
)
from outcomes.models import (
    ChangeStory,
    ElsewhereFilm,
    Evidence,
    FollowUp,
    Publication,
    Reading,
    Redaction,
    StoryReview,
)
from outcomes.publishing.queries.names import sees_names, teller
from outcomes.stories.models.moves import OPEN_STATES, TAKE_UP, WITHDRAW, can_move, reviews, tells
from outcomes.stories.queries import readings as sortings
from outcomes.stories.queries import roots
from outcomes.stories.queries import still_true as lasting
from outcomes.stories.queries.evidence import proofs_of, proofs_of_copy, support
from outcomes.stories.queries.readings import READ_STATES, may_sort, party_of
from outcomes.stories.queries.roots import round_of
from outcomes.stories.queries.words import years
from partnerships.models import Action, Activity, Decision, MediaItem


@dataclass(frozen=True)
class Part:
    """`texts` are read as they are; `cast` as text and then by the function, since data knows no
    days or pounds.
    """

    rows: QuerySet
    make: Callable[[dict], object]
    texts: tuple[str, ...]
    cast: dict[str, Callable[[str], object]]
    order: Callable[[object], object]


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return (
        found if found.tzinfo else found.replace(tzinfo=UTC)
    )  # SQLite keeps UTC and does not say so


def gather(parts: dict[str, Part]) -> dict[str, list]:
    """Every list by its name, in its own order. One statement."""
    found = defaultdict(list)
    queries = [_query(name, part) for name, part in parts.items()]
    for name, row in queries[0].union(*queries[1:], all=True):
        cast = parts[name].cast
        found[name].append(
            parts[name].make(
                {k: cast[k](v) if k in cast and v is not None else v for k, v in row.items()}
            )
        )
    return {name: sorted(found[name], key=part.order) for name, part in parts.items()}


def _query(name: str, part: Part) -> QuerySet:
    fields = {each: F(each) for each in part.texts} | {
        each: Cast(each, CharField()) for each in part.cast
    }
    rows = part.rows.order_by().annotate(
        gathered_as=Value(name, CharField()), gathered=JSONObject(**fields)
    )
    return rows.values_list("gathered_as", "gathered")


def of_page(user, story: ChangeStory) -> dict[str, list]:
    """What this reader may see of all that hangs on a story."""
    parts = {
        "proofs": Part(
            story.evidence.filter(media=None),
            _made(Evidence),
            EVIDENCE,
            {"number": Decimal},
            _by_order,
        ),
        "photos": Part(
            _photos(user, story),
            _photo,
            (*PHOTO, "in_story__order"),
            {"name": UUID},
            _by_order,
        ),
        "recordings": Part(
            _recordings(user, story),
            _photo,
            (*RECORDING, "in_story__order"),
            {"name": UUID},
            _by_order,
        ),
        "films": Part(story.films.all(), _made(ElsewhereFilm), FILM, {}, _by_order),
        "activities": Part(
            Activity.objects.visible_to(user).filter(stories=story),
            _activity,
            ("id", "title", *ACTION),
            ROOT,
            _by_day,
        ),
        "decisions": Part(
            Decision.objects.visible_to(user).filter(stories=story),
            _made(Decision),
            ("id", "title"),
            {"on": date.fromisoformat},
            _by_day,
        ),
        "followups": Part(
            story.followups.all(), _made(FollowUp), FOLLOWUP, {"on": date.fromisoformat}, _by_day
        ),
        "reviews": Part(
            story.reviews.all(), _made(StoryReview), REVIEW, {"at": _moment}, _newest_first
        ),
    }
    parts["sortings"] = Part(
        sortings.rows_of(story),
        sortings.made(sees_names(user, story)),
        sortings.FIELDS,
        {"on": date.fromisoformat},
        lambda each: (-each.on.toordinal(), -each.pk),
    )
    if may_look(user, story):
        waiting = (
            Redaction.objects.unchecked().filter(media__in_story__story=story).exclude(made_by=user)
        )
        parts["covers"] = Part(
            waiting, _made(Redaction), ("id", "media_id"), {}, lambda each: each.pk
        )
    if story.round:
        parts["others"] = Part(
            _others(user, story), lambda row: row["n"] or 0, ("n",), {}, lambda n: n
        )
    return gather(parts)


EVIDENCE = ("id", "kind", "words", "unit", "said_by", "source", "url", "supports", "order")
FILM = ("id", "host", "film_id", "title", "said_by", "transcript", "order")
RECORDING = (
    "id",
    "kind",
    "width",
    "height",
    "seconds",
    "alt_text",
    "transcript",
    "captions",
    "credit",
    "people",
)
PHOTO = ("id", "width", "height", "alt_text", "caption", "credit", "people")
ACTION = ("action_id", "action__title", "action__priority_id")
ROOT = {"on": date.fromisoformat, "action__thread": UUID, "action__cost": Decimal}
RECORDED = (MediaItem.Kind.AUDIO, MediaItem.Kind.FILM)
FOLLOWUP = ("id", "answer", "words", "party", "months")
REVIEW = ("id", "verdict", "words", "reviewer_name")


def _made(model) -> Callable[[dict], object]:
    return lambda row: model(**row)


def _photo(row: dict) -> MediaItem:
    return MediaItem(order=row.pop("in_story__order"), **row)


def _photos(user, story: ChangeStory) -> QuerySet:
    items = MediaItem.objects.filter(in_story__story=story, kind=MediaItem.Kind.PHOTO)
    return items if at_home(user, story.area_id) else shown_beyond(items)


def _recordings(user, story: ChangeStory) -> QuerySet:
    items = MediaItem.objects.filter(in_story__story=story, kind__in=RECORDED, unready="")
    return items if at_home(user, story.area_id) else shown_beyond(items)


def _activity(row: dict) -> Activity:
    action = None
    if row["action_id"]:
        names = ("title", "thread", "cost", "priority_id")
        action = Action(id=row["action_id"], **{name: row[f"action__{name}"] for name in names})
    return Activity(id=row["id"], title=row["title"], on=row["on"], action=action)


def _by_order(each) -> tuple:
    return each.order, each.pk


def _by_day(each) -> tuple:
    return each.on, each.pk


def _newest_first(each) -> tuple:
    return -each.at.timestamp(), -each.pk


def _others(user, story: ChangeStory) -> QuerySet:
    """How many others of the same round this reader may hear, as one row."""
    same = (
        round_of(user, story)
        .exclude(pk=story.pk)
        .filter(round=OuterRef("round"))
        .order_by()
        .values("round")
    )
    return ChangeStory.objects.filter(pk=story.pk).annotate(
        n=Subquery(same.annotate(n=Count("pk")).values("n"))
    )


State = ChangeStory.State
Party = Reading.Party
MORE_SHOWN = 3
YES_OF_TELLER = (Party.TELLER, Reading.Answer.YES)


def of_story(user, story: ChangeStory) -> dict:
    """Everything this reader may see of a story in the record, and what they may do with it."""
    programme = story.area.programme
    words = Words(programme.words)
    found = of_page(user, story)
    readings = sortings.of_story(user, story, words)
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
        "names": areas_where(user, May.READ_NAMES).includes(story.area_id),
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
    readings = sortings.of_publication(copy, words)
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


def _shared(thing, told_by: str, choices: dict, found: sortings.Matrix) -> dict:
    return {
        "thing": thing,
        "area": thing.area,
        "told_by": told_by,
        "years": years(thing),
        "said_yes": _said_yes(found),
        "parts": _parts(thing),
        "short": _short(thing, choices),
    }


def _said_yes(found: sortings.Matrix) -> list:
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
    theirs = areas_where(user, May.READ_DRAFTS).includes(story.area_id)
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
            areas_where(user, may).includes(story.area_id)
            for may in (May.READ_PERMISSIONS, May.CODE)
        ),
        "record_people": areas_where(user, May.RECORD_PERMISSIONS).includes(story.area_id),
        "stop": areas_where(user, May.PLACE_HOLD).includes(story.area_id),
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
    theirs = areas_where(user, May.READ_DRAFTS).includes(story.area_id)
    return written if theirs or areas_where(user, May.REVIEW_STORY).includes(story.area_id) else []
