"""After a backup was restored, before the site opens: erases again whoever the list of erasures
names.
"""

from django.core.management.base import BaseCommand

from outcomes.consent.actions.subjects import replay


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"{replay()} people were in the backup and are erased again.")
