"""The first administrator of a new site, who then invites everybody else.

Whoever works on the machine needs nobody's word for it; but all who look after who may do what are
written to.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from areas.models import AreaRole, PowerChange
from areas.powers.actions.changes import done_on_the_machine
from bigstory.accounts.models import User
from bigstory.accounts.roles import Role
from bigstory.core.db import audit
from bigstory.core.db.dated import today


class Command(BaseCommand):
    help = "Make somebody an administrator. They sign in with a code sent to their address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="What to call them.")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an e-mail address.") from error
        with transaction.atomic():
            user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(
                email, name=name
            )
            if not user.is_active:
                raise CommandError(f"The account of {user.email} is closed. Open it again first.")
            if AreaRole.objects.active().filter(user=user, role=Role.ADMINISTRATOR).exists():
                self.stdout.write(f"{user.email} is an administrator already. Nothing to do.")
                return
            area_role = AreaRole.objects.create(user=user, role=Role.ADMINISTRATOR, starts=today())
            audit.record("role.given", area_role, role=Role.ADMINISTRATOR)
            what, data = PowerChange.What.ROLE, {"role": Role.ADMINISTRATOR}
            done_on_the_machine(what=what, person=user, data=data)
        self.stdout.write(
            f"{user.email} is an administrator. They sign in at /account/sign-in/ with a "
            "code by e-mail,"
        )
        self.stdout.write("are asked to set up a second step, and then find the admin at /admin/.")
