"""The programme's own words, on every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from areas.access import grants
from areas.models import Area, Programme
from areas.programme.queries import Words
from bigstory.accounts.somebody import Somebody


def programme(request: HttpRequest) -> dict[str, object]:
    """Context processor: the programme, its words, and the roles and areas of whoever is here."""
    current = SimpleLazyObject(lambda: Programme.objects.current() or Programme(name="Big Story"))
    return {
        "programme": current,
        "words": SimpleLazyObject(lambda: Words(current.words)),
        "grants": SimpleLazyObject(lambda: grants(getattr(request, "user", None))),
        "my_areas": SimpleLazyObject(lambda: my_areas(getattr(request, "user", None))),
    }


def words_of_letters() -> dict[str, object]:
    """The programme's words in a letter."""
    current = Programme.objects.current()
    return {"words": Words(current.words if current else None)}


def my_areas(user: Somebody | None) -> list[Area]:
    """The areas in which a person holds a role. One query.

    None for a visitor, and none for people of the whole programme.
    """
    ids = grants(user).area_ids()
    return list(Area.objects.filter(pk__in=ids).select_related("region")) if ids else []
