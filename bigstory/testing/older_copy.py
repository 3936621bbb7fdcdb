"""What a test needs to put an older copy of the record back."""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import transaction

from bigstory.core.closings import restored
from bigstory.core.closings.ledger import write_out
from bigstory.core.closings.models import Closing


def forget_closings() -> None:
    """The database no longer knows what was closed; the file beside it does, as it was written once
    each of them was committed.
    """
    write_out()
    Closing.objects.all().delete()
    restored.forget()


@contextmanager
def lost():
    """What is done in here never was, as far as the database knows afterwards. The ledger does."""
    before = transaction.savepoint()
    yield
    write_out()
    transaction.savepoint_rollback(before)
    restored.forget()


def closed_again(capsys) -> str:
    call_command("close_again")
    return capsys.readouterr().out
