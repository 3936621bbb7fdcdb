"""manage.py load_framework FILE: take in a programme's words, rules and outcomes."""

from django.core.management.base import BaseCommand, CommandError

from bigstory.core.files.refused import Refused
from outcomes.framework.exchange.framework import load_framework


class Command(BaseCommand):
    help = "Load a programme's framework file (TOML). All of it or, if anything is wrong, nothing."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **options):
        try:
            loaded = load_framework(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except Refused as refused:
            raise CommandError(
                "Nothing was loaded.\n" + "\n".join(f"  {line}" for line in refused.problems)
            ) from None
        if not loaded.changed:
            self.stdout.write(f"{loaded.programme}, version {loaded.version}: no change.")
            return
        counts = ", ".join(
            f"{count} {name.replace('_', ' ')}" for name, count in loaded.counts.items() if count
        )
        self.stdout.write(f"{loaded.programme}, version {loaded.version}: {counts}.")
        if loaded.retired:
            self.stdout.write(f"No longer offered: {', '.join(loaded.retired)}.")
