"""Makes the files grow that Local Trust moves in, and the rows of the first of them."""

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.core.moving.models import SentFile, SentRow

Outcome = SentRow.Outcome


def grow_moving(area: Area, numbers, *, by: User) -> None:
    headings = [{"place": 0, "words": "Area", "samples": [area.name]}]
    SentFile.objects.bulk_create(
        SentFile(
            noun="payments",
            name=f"Payments {n}.xlsx",
            size=n,
            checksum=f"{n:064d}",
            by=by,
            state=SentFile.State.REHEARSED,
            all_rows=n,
            found={"headings": headings, "heading_row": 1, "first": [[1, "Area"]], "above": []},
            chosen={"columns": {"0": "area"}, "heading_row": 1},
            figures={"counts": dict.fromkeys(Outcome.values, n)},
        )
        for n in numbers
    )
    first = SentFile.objects.order_by("pk").first()
    SentRow.objects.bulk_create(
        SentRow(
            file=first,
            number=n,
            outcome=outcome,
            values={"area_id": area.pk, "what": f"Now {n}"},
            before={"what": f"Then {n}"},
            cells=[area.name],
            why=["day is empty"],
        )
        for n in numbers
        for outcome in (Outcome.REFUSED, Outcome.CHANGED, Outcome.TOTAL)
    )
