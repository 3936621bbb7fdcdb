"""What a person decides about work that failed: each is told in the audit, and nothing it says."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from bigstory.core.db import audit
from bigstory.core.work.mail import NO_WORDS, it_arrived, send_again
from bigstory.core.work.models import Mail, MailQuerySet, Task

MOST_SHOWN = 50


def letters_to_decide() -> list[Mail]:
    """The newest letters that were given up or may not have arrived, without their words."""
    now = timezone.now()
    letters: MailQuerySet = Mail.objects.all()
    failed = letters.given_up() | letters.in_doubt(now)
    has_words = ExpressionWrapper(~Q(text=""), output_field=BooleanField())
    shown = failed.annotate(has_words=has_words).defer(*NO_WORDS, "to", "subject")
    return list(shown.order_by("-at", "-pk")[:MOST_SHOWN])


def tasks_given_up() -> list[Task]:
    return list(Task.objects.all().given_up().order_by("-at", "-pk")[:MOST_SHOWN])


def running(at: datetime) -> int:
    """How many tasks a worker holds at this moment."""
    return Task.objects.all().open().filter(held_until__gt=at).count()


@transaction.atomic
def send_letter_again(letter: Mail, *, by: AbstractBaseUser) -> bool:
    """False where it went meanwhile, or its words are gone."""
    if not send_again(letter):
        return False
    audit.record("letter.sent_again", letter, by=by, kind=letter.kind, about=letter.about)
    return True


@transaction.atomic
def letter_arrived(letter: Mail, *, by: AbstractBaseUser) -> bool:
    """False where nobody doubts it any more."""
    if not it_arrived(letter):
        return False
    audit.record("letter.arrived", letter, by=by, kind=letter.kind, about=letter.about)
    return True


@transaction.atomic
def try_task_again(task: Task, *, by: AbstractBaseUser) -> bool:
    """A task that was given up waits again, from its first try. False where it does already."""
    given_up = Task.objects.all().given_up().filter(pk=task.pk)
    if not given_up.update(due=timezone.now(), tries=0, given_up=None, fault=""):
        return False
    audit.record("task.tried_again", task, by=by, name=task.name)
    return True
