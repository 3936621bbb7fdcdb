"""The programme's own words, on every page."""

from django.utils.functional import SimpleLazyObject

from areas.access import grants
from areas.models import Programme
from areas.words import Words


def programme(request):
    found = SimpleLazyObject(lambda: Programme.objects.current() or Programme(name="Big Story"))
    return {
        "programme": found,
        "words": SimpleLazyObject(lambda: Words(found.words)),
        "grants": SimpleLazyObject(lambda: grants(getattr(request, "user", None))),
    }
