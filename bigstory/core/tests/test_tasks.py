"""Tasks: done once the page was answered, by one worker, and never lost."""

import os
import re
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from bigstory.core.work import lease, tasks, watch
from bigstory.core.work.models import Task, Worker
from bigstory.core.work.tasks import MOST_TRIES, ask_for_daily_tasks, do_next, task

pytestmark = pytest.mark.django_db
TASK = re.compile(r"^(?:@|\w+ = )task\(\s*\"([\w.]+)\"", re.MULTILINE)
ROOT = Path(__file__).resolve().parents[3]


class Broken(Exception):
    pass


@pytest.fixture
def boat(monkeypatch):
    """A task that notes what it was called with, and fails as long as it is told to."""
    monkeypatch.setattr(tasks, "REGISTERED", {})
    did = []

    def gave_up(**arguments):
        did.append(("gave up", arguments))

    @task("boat.mend", gave_up=gave_up)
    def mend(pk):
        did.append(pk)
        if mend.fails:
            raise Broken("Denise's boat")

    mend.fails = False
    mend.did = did
    return mend


@pytest.fixture
def later():
    """Some time passes: seconds."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield lambda seconds: clock.shift(timedelta(seconds=seconds))


def test_a_task_is_done_once(boat):
    boat.later(pk=7)
    assert boat.did == []
    assert do_next()
    assert not do_next()
    assert boat.did == [7]
    assert boat.last_done() is not None


def test_what_was_rolled_back_leaves_no_task(boat):
    with transaction.atomic():
        boat.later(pk=7)
        transaction.set_rollback(True)
    assert not do_next()


def test_a_task_that_fails_is_tried_after_growing_pauses_then_given_up_with_a_word(boat, later):
    boat.fails = True
    boat.later(pk=7)
    waited = []
    while Task.objects.open().exists():
        if do_next():
            waited.append(0)
        else:
            later(1)
            waited[-1] += 1
    assert waited == [10, 60, 300, 1800, 0]
    assert boat.did == [7] * MOST_TRIES + [("gave up", {"pk": 7})]
    row = Task.objects.get()
    assert (row.fault, row.tries) == ("Broken", MOST_TRIES)
    assert "Denise" not in repr(Task.objects.values().get())


def test_of_a_worker_that_was_killed_the_task_is_free_after_a_minute(boat, later):
    boat.later(pk=7)
    lease.take(Task.objects.all())
    later(59)
    assert not do_next()
    later(2)
    assert do_next()
    assert boat.did == [7]


def test_of_two_workers_that_read_the_same_task_one_does_it(boat, monkeypatch):
    boat.later(pk=7)
    quicker = []

    def meanwhile():
        """The other one takes it between our reading and our taking."""
        monkeypatch.undo()
        quicker.append(lease.take(Task.objects.all()))
        return uuid.uuid4()

    monkeypatch.setattr(lease.uuid, "uuid4", meanwhile)
    assert lease.take(Task.objects.all()) is None
    row = Task.objects.get()
    assert (row.holder, row.tries) == (quicker[0].holder, 1)


def test_a_task_that_kills_its_worker_is_not_tried_for_ever(boat, later):
    boat.later(pk=7)
    for _time in range(MOST_TRIES):
        assert lease.take(Task.objects.all())
        later(61)
    do_next()
    assert boat.did == [("gave up", {"pk": 7})]
    assert Task.objects.get().fault == "killed"


def test_whoever_goes_on_holding_a_task_keeps_it(boat, later):
    boat.later(pk=7)
    row = lease.take(Task.objects.all())
    later(50)
    lease.renew(row)
    later(50)
    assert not do_next()


def test_a_worker_that_slept_too_long_changes_nothing(boat, later):
    boat.later(pk=7)
    slow = lease.take(Task.objects.all())
    later(61)
    assert do_next()
    with pytest.raises(lease.Lost):
        lease.give_up(slow, "late")
    assert Task.objects.get().given_up is None


def test_daily_tasks_are_asked_for_once_a_day(boat, later, monkeypatch):
    monkeypatch.setattr(tasks, "DAILY", [boat])
    later(0)
    ask_for_daily_tasks()
    ask_for_daily_tasks()
    assert Task.objects.count() == 1
    later(24 * 3600)
    ask_for_daily_tasks()
    assert Task.objects.count() == 2


def test_short_tasks_do_not_wait_for_films(boat):
    Task.objects.create(name="boat.mend", arguments={"pk": 1}, order=tasks.FILMS)
    assert not do_next(before=tasks.FILMS)
    boat.later(pk=2)
    assert do_next(before=tasks.FILMS)
    assert boat.did == [2]


def test_the_watch_knows_whether_somebody_works_and_how_old_the_queue_is(boat, later):
    assert not watch.somebody_works()
    Worker.objects.create()
    assert watch.somebody_works()
    boat.later(pk=7)
    later(61)
    assert not watch.somebody_works()
    assert (watch.tasks().waiting, watch.tasks().age) == (1, timedelta(seconds=61))


def test_a_word_that_cannot_be_said_does_not_bring_the_task_back(boat, later, monkeypatch):
    def nobody_to_tell(**arguments):
        raise Broken

    monkeypatch.setattr(boat, "gave_up", nobody_to_tell)
    boat.fails = True
    boat.later(pk=7)
    for _hour in range(MOST_TRIES + 1):
        do_next()
        later(3600)
    assert Task.objects.get().given_up is not None
    assert len(boat.did) == MOST_TRIES


def test_what_is_tried_again_and_again_waits_since_it_was_written(boat, later):
    boat.fails = True
    boat.later(pk=7)
    for _minute in range(10):
        do_next()
        later(60)
    assert watch.tasks().age >= timedelta(minutes=10)


@pytest.mark.once
def test_every_task_of_the_sources_is_known_to_the_site_and_to_its_worker():
    sources = [
        path
        for top in ("bigstory", "areas", "partnerships", "outcomes")
        for path in (ROOT / top).rglob("*.py")
        if "tests" not in path.parts
    ]
    written = {name for path in sources for name in TASK.findall(path.read_text())}
    code = (
        "import django; django.setup(); from importlib import import_module;"
        "import_module('bigstory.urls'); from bigstory.core.work.tasks import REGISTERED;"
        "print(*REGISTERED)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bigstory.settings"}
    run = [sys.executable, "-c", code]
    known = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert written == set(known.stdout.split()), known.stderr
    assert len(written) > 5
