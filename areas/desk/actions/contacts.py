"""Writing down whom to speak to in an area, and what was said."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import can, require
from areas.desk.actions.heard import count_contacts
from areas.models import Area, Contact, ContactNote
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged


@transaction.atomic
def add_contact(*, area: Area, by: User, values: Mapping[str, Any]) -> Contact:
    """Somebody to speak to. Raises PermissionDenied."""
    require(by, May.KEEP_DESK, area)
    contact = Contact.objects.create(area=area, **values)
    audit.record("contact.added", contact, by=by, area=area.slug)
    return contact


@transaction.atomic
def change_contact(
    *, contact: Contact, by: User, seen: Mark, values: Mapping[str, Any]
) -> set[str]:
    """Save what somebody changed, the day they stop being one included.

    Raises PermissionDenied, and Conflict where somebody else changed the same.
    """
    require(by, May.KEEP_DESK, contact.area)
    changed = save_merged(contact, seen=seen, values=values)
    if changed:
        slug = contact.area.slug
        audit.record("contact.changed", contact, by=by, area=slug, fields=sorted(changed))
    return changed


@transaction.atomic
def note_contact(*, area: Area, by: User, values: Mapping[str, Any]) -> ContactNote:
    """A call, a visit or a mail: from that day on we have heard from the area.

    What a Rep notes is read by Local Trust and by them. Raises PermissionDenied.
    """
    require(by, May.NOTE_CONTACT, area)
    if not can(by, May.KEEP_DESK, area):
        values = {**values, "readers": ContactNote.Readers.REP}
    note = ContactNote.objects.create(area=area, noted_by=by, noted_by_name=str(by)[:80], **values)
    count_contacts([area])
    audit.record("contact.noted", note, by=by, area=area.slug, kind=note.kind)
    return note


def may_change(user: User, note: ContactNote) -> bool:
    """Whoever noted it, while they may note at all."""
    return note.noted_by_id == user.pk and can(user, May.NOTE_CONTACT, note.area)


@transaction.atomic
def change_note(*, note: ContactNote, by: User, seen: Mark, values: Mapping[str, Any]) -> set[str]:
    """Put a note right. Raises PermissionDenied or Conflict."""
    if not may_change(by, note):
        raise PermissionDenied
    changed = save_merged(note, seen=seen, values=values)
    if changed:
        if "on" in changed:
            count_contacts([note.area])
        slug = note.area.slug
        audit.record("contact.note_changed", note, by=by, area=slug, fields=sorted(changed))
    return changed


@transaction.atomic
def step_done(*, note: ContactNote, by: User) -> None:
    """What was to come next is done; said twice, it is done once. Raises PermissionDenied."""
    require(by, May.NOTE_CONTACT, note.area)
    note = (
        ContactNote.objects.select_for_update(of=("self",)).select_related("area").get(pk=note.pk)
    )
    if note.done_on is not None or not note.next_step:
        return
    note.done_on = today()
    note.save(update_fields=["done_on"])
    audit.record("contact.step_done", note, by=by, area=note.area.slug)
