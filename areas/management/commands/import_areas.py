"""manage.py import_areas FILE: take in a list of areas."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from areas.places.exchange.areas_csv import import_areas
from bigstory.core.files.refused import Refused


class Command(BaseCommand):
    help = (
        "Import areas from a CSV file (UTF-8). All rows or, if one is bad, none; each bad "
        "row is named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *, file: str, **options: Any) -> None:
        try:
            done = import_areas(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except Refused as refused:
            raise CommandError(
                "Nothing was imported.\n" + "\n".join(f"  {line}" for line in refused.problems)
            ) from None
        if not done.made and not done.changed:
            self.stdout.write(f"{done.same} areas: no change.")
        else:
            self.stdout.write(f"{done.made} new, {done.changed} changed, {done.same} as they were.")
