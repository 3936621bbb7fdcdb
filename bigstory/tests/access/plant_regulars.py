"""Plants something that meets every week, with days to ask about."""

from datetime import date, timedelta

from areas.models import Area
from partnerships.models import PaperCard, Regular


def plant_regulars(world, letter: str, area: Area) -> None:
    regular = Regular.objects.create(area=area, title="t", starts=date.today() - timedelta(days=21))
    world.keep("regular", letter, world.plant(regular, "regular", letter))
    world.keep(
        "card",
        letter,
        PaperCard.objects.create(area=area, code=f"CARD{letter.upper()}", regular=regular),
    )
