"""More people to speak to, more calls, and more facts of an area and of those beside it."""

from datetime import date, timedelta

from areas.models import (
    Area,
    AreaCode,
    AreaStanding,
    Contact,
    ContactNote,
    LocalAuthority,
    Officer,
)

A_DAY = timedelta(days=1)
FIRST = date(2014, 1, 1)


def grow_desk(area: Area, numbers, *, by) -> None:
    """After the areas beside it."""
    beside = Area.objects.filter(slug__in=[f"beside-{n}" for n in numbers])
    Contact.objects.bulk_create(
        Contact(area=each, name=f"Contact {n}", phone=f"01632 96{n:04}")
        for n, each in _with(area, beside, numbers)
    )
    ContactNote.objects.bulk_create(
        ContactNote(
            area=each,
            kind="call",
            on=date.today() - n * A_DAY,
            about="The new chair.",
            next_step="Ring again.",
            next_by=date.today() - A_DAY,
            readers="rep",
            noted_by=by,
        )
        for n, each in _with(area, beside, numbers)
    )
    Officer.objects.bulk_create(
        Officer(area=each, user=by, starts=FIRST + n * A_DAY, ends=FIRST + (n + 1) * A_DAY)
        for n, each in _with(area, beside, numbers)
    )
    AreaCode.objects.bulk_create(
        AreaCode(area=area, scheme="LSOA", code=f"E0100{n}", vintage=2011) for n in numbers
    )
    AreaStanding.objects.bulk_create(
        AreaStanding(area=area, standing="closing", on=FIRST + n * A_DAY) for n in numbers
    )
    area.authorities.add(
        *LocalAuthority.objects.bulk_create(
            LocalAuthority(name=f"Parish {n}", tier="parish") for n in numbers
        )
    )


def _with(area: Area, beside, numbers):
    """This area as often as there are numbers, and each area beside it once."""
    return [*((n, area) for n in numbers), *zip(numbers, beside.order_by("pk"), strict=True)]
