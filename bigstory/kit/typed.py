"""What somebody typed in a form that could not be taken, so that no word of it is lost.

A form may come after its writer was signed out, with a token that is no longer good, or larger than
a request may be. Whoever wrote it gets the words back, and nobody else: every form says whose page
it stood on, by a mark that only this site can make.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.request import RawPostDataException
from django.urls import ResolverMatch
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.datastructures import MultiValueDict

from bigstory.core.db.unsaved import Unsaved
from bigstory.core.files.uploads import MOST_READ, in_parts
from bigstory.core.text.clean import clean
from bigstory.kit.numbers.rows import row_number

# Names in a form: the mark of whose page it stood on, and the row of Unsaved that it came from.
WRITER = "writer"
CAME_OF = "unsaved"
# Never kept: what guards a form, and what somebody signs in with. The token of `once` is kept, as
# without it what is sent again could be saved twice.
NOT_KEPT = {
    *("csrfmiddlewaretoken", WRITER, CAME_OF, "opened_as"),
    # The buttons of the admin.
    *("_save", "_continue", "_addanother", "_saveasnew"),
    *("password", "password1", "password2", "oldpassword", "code", "credential"),
}
# What a form carries that nobody answered.
BESIDE = {"token", "next", "opened_on", "seen", "version"}
# Buttons, and what a form has that is nothing but a button.
PRESSED = {"do", "remove", "state", "was"}
# Addresses whose forms are about signing in, by their beginning and by that of their name.
SIGNING_IN = "account/"
NAMED = ("account_", "mfa_")
READ = "_typed"  # the attribute of a request for what was read of it
MOST_REFUSED = 50  # of one person; the oldest go
_signer = Signer(salt="bigstory.kit.typed")
# The value of a tick or of a hidden field: a number, a day, a slug, a token.
_CODED = re.compile(r"[a-z0-9_.:+-]*")


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: names and values in its order, and the names of the files."""

    address: str
    fields: list[tuple[str, list[str]]]
    files: list[tuple[str, list[str]]]
    # The id of the account whose page it stood on, None where the page had none; and a digest of
    # the session in which that page was made.
    writer: int | None = None
    session: str = ""

    @classmethod
    def of(cls, row: Unsaved) -> "Typed":
        fields = [(name, list(values)) for name, values in row.fields]
        return cls(row.address, fields, [(name, list(names)) for name, names in row.files])

    def __bool__(self) -> bool:
        return any(value for name, value in self.pairs() if name not in BESIDE) or bool(self.files)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """For hidden inputs."""
        for name, values in self.fields:
            for value in values:
                yield name, value

    @property
    def words(self) -> list[str]:
        """What was written, to be read; ticks and short answers are not among it."""
        told = [value for name, value in self.pairs() if name not in BESIDE]
        return [value for value in told if not _CODED.fullmatch(value.strip())]

    @property
    def answered(self) -> bool:
        """Whether there is more in it than a button that was pressed."""
        return any(value for name, value in self.pairs() if name not in BESIDE | PRESSED)

    @property
    def other_answers(self) -> int:
        """How many ticks, numbers and answers of one word there are beside the words."""
        filled = [name for name, value in self.pairs() if value.strip() and name not in BESIDE]
        return len(filled) - len(self.words)


def mark_of(pk: int, session: str = "") -> str:
    """The mark in the forms of somebody's pages: whose, and of which sign-in of theirs."""
    return _signer.sign(f"{pk}.{_digest_of(session)}" if session else str(pk))


def _digest_of(session: str) -> str:
    return salted_hmac("bigstory.kit.typed", session).hexdigest()[:20]


def _whose(mark: str) -> tuple[int | None, str]:
    """The account, and the digest of the session in which its page was made."""
    try:
        pk, _dot, session = _signer.unsign(mark).partition(".")
        return int(pk), session
    except (BadSignature, ValueError):
        return None, ""


def typed_in(request: HttpRequest) -> Typed:
    """What the form of this request held. Nothing of a form that is about signing in.

    Read once: what lies beyond a limit can be read only once.
    """
    typed: Typed | None = getattr(request, READ, None)
    if typed is None:
        typed = _read(request)
        setattr(request, READ, typed)
    return typed


def _read(request: HttpRequest) -> Typed:
    address = request.get_full_path()
    if request.method != "POST" or _is_about_signing_in(request.resolver_match):
        return Typed(address, [], [])
    data, files = _sent(request)
    fields = [(name, data.getlist(name)) for name in data if name not in NOT_KEPT]
    return Typed(address, fields, list(files.lists()), *_writer(request, data))


