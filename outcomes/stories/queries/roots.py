"""Where a story comes from: what it grew from (pounds, priorities, decisions, activities), what it
may have grown from, and the other stories of its round.

A suggestion has three plain signs: the same months, the same words, a priority that was chosen
already. Somebody ticks; nothing is tied by itself. A round holds stories by several tellers about
the same thing; each stands for itself, and nobody speaks for another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.text.sides import with_names
from outcomes.models import ChangeStory, Publication
from partnerships.models import Action, Activity, Decision, Plan, Priority
from partnerships.money.models.pounds import as_read
from partnerships.money.queries.priorities import came_beside, spent_on
from partnerships.plan.queries.threads import newest_of_each


@dataclass
class Root:
    """One thing a story grew from. `note` stands below its words."""

    words: str
    url: str = ""
    note: str = ""
    on: date | None = None


@dataclass
class Roots:
    """`planned` is what the actions shown were to cost, in pounds; `spent` and `beside` are for
    those who read the money.
    """

    planned: Decimal = Decimal(0)
    spent: list[Root] = field(default_factory=list)
    beside: Decimal = Decimal(0)
    actions: list[Root] = field(default_factory=list)
    priorities: list[Root] = field(default_factory=list)
    decisions: list[Root] = field(default_factory=list)
    activities: list[Root] = field(default_factory=list)

    def __bool__(self):
        return bool(self.priorities or self.activities or self.decisions)


def roots_of_story(user, story: ChangeStory) -> Roots:
    """As far as this reader may see: an activity kept to the partnership leaves no trace.

    A need is a root when the story names it, and when something logged under its actions is one.
    Three statements, and two for the pounds.
    """
    activities = Activity.objects.visible_to(user).filter(stories=story)
    decisions = Decision.objects.visible_to(user).filter(stories=story)
    return _roots(user, story.area, activities, decisions, Q(stories=story))


def roots_by_number(user, copy: Publication) -> Roots:
    """The same from a copy, which holds the numbers of the rows: each as far as this reader sees it
    by itself.
    """
    activities = Activity.objects.visible_to(user).filter(pk__in=copy.roots.get("activities", []))
    decisions = Decision.objects.visible_to(user).filter(pk__in=copy.roots.get("decisions", []))
    named = Q(pk__in=copy.roots.get("priorities", []))
    return _roots(user, copy.area, activities, decisions, named)


def _roots(
    user, area: Area, activities: QuerySet[Activity], decisions: QuerySet[Decision], named: Q
) -> Roots:
    """`named` leads to the priorities the story names itself."""
    activities = list(activities.select_related("action").order_by("on", "pk"))
    actions = {a.action_id: a.action for a in activities if a.action_id}
    behind = list(_priorities_behind(user, area, named, actions.values()))
    slug = area.slug
    needs = {p.pk: reverse("came_of_priority", args=[slug, p.thread]) for p in behind}
    plans = {p.pk: p.plan.number for p in behind}
    priorities = newest_of_each(behind, lambda p: plans[p.pk])
    seen = [action for action in actions.values() if action.priority_id in plans]
    shown = newest_of_each(seen, lambda action: plans[action.priority_id])
    return Roots(
        planned=sum((action.cost for action in shown), Decimal(0)),
        spent=_spent(user, area, priorities),
        beside=came_beside(user, area, {action.thread for action in shown}),
        actions=[
            Root(action.title, f"{needs[action.priority_id]}#action-{action.thread}")
            for action in shown
        ],
        priorities=[Root(p.own_words, needs[p.pk], p.plan.title) for p in priorities],
        decisions=[
            Root(d.title, reverse("decision", args=[slug, d.pk]), on=d.on)
            for d in decisions.order_by("on", "pk")
        ],
        activities=[
            Root(a.title, reverse("activity", args=[slug, a.pk]), on=a.on) for a in activities
        ],
    )


def _spent(user, area: Area, priorities: list[Priority]) -> list[Root]:
    """What was spent on each need, however many plans carry it, leading to its lines."""
    words = {p.thread: p.own_words for p in priorities}
    said = _("spent on “%(words)s”, %(years)s")
    return [
        Root(
            as_read(each.spent.quantize(Decimal(1), ROUND_HALF_UP)),
            reverse("came_of_priority", args=[area.slug, thread]) + "?show=spent",
            with_names(said, words=words[thread], years=each.years),
        )
        for thread, each in spent_on(user, area, words).items()
    ]


def activities_behind(user, story: ChangeStory) -> QuerySet[Activity]:
    """What a story grew from that this reader may see, with the action of each, oldest first."""
    activities = Activity.objects.visible_to(user).filter(stories=story)
    return activities.select_related("action").order_by("on", "pk")


def decisions_behind(user, story: ChangeStory) -> QuerySet[Decision]:
    """The decisions a story grew from that this reader may see, oldest first."""
    return Decision.objects.visible_to(user).filter(stories=story).order_by("on", "pk")


def _priorities_behind(user, area: Area, named: Q, actions: Iterable[Action]) -> QuerySet[Priority]:
    """Those named, and those of these actions, in plans that this reader may see."""
    plans = Plan.objects.visible_to(user).filter(area=area)
    behind = named | Q(pk__in=[action.priority_id for action in actions])
    return Priority.objects.filter(behind, plan__in=plans).select_related("plan").distinct()


def roots_of_copy(copy: Publication) -> Roots:
    """From the public copy, and only what is still public today. One statement."""
    named = copy.grew_from.get("activities", [])
    public = Publication.objects.activities().filter(activity__in=[entry["id"] for entry in named])
    slug = copy.area.slug
    still_public = set(public.values_list("activity_id", flat=True)) if named else set()
    return Roots(
        priorities=[
            Root(p["words"], reverse("plan", args=[slug, p["number"]]), p["plan"])
            for p in copy.grew_from.get("priorities", [])
        ],
        activities=[
            Root(entry["title"], on=date.fromisoformat(entry["on"]))
            for entry in named
            if entry["id"] in still_public
        ],
    )


# --- suggestions ---

# Enough to find what belongs to a few years, and little enough to read through in a moment.
LOOKED_THROUGH = 300
NEAR = timedelta(days=62)
BEFORE_TOLD = timedelta(days=730)
SAME_MONTHS = 2
SAME_PRIORITY = 3
MOST_WORDS = 3
WORD = re.compile(r"[^\W\d_]{4,}")
COMMON_WORDS = """
about after again also always back because been before being came come could days does done down
each even every first from gone good have here into just know last like little long made make many
more most much never next nobody only other over people place really said same says should some
somebody such sure taken than that their them then there these they thing things think this those
till time told very want week weeks well went were what when where which while will with without
would wrote year years your
"""
COMMON = frozenset(COMMON_WORDS.split())


@dataclass(frozen=True)
class Suggestion:
    """One row that a story may have grown from. `hint` says why it is offered."""

    pk: int
    label: str
    hint: str


def keywords(*texts: str) -> set[str]:
    """The words that say what something is about, without their endings."""
    words = {word.casefold() for text in texts for word in WORD.findall(text or "")}
    return {re.sub(r"(ies|ing|ed|es|s)$", "", word)[:8] for word in words - COMMON}


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
    ranked = []
    for pk, title, more, on, *rest in rows.values_list(*names)[:LOOKED_THROUGH]:
        shared = _shared(about, title, (more or "")[:300])
        under_chosen = bool(rest and rest[0] in priorities)
        weight = _weight(story, on, len(shared), under_chosen=under_chosen)
        rank = (pk not in chosen, -weight, -on.toordinal())
        ranked.append((rank, Suggestion(pk, title, _why(on, shared, under_chosen))))
    ranked.sort(key=itemgetter(0))
    return [suggestion for _rank, suggestion in ranked[: max(most, len(chosen))]]


def _shared(about: set[str], title: str, more: str) -> list[str]:
    """The words both use, as they stand in the title or below it."""
    by_stem: dict[str, str] = {}
    for word in WORD.findall(f"{title} {more}"):
        for stem in keywords(word) & about:
            by_stem.setdefault(stem, word.lower())
    return list(by_stem.values())


def _weight(story: ChangeStory, on: date, shared: int, *, under_chosen: bool) -> int:
    same_months = story.told_on is not None and abs(story.told_on - on) <= NEAR
    return SAME_MONTHS * same_months + SAME_PRIORITY * under_chosen + min(shared, MOST_WORDS)


def _why(on: date, shared: list[str], under_chosen: bool) -> str:
    signs = [formats.date_format(on)]
    if under_chosen:
        signs.append(_("under a priority you chose"))
    if shared:
        words = get_text_list([f"“{word}”" for word in shared[:2]], _("and"))
        signs.append(_("also says %(words)s") % {"words": words})
    return ", ".join(signs)


# --- rounds ---


def round_of(user, story: ChangeStory) -> QuerySet[ChangeStory] | QuerySet[Publication]:
    """Every voice of its round that this reader may hear; the first that was told first."""
    voices = read_by(user, story.area_id)
    path = "" if voices.model is ChangeStory else "story__"
    if story.round is None:
        return voices.filter(**{f"{path}pk": story.pk})
    voices = voices.filter(**{"area": story.area_id, f"{path}round": story.round})
    return voices.order_by(f"{path}created_at", f"{path}pk")


def grown_from(user, area_id: int, **root) -> QuerySet[ChangeStory] | QuerySet[Publication]:
    """The stories of an area that grew from one thing, as this reader reads them.

    `root` is that thing, by the name of the tie: activities=activity.
    """
    stories = read_by(user, area_id)
    path = "" if stories.model is ChangeStory else "story__"
    return stories.filter(**{f"{path}{name}": value for name, value in root.items()})


def read_by(user, area_id: int) -> QuerySet[ChangeStory] | QuerySet[Publication]:
    """The stories of an area from the table that is this reader's: the record for its own people,
    the cleared copies for all others.
    """
    if areas_where(user, May.READ_DRAFTS).includes(area_id):
        return ChangeStory.objects.visible_to(user).filter(area=area_id)
    return Publication.objects.visible_to(user).stories().filter(area=area_id)
