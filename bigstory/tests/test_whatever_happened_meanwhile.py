"""Every form of the site, sent after the thing it is about was sent, taken back, answered, stopped
or deleted, or after its writer lost the right to it: each word is saved, stands in the answer, or
is kept for its writer.
"""

import copy
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

import pytest
from django.db import connection
from django.utils import timezone

from areas.models import AreaRole
from bigstory.core.db.unsaved import Unsaved
from bigstory.tests.access.every_form import Met, undone, whole
from bigstory.tests.access.writes import NOT_THE_RECORD, table_written
from outcomes.models import (
    Appearance,
    ChangeStory,
    ElsewhereFilm,
    Evidence,
    Flag,
    Hold,
    Publication,
)
from partnerships.models import (
    Action,
    Decision,
    Interest,
    MediaItem,
    Meeting,
    Plan,
    Priority,
    SpendReport,
)

HERE = {"Origin": "http://testserver"}
# A run that sent little proves little.
LEAST_TOLD = 40
LEAST_SAVED = 35


def nothing() -> None:
    """Every form is in order; only a first plan is there already."""


def all_sent() -> None:
    ChangeStory.objects.update(state="sent")
    Plan.objects.filter(state="draft").update(state="sent")
    SpendReport.objects.filter(state="draft").update(state="sent", sent_at=timezone.now())


def all_taken_back() -> None:
    ChangeStory.objects.update(state="withdrawn")
    Plan.objects.filter(state="endorsed").update(state="ended")


def all_answered() -> None:
    """And in every area a plan is there."""
    ChangeStory.objects.update(state="published")
    Plan.objects.filter(state="draft").update(state="endorsed")


def all_returned() -> None:
    ChangeStory.objects.update(state="returned")


def all_stopped() -> None:
    for story in ChangeStory.objects.all():
        Hold.objects.create(story=story)
    Publication.objects.all().delete()


def all_gone() -> None:
    parts = (Evidence, ElsewhereFilm, MediaItem, Appearance, Flag, Hold, Action, Priority)
    for model in (*parts, Decision, Meeting, Interest):
        model._base_manager.all().delete()


def no_right_left() -> None:
    AreaRole.objects.all().delete()


MEANWHILE = [
    *(nothing, all_sent, all_taken_back, all_answered, all_returned),
    *(all_stopped, all_gone, no_right_left),
]
# Answers that a form asks for in a shape of their own, by the last part of their name.
IN_SHAPE = {
    "address": "https://vimeo.com/7654321",
    "at": "19.00",
    "turns_18": "May 2031",
    "changed_from": "2019",
    "changed_until": "2020",
    "corrects": "",
    "user": "",
    "left": "",
    "age": "adult",
}
# Ticks and buttons by which somebody throws away what stands in a row or on a page.
THROWN_AWAY = re.compile(r"(.*-)?(remove|gone|died|same)")
# Questions that are only asked with another answer than the first.
NOT_ASKED = {("story_said", "called")}


@pytest.mark.parametrize("happens", MEANWHILE)
def test_whatever_happened_meanwhile_every_word_is_saved_or_shown_or_kept(forms, cast, happens):
    tried = saved = 0
    faults = []
    with undone():
        happens()
        for each in forms:
            for body, words in sent_by(each, "zqt"):
                found = Found.after(each, cast, body)
                tried += bool(words)
                saved += found.stored_any(words)
                faults += found.faults(words)
    print(f"\n{happens.__name__}: {tried} forms, {saved} saved, {len(faults)} lost something")
    assert faults == [], "\n".join(faults)
    assert tried >= LEAST_TOLD
    assert saved >= LEAST_SAVED or happens is not nothing


def test_a_page_that_was_sent_before_loses_no_word_when_it_is_sent_with_others(forms, cast):
    faults = []
    for each in forms:
        for (first, _words), (body, words) in zip(
            sent_by(each, "zqa"), sent_by(each, "zqb"), strict=True
        ):
            if words:
                faults += Found.after(each, cast, first, body).faults(words)
    assert faults == [], "\n".join(faults)


def sent_by(each: Met, word: str):
    """What somebody sends who wrote in each box, once for each button, and their words by box."""
    form = each.form
    pressed = [{name: [value]} for name, value in form.buttons if not THROWN_AWAY.fullmatch(name)]
    body = {name: value for name, value in form.body.items() if not THROWN_AWAY.fullmatch(name)}
    for name in body:
        if (last := name.rpartition("-")[2]) in IN_SHAPE:
            body[name] = [IN_SHAPE[last]]
    words = {
        name: f"{word}{number:03}"
        for number, name in enumerate(sorted(form.told & set(body)))
        if name.rpartition("-")[2] not in IN_SHAPE and (each.name, name) not in NOT_ASKED
    }
    told = {name: [f"{word} was typed"] for name, word in words.items()}
    for button in [{}] * form.plain + pressed:
        yield body | told | button, words


@dataclass
class Found:
    """Where words may stand after a form was sent: on the page, in the record, among what its
    writer did not save.
    """

    what: str
    page: str
    stored: str
    kept: str
    asks: bool

    @classmethod
    def after(cls, each: Met, cast, *bodies: dict) -> Self:
        """One person sends these one after the other. Nothing of it stays."""
        person = getattr(cast, each.who)
        cookies = copy.deepcopy(person.client.cookies)
        with undone(), tables_noted() as tables:
            for body in bodies:
                answer = person.client.post(each.form.action, body, headers=HERE)
            page = whole(answer).decode(errors="replace")
            kept = repr([row.fields for row in Unsaved.objects.filter(user=person.user)])
            stored = all_of(tables)
        person.client.cookies = cookies
        pressed = sorted(set(body) & set(dict(each.form.buttons)))
        what = f"{each.form.action} {pressed} {answer.status_code}"
        return cls(what, page, stored, kept, each.form.asks)

    def stored_any(self, words: dict[str, str]) -> bool:
        return any(word in self.stored for word in words.values())

    def faults(self, words: dict[str, str]) -> list[str]:
        anywhere = self.page + self.stored + self.kept
        lost = [name for name, word in words.items() if word not in anywhere]
        twice = [name for name, word in words.items() if word in self.stored and word in self.kept]
        faults = [f"{self.what} lost {lost}"] * bool(lost)
        faults += [f"{self.what} saved {twice}, and kept it as not saved"] * bool(twice)
        faults += [f"{self.what} kept a button: {self.kept}"] * (
            not self.asks and self.kept != "[]"
        )
        return faults


@contextmanager
def tables_noted():
    """The tables of the record that are written to."""
    tables = set()

    def note(execute, sql, params, many, context):
        tables.add(table_written(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def all_of(tables: set[str | None]) -> str:
    """Every word in these tables."""
    known = tables & set(connection.introspection.table_names()) - NOT_THE_RECORD
    words = []
    with connection.cursor() as cursor:
        for table in known:
            cursor.execute(f'SELECT * FROM "{table}"')
            words.append(repr(cursor.fetchall()))
    return "".join(words)
