"""A crowd writes one plan at the same moment: every save is kept or shown as a conflict, none is
lost.
"""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from bigstory.testing.opened import sent_by
from bigstory.tests.live.crowd import made, times
from bigstory.tests.live.site import Sender

pytestmark = [pytest.mark.live, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
PEOPLE = times(40, 10)
SAVES = times(25, 5)
MAKE = f"""
from partnerships.models import Plan
area = place("crowded")
Plan.objects.create(area=area, number=1, title="Ours", state="draft")
print(json.dumps([sign_in(person(f"writer-{{n}}", "member", area)) for n in range({PEOPLE})]))
"""
READ = """
import json
from partnerships.models import Plan
plan = Plan.objects.get()
history = [one.vision for one in plan.history.all()]
told = {"title": plan.title, "last": plan.vision}
print(json.dumps({"version": plan.version, "history": history} | told))
"""
PAGE = "/areas/crowded/plan/1/write/words/"


def test_a_crowd_saves_one_plan_again_and_again_and_nothing_is_lost(live):
    keys = made(live, MAKE)
    began = time.monotonic()
    with ThreadPoolExecutor(PEOPLE) as crowd:
        told = [
            line
            for lines in crowd.map(lambda n: _write(Sender(live.port, keys[n]), n), range(PEOPLE))
            for line in lines
        ]
    took = time.monotonic() - began
    found = json.loads(live.ask(READ))
    saved = [text for text, how in told if how == "saved"]
    shown = [text for text, how in told if how == "shown"]
    print(
        f"\n{PEOPLE} people × {SAVES} saves: {len(saved)} saved, {len(shown)} shown as "
        f"conflicts, {took:.1f} s"
    )
    assert not live.broken()
    assert [how for _text, how in told if how not in ("saved", "shown")] == []
    assert len(saved) + len(shown) == PEOPLE * SAVES
    assert saved, "somebody gets through"
    assert shown, "a crowd that never met proves nothing"
    assert set(saved) <= set(found["history"])
    assert not set(shown) & set(found["history"])
    assert found["version"] == 1 + len(saved)
    assert found["last"] in saved


def test_people_who_each_write_other_words_of_it_are_never_asked(live):
    """Each has a part of their own, opens the page as it is by then, types and presses Save."""
    keys = made(live, MAKE)
    parts = ["title", "vision"]
    with ThreadPoolExecutor(len(parts)) as crowd:
        senders = [Sender(live.port, key) for key in keys[: len(parts)]]
        told = list(crowd.map(_write_part, senders, parts))
    found = json.loads(live.ask(READ))
    shown = sum(how != 302 for each in told for how in each)
    print(f"\n{len(parts)} people × {SAVES * 4} saves of a part each: {shown} shown as conflicts")
    assert not live.broken()
    assert shown == 0
    assert found["version"] == 1 + len(parts) * SAVES * 4
    assert (found["title"], found["last"]) == (f"title {SAVES * 4}", f"vision {SAVES * 4}")


def _write_part(person: Sender, part: str) -> list[int]:
    told = []
    with closing(person.line):
        for number in range(1, SAVES * 4 + 1):
            _status, page = person.get(PAGE)
            typed = {name: values[0] for name, values in sent_by(page).items()}
            told.append(person.post(PAGE, typed | {part: f"{part} {number}"})[0])
    return told


def _write(person: Sender, n: int) -> list[tuple[str, str]]:
    """Open the page, type, press Save; again and again. What became of each text."""
    told = []
    with closing(person.line):
        for number in range(SAVES):
            told.append(_save(person, f"[{n:02}/{number:02}] A town where nobody eats alone."))
    return told


def _save(person: Sender, text: str) -> tuple[str, str]:
    status, page = person.get(PAGE)
    assert status == 200, (status, page[:200])
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    status, page = person.post(
        PAGE, {"title": "Ours", "vision": text, "starts": "", "ends": "", "seen": seen}
    )
    return text, _how(status, page, text)


def _how(status: int, page: str, text: str) -> str:
    if status == 302:
        return "saved"
    if status == 200 and "Two of you wrote here" in page and text in page:
        return "shown"
    return f"{status}: {page[:200]}"
