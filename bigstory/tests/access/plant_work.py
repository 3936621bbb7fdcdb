"""A letter and a task that were given up; a file that waits to be moved in."""

from django.utils import timezone

from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.work.models import Mail, Task


def plant_work_that_failed(world) -> None:
    """A letter and a task that were given up, for whoever keeps the site running."""
    words = {
        name: world.marked("letter", "", "", "mail", name) for name in ("subject", "text", "html")
    }
    to = world.marked("letter", "", "", "mail", "to").replace(", ", "@") + ".example.org"
    letter = Mail.objects.create(kind="invitation", to=to, given_up=timezone.now(), **words)
    world.keep("letter", "", letter)
    task = Task.objects.create(name="film.ready", arguments={"pk": 1}, given_up=timezone.now())
    world.keep("task", "", task)


def plant_files_sent(world) -> None:
    """A file of payments, rehearsed, with a refused row; for those who move records in."""

    def word(field: str) -> str:
        return world.marked("sent_file", "", "", "row", field)

    headings = [{"place": 0, "words": word("heading"), "samples": [word("sample")]}]
    first = [[1, word("first")]]
    file = SentFile.objects.create(
        noun="payments",
        name=word("name"),
        size=1,
        checksum="0" * 64,
        state=SentFile.State.REHEARSED,
        found={"headings": headings, "above": [word("above")], "heading_row": 1, "first": first},
        chosen={"columns": {}, "heading_row": 1},
        figures={"counts": {"refused": 1, "added": 0, "changed": 0, "same": 0}},
    )
    SentRow.objects.create(
        file=file,
        number=2,
        outcome=SentRow.Outcome.REFUSED,
        cells=[word("cell")],
        why=[word("why")],
    )
    world.keep("sent_file", "", file)