def _writer(request: HttpRequest, data: QueryDict) -> tuple[int | None, str]:
    """Nobody where the address is a key: it may not be written down."""
    match = request.resolver_match
    return (None, "") if match and "secret" in match.kwargs else _whose(data.get(WRITER, ""))


def _is_about_signing_in(match: ResolverMatch | None) -> bool:
    if match is None:
        return False
    return match.route.startswith(SIGNING_IN) and (match.view_name or "").startswith(NAMED)


def _sent(request: HttpRequest) -> tuple[QueryDict, MultiValueDict[str, str]]:
    """What was written, and the names of the files."""
    names: MultiValueDict[str, str] = MultiValueDict()
    try:
        data, files = request.POST, request.FILES
    except (SuspiciousOperation, BadRequest, UnreadablePostError):
        data, files = QueryDict(), MultiValueDict()
    for box, chosen in files.lists():
        names.setlist(box, [file.name or "" for file in chosen if file])
    # Where it went over a limit, Django answers from then on that there is nothing in it.
    return (data, names) if data or names else _beyond_the_limits(request)


def _beyond_the_limits(request: HttpRequest) -> tuple[QueryDict, MultiValueDict[str, str]]:
    """A form that is longer, or has more fields or files, than Django reads."""
    data, names = QueryDict(mutable=True), MultiValueDict[str, str]()
    fields, files = _parts_of(request)
    for name, value in fields:
        data.appendlist(clean(name), clean(value))
    for name, value in files:
        names.appendlist(clean(name), clean(value))
    return data, names


def _parts_of(request: HttpRequest) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    if sent := in_parts(request):
        return sent.parts()
    if request.content_type != "application/x-www-form-urlencoded":
        return [], []
    try:
        body = request.body
    except RequestDataTooBig:
        body = request.read(MOST_READ)
    except (RawPostDataException, UnreadablePostError):
        return [], []
    return parse_qsl(body.decode(errors="replace"), keep_blank_values=True), []


def sent_from_here(request: HttpRequest) -> bool | None:
    """Whether a page of this site sent the form, as the browser says; None where it does not."""
    origin = request.headers.get("Origin")
    return urlsplit(origin).netloc == request.get_host() if origin else None


def is_for_a_page(request: HttpRequest) -> bool:
    """Whether the browser shows the answer; a script keeps what it sent by itself."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def given_back(request: HttpRequest) -> Typed | None:
    """The form of this request, for a page that says why it was not taken.

    None where nothing was typed, where it stood on the page of another account, and where another
    site sent it: a stranger must not put words before somebody that one press would send.
    """
    typed = typed_in(request)
    here = sent_from_here(request)
    if not typed or here is False:
        return None
    if typed.writer is None:
        return typed if here else None
    return typed if typed.writer == request.user.pk else None


def given_back_unasked(request: HttpRequest) -> Typed | None:
    """The same where nobody can be asked who is signed in, as the database is gone: where the page
    of the form was made in the very session that the browser sends now.
    """
    typed = typed_in(request)
    here = sent_from_here(request)
    if not typed or here is False:
        return None
    if typed.writer is None:
        return typed if here else None
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    same = session and constant_time_compare(typed.session, _digest_of(session))
    return typed if same else None


def keep_for_writer(request: HttpRequest) -> bool:
    """Keep a form that could not be taken for the account on whose page it stood; False where none
    is known, or nothing was typed.
    """
    typed = typed_in(request)
    if not typed or typed.writer is None:
        return False
    if sent_from_here(request) is False or not is_for_a_page(request):
        return False
    if not get_user_model().objects.filter(pk=typed.writer, is_active=True).exists():
        return False
    Unsaved.objects.over().delete()
    own = Unsaved.objects.refused().filter(user=typed.writer)
    own.filter(pk__in=list(own.values_list("pk", flat=True)[MOST_REFUSED - 1 :])).delete()
    Unsaved.objects.create(
        user_id=typed.writer,
        address=typed.address,
        fields=typed.fields,
        files=typed.files,
        is_draft=False,
    )
    return True


def forget(request: HttpRequest) -> None:
    """What this form came of was saved: it goes."""
    if pk := row_number(request.POST.get(CAME_OF, "")):
        Unsaved.objects.visible_to(request.user).filter(pk=pk).delete()
