"""The programme's own words, on every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from areas.access import grants
from areas.models import Area, Programme
from areas.programme.queries import Words
from bigstory.accounts.somebody import Somebody


def programme(request: HttpRequest) -> dict[str, object]:
    found = SimpleLazyObject(lambda: Programme.objects.current() or Programme(name="Big Story"))
    return {
        "programme": found,
        "words": SimpleLazyObject(lambda: Words(found.words)),
        "grants": SimpleLazyObject(lambda: grants(getattr(request, "user", None))),
        "my_areas": SimpleLazyObject(lambda: my_areas(getattr(request, "user", None))),
    }


def my_areas(user: Somebody | None) -> list[Area]:
    """The areas in which a person holds a role: none for a visitor or for the whole programme's
    people. One query.
    """
    ids = grants(user).area_ids()
    return list(Area.objects.filter(pk__in=ids).select_related("region")) if ids else []
