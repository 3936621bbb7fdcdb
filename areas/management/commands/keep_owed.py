"""manage.py keep_owed: what is owed, written again from what was sent and answered."""

from typing import Any

from django.core.management.base import BaseCommand

from areas.desk.actions.owed import keep_all_owed
from areas.models import Owed


class Command(BaseCommand):
    help = (
        "Writes again what is owed to each area, from what was sent and answered: after records "
        "were brought in past the site. It changes nothing where all is in order."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        keep_all_owed()
        self.stdout.write(f"{Owed.objects.open().count()} answers are owed.")
