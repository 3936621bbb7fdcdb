"""What the desk for stops shows: what stands, what readers said, who asked to be forgotten."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from areas.access import areas_where
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, ErasureAsked, Flag, Hold, Person

PER_PAGE = 25
SHORTEST = 2


def waiting(user) -> dict[str, QuerySet]:
    """Things that wait there, by what they are."""
    return {
        "flags": Flag.objects.visible_to(user).open(),
        "standing": Hold.objects.visible_to(user).standing(),
        "asked": ErasureAsked.objects.visible_to(user).open(),
    }


def with_titles(holds: QuerySet[Hold], user) -> QuerySet[Hold]:
    """Each knows whether its story is this person's to read: what an area keeps to itself is
    stopped untold.
    """
    story = ChangeStory.objects.visible_to(user).filter(pk=OuterRef("story"))
    return holds.annotate(may_be_named=Exists(story))


@dataclass(frozen=True)
class HeldOn:
    """Somebody whom this could be: in stories by their key, with an account alone by its number."""

    name: str
    where: str
    key: UUID | None = None
    account: int | None = None


def held_on_desk(who: str) -> list[HeldOn]:
    """People in stories and accounts with such a name or address, a page of each. Two statements.

    Call it for those who may erase, which is for every area.
    """
    places = ("name", "known_as", "contact", "user__email")
    alike = reduce(or_, (Q(**{f"{place}__icontains": who}) for place in places))
    people = Person.objects.here().filter(alike).select_related("area")[:PER_PAGE]
    listed = Person.objects.here().filter(user__isnull=False).values("user")
    accounts = User.objects.filter(Q(name__icontains=who) | Q(email__icontains=who), is_active=True)
    accounts = accounts.exclude(pk__in=listed).order_by("name", "pk")[:PER_PAGE]
    return [
        *(
            HeldOn(each.name or each.known_as, each.area.short_name, key=each.key)
            for each in people
        ),
        *(HeldOn(each.name, each.email, account=each.pk) for each in accounts),
    ]


def on_the_desk(request: HttpRequest) -> dict:
    """What waits, longest wait first: the rest comes up as it is answered.

    Stops page by page, newest first.
    """
    there = waiting(request.user)
    flags = there["flags"].select_related("story__area", "hold")
    standing = with_titles(there["standing"], request.user)
    standing = standing.select_related("area", "story__area", "person__area", "placed_by")
    asked = there["asked"].select_related("person__area")
    who = request.GET.get("who", "").replace("\x00", "").strip()
    return {
        "who": who,
        "held_on": held_on_desk(who)
        if len(who) >= SHORTEST and areas_where(request.user, May.ERASE)
        else None,
        "may_erase": bool(areas_where(request.user, May.ERASE)),
        "flags": list(flags[:PER_PAGE]),
        "page": Paginator(standing, PER_PAGE).get_page(request.GET.get("page")),
        "asked": list(asked[:PER_PAGE]),
    }
