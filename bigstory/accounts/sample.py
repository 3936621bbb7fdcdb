"""The sample people of the example record, for demo mode and nowhere else.

One list, so that the command that makes them, the sign-in page and the README cannot disagree.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.roles import Role

PASSWORD = "example-only"


@dataclass(frozen=True)
class SamplePerson:
    """Somebody to sign in as. `area` is a slug, empty for a role held for the whole programme."""

    email: str
    name: str
    role: Role
    area: str
    what: str | Promise


PEOPLE = (
    SamplePerson(
        "member@example.org", "Denise", Role.MEMBER, "ramsey", _("Partnership member in Ramsey")
    ),
    SamplePerson("worker@example.org", "Tom", Role.WORKER, "ramsey", _("Paid worker in Ramsey")),
    SamplePerson(
        "lto@example.org", "Janet", Role.LTO, "ramsey", _("LTO officer, looks after Ramsey’s money")
    ),
    SamplePerson(
        "rep@example.org", "Ashraf", Role.REP, "ramsey", _("Big Local Rep, adviser to Ramsey")
    ),
    SamplePerson(
        "trust@example.org", "Priya", Role.TRUST, "", _("Local Trust, reads what areas send")
    ),
    SamplePerson(
        "evaluator@example.org",
        "Ines",
        Role.EVALUATOR,
        "",
        _("Evaluator, reads across areas and years"),
    ),
    SamplePerson(
        "admin@example.org", "Sam", Role.ADMINISTRATOR, "", _("Administrator, keeps it running")
    ),
    SamplePerson(
        "neighbour@example.org",
        "Colin",
        Role.MEMBER,
        "whitley-bay",
        _("Partnership member in Whitley Bay"),
    ),
)
EMAILS = tuple(person.email for person in PEOPLE)
