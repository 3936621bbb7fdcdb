"""All that is held on somebody, in stories or by an account: list who has such a name, export it,
erase it.

manage.py person find NAME · person places KEY · person export KEY FILE.zip [--theirs ADDRESS …]
manage.py person erase KEY --why "asked by letter, 3 May" [--theirs ADDRESS …]

KEY is what `find` lists: of somebody in stories a key, of somebody who only has an account their
e-mail address, of somebody who only has a seat or is named in a decision the address of that place.
`places` lists the addresses of places that have the same name or nearly the same, to decide about.
"""

from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from bigstory.accounts.models import User
from bigstory.core.files.refused import Refused
from outcomes.consent.actions.erasure import LEFT, erase_person
from outcomes.consent.actions.subjects import person_of_account, person_of_place
from outcomes.consent.exchange import subject_access_zip
from outcomes.consent.queries.named import people_named
from outcomes.consent.queries.places import held_places, shown
from outcomes.models import Person


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="deed", required=True)
        actions.add_parser("find").add_argument("name")
        actions.add_parser("places").add_argument("key")
        export = actions.add_parser("export")
        export.add_argument("key")
        export.add_argument("file", type=Path)
        erase = actions.add_parser("erase")
        erase.add_argument("key")
        erase.add_argument("--why", required=True)
        for parser in (export, erase):
            parser.add_argument("--theirs", nargs="*", default=[], metavar="ADDRESS")

    def handle(self, *, deed, **options):
        if deed == "find":
            return self._find(options["name"])
        person = self._person(options["key"])
        if deed == "places":
            return self._places(person)
        if deed == "export":
            options["file"].write_bytes(subject_access_zip(person, options["theirs"]))
            return self.stdout.write(f"Everything held on them is in {options['file']}.")
        try:
            line = erase_person(person, by=None, why=options["why"], ticked=options["theirs"])
        except Refused as refused:
            raise CommandError(" ".join(refused.problems)) from refused
        left = line.counts.get(LEFT, 0)
        rows = sum(line.counts.values()) - left
        return self.stdout.write(
            f"Erased. {rows} rows were emptied or deleted. {left} places of the name were left."
        )

    def _find(self, name: str) -> None:
        for match in people_named(name):
            if match.key:
                self.stdout.write(f"{match.key}  {match.name}, {match.where}")
            elif match.place:
                self.stdout.write(f"{match.place}  {match.name}: {match.where}")
            else:
                self.stdout.write(
                    f"{match.where}  {match.name}, who has an account and is in no story"
                )

    def _places(self, person: Person) -> None:
        for place in shown(held_places(person).left):
            for quote in place.quotes:
                words = f"{quote.before}[{quote.words}]{quote.after}"
                self.stdout.write(f"{place.address}  {place.where}: {words}")

    def _person(self, key: str) -> Person:
        try:
            if "@" in key:
                return person_of_account(User.objects.get(email__iexact=key, is_active=True))
            if ":" in key:
                return person_of_place(key)
            return (
                Person.objects.here().select_related("area__programme", "user").get(key=UUID(key))
            )
        except Refused as refused:
            raise CommandError(" ".join(refused.problems)) from refused
        except (ValueError, LookupError, Person.DoesNotExist, User.DoesNotExist):
            raise CommandError(
                "Nobody has this key. manage.py person find NAME lists the keys."
            ) from None
