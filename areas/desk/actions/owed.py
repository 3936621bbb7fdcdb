"""Writes what is owed: called where things are sent, taken back and answered, in the same
transaction.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.desk.models.owed import Owed, Side
from areas.desk.queries.due import due_on
from areas.desk.queries.owed import to_answer
from areas.desk.queries.sources import Source, Wait, all_sources
from areas.models import Area
from areas.places.actions import claim
from bigstory.accounts.models import User
from bigstory.core.db import audit


@transaction.atomic
def keep_owed(source: Source, areas: Iterable[Area]) -> None:
    """Bring what is owed of a source's kinds in some areas in line with what waits there.

    What waits no longer was answered, where its app has an answer to it since it was sent;
    otherwise it was taken back, and leaves no row.
    """
    by_id = {area.pk: area for area in areas}
    claim(by_id.values())
    waits = {(wait.kind, wait.thing, wait.sent): wait for wait in source.waits(list(by_id))}
    rows = Owed.objects.filter(
        area__in=by_id, kind__in=source.kinds, owes=Side.TRUST, answered=None
    )
    stored = {(row.kind, row.thing, row.sent): row for row in rows}
    _close(source, [row for key, row in stored.items() if key not in waits])
    new = [wait for key, wait in waits.items() if key not in stored]
    Owed.objects.bulk_create(_row(wait, by_id[wait.area]) for wait in new)


def _row(wait: Wait, area: Area, *, answered: datetime | None = None) -> Owed:
    return Owed(
        area=area,
        kind=wait.kind,
        about=wait.kind,
        thing=wait.thing,
        owes=Side.TRUST,
        sent=wait.sent,
        due=due_on(area.programme, wait.sent),
        answered=answered,
    )


def _close(source: Source, rows: Collection[Owed]) -> None:
    if not rows:
        return
    answers: Mapping[int, datetime] = source.answered([row.thing for row in rows])
    taken_back = []
    for row in rows:
        row.answered = answers.get(row.thing)
        if row.answered is None or row.answered < row.sent:
            taken_back.append(row.pk)
    answered = [row for row in rows if row.pk not in taken_back]
    Owed.objects.filter(pk__in=taken_back).delete()
    Owed.objects.bulk_update(answered, ["answered"])


@transaction.atomic
def keep_all_owed() -> None:
    """The same for every source and every area: after records were brought in."""
    areas = list(Area.objects.select_related("programme"))
    for source in all_sources():
        keep_owed(source, areas)


@transaction.atomic
def take(owed: Owed, *, by: User, gives_back: bool = False) -> Owed:
    """Somebody of Local Trust says that they answer it, or leaves it to the others again.

    Raises PermissionDenied for whoever may not answer it. What is answered already stays as it is.
    """
    row = to_answer(by).select_for_update(of=("self",)).filter(pk=owed.pk).first()
    if row is None:
        if owed.answered is None:
            raise PermissionDenied
        return owed
    row.taken_by = None if gives_back else by
    row.save(update_fields=["taken_by"])
    audit.record("owed.given_back" if gives_back else "owed.taken", row, by=by, area=row.area.slug)
    return row
