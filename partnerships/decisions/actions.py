"""Writing in the decision book and linking what followed; adding, changing and calling off
meetings, and their minutes.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import Area
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.log.actions.photos import take_away
from partnerships.models import Decision, MediaItem, Meeting


class NotYet(Exception):
    """The day of the meeting is still to come. Nothing was saved."""


class HasBeen(Exception):
    """The meeting has minutes, so its day cannot be one to come. Nothing was saved."""


def record_decision(*, area: Area, by, values: dict) -> Decision:
    """Write a decision in the book, under the name its writer has today."""
    with transaction.atomic():
        decision = Decision.objects.create(
            area=area, recorded_by=by, recorded_by_name=str(by)[:80], **values
        )
        audit.record("decision.recorded", decision, by=by, area=area.slug)
    return decision


def change_decision(*, decision: Decision, by, seen: Mark, values: dict) -> set[str]:
    """Save what somebody changed and return the names of those fields.

    Raises Conflict where somebody else changed the same.
    """
    return _save_changed(decision, by=by, seen=seen, values=values, verb="decision.changed")


def link_followed(*, decision: Decision, by, add: dict[str, list], remove: dict[str, list]) -> None:
    """Link rows to a decision and take links off, by kind.

    The rows come from `linkable`, so this person may see them. Only what was ticked or unticked is
    touched, so two people linking at once keep both their links. An action that goes takes its
    copies in other plans along: the page shows them as one.
    """
    with transaction.atomic():
        if remove.get("actions"):
            threads = {action.thread for action in remove["actions"]}
            remove = remove | {"actions": list(decision.actions.filter(thread__in=threads))}
        for name, rows in add.items():
            getattr(decision, name).add(*rows)
        for name, rows in remove.items():
            getattr(decision, name).remove(*rows)
        counts = {
            f"{change}_{name}": len(rows)
            for change, rows_by_kind in (("added", add), ("removed", remove))
            for name, rows in rows_by_kind.items()
            if rows
        }
        if counts:
            audit.record("decision.linked", decision, by=by, area=decision.area.slug, **counts)


def add_meeting(*, area: Area, by, values: dict) -> Meeting:
    """Write down when the partnership meets. `values` are the fields of a Meeting."""
    with transaction.atomic():
        meeting = Meeting.objects.create(area=area, added_by=by, **values)
        audit.record("meeting.added", meeting, by=by, area=area.slug)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, by, seen: Mark, values: dict) -> set[str]:
    """Save what somebody changed and return the names of those fields.

    Raises Conflict where somebody else changed the same, and HasBeen.
    """
    day = timezone.localdate(values["starts_at"]) if "starts_at" in values else None
    if day and day > today() and _locked(meeting).has_minutes:
        raise HasBeen
    return _save_changed(meeting, by=by, seen=seen, values=values, verb="meeting.changed")


@transaction.atomic
def write_minutes(*, meeting: Meeting, by, seen: Mark, values: dict) -> set[str]:
    """Save who was at a meeting and what was said, and return the names of those fields.

    Raises Conflict where somebody else changed the same, and NotYet.
    """
    if not _locked(meeting).takes_minutes:
        raise NotYet
    return _save_changed(meeting, by=by, seen=seen, values=values, verb="meeting.minutes")


def add_pages(*, meeting: Meeting, by, pages: Iterable[MediaItem]) -> int:
    """Join pictures of pages that wait to the minutes; how many were added."""
    last = meeting.papers.aggregate(last=Max("order"))["last"] or 0
    waiting = MediaItem.objects.waiting().filter(area=meeting.area, added_by=by)
    added = 0
    with transaction.atomic():
        for order, page in enumerate(pages, last + 1):
            named = _("Page %(n)s of the minutes") % {"n": order}
            joined = {"meeting": meeting, "order": order, "alt_text": named}
            added += waiting.filter(pk=page.pk).update(**joined)
        area = meeting.area.slug
        audit.record("meeting.papers", meeting, by=by, area=area, added=added, taken_away=0)
    return added


def take_page_away(*, page: MediaItem, by) -> None:
    """It is gone at once, for everybody."""
    with transaction.atomic():
        meeting = page.meeting
        area = meeting.area.slug
        audit.record("meeting.papers", meeting, by=by, area=area, added=0, taken_away=1)
        take_away(page)


def set_cancelled(*, meeting: Meeting, by, cancelled: bool) -> None:
    """Call a meeting off, or on again; twice is once."""
    with transaction.atomic():
        locked = _locked(meeting)
        if locked.cancelled != cancelled:
            locked.cancelled = cancelled
            locked.save_if_unchanged(seen=locked.version, fields=["cancelled"])
            verb = "meeting.cancelled" if cancelled else "meeting.called_on_again"
            audit.record(verb, locked, by=by, area=meeting.area.slug)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


@transaction.atomic
def _save_changed(row: Decision | Meeting, *, by, seen: Mark, values: dict, verb: str) -> set[str]:
    changed = save_merged(row, seen=seen, values=values)
    if changed:
        audit.record(verb, row, by=by, area=row.area.slug, fields=sorted(changed))
    return changed
