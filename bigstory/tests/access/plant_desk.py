"""Somebody to speak to, a call that only Local Trust reads, and one that the Rep reads too."""

from datetime import date

from areas.models import (
    Area,
    AreaCode,
    AreaStanding,
    Contact,
    ContactNote,
    LocalAuthority,
    Officer,
)

THEN = date(2025, 1, 14)


def plant_desk(world, letter: str, area: Area, trust) -> None:
    Officer.objects.create(area=area, user=trust, starts=THEN)
    contact = Contact.objects.create(area=area, name="n", phone="01632 960122")
    world.keep("contact", letter, world.plant(contact, "contact", letter))
    for readers in ContactNote.Readers.values:
        note = ContactNote.objects.create(
            area=area, kind="call", on=THEN, about="a", readers=readers, noted_by=trust
        )
        world.keep("contact_note", letter, world.plant(note, "contact_note", letter, readers))
    authority = LocalAuthority.objects.create(name=f"Council {letter}", tier="district")
    area.authorities.add(world.keep("authority", letter, authority))
    code = AreaCode.objects.create(area=area, scheme="LSOA", code=f"E{letter}", vintage=2011)
    world.keep("code", letter, code)
    standing = AreaStanding.objects.create(area=area, standing="closing", on=THEN)
    world.keep("standing", letter, standing)
