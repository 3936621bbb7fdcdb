"""manage.py benchmark: what the pages cost on a record of so many stories.

Work and not the clock, and ratios to a floor of the same run. How to run it: docs/performance.md.
"""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from bigstory.benchmarks import crowd, files, limits
from bigstory.benchmarks.data import grow
from bigstory.benchmarks.measuring import Measured, grown, measure, measure_plain
from bigstory.benchmarks.report import Report
from bigstory.benchmarks.scenarios import READERS, scenarios
from bigstory.core.files.refused import Refused

# Where something costs more than it may it is measured again: a machine may hiccup once.
TURNS = 3


class Command(BaseCommand):
    help = "Measure what pages cost on a record of so many invented stories. Demo mode only."

    def add_arguments(self, parser):
        parser.add_argument(
            "--stories",
            type=int,
            nargs="+",
            default=[1000],
            help="How many; several sizes, smallest first, say how fast each page grows.",
        )
        parser.add_argument("--only", default="", help="Scenarios whose name has this in it.")
        parser.add_argument("--pages", action="store_true", help="No files and no crowd.")
        parser.add_argument("--json", action="store_true", help="The same as data.")
        parser.add_argument("--record", action="store_true", help="Let it cost what it costs.")
        parser.add_argument("--check", action="store_true", help="Fail where it costs more.")

    def handle(self, *, stories, only, pages, record, check, **options):
        if not settings.DEMO:
            raise CommandError("The benchmark fills a database: set BIGSTORY_MODE=demo.")
        report = Report(self._pages(stories, only))
        if not pages:
            report.plain = measure_plain(only=only)
        if not pages and not only:
            report.files = self._files()
            report.crowd = crowd.waits(
                [each for each in scenarios() if each.is_page and not each.writes]
            )
        self.stdout.write(
            json.dumps(report.as_data(), indent=1) if options["json"] else report.as_text()
        )
        if record:
            limits.record(report.pages)
        if check:
            self._check(report.pages)

    def _pages(self, sizes: list[int], only: str) -> list[Measured]:
        found: list[Measured] = []
        for at, size in enumerate(sizes):
            self.stderr.write(f"A record of {size:,} stories.")
            try:
                grow(size)
            except Refused as refused:
                raise CommandError(" ".join(refused.problems)) from None
            smaller, found = found, self._measured(only)
            if smaller:
                grown(smaller, found, size / sizes[at - 1])
        return found

    def _measured(self, only: str) -> list[Measured]:
        asked = (each for each in scenarios() if only in str(each))
        return measure(asked, say=lambda name: self.stderr.write(f"  {name}"))

    def _files(self) -> list[files.Moved]:
        sqlite = connection.vendor == "sqlite"
        rows = files.MOVED_ON_SQLITE if sqlite else files.MOVED
        return [*(files.sheet_out(who) for who in READERS), files.activities_in(rows)]

    def _check(self, found: list[Measured]) -> None:
        allowed = limits.recorded()
        for _turn in range(TURNS):
            faults = list(limits.faults(found, allowed))
            if not faults:
                return
            growth = {each.key: each.growth for each in found}
            again = {key for key, _why in faults}
            found = measure(each for each in scenarios() if str(each) in again)
            for each in found:
                each.growth = growth[each.key]
        raise CommandError("\n".join(f"{key}: {why}" for key, why in faults))
