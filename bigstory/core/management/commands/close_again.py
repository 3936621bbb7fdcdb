"""After a backup was put back: signs everybody out, and closes again what was closed since.

Where something was closed since, the site answers 503 to everybody until it has. It may be run
again: what is closed stays closed, and each time everybody is signed out.
"""

from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bigstory.core.closings.again import close_again
from bigstory.core.closings.ledger import is_spoiled
from bigstory.core.closings.restored import is_restored
from bigstory.core.work.models import OLDER_COPY, Mail


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if is_spoiled():
            raise CommandError(
                "A line of the ledger cannot be read, so the site stays shut. Put the copy of the "
                "ledger from the other machine in its place."
            )
        ended, _by_model = Session.objects.all().delete()
        self.stdout.write(f"{ended} sessions ended: everybody signs in again.")
        held = Mail.objects.open().update(given_up=timezone.now(), fault=OLDER_COPY)
        self.stdout.write(f"{held} letters held back, as they may have gone: see the admin.")
        if not is_restored():
            self.stdout.write("Nothing is to be closed: the record knows all of the ledger.")
            return
        self._close()

    def _close(self) -> None:
        failed, closed, nothing = 0, 0, 0
        for done in close_again():
            failed += done.failed
            closed += bool(done.says) and not done.failed
            nothing += not done.says
            if done.says:
                state = "NOT CLOSED, " if done.failed else ""
                self.stdout.write(f"{done.line}: {state}{done.says}")
        self.stdout.write(f"{closed} closed again; {nothing} were not in this copy, or not open.")
        if failed:
            raise CommandError(
                f"{failed} could not be closed, so the site stays shut. The log says why."
            )
        self.stdout.write("The site is open.")
