"""Takes away what nobody waits for any more, as the worker does each night: photos whose form never
came, files that no row knows, what was left in the midst of work, old drafts.
"""

from django.core.management.base import BaseCommand

from partnerships.log.actions.sweeping import sweep_files


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        swept = sweep_files.now()
        self.stdout.write(
            f"{swept.photos} photos waited too long for their form, {swept.folders} folders had "
            f"no row, {swept.let_go} were worked on by nobody any more: taken away."
        )
