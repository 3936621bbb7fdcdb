"""A new lawful basis: asked for by an administrator, and in force as areas/powers has it.

What is on record is never changed or taken away: another basis is a new row, with its own day.
"""

from datetime import date

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.models import PowerChange, Programme
from areas.powers.actions.changes import Address, ask
from areas.powers.actions.kinds import Kind, NotPossible
from bigstory.accounts.models import User
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from bigstory.core.text.sides import with_names
from outcomes.models import LawfulBasis, Use


def ask_for_basis(*, basis: LawfulBasis, by: User, address: Address) -> PowerChange:
    """Ask for a basis that is not stored yet. Raises PermissionDenied or NotPossible."""
    what = PowerChange.What.LAWFUL_BASIS
    return ask(what=what, by=by, address=address, data={"bases": [basis.as_data()]})


def _says(change: PowerChange) -> str:
    return "; ".join(map(_says_one, change.data["bases"]))


def _says_one(basis: dict) -> str:
    words = _("The lawful basis of “%(use)s, %(circle)s” is “%(basis)s” from %(day)s")
    return with_names(
        words,
        use=Use(basis["use"]).label,
        circle=Audience(basis["circle"]).label,
        basis=basis["basis"],
        day=date_format(parse_date(basis["from_date"]) or date.min),
    )


def _do(change: PowerChange) -> None:
    for told in change.data["bases"]:
        same = {name: told[name] for name in ("programme", "use", "circle", "from_date")}
        there = LawfulBasis.objects.filter(**same).exists()
        if there or not Programme.objects.filter(pk=told["programme"]).exists():
            raise NotPossible
        words = {name: told[name] for name in LawfulBasis.WORDS}
        day = parse_date(told["from_date"])
        basis = LawfulBasis.objects.create(programme_id=told["programme"], from_date=day, **words)
        audit.record("basis.set", basis, by=change.asked_by, use=basis.use, circle=basis.circle)


KIND = Kind(_says, _do)
