"""Somebody to speak to, a call that only Local Trust reads, and one that the Rep reads too."""

from datetime import date

from areas.models import Area, Contact, ContactNote, Officer

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
