"""Send twice, saved once: a hidden token in every form that makes something new."""

import hashlib
import uuid
from collections.abc import Callable
from typing import BinaryIO

from django import forms
from django.db import IntegrityError, transaction

from bigstory.core.models import FormToken


class AlreadySent(Exception):
    """The same form was sent before with other words in it."""


class OnceForm(forms.Form):
    """Mix-in: carries the token. A page that is shown again after a mistake keeps the same one."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean_token(self):
        # A form made by hand without a token is taken as new rather than refused.
        return self.cleaned_data["token"] or uuid.uuid4()


def fingerprint(data, files=None) -> str:
    """SHA-256 of what was typed and sent along, apart from the fields that change from page to
    page.
    """
    kept = [
        (k, v) for k in data if k not in ("csrfmiddlewaretoken", "token") for v in data.getlist(k)
    ]
    kept += [(k, digest_of(file)) for k in files or () for file in files.getlist(k)]
    return hashlib.sha256(repr(sorted(kept)).encode()).hexdigest()


def digest_of(file: BinaryIO) -> str:
    """SHA-256 of a whole file, wherever it was read to."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def once(*, user, token: uuid.UUID, body: str, make: Callable[[], str]) -> str:
    """Run `make`, which saves and returns the path to go to, and return that path.

    If this token was used before with the same body, nothing is made and the first path is
    returned. Raises AlreadySent if the body differs. The token is stored in the same transaction as
    what `make` saves: the unique constraint, not a check beforehand, decides between two senders.
    """
    try:
        with transaction.atomic():
            path = make()
            FormToken.objects.create(user=user, token=token, body=body, result=path)
            return path
    except IntegrityError:
        earlier = FormToken.objects.filter(user=user, token=token).first()
        if earlier is None:
            raise
        if earlier.body != body:
            raise AlreadySent from None
        return earlier.result


def once_with_files(
    *,
    user,
    token: uuid.UUID,
    body: str,
    name: uuid.UUID,
    make: Callable[[], str],
    take_away: Callable[[uuid.UUID], None],
) -> str:
    """`once` for something whose files lie under `name` already.

    They go again where the row cannot be written, and where another sending was first. Returns the
    name that counts, as text.
    """
    try:
        first = once(user=user, token=token, body=body, make=make)
    except BaseException:
        take_away(name)
        raise
    if first != str(name):
        take_away(name)
    return first
