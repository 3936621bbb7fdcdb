"""Writes down which permissions ran out, and brings what is public in line, as the worker does
just after midnight.

Twice does no harm.

What ran out counts for nothing from its day on, whether this ran or not: the gate looks at the date
itself.
"""

from django.core.management.base import BaseCommand

from outcomes.consent.actions.permissions import expire_permissions


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        written, looked_at = expire_permissions.now()
        self.stdout.write(f"{written} permissions ran out; {looked_at} public stories looked at.")
