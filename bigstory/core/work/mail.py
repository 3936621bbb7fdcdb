"""Letters: written as rows here, sent by the worker, so that no page waits for a mail server.

    post("invitation", to=invitation.email, context={...}, about=invitation)

A letter is one template, `letters/invitation.txt`: its blocks are the subject, the words, and why
one gets it. The text is sent as it stands and as simple HTML.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.utils import timezone

from bigstory.core.work import lease
from bigstory.core.work.models import Mail
from bigstory.core.work.sending import Refused, Unclear, hand_over
from bigstory.core.work.tasks import task

log = logging.getLogger(__name__)

CODES, LETTERS = 0, 5  # codes to sign in go first
PAUSES = (
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
    timedelta(hours=12),
)
MOST_TRIES = len(PAUSES) + 1
TOO_LATE = "too late"
NO_LONGER_TRUE = "no longer true"
KEPT = timedelta(days=30)  # the row of a letter; its words go when it is sent
NO_WORDS: dict[str, object] = {"text": "", "html": ""}

# What every letter may say, such as the programme's words. Apps above add theirs when they start.
CONTEXT: list[Callable[[], dict[str, Any]]] = []


def post(
    kind: str,
    *,
    to: str,
    context: dict[str, Any],
    template: str = "",
    about: models.Model | None = None,
    code: bool = False,
    until: datetime | None = None,
) -> Mail:
    """Write a letter, in the transaction of whatever it tells of.

    `kind` names its template in `letters/`, unless `template` does. `about` is the row it tells of;
    a `code` goes before all others; after `until` it is of no use and is not sent.
    """
    name = template or f"letters/{kind}.txt"
    everybody = {key: value for each in CONTEXT for key, value in each().items()}
    parts = {
        part: render_to_string(name, everybody | context | {"part": part}).strip()
        for part in ("subject", "text")
    }
    subject = " ".join(parts["subject"].split())
    paragraphs = [_Paragraph(words) for words in parts["text"].split("\n\n") if words.strip()]
    html = render_to_string("letters/letter.html", {"subject": subject, "paragraphs": paragraphs})
    return Mail.objects.create(
        to=to,
        kind=kind,
        subject=subject[:200],
        text=parts["text"],
        html=html,
        about=_label(about) if about is not None else "",
        order=CODES if code else LETTERS,
        until=until,
        message_id=make_msgid(domain=_domain()),
    )


@dataclass(frozen=True)
class _Paragraph:
    words: str

    @property
    def alone(self) -> bool:
        """A code or an address that stands by itself."""
        return not self.words.split()[1:]


def drop(*, about: models.Model) -> None:
    """What the letters about this row say is no longer true: those that wait are not sent, and one
    that is being tried just now is not tried again.
    """
    now = timezone.now()
    waiting = Mail.objects.open().filter(about=_label(about), handed=None)
    held = waiting.filter(held_until__gt=now)
    held.update(until=now)
    waiting.exclude(pk__in=held.values("pk")).update(
        ended=now, fault=NO_LONGER_TRUE, **NO_WORDS, **lease.LET_GO
    )


def letters_about(rows: Iterable[models.Model]) -> dict[object, Mail]:
    """The last letter about each row, by the row's id. One statement."""
    labels = {_label(row): row.pk for row in rows}
    letters = Mail.objects.filter(about__in=labels).order_by("pk").defer(*NO_WORDS)
    return {labels[letter.about]: letter for letter in letters}


def some_wait(*, about: models.Model) -> bool:
    """Whether a letter about this row has yet to leave."""
    return Mail.objects.open().filter(about=_label(about), handed=None).exists()


def last_sent(*, about: models.Model) -> datetime | None:
    """When a letter about this row left last."""
    left = Mail.objects.filter(about=_label(about), given_up=None).aggregate(
        sent=Max("ended", filter=Q(fault="")), in_doubt=Max("handed")
    )
    return max(filter(None, left.values()), default=None)


def _label(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _domain() -> str:
    """The part of our own address after the @, as letters are named after who wrote them."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def send_next() -> bool:
    """Send one letter that is due; False where none is."""
    row = lease.take(Mail.objects.all())
    if row is None:
        return False
    try:
        _send(row)
    except lease.Lost:
        log.warning("%s took too long, and another worker has it", row)
    return True


def _send(row: Mail) -> None:
    if row.until is not None and row.until <= timezone.now():
        return lease.give_up(row, TOO_LATE, **NO_WORDS)
    if row.tries > MOST_TRIES:
        return lease.give_up(row, row.fault or "killed")

    def at_the_door() -> None:
        # From here on nobody can know whether it arrives, until the server has said so.
        lease.change(row, handed=timezone.now())

    try:
        hand_over(row, at_the_door)
    except Unclear as cut:
        # It stays open and held by nobody, and no worker takes it: a person decides.
        lease.change(row, fault=cut.fault, holder=None, held_until=timezone.now())
        log.error("%s was cut off while the mail server had it: %s", row, cut.fault)
    except Refused as refused:
        _not_taken(row, refused)
    else:
        lease.end(row, **NO_WORDS)


def _not_taken(row: Mail, refused: Refused) -> None:
    log.warning("%s was not taken, try %s: %s", row, row.tries, refused.fault)
    if refused.for_good or row.tries >= MOST_TRIES:
        return lease.give_up(row, refused.fault, handed=None)
    return lease.try_later(row, refused.fault, PAUSES, handed=None)


def send_again(row: Mail) -> bool:
    """A person has looked at a letter that failed or is in doubt: it is tried from the beginning.

    False where it was sent meanwhile, or its words are gone.
    """
    now = timezone.now()
    held_by_nobody = Q(holder=None) | Q(held_until__lte=now)
    waits = Mail.objects.filter(held_by_nobody, pk=row.pk, ended=None).exclude(text="")
    again = {"due": now, "tries": 0, "handed": None, "given_up": None}
    return bool(waits.update(**again, **lease.LET_GO))


def it_arrived(row: Mail) -> bool:
    """A person knows that a letter in doubt was received."""
    doubtful = Mail.objects.in_doubt(timezone.now()).filter(pk=row.pk)
    return bool(doubtful.update(ended=timezone.now(), **NO_WORDS))


@task("mail.forget", daily=True)
def forget_old_letters() -> None:
    """Letters sent, given up, or in doubt for a month."""
    before = timezone.now() - KEPT
    over = Q(ended__lt=before) | Q(given_up__lt=before) | Q(handed__lt=before)
    Mail.objects.filter(over).delete()
