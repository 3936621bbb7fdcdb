"""What frames a page: the main sections, by who is signed in, and the pages of one area."""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import AREA_ROLES, May, Role

register = template.Library()


class Link(NamedTuple):
    key: str
    label: str
    url: str


def _links(*entries: tuple) -> list[Link]:
    """Links from entries of (key, label, name of the address, *arguments of the address)."""
    return [Link(key, label, reverse(name, args=args)) for key, label, name, *args in entries]


def _sections(roles: frozenset[Role], words, my_areas) -> list[Link]:
    """The main navigation of one person. Whoever may administer has the way there beside any."""
    admin = _links(("admin", _("Admin"), "admin:index"))
    if Role.ADMINISTRATOR not in roles:
        return _by_role(roles, words, my_areas)
    others = roles - {Role.ADMINISTRATOR}
    if others:
        return _by_role(others, words, my_areas) + admin
    return admin + _links(("areas", words["Areas"], "areas"))


def _by_role(roles: frozenset[Role], words, my_areas) -> list[Link]:
    """Whoever holds several roles gets the sections of the widest one."""
    stories = ("stories", _("Stories"), "stories")
    areas = ("areas", words["Areas"], "areas")
    if Role.TRUST in roles:
        waiting = ("reviews", _("Waiting for us"), "reviews")
        return _links(("portfolio", _("Portfolio"), "portfolio"), waiting, stories, areas)
    if Role.EVALUATOR in roles:
        outcomes = ("outcomes", _("Outcomes"), "outcomes")
        return _links(stories, ("portfolio", _("Portfolio"), "portfolio"), areas, outcomes)
    if roles & set(AREA_ROLES) and len(my_areas) == 1:
        slug = my_areas[0].slug
        mine = ("home", _("My %(area)s") % {"area": words["area"]}, "home")
        plan = ("plan", words["Plan"], "plan_now", slug)
        people = ("people", _("People"), "partnership", slug)
        return _links(mine, stories, plan, people, areas)
    if roles & set(AREA_ROLES):
        return _links(
            ("home", _("My %(areas)s") % {"areas": words["areas"]}, "home"), stories, areas
        )
    return _links(
        stories, areas, ("outcomes", _("Outcomes"), "outcomes"), ("about", _("About"), "about")
    )


@register.inclusion_tag("components/main_nav.html", takes_context=True)
def main_nav(context):
    """The main navigation.

    The section is the one the view names, unless a link leads nearer to this very page.
    """
    links = _sections(context["grants"].roles, context["words"], context["my_areas"])
    path = context["request"].path
    nearer = [
        link for link in links if link.key in ("plan", "people") and path.startswith(link.url)
    ]
    here = nearer[0].key if nearer else context.get("section")
    return {"links": links, "here": here, "path": path}


@register.simple_tag(takes_context=True)
def area_links(context, area: Area):
    """The pages of an area that this reader may open."""
    user = context["request"].user
    entries = [("profile", _("Profile"), "area", area.slug)]
    if any(can(user, may, area) for may in (May.READ_OWN_LOG, May.READ_LOG, May.READ_SHARED)):
        entries.append(("activities", _("What happened"), "activities", area.slug))
    entries.append(("timeline", _("Timeline"), "timeline", area.slug))
    entries.append(("plan", context["words"]["Plan"], "plan_now", area.slug))
    entries.append(("money", _("Money"), "money", area.slug))
    entries.append(("people", _("People"), "partnership", area.slug))
    if can(user, May.READ_DECISIONS, area):
        entries.append(("decisions", _("Decisions"), "decisions", area.slug))
    if can(user, May.READ_DESK, area):
        entries.append(("desk", _("Desk"), "area_desk", area.slug))
    links = _links(*entries)
    links.insert(1, Link("stories", _("Stories"), f"{reverse('stories')}?area={area.slug}"))
    return links
