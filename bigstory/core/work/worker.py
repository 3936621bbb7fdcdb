"""The process that sends letters and does tasks: `manage.py worker`.

Letters have a thread of their own, and so have short tasks: a film that takes ten minutes keeps no
code to sign in waiting. One more thread says every few seconds that this process is alive, and goes
on holding the tasks at hand.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from bigstory.core.closings.restored import is_restored
from bigstory.core.db.dated import today
from bigstory.core.work import lease
from bigstory.core.work.mail import send_next
from bigstory.core.work.models import Task, Worker
from bigstory.core.work.tasks import FILMS, ask_for_daily_tasks, do_next

log = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks when nothing waits
LONGEST_PAUSE = 30.0  # seconds, while the database is away
BEAT = 10.0  # seconds
FORGOTTEN = timedelta(days=1)  # a worker that was not seen for so long


class Crew:
    """The threads of one worker. `stopping` ends them after the row at hand."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.worker = Worker()
        self.held: dict[str, Task | None] = {}
        self.day: date | None = None

    def run(self, while_true: Callable[[], bool] = lambda: True) -> None:
        """Work until `stopping` is set, or `while_true` says no."""
        lanes = (self._beat, self._send_letters, self._do_short_tasks, self._do_any_task)
        threads = [threading.Thread(target=self._keep_going, args=(lane,)) for lane in lanes]
        for thread in threads:
            thread.start()
        while not self.stopping.wait(1) and while_true():
            pass
        self.stopping.set()
        # A letter at the mail server is not cut off there.
        for thread in threads:
            thread.join()
        with suppress(DatabaseError):  # gone, and so the row is forgotten after a day
            Worker.objects.filter(pk=self.worker.pk).delete()

    def _keep_going(self, lane: Callable[[], object]) -> None:
        """Call it again and again. Whatever happens, a lane goes on once that is over."""
        pause = PAUSE
        while not self.stopping.is_set():
            close_old_connections()
            try:
                if is_restored():
                    # Letters that went before would go again, and what was closed would be made.
                    self.stopping.wait(BEAT)
                    continue
                lane()
                pause = PAUSE
            except Exception:
                log.exception("The worker could not go on; it tries again in %s s", pause)
                connection.close()
                pause = min(pause * 2, LONGEST_PAUSE)
            self.stopping.wait(pause)
        connection.close()

    def _goes_on(self) -> bool:
        return not self.stopping.is_set() and not is_restored()

    def _send_letters(self) -> None:
        while self._goes_on() and send_next():
            close_old_connections()

    def _do_short_tasks(self) -> None:
        self._do_tasks("short", before=FILMS)

    def _do_any_task(self) -> None:
        self._do_tasks("any")

    def _do_tasks(self, lane: str, before: int | None = None) -> None:
        def hold(row: Task | None) -> None:
            self.held[lane] = row

        while self._goes_on() and do_next(hold, before=before):
            close_old_connections()

    def _beat(self) -> None:
        self.worker.seen = timezone.now()
        self.worker.save()
        for row in filter(None, list(self.held.values())):
            with suppress(lease.Lost):  # whoever does it finds out at its end
                lease.renew(row)
        if self.day != today():
            Worker.objects.filter(seen__lt=timezone.now() - FORGOTTEN).delete()
            ask_for_daily_tasks()
            self.day = today()
        self.stopping.wait(BEAT)


def work_off() -> None:
    """Do all that is due now, letters first, in this thread; for a machine without a worker."""
    while not is_restored() and (send_next() or do_next()):
        pass
