"""What the desk for stops shows: what stands, what readers said, who asked to be forgotten."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from outcomes.models import ChangeStory, ErasureAsked, Flag, Hold

PER_PAGE = 25


def waiting(user) -> dict[str, QuerySet]:
    """Things that wait there, by what they are."""
    return {
        "flags": Flag.objects.visible_to(user).open(),
        "standing": Hold.objects.visible_to(user).standing(),
        "asked": ErasureAsked.objects.visible_to(user).open(),
    }


def with_titles(holds: QuerySet[Hold], user) -> QuerySet[Hold]:
    """Each knows whether its story is this person's to read: what an area keeps to itself is stopped untold."""
    story = ChangeStory.objects.visible_to(user).filter(pk=OuterRef("story"))
    return holds.annotate(may_be_named=Exists(story))


def on_the_desk(request: HttpRequest) -> dict:
    """What waits, longest wait first: the rest comes up as it is answered. Stops page by page, newest first."""
    there = waiting(request.user)
    flags = there["flags"].select_related("story__area", "hold")
    standing = with_titles(there["standing"], request.user)
    standing = standing.select_related("area", "story__area", "person__area", "placed_by")
    asked = there["asked"].select_related("person__area")
    return {
        "flags": list(flags[:PER_PAGE]),
        "page": Paginator(standing, PER_PAGE).get_page(request.GET.get("page")),
        "asked": list(asked[:PER_PAGE]),
    }
