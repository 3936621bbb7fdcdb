"""manage.py worker: sends letters and does the work no page waits for. It runs beside the site all
the time and is started again when it stops.
"""

import os
import signal
from importlib import import_module
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from bigstory.core.files.workshop import swept_at_start
from bigstory.core.work.worker import Crew, work_off


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then stop.")
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when whoever started this is gone."
        )

    def handle(self, *args: Any, once: bool, with_parent: bool, **options: Any) -> None:
        # Tasks stand in the actions of all apps, and pages import those.
        import_module(settings.ROOT_URLCONF)
        swept_at_start()
        if once:
            work_off()
            return
        crew = Crew()

        def stop(number: int, frame: FrameType | None) -> None:
            crew.stopping.set()

        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, stop)
        parent = os.getppid()
        crew.run(while_true=lambda: not with_parent or os.getppid() == parent)
