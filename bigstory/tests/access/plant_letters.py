"""A question of Local Trust and an answer, about a report and about a story that were sent."""

from django.utils import timezone

from areas.desk.actions.owed import keep_all_owed
from areas.models import Area, Letter, Owed


def plant_letters(world, letter: str, area: Area, trust) -> None:
    for kind, row in _sent(world, letter):
        for side in ("trust", "area"):
            written = Letter.objects.create(
                area=area,
                about=kind,
                thing=row.pk,
                side=side,
                asks=True,
                words="w",
                writer=trust,
                writer_name="n",
                at=timezone.now(),
            )
            world.plant(written, "written", letter, kind)
        if kind == "spend_report":
            world.keep("written", letter, row)
        Owed.objects.create(
            area=area,
            kind="question",
            about=kind,
            thing=row.pk,
            owes="area",
            sent=timezone.now(),
        )


def _sent(world, letter: str) -> list[tuple]:
    """The report and one story for everybody, as this area sent them."""
    reports = [row for where, row in world.things["spend_report"] if where == letter]
    stories = [row for where, row in world.things["story"] if where == letter]
    report = next(row for row in reports if row.state == "sent")
    story = next(row for row in stories if (row.state, row.audience) == ("sent", "public"))
    return [("spend_report", report), ("story", story)]


def owe_all(world) -> None:
    """What was made here by hand waits as if it had been sent."""
    keep_all_owed()
    for letter, area in world.areas.items():
        row = Owed.objects.ours().open().filter(area=area, kind="spend_report").first()
        if row is not None:
            world.keep("owed", letter, row)
