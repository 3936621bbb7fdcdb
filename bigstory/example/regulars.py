"""Stores what meets every week or month in the example areas, and the days it did not."""

from datetime import date

from bigstory.example.store import store
from partnerships.models import Action, Activity, DidNotMeet, Regular

# area, what meets, how often, since, who leads, who can read it, its action, and how its entries
# begin in the log.
REGULARS = [
    (
        "ramsey",
        "Luncheon club",
        "week",
        date(2017, 10, 5),
        "volunteers",
        "public",
        "Luncheon club stands on its own account",
        "Luncheon club,",
    ),
    (
        "ramsey",
        "English table",
        "week",
        date(2021, 10, 12),
        "residents",
        "programme",
        "English tables at shift-change times",
        "First English table",
    ),
    (
        "ramsey",
        "Mending hut",
        "month",
        date(2023, 9, 16),
        "volunteers",
        "public",
        "The mending hut: bikes, mowers, a bench each",
        "Mending hut",
    ),
    (
        "whitley-bay",
        "Bench Tuesday",
        "week",
        date(2022, 9, 6),
        "volunteers",
        "programme",
        "Bench Tuesdays",
        "Bench Tuesday",
    ),
    (
        "revoe",
        "The Big Pan",
        "week",
        date(2019, 11, 13),
        "volunteers",
        "public",
        "The Big Pan, every Wednesday",
        "The Big Pan",
    ),
    (
        "birchfield",
        "Choir practice",
        "week",
        date(2022, 6, 7),
        "volunteers",
        "network",
        "The Birchfield Choir",
        "Choir practice",
    ),
]
# Answered already, so that the list to confirm stays short.
MISSED = {
    ("ramsey", "Luncheon club"): (date(2026, 10, 15), date(2026, 10, 22), date(2026, 11, 5)),
    ("ramsey", "English table"): (date(2026, 10, 27), date(2026, 11, 3)),
}


def store_regulars(placed) -> None:
    """Call it after the log: activities of a regular thing are joined to it."""
    areas = {area.slug: area for _record, area in placed}
    lines = [line for line in REGULARS if line[0] in areas]
    actions = {
        (action.priority.plan.area_id, action.title): action
        for action in Action.objects.filter(priority__plan__state="endorsed").select_related(
            "priority__plan"
        )
    }
    regulars = store(
        Regular(
            area=areas[slug],
            title=title,
            every=every,
            starts=starts,
            led_by=led_by,
            audience=audience,
            action=actions.get((areas[slug].pk, action)),
        )
        for slug, title, every, starts, led_by, audience, action, _log in lines
    )
    for regular, (*_words, begins) in zip(regulars, lines, strict=True):
        met = Activity.objects.filter(
            area=regular.area, title__startswith=begins, on__gte=regular.starts
        )
        met.update(regular=regular)
    store(
        DidNotMeet(regular=regular, on=day)
        for regular, line in zip(regulars, lines, strict=True)
        for day in MISSED.get((line[0], line[1]), ())
    )
