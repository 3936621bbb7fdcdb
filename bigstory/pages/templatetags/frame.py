"""What frames a page: one navigation, by who is signed in and where they are.

On the pages of an area it has the places of that area; everywhere else the sections of the site.
"""

from typing import NamedTuple

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.access import can, grants
from areas.models import Area
from bigstory.accounts.roles import AREA_ROLES, May, Role
from bigstory.kit.templatetags.story import bdi

register = template.Library()

# Under which place of an area each of its pages lies: by the first word after the area's own.
PLACES = {
    "": "home",
    "desk": "home",
    "elements": "home",
    "activities": "diary",
    "log": "diary",
    "photos": "diary",
    "regular": "diary",
    "timeline": "diary",
    "stories": "stories",
    "stop": "stories",
    "plan": "plan",
    "what-came-of-it": "plan",
    "money": "money",
    "decisions": "decisions",
    "partnership": "people",
    "sturdiness": "people",
    "meetings": "meetings",
}
# Under which place lie the letters about a thing that was sent, by its kind.
LETTERS_ABOUT = {
    "plan": "plan",
    "change": "plan",
    "spend_report": "money",
    "yearly_review": "people",
    "story": "stories",
}
# More areas than this are a list to choose from and no navigation.
SIDE_BY_SIDE = 4


class Link(NamedTuple):
    key: str
    label: str
    url: str


def _links(*entries: tuple) -> list[Link]:
    """Links from entries of (key, label, name of the address, *arguments of the address)."""
    return [Link(key, label, reverse(name, args=args)) for key, label, name, *args in entries]


def _sections(roles: frozenset[Role], words, my_areas, section) -> list[Link]:
    """The main navigation of one person. Whoever may administer has the way there beside any."""
    admin = _links(("admin", _("Admin"), "admin:index"))
    if Role.ADMINISTRATOR not in roles:
        return _by_role(roles, words, my_areas, section)
    others = roles - {Role.ADMINISTRATOR}
    if others:
        return _by_role(others, words, my_areas, section) + admin
    return admin + _links(("areas", words["Areas"], "areas"))


def _by_role(roles: frozenset[Role], words, my_areas, section) -> list[Link]:
    """Whoever holds several roles gets the sections of the widest one."""
    stories = ("stories", _("Stories"), "stories")
    areas = ("areas", words["Areas"], "areas")
    outcomes = ("outcomes", _("Outcomes"), "outcomes")
    if Role.TRUST in roles:
        waiting = ("reviews", _("Waiting for us"), "reviews")
        return _links(("portfolio", _("Portfolio"), "portfolio"), waiting, stories, areas)
    if Role.EVALUATOR in roles:
        return _links(stories, ("portfolio", _("Portfolio"), "portfolio"), areas, outcomes)
    if roles & set(AREA_ROLES):
        mine = _links(("home", _home_word(words, my_areas), "home"))
        if section == "home" and len(my_areas) <= SIDE_BY_SIDE:
            return mine + [
                Link(area.slug, bdi(area.short_name), home_of(area)) for area in my_areas
            ]
        return mine + _links(stories, areas, outcomes)
    return _links(stories, areas, outcomes, ("about", _("About"), "about"))


def _home_word(words, my_areas) -> str:
    if len(my_areas) == 1:
        return bdi(my_areas[0].short_name)
    return _("My %(areas)s") % {"areas": words["areas"]}


def home_of(area: Area, *, one_of: int = 2) -> str:
    """Where somebody is at home in an area; whoever has no other needs no name of it."""
    return reverse("home") if one_of == 1 else f"{reverse('home')}?area={area.slug}"


@register.inclusion_tag("components/main_nav.html", takes_context=True)
def main_nav(context):
    """The one navigation of a page, with the place that we are at."""
    request = context["request"]
    area = area_of(context)
    if area is not None:
        links = places(context, area)
        here = _place(request, area)
    else:
        section = context.get("section")
        links = _sections(context["grants"].roles, context["words"], context["my_areas"], section)
        here = section
    path = request.get_full_path()
    return {"links": links, "here": here, "path": path, "place": area}


def area_of(context) -> Area | None:
    """The area whose page this is: by its address, or because the list is of one area alone.

    A story lies in its area for whoever has a role there, and in the library for everybody else.
    """
    area = context.get("single_area") or context.get("area")
    if not isinstance(area, Area):
        area = getattr(context.get("story"), "area", None)
    if area is None or context.get("section") == "front":
        return None
    path = context["request"].path
    own = area.pk in context["grants"].area_ids()
    if path.startswith(f"/areas/{area.slug}/") or context.get("single_area"):
        return area
    in_the_library = path.startswith(("/stories/", "/letters/"))
    return area if own and (in_the_library or path == reverse("home")) else None


def _place(request: HttpRequest, area: Area) -> str:
    """The key of the place under which this page lies."""
    match request.path.strip("/").split("/"):
        case ["areas", _slug]:
            return "home"
        case ["areas", _slug, first, *_rest]:
            return PLACES.get(first, "home")
        case ["stories", *_rest]:
            return "stories"
        case ["letters", kind, *_rest]:
            return LETTERS_ABOUT.get(kind, "home")
    return "home"


def places(context, area: Area) -> list[Link]:
    """The places of an area: all eight for whoever has a role in it, to others what they may open.

    The first is where this reader is at home: their own page about it, Local Trust's desk of it,
    or what it says about itself.
    """
    user = context["request"].user
    entries = [
        ("diary", _("Diary"), _diary(user, area), area.slug),
        ("plan", context["words"]["Plan"], "plan_now", area.slug),
        ("money", _("Money"), "money", area.slug),
    ]
    reads_decisions = can(user, May.READ_DECISIONS, area)
    if reads_decisions:
        entries.append(("decisions", _("Decisions"), "decisions", area.slug))
    entries.append(("people", _("People"), "partnership", area.slug))
    if reads_decisions:
        entries.append(("meetings", _("Meetings"), "meetings", area.slug))
    links = _links(*entries)
    links.insert(1, Link("stories", _("Stories"), f"{reverse('stories')}?area={area.slug}"))
    return [_first_place(user, area, len(context["my_areas"])), *links]


def _diary(user, area: Area) -> str:
    """What was logged, for whoever reads it; for others what is public of the same years."""
    reads = (May.READ_OWN_LOG, May.READ_LOG, May.READ_SHARED)
    return "activities" if any(can(user, may, area) for may in reads) else "timeline"


def _first_place(user, area: Area, areas_of_theirs: int) -> Link:
    if area.pk in grants(user).area_ids():
        return Link("home", _("Home"), home_of(area, one_of=areas_of_theirs))
    if can(user, May.READ_DESK, area):
        return Link("home", _("Desk"), reverse("area_desk", args=[area.slug]))
    return Link("home", _("Profile"), reverse("area", args=[area.slug]))
