"""manage.py load_example: fill the case-study areas with invented people, for demo mode."""

from django.core.management.base import BaseCommand, CommandError

from bigstory.core.files.refused import Refused
from bigstory.example.load import load_example


class Command(BaseCommand):
    help = (
        "Load the example record and the sample sign-ins. Demo mode only; running it again "
        "changes nothing."
    )

    def handle(self, **options):
        try:
            done = load_example(say=self._say)
        except Refused as refused:
            raise CommandError(
                "Nothing was loaded.\n" + "\n".join(f"  {line}" for line in refused.problems)
            ) from None
        if not done.areas:
            self.stdout.write("The example record is there already: no change.")
            return
        self.stdout.write(
            f"{done.areas} areas with {done.activities} activities and {done.stories} stories."
        )

    def _say(self, words: str) -> None:
        """At once, also where somebody reads through a pipe."""
        self.stdout.write(f"  {words}")
        self.stdout.flush()
