"""What other partnerships did: published stories that may help with a question, by what they say of
themselves.
"""

from dataclasses import dataclass

from django.db.models import Q

from areas.models import Area
from bigstory.core.search import matching
from outcomes.models import Publication
from outcomes.publishing.models.publication import PUBLICATION_INDEX

SHOWN = 3


@dataclass(frozen=True)
class Like:
    """Slugs of the programme's drivers and makers of change, and one word or "a few words" to
    search for.
    """

    drivers: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    words: str = ""


# Which stories fit which question. A programme with other drivers simply finds fewer.
FITS = {
    "logging": Like(makers=("volunteers",), drivers=("new-ways-of-working",), words="rota"),
    "writing": Like(
        makers=("partnership-members",), drivers=("new-ways-of-working",), words="chair"
    ),
    "raising": Like(makers=("partnership-members",), drivers=("local-knowledge",), words="asked"),
    "residents_lead": Like(makers=("volunteers",), drivers=("sense-of-power",), words="residents"),
    "newcomers": Like(
        makers=("partnership-members",), drivers=("motivation-and-energy",), words="joined"
    ),
    "workers_log": Like(
        makers=("volunteers",), drivers=("developmental-support",), words="volunteers"
    ),
    "workers_lead": Like(makers=("volunteers",), drivers=("sense-of-power",), words="volunteers"),
    "silence": Like(
        makers=("partnership-members",), drivers=("motivation-and-energy",), words="newsletter"
    ),
}


def others_did(key: str, area: Area, *, user) -> list[Publication]:
    """Up to three from other areas of the programme: those that hold the words first, then the
    newest.
    """
    like = FITS.get(key)
    if like is None:
        return []
    shown = Publication.objects.visible_to(user).stories().exclude(area=area)
    shown = shown.filter(area__programme=area.programme_id).select_related("area")
    fits = shown.filter(
        Q(story__drivers__slug__in=like.drivers), Q(story__makers__slug__in=like.makers)
    ).distinct()
    both = list(matching(fits, PUBLICATION_INDEX, like.words).order_by("-told_on", "-pk")[:SHOWN])
    if len(both) < SHOWN:
        known = [one.pk for one in both]
        both += fits.exclude(pk__in=known).order_by("-told_on", "-pk")[: SHOWN - len(both)]
    return both
