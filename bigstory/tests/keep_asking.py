"""Asks a record for its pages as one person, and writes down what each answer says (keep_pages.py).

Every question is asked of the same record: what it writes is rolled back, files it leaves are
taken away, cookies are as they were, nobody has been counted, and chance begins anew. So no answer
hangs on what was asked before it.
"""

import contextlib
import copy
import hashlib
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

WRITE = re.compile(
    r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE
)

CHANCE = random.Random()
SIGN_OUT = "/account/sign-out"
# Read as words; of everything else a digest is kept.
WORDS = re.compile(r"^(text/|application/(json|xml|atom\+xml|rss\+xml|javascript|manifest\+json))")
# Said elsewhere in what is kept.
LEFT_OUT = {"Content-Length", "Content-Type", "Location"}


class Asker:
    """One person in one record, in front of a browser."""

    def __init__(self, record: str, who: str, client, store: Path):
        self.record = record
        self.who = who
        self.client = client
        self.files = Files(store)
        client.raise_request_exception = False  # the page that says sorry is a page
        self.statements: dict[str, int] = {}

    def get(self, path: str):
        return self._ask("get", path, "", "", path, None)

    def send(self, kind: str, path: str, place: str, button: str, action: str, body: dict):
        return self._ask(kind, path, place, button, action, body)[1]

    def _ask(self, kind, path, place, button, action, body):
        """The response, and what is kept of it."""
        CHANCE.seed(repr((self.record, self.who, kind, path, place, button)))
        random.seed(0)
        cookies = copy.deepcopy(self.client.cookies)
        with all_undone() as writes:
            response = self.client.get(action) if body is None else self.client.post(action, body)
            asked = {"record": self.record, "who": self.who, "kind": kind, "path": path}
            asked |= {"form": place, "button": button, "to": action}
            answer = asked | said(response) | {"mail": letters_that_wait()}
        answer |= {"writes": dict(sorted(writes["written"].items()))}
        if body is None:
            self.statements[path] = writes["statements"]
        else:
            self.files.put_back()
        self.client.cookies = cookies
        return response, answer


@contextlib.contextmanager
def all_undone() -> Iterator[dict]:
    """Counts the statements and what was written to which table; then the record is as it was."""
    from django.db import connection, transaction

    noted = {"statements": 0, "written": Counter()}

    def note(execute, sql, params, many, context):
        noted["statements"] += 1
        if hit := WRITE.match(sql):
            noted["written"][f"{sql.split()[0].upper()} {hit.group(1)}"] += 1
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            yield noted
        transaction.set_rollback(True)


def said(response) -> dict:
    """Status, headers, cookies and body of an answer.

    The client has closed it. To close it again would end the transaction in which all is undone.
    """
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    headers = {name: value for name, value in response.headers.items() if name not in LEFT_OUT}
    return {
        "status": response.status_code,
        "location": response.headers.get("Location", ""),
        "type": kind,
        "headers": headers,
        "cookies": {name: str(each) for name, each in sorted(response.cookies.items())},
        "body": body_of(kind, raw),
    }


def body_of(kind: str, raw: bytes) -> str:
    from bigstory.testing.pdf import words_of_paper
    from bigstory.tests.keep_compare import normalised

    if raw.startswith(b"%PDF"):
        return words_of_paper(raw)
    if kind.startswith("text/html"):
        return normalised(raw.decode())
    return raw.decode() if WORDS.match(kind) else f"sha256 {hashlib.sha256(raw).hexdigest()}"


def letters_that_wait() -> list[dict]:
    from bigstory.core.models import Mail

    return list(Mail.objects.order_by("pk").values("to", "subject", "text"))


class Files:
    """The files of a record, and how they were."""

    def __init__(self, folder: Path):
        self.folder, self.kept = folder, folder.with_name("store-as-it-was")
        if not self.kept.exists():
            shutil.copytree(folder, self.kept)
        self.listed = self._list()

    def _list(self) -> list[tuple]:
        """Files only: an empty folder shows on no page."""
        found = ((path, path.stat()) for path in sorted(self.folder.rglob("*")) if path.is_file())
        return [(path, at.st_size, at.st_mtime_ns) for path, at in found]

    def put_back(self) -> None:
        if self._list() != self.listed:
            shutil.rmtree(self.folder)
            shutil.copytree(self.kept, self.folder)


def keep_answers(record: str, who: str, world, into: Path, store: Path) -> None:
    """Every page as one person, and every kind of form on them, empty and filled."""
    from bigstory.tests.keep_compare import write_answers

    asker = Asker(record, who, world.people[who], store)
    answers = []
    sent = set()
    for name, path in world.pages_for(who):
        response, answer = asker.get(path)
        answers.append(answer)
        answers.extend(sendings(asker, name, path, response, sent))
    write_answers(into / f"{record}-{who}.jsonl.gz", answers)
    lines = [f"{many}\t{record} {who} {path}\n" for path, many in asker.statements.items()]
    (into / f"{record}-{who}.statements").write_text("".join(lines), encoding="utf-8")


def sendings(asker: Asker, name: str, path: str, response, sent: set) -> Iterator[dict]:
    """Each form that was not sent from a page of this name before, by each of its buttons."""
    from bigstory.tests.access.forms import forms_in
    from bigstory.tests.keep_worlds import HiddenReader

    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    hidden = HiddenReader(path)
    hidden.feed(response.content.decode())
    empty = [form for form in hidden.forms if form.method == "post"]
    for number, (filled, bare) in enumerate(zip(forms_in(response, path), empty, strict=True)):
        action = urljoin(path, filled.action)
        place = (name, named(action), *sorted({re.sub(r"\d+", "", field) for field in filled.body}))
        if action.startswith(SIGN_OUT) or place in sent:
            continue
        sent.add(place)
        for kind, form in (("empty", bare), ("filled", filled)):
            for pressed, body in zip(form.buttons or [("", "")], form.bodies(), strict=True):
                yield asker.send(kind, path, f"form {number}", "=".join(pressed), action, body)


def named(action: str) -> str:
    """The name of an address: forms that send to it with other numbers are one."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(action.partition("?")[0]).view_name
    except Resolver404:
        return action
