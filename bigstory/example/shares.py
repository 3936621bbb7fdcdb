"""Signals that two partnerships let others read, with their own words beside."""

from datetime import date

from bigstory.example.store import moment, store
from partnerships.models import SturdinessShare
from partnerships.signals.queries.record import read_signals

SHARED = {
    "ramsey": (
        "member@example.org",
        date(2026, 11, 18),
        {
            "logging": (
                "Denise and Tom have the phones out, so it is always them. Abi will do December."
            ),
            "raising": (
                "We read the names aloud and laughed. Ruta has two things for the next meeting."
            ),
            "newcomers": (
                "Bridie came for the mending hut and stayed for the arguing. We ask at the "
                "school gate now."
            ),
        },
    ),
    "whitley-bay": (
        "neighbour@example.org",
        date(2026, 10, 14),
        {
            "residents_lead": (
                "There is no worker any more, so it is us or nobody. Mostly it is us."
            ),
            "silence": (
                "June was not quiet. June was the beach chairs, and nobody had a dry hand to "
                "write with."
            ),
        },
    ),
}


def store_shares(areas, people: dict) -> None:
    """Shares with the signals frozen as they stood on their day.

    Call it after the log, the decision book and the seats.
    """
    for area in areas:
        if area.slug in SHARED:
            email, day, words = SHARED[area.slug]
            by = people.get(email)
            signals = read_signals(area, user=by or people["trust@example.org"], now=day)
            share = SturdinessShare(
                area=area, as_of=day, signals=signals.frozen(), words=words, shared_by=by
            )
            store([share], shared_at=lambda row: moment(row.as_of, 20, 50))
