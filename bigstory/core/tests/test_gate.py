"""No more is decoded at once than a machine has memory for, pictures before papers, and whoever
comes on top is told at once.
"""

import threading
import time
from contextlib import ExitStack

import pytest

from bigstory.core.files import gate, workshop
from bigstory.core.files.gate import PLACE, Busy, admitted

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def no_patience(monkeypatch):
    monkeypatch.setattr(gate, "PATIENCE", 0)


def taken_elsewhere(numbers) -> ExitStack:
    """By other processes of the site."""
    held = ExitStack()
    for number in numbers:
        held.callback(gate.os.close, workshop.place(number))
    return held


def test_what_needs_more_takes_more_places_and_no_more_memory_than_it_took():
    for memory, given in ((1, 1), (PLACE, 1), (PLACE + 1, 2), (4 * PLACE, 4)):
        with admitted(memory) as bytes_given:
            assert bytes_given == given * PLACE
    assert gate.PLACES * PLACE <= 600_000_000


def test_papers_leave_a_place_that_only_pictures_take():
    with taken_elsewhere(range(1, 3)), admitted(PLACE, paper=True), admitted(PLACE):
        assert all(workshop.place(number) is None for number in range(gate.PLACES))
    with taken_elsewhere(range(1, 4)):
        with pytest.raises(Busy), admitted(PLACE, paper=True):
            pass
        with admitted(PLACE):
            pass


def test_one_that_does_not_get_all_it_needs_holds_nothing():
    with taken_elsewhere([3]):
        with pytest.raises(Busy), admitted(gate.most()):
            pass
        with admitted(3 * PLACE):
            pass


def test_somebody_waits_a_while_for_a_place(monkeypatch):
    monkeypatch.setattr(gate, "PATIENCE", 5)
    others = taken_elsewhere(range(4))
    threading.Timer(0.1, others.close).start()
    with admitted(PLACE):
        pass


def waits(monkeypatch, memory: int, *, paper: bool = False) -> threading.Thread:
    """Somebody who was admitted once this has ended."""
    monkeypatch.setattr(gate, "PATIENCE", 20)

    def stand():
        with admitted(memory, paper=paper):
            pass

    thread = threading.Thread(target=stand)
    thread.start()
    time.sleep(0.2)
    monkeypatch.setattr(gate, "PATIENCE", 0)
    return thread


def test_whoever_comes_later_and_needs_less_stands_behind(monkeypatch):
    last, others = taken_elsewhere([3]), taken_elsewhere(range(3))
    large = waits(monkeypatch, gate.most())
    others.close()
    with pytest.raises(Busy), admitted(PLACE):
        pass
    with pytest.raises(Busy), admitted(PLACE, paper=True):
        pass
    last.close()
    large.join(timeout=10)
    assert not large.is_alive()
    with admitted(PLACE):
        pass


def test_a_paper_that_waits_holds_up_no_picture(monkeypatch):
    others = taken_elsewhere([2])
    paper = waits(monkeypatch, gate.most(paper=True), paper=True)
    with admitted(PLACE):
        pass
    others.close()
    paper.join(timeout=10)
    assert not paper.is_alive()


def test_only_some_threads_of_a_process_stand_here(monkeypatch):
    """The third is answered at once, however patient it is and however much room there is."""
    monkeypatch.setattr(gate, "PATIENCE", 10)
    began = time.monotonic()
    with admitted(PLACE), admitted(PLACE), pytest.raises(Busy), admitted(PLACE):
        pass
    assert time.monotonic() - began < 5
    with admitted(PLACE):
        pass
