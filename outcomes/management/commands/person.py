"""All that is held on somebody, in stories or by an account: list who has such a name, export it,
erase it.

manage.py person find NAME · person export KEY FILE.zip
manage.py person erase KEY --why "asked by letter, 3 May"

KEY is what `find` lists: of somebody in stories a key, of somebody who only has an account their
e-mail address.
"""

from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from bigstory.accounts.models import User
from bigstory.core.files.refused import Refused
from outcomes.consent.actions.erasure import erase_person, person_of_account
from outcomes.consent.exchange import subject_access_zip
from outcomes.models import Person


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="deed", required=True)
        actions.add_parser("find").add_argument("name")
        export = actions.add_parser("export")
        export.add_argument("key")
        export.add_argument("file", type=Path)
        erase = actions.add_parser("erase")
        erase.add_argument("key")
        erase.add_argument("--why", required=True)

    def handle(self, *, deed, **options):
        if deed == "find":
            return self._find(options["name"])
        person = self._person(options["key"])
        if deed == "export":
            options["file"].write_bytes(subject_access_zip(person))
            return self.stdout.write(f"Everything held on them is in {options['file']}.")
        try:
            line = erase_person(person, by=None, why=options["why"])
        except Refused as refused:
            raise CommandError(" ".join(refused.problems)) from refused
        return self.stdout.write(
            f"Erased. {sum(line.counts.values())} rows were emptied or deleted."
        )

    def _find(self, name: str) -> None:
        matches = Q(name__icontains=name) | Q(known_as__icontains=name) | Q(contact__icontains=name)
        for person in Person.objects.here().filter(matches).select_related("area"):
            self.stdout.write(f"{person.key}  {person.name or person.known_as}, {person.area}")
        accounts = User.objects.filter(
            Q(name__icontains=name) | Q(email__icontains=name), is_active=True
        )
        for user in accounts.exclude(
            pk__in=Person.objects.here().filter(user__isnull=False).values("user")
        ):
            self.stdout.write(f"{user.email}  {user.name}, who has an account and is in no story")

    def _person(self, key: str) -> Person:
        try:
            if "@" in key:
                return person_of_account(User.objects.get(email__iexact=key, is_active=True))
            return (
                Person.objects.here().select_related("area__programme", "user").get(key=UUID(key))
            )
        except Refused as refused:
            raise CommandError(" ".join(refused.problems)) from refused
        except (ValueError, Person.DoesNotExist, User.DoesNotExist):
            raise CommandError(
                "Nobody has this key. manage.py person find NAME lists the keys."
            ) from None
