"""The short lists of one story's page, all of them in one statement.

Each list is a part with its own rows and fields; a row comes back as plain data and is made into
the object that the rest of the page knows. A new list is one more part.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject

from outcomes.models import ChangeStory, ElsewhereFilm, Evidence, FollowUp, Redaction, StoryReview
from outcomes.names import sees_names
from outcomes.reads import sortings
from outcomes.reads.covers import at_home, may_look, shown_beyond
from outcomes.reads.voices import round_of
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
