"""Makes what meets regularly grow, with days that met, days that did not, and days to ask about."""

from datetime import date, timedelta

from areas.models import Area
from partnerships.models import DidNotMeet, PaperCard, Regular


def grow_regulars(area: Area, numbers) -> None:
    day = date.today() - timedelta(days=14)
    regulars = Regular.objects.bulk_create(
        Regular(area=area, title=f"Regular {n}", starts=day) for n in numbers
    )
    PaperCard.objects.bulk_create(
        PaperCard(area=area, code=f"N{each.pk}", regular=each) for each in regulars
    )
    DidNotMeet.objects.bulk_create(DidNotMeet(regular=each, on=day) for each in regulars)
