"""The library's numbers as a careful beginner would count them: one GROUP BY for each facet.

The real ones have to say the same, and cost a small part of it.
"""

from django.db.models import Count, F, QuerySet
from django.db.models.functions import ExtractYear

from bigstory.core.search import matching
from outcomes.models import Publication
from outcomes.publishing.models.publication import PUBLICATION_INDEX

# Facet, and where its values stand. Nothing is chosen, so each is counted over the same stories.
FACETS = {
    "level": F("levels__slug"),
    "kind": F("kind"),
    "lasting": F("lasting"),
    "year": ExtractYear("told_on"),
    "region": F("area__region__slug"),
    "area": F("area__slug"),
}


def counted(user, words: str = "") -> dict[str, dict[str, int]]:
    """Stories by facet and value, of all that this person may read and that have the words."""
    rows = matching(Publication.objects.visible_to(user).stories(), PUBLICATION_INDEX, words)
    found = {name: _grouped(rows, value) for name, value in FACETS.items()}
    yes = rows.filter(answers__party="teller", answers__answer="yes")
    found["outcome"] = _grouped(yes, F("answers__outcome__slug"))
    read = rows.filter(answers__answer="yes")
    found["reader"] = _grouped(read, F("answers__party"))
    found["total"] = {"": rows.count()}
    return found


def _grouped(rows: QuerySet, value) -> dict[str, int]:
    grouped = rows.order_by().values(value=value).annotate(n=Count("pk", distinct=True))
    return {str(row["value"]): row["n"] for row in grouped if row["value"] not in (None, "")}
