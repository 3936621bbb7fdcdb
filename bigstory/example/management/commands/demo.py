"""manage.py demo: an empty folder becomes a site with the example record, and serves it. `make
demo` calls this.
"""

import errno
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from areas.models import Area, Programme
from bigstory.accounts.sample import PASSWORD, PEOPLE
from bigstory.core.files.refused import Refused
from bigstory.example import older

BASE = Path(__file__).resolve().parents[4]
FRAMEWORK = BASE / "outcomes" / "data" / "big-local.toml"
AREAS = BASE / "areas" / "data" / "areas.csv"
ADDRESS = "127.0.0.1"


class Command(BaseCommand):
    help = "Prepare the example record once and serve it on this machine. Demo mode only."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000")
        parser.add_argument("--no-serve", action="store_true", help="Prepare only.")

    def handle(self, *, port, no_serve, **options):
        if not settings.DEMO:
            raise CommandError("This is not demo mode. Start it with: make demo")
        number = self._port(port)
        if not no_serve:
            self._refuse_taken(number)
        if not os.environ.get("RUN_MAIN"):
            self._prepare()
        self._greet(number)
        if not no_serve:
            self._serve(number)

    def _port(self, port: str) -> int:
        if not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise CommandError(f"{port!r} is not a port. Try: make demo PORT=8001")
        return int(port)

    def _refuse_taken(self, port: int) -> None:
        """Say so before any work is done, not after."""
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((ADDRESS, port))
            except OSError as error:
                taken = error.errno == errno.EADDRINUSE
                why = (
                    "is taken: something else is being served there"
                    if taken
                    else f"cannot be used ({error.strerror})"
                )
                raise CommandError(
                    f"Port {port} {why}. Try another: make demo PORT={port % 65535 + 1}"
                ) from None

    def _prepare(self) -> None:
        """Each step only where it is still to do, so a second start takes seconds and changes
        nothing.
        """
        self._away_with_older()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Making the database.")
            call_command("migrate", verbosity=0, interactive=False)
        if not Programme.objects.exists():
            # What was closed in an example that is gone.
            settings.ERASURE_LEDGER.unlink(missing_ok=True)
            self._say("Loading the programme: its words, rules and outcomes.")
            call_command("load_framework", FRAMEWORK, stdout=self.stdout)
        if not Area.objects.exists():
            self._say("Loading the 150 areas.")
            call_command("import_areas", AREAS, stdout=self.stdout)
        self._say("Looking after the example record.")
        call_command("load_example", stdout=self.stdout)

    def _away_with_older(self) -> None:
        if not older.is_older(connection):
            return
        try:
            older.delete(connection)
        except Refused as refused:
            raise CommandError(" ".join(refused.problems)) from None
        self._say(
            "The example site on this machine was made by another version of Big Story; "
            "it is made anew."
        )

    def _greet(self, port: int) -> None:
        lines = [f"{person.email:<24}{person.name:<8}{person.what}" for person in PEOPLE]
        self._say(
            "\n".join(
                [
                    "",
                    f"Big Story is at http://{ADDRESS}:{port}/",
                    "",
                    (
                        f"Look round as a visitor, or sign in. The password is {PASSWORD} for "
                        "everybody:"
                    ),
                    *(f"  {line}" for line in lines),
                    "",
                    "The places are real. The people, events and sums are invented.",
                    "Letters the site would send are printed here. Ctrl-C stops it.",
                    "",
                ]
            )
        )

    def _serve(self, port: int) -> None:
        site = get_internal_wsgi_application()
        # A line for every page that went well would bury the letters with their sign-in codes.
        logging.getLogger("django.server").setLevel(logging.WARNING)
        worker = subprocess.Popen([sys.executable, sys.argv[0], "worker", "--with-parent"])
        try:
            run(ADDRESS, port, site, threading=True)
        except KeyboardInterrupt:
            self._say("\nStopped. Nothing is lost: make demo carries on from here.")
            sys.exit(0)
        finally:
            worker.terminate()

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
