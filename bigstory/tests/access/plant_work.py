"""A letter and a task that were given up."""

from django.utils import timezone

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
