"""The desk for stops: what is stopped, what readers reported, and who asked to be forgotten."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from areas.access import areas_where
from bigstory.accounts.roles import May
from outcomes.consent.queries.named import people_named
from outcomes.consent.queries.owed import last_day_by_law
from outcomes.models import ChangeStory, ErasureAsked, Flag, Hold

PER_PAGE = 25
MIN_LETTERS = 2
# So many reports within an hour are looked at together: they may be one person with a machine.
CROWD = 5
AN_HOUR = timedelta(hours=1)
# Of how many open reports, the latest, the desk looks at when they came.
LOOKED_THROUGH = 200


def waiting(user) -> dict[str, QuerySet]:
    """What waits on the desk, by what it is. `asked` are wishes to be forgotten."""
    return {
        "flags": Flag.objects.visible_to(user).open(),
        "standing": Hold.objects.visible_to(user).standing(),
        "asked": ErasureAsked.objects.visible_to(user).open(),
    }


def with_titles(stops: QuerySet[Hold], user) -> QuerySet[Hold]:
    """Each with `may_be_named`: whether this reader may read its story, and so see its title."""
    story = ChangeStory.objects.visible_to(user).filter(pk=OuterRef("story"))
    return stops.annotate(may_be_named=Exists(story))


def crowd(flags: QuerySet[Flag]) -> int:
    """The most of these reports that came within an hour; 0 where that is nothing unusual."""
    times = list(flags.order_by("-at").values_list("at", flat=True)[:LOOKED_THROUGH])
    most = max((_within_an_hour(times, n) for n in range(len(times))), default=0)
    return most if most >= CROWD else 0


def _within_an_hour(times: list[datetime], first: int) -> int:
    return sum(times[first] - at < AN_HOUR for at in times[first:])


def desk(request: HttpRequest) -> dict:
    """The context of the desk: reports and wishes, longest wait first, a page of each; the stops
    page by page, newest first.
    """
    rows = waiting(request.user)
    flags = rows["flags"].select_related("story__area", "hold")
    standing = with_titles(rows["standing"], request.user)
    standing = standing.select_related("area", "story__area", "person__area", "placed_by")
    wishes = rows["asked"].select_related("person__area")
    asked = list(wishes[:PER_PAGE])
    for wish in asked:
        wish.last_day = last_day_by_law(wish)
    who = request.GET.get("who", "").strip()
    may_erase = bool(areas_where(request.user, May.ERASE))
    return {
        "who": who,
        "held_on": people_named(who) if may_erase and len(who) >= MIN_LETTERS else None,
        "may_erase": may_erase,
        "flags": list(flags[:PER_PAGE]),
        "crowd": crowd(rows["flags"]),
        "page": Paginator(standing, PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
    }
