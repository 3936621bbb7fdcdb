"""What the desk for stops shows: what stands, what readers said, who asked to be forgotten."""

from django.core.paginator import Paginator
from django.http import HttpRequest

from outcomes.models import ErasureAsked, Flag, Hold

PER_PAGE = 25


def how_many(user) -> int:
    """Things that wait there, in one statement."""
    flags = Flag.objects.visible_to(user).open().order_by().values_list("pk")
    standing = Hold.objects.visible_to(user).standing().order_by().values_list("pk")
    asked = ErasureAsked.objects.visible_to(user).open().order_by().values_list("pk")
    return flags.union(standing, asked, all=True).count()


def on_the_desk(request: HttpRequest) -> dict:
    """What waits, longest wait first: the rest comes up as it is answered. Stops page by page, newest first."""
    user = request.user
    flags = Flag.objects.visible_to(user).open().select_related("story__area", "hold")
    standing = Hold.objects.visible_to(user).standing()
    standing = standing.select_related("area", "story__area", "person__area", "placed_by")
    asked = ErasureAsked.objects.visible_to(user).open().select_related("person__area")
    return {
        "flags": list(flags[:PER_PAGE]),
        "page": Paginator(standing, PER_PAGE).get_page(request.GET.get("page")),
        "asked": list(asked[:PER_PAGE]),
    }
