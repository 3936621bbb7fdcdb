"""What other partnerships did: published stories that may help with a question of sturdiness."""

from dataclasses import dataclass

from django.db.models import Q

from areas.models import Area
from bigstory.core.search import matching
from outcomes.models import Publication
from outcomes.publishing.models.publication import PUBLICATION_INDEX

SHOWN = 3


@dataclass(frozen=True)
class Search:
    """Which stories help: slugs of drivers and makers of change, and words to search for."""

    drivers: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    words: str = ""


# Which stories fit which question. A programme with other drivers simply finds fewer.
FITS = {
    "logging": Search(makers=("volunteers",), drivers=("new-ways-of-working",), words="rota"),
    "writing": Search(
        makers=("partnership-members",), drivers=("new-ways-of-working",), words="chair"
    ),
    "raising": Search(makers=("partnership-members",), drivers=("local-knowledge",), words="asked"),
    "residents_lead": Search(
        makers=("volunteers",), drivers=("sense-of-power",), words="residents"
    ),
    "newcomers": Search(
        makers=("partnership-members",), drivers=("motivation-and-energy",), words="joined"
    ),
    "workers_log": Search(
        makers=("volunteers",), drivers=("developmental-support",), words="volunteers"
    ),
    "workers_lead": Search(makers=("volunteers",), drivers=("sense-of-power",), words="volunteers"),
    "silence": Search(
        makers=("partnership-members",), drivers=("motivation-and-energy",), words="newsletter"
    ),
}


def others_did(key: str, area: Area, *, user) -> list[Publication]:
    """Up to three stories from other areas of the programme that may help with the question `key`.

    Those with the words in them first, then the newest.
    """
    search = FITS.get(key)
    if search is None:
        return []
    elsewhere = Publication.objects.for_everybody().stories().exclude(area=area)
    elsewhere = elsewhere.filter(area__programme=area.programme_id).select_related("area")
    fits = elsewhere.filter(
        Q(story__drivers__slug__in=search.drivers), Q(story__makers__slug__in=search.makers)
    ).distinct()
    by_words = matching(fits, PUBLICATION_INDEX, search.words)
    stories = list(by_words.order_by("-told_on", "-pk")[:SHOWN])
    if len(stories) < SHOWN:
        others = fits.exclude(pk__in=[story.pk for story in stories])
        stories += others.order_by("-told_on", "-pk")[: SHOWN - len(stories)]
    return stories
