"""What a story grew from: pounds, priorities, activities, and then the change.

What a story may have grown from: suggested from what was logged near that time, about the same
things.

Three plain signs: the same months, the same words, a priority that was chosen already. Somebody
ticks; nothing is tied by itself.

One round: stories by several tellers about the same thing.

Each stands for itself; nobody speaks for another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from outcomes.models import ChangeStory, Publication
from partnerships.models import Activity, Decision, Plan, Priority


@dataclass
class Root:
    words: str
    url: str = ""
    note: str = ""
    on: date | None = None


@dataclass
class Roots:
    planned: Decimal = Decimal(0)
    actions: list[Root] = field(default_factory=list)
    priorities: list[Root] = field(default_factory=list)
    decisions: list[Root] = field(default_factory=list)
    activities: list[Root] = field(default_factory=list)

    def __bool__(self):
        return bool(self.priorities or self.activities or self.decisions)


def of_story(
    user,
    story: ChangeStory,
    *,
    activities: list[Activity] | None = None,
    decisions: list[Decision] | None = None,
) -> Roots:
    """As far as this reader may see: an activity kept to the partnership leaves no trace.

    One statement, and one for each of the two that was not read already.

    A need is a root when the story names it, and when something logged under its actions is one.
    """
    if activities is None:
        activities = (
            Activity.objects.visible_to(user).filter(stories=story).select_related("action")
        )
        activities = list(activities.order_by("on", "pk"))
    if decisions is None:
        decisions = list(
            Decision.objects.visible_to(user).filter(stories=story).order_by("on", "pk")
        )
    actions = {a.action_id: a.action for a in activities if a.action_id}
    plans = Plan.objects.visible_to(user).filter(area=story.area_id)
    named = Q(stories=story) | Q(pk__in=[action.priority_id for action in actions.values()])
    priorities = list(
        Priority.objects.filter(named, plan__in=plans).select_related("plan").distinct()
    )
    slug = story.area.slug
    open_needs = {priority.pk for priority in priorities}
    shown = [action for action in actions.values() if action.priority_id in open_needs]
    needs = {
        priority.pk: reverse("came_of_priority", args=[slug, priority.thread])
        for priority in priorities
    }
    return Roots(
        planned=sum((action.cost for action in shown), Decimal(0)),
        actions=[
            Root(action.title, f"{needs[action.priority_id]}#action-{action.thread}")
            for action in shown
        ],
        priorities=[Root(p.own_words, needs[p.pk], p.plan.title) for p in priorities],
        decisions=[
            Root(d.title, reverse("decision", args=[slug, d.pk]), on=d.on) for d in decisions
        ],
        activities=[
            Root(a.title, reverse("activity", args=[slug, a.pk]), on=a.on) for a in activities
        ],
    )


def of_publication(copy: Publication) -> Roots:
    """From the public copy, and only what is still public today. One statement."""
    named = copy.grew_from.get("activities", [])
    shown = Publication.objects.activities().filter(activity__in=[each["id"] for each in named])
    slug = copy.area.slug
    still = set(shown.values_list("activity_id", flat=True)) if named else set()
    return Roots(
        priorities=[
            Root(p["words"], reverse("plan", args=[slug, p["number"]]), p["plan"])
            for p in copy.grew_from.get("priorities", [])
        ],
        activities=[
            Root(each["title"], on=date.fromisoformat(each["on"]))
            for each in named
            if each["id"] in still
        ],
    )


# Enough to find what belongs to a few years, and little enough to read through in a moment.
LOOKED_THROUGH = 300
NEAR = timedelta(days=62)
BEFORE_TOLD = timedelta(days=730)
SAME_MONTHS = 2
SAME_PRIORITY = 3
MOST_WORDS = 3
WORD = re.compile(r"[^\W\d_]{4,}")
COMMON_WORDS = (
    "about after again also always back because been before being came come could days "
    "does done down each even "
    "every first from gone good have here into just know last like little long made make "
    "many more most much "
    "never next nobody only other over people place really said same says should some "
    "somebody such sure taken "
    "than that their them then there these they thing things think this those till time "
    "told very want week weeks "
    "well went were what when where which while will with without would wrote year years your"
)
COMMON = frozenset(COMMON_WORDS.split())


@dataclass(frozen=True)
class Suggestion:
    pk: int
    label: str
    hint: str


def keywords(*texts: str) -> set[str]:
    """The words that say what something is about, without their endings."""
    found = {word.casefold() for text in texts for word in WORD.findall(text or "")} - COMMON
    return {re.sub(r"(ies|ing|ed|es|s)$", "", word)[:8] for word in found}


def window(story: ChangeStory) -> Q:
    """The years the story is about; where it names none, the two before it was told."""
    if not (story.changed_from or story.changed_until):
        return Q(on__gte=story.told_on - BEFORE_TOLD) if story.told_on else Q()
    near = Q()
    if story.changed_from:
        near &= Q(on__year__gte=story.changed_from - 1)
    if story.changed_until:
        near &= Q(on__year__lte=story.changed_until + 1)
    return near


def suggest(
    rows: QuerySet,
    story: ChangeStory,
    *,
    chosen: Iterable[int],
    priorities: Iterable[int],
    most: int,
    words: str,
) -> list[Suggestion]:
    """The likeliest `most` of these rows, those already chosen first. One statement.

    `words` names the column of the longer words. A row may carry `under`, the priority it was
    logged under.
    """
    chosen = set(chosen)
    priorities = set(priorities)
    first = Case(When(pk__in=chosen, then=0), default=1) if chosen else Value(1)
    rows = rows.filter(window(story) | Q(pk__in=chosen)).order_by(first, "-on", "-pk")
    about = keywords(story.title, story.what_changed, story.before, story.how_it_came_about)
    under = "under" if "under" in rows.query.annotations else None
    names = ["pk", "title", words, "on", *([under] if under else [])]
    found = []
    for pk, title, more, on, *rest in rows.values_list(*names)[:LOOKED_THROUGH]:
        shared = _shared(about, title, (more or "")[:300])
        under_chosen = bool(rest and rest[0] in priorities)
        weight = _weight(story, on, len(shared), under_chosen=under_chosen)
        found.append(
            (
                pk not in chosen,
                -weight,
                -on.toordinal(),
                Suggestion(pk, title, _why(on, shared, under_chosen)),
            )
        )
    found.sort(key=lambda each: each[:3])
    return [each[3] for each in found[: max(most, len(chosen))]]


def _shared(about: set[str], title: str, more: str) -> list[str]:
    """The words both use, as they stand in the title or below it."""
    seen: dict[str, str] = {}
    for word in WORD.findall(f"{title} {more}"):
        for stem in keywords(word) & about:
            seen.setdefault(stem, word.lower())
    return list(seen.values())


def _weight(story: ChangeStory, on: date, shared: int, *, under_chosen: bool) -> int:
    same_months = story.told_on is not None and abs(story.told_on - on) <= NEAR
    return SAME_MONTHS * same_months + SAME_PRIORITY * under_chosen + min(shared, MOST_WORDS)


def _why(on: date, shared: list[str], under_chosen: bool) -> str:
    said = [formats.date_format(on)]
    if under_chosen:
        said.append(_("under a priority you chose"))
    if shared:
        said.append(
            _("also says %(words)s")
            % {"words": get_text_list([f"“{w}”" for w in shared[:2]], _("and"))}
        )
    return ", ".join(said)


def round_of(user, story: ChangeStory) -> QuerySet[ChangeStory]:
    """Every voice of its round that this reader may hear; the first that was told first."""
    mine = ChangeStory.objects.visible_to(user)
    if story.round is None:
        return mine.filter(pk=story.pk)
    return mine.filter(area=story.area_id, round=story.round).order_by("created_at", "pk")
