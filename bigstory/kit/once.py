"""Send twice, saved once: a hidden token in every form that makes something new.

A browser that is reloaded, a button pressed twice and a phone that tries again all send one token.
The first sending is saved, and each later one leads to the page that the first one led to.
"""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from bigstory.core.db.tokens import FormToken
from bigstory.kit.typed import CAME_OF, WRITER

# What differs from page to page, though the same was typed.
NOT_TYPED = ("csrfmiddlewaretoken", "token", WRITER, CAME_OF)


class AlreadySent(Exception):
    """The same form was sent before with other words in it."""


class RereadableFile(Protocol):
    """An uploaded or stored file that can be read again from its beginning."""

    def seek(self, offset: int, /) -> object: ...
    def readable(self) -> bool: ...
    def readinto(self, buffer: bytearray, /) -> int: ...


class OnceForm(forms.Form):
    """Mix-in: carries the token. A page that is shown again after a mistake keeps the same one."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean_token(self) -> uuid.UUID:
        # A form made by hand without a token is taken as new rather than refused.
        token: uuid.UUID | None = self.cleaned_data["token"]
        return token or uuid.uuid4()


def with_a_token(typed: QueryDict, *, new: bool = False) -> QueryDict:
    """What was typed, with a token that can be used: the one sent, unless it is no token at all."""
    try:
        uuid.UUID(typed.get("token", ""))
    except ValueError:
        new = True
    if not new:
        return typed
    fresh = typed.copy()
    fresh["token"] = str(uuid.uuid4())
    return fresh


def fingerprint(
    data: QueryDict, files: "MultiValueDict[str, UploadedFile[Any]] | None" = None
) -> str:
    """SHA-256, as hexadecimal, of what was typed and of the files sent with it."""
    pairs = [
        (name, value) for name in data if name not in NOT_TYPED for value in data.getlist(name)
    ]
    if files:
        pairs += [(name, digest_of(file)) for name in files for file in files.getlist(name)]
    return hashlib.sha256(repr(sorted(pairs)).encode()).hexdigest()


def digest_of(file: RereadableFile) -> str:
    """SHA-256, as hexadecimal, of a whole file, from wherever it was read to."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def once(*, user: AbstractBaseUser, token: uuid.UUID, body: str, make: Callable[[], str]) -> str:
    """Run `make`, which saves and returns the path to go to, and return that path.

    If this token was used before with the same body, nothing is made and the first path is
    returned. Raises AlreadySent if the body differs. The token is stored in the same transaction as
    what `make` saves: the unique constraint, not a check beforehand, decides between two senders.
    """
    try:
        with transaction.atomic():
            path = make()
            FormToken.objects.create(user_id=user.pk, token=token, body=body, result=path)
            return path
    except IntegrityError:
        earlier = FormToken.objects.filter(user_id=user.pk, token=token).first()
        if earlier is None:
            raise
        if earlier.body != body:
            raise AlreadySent from None
        return earlier.result


def once_with_files(
    *,
    user: AbstractBaseUser,
    token: uuid.UUID,
    body: str,
    name: uuid.UUID,
    make: Callable[[], str],
    take_away: Callable[[uuid.UUID], None],
) -> str:
    """`once` for a row whose files are stored under `name` already.

    The files are deleted again, by `take_away`, where the row cannot be written and where another
    sending was first. Returns the name that counts, as text. Raises AlreadySent, as `once` does.
    """
    try:
        first = once(user=user, token=token, body=body, make=make)
    except BaseException:
        take_away(name)
        raise
    if first != str(name):
        take_away(name)
    return first


def made_once(request: HttpRequest, form: OnceForm, make: Callable[[], str]) -> tuple[str, bool]:
    """The path to go to, and whether this was the sending that counts.

    Where the same page was sent before with other words nothing is made, and the path is that of
    what was saved first. Raises PermissionDenied for a visitor: a token belongs to an account.
    """
    user = request.user
    if not user.is_authenticated:
        raise PermissionDenied
    token = form.cleaned_data["token"]
    try:
        return once(user=user, token=token, body=fingerprint(request.POST), make=make), True
    except AlreadySent:
        return FormToken.objects.get(user=user, token=token).result, False


def saved_before(request: HttpRequest) -> str:
    """Where the very same sending led to before; empty where it is the first.

    For a form that would refuse what it has made itself: a name that is taken since then.
    """
    try:
        token = uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return ""
    if not request.user.is_authenticated:
        return ""
    own = FormToken.objects.filter(user_id=request.user.pk, token=token)
    earlier = own.filter(body=fingerprint(request.POST)).first()
    return earlier.result if earlier else ""
