"""All that is held on somebody in stories: list who has such a name, export it, erase it.

manage.py person find NAME · person export KEY FILE.zip · person erase KEY --why "asked by letter, 3 May"
"""

from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from bigstory.core.refused import Refused
from outcomes.actions.erasure import erase_person
from outcomes.exchange.held import as_zip
from outcomes.models import Person


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("find").add_argument("name")
        export = deeds.add_parser("export")
        export.add_argument("key")
        export.add_argument("file", type=Path)
        erase = deeds.add_parser("erase")
        erase.add_argument("key")
        erase.add_argument("--why", required=True)

    def handle(self, *, deed, **options):
        if deed == "find":
            return self._find(options["name"])
        person = self._person(options["key"])
        if deed == "export":
            options["file"].write_bytes(as_zip(person))
            return self.stdout.write(f"Everything held on them is in {options['file']}.")
        try:
            line = erase_person(person, by=None, why=options["why"])
        except Refused as refused:
            raise CommandError(" ".join(refused.problems)) from refused
        return self.stdout.write(f"Erased. {sum(line.counts.values())} rows were emptied or deleted.")

    def _find(self, name: str) -> None:
        alike = Q(name__icontains=name) | Q(known_as__icontains=name) | Q(contact__icontains=name)
        for person in Person.objects.here().filter(alike).select_related("area"):
            self.stdout.write(f"{person.key}  {person.name or person.known_as}, {person.area}")

    def _person(self, key: str) -> Person:
        try:
            return Person.objects.here().select_related("area__programme", "user").get(key=UUID(key))
        except (ValueError, Person.DoesNotExist):
            raise CommandError("Nobody has this key. manage.py person find NAME lists the keys.") from None
