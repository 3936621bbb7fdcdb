"""Whoever moves files in and takes them back is killed again and again: all rows of a file are
there, or none, and the audit says which.
"""

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from bigstory.testing.browser import ROOT
from bigstory.tests.live.crowd import drill_only, made

pytestmark = [
    drill_only,
    pytest.mark.live,
    pytest.mark.enable_socket,
    pytest.mark.django_db(transaction=True),
]
KILLS = 40
ROWS = 900
PLACE = """
from partnerships.models import LtoAppointment, Organisation
area = place("killed")
person("priya", "trust")
organisation = Organisation.objects.create(name="Harbour Trust")
LtoAppointment.objects.create(area=area, organisation=organisation)
print(json.dumps("made"))
"""
# One file of payments after the other, as the pages send, move in and take back; and the worker. A
# row that another worker held is free again.
WORK = f"""
import django; django.setup()
from bigstory.accounts.models import User
from bigstory.core.models import SentFile, Task
from bigstory.core.moving.nouns import NOUNS
from bigstory.core.work.tasks import do_next
from bigstory.pages.moving import actions
trust = User.objects.get(email="priya@example.org")
rows = "".join(f"killed,Harbour Trust,1/1/16,{{n + 1}}.50,Part {{n}}\\n" for n in range({ROWS}))
raw = ("Area,LTO,Date,Amount,Purpose\\n" + rows).encode()
while True:
    file = SentFile.objects.light().first()
    if file is None or file.state == "out":
        actions.send_file(noun=NOUNS["payments"], name="p.csv", raw=raw, by=trust)
    elif file.state == "rehearsed":
        actions.press(file=file, site="", by=trust)
    elif file.state == "in":
        actions.undo(file=file, by=trust)
    Task.objects.filter(ended=None).update(held_until=None, holder=None, tries=0)
    while do_next():
        pass
"""
STATE = """
import json
from bigstory.core.models import AuditLine, SentFile
from partnerships.models import Payment
lines = AuditLine.objects.filter(area="")
audited = [lines.filter(verb=f"moving.{verb}").count() for verb in ("moved_in", "taken_back")]
files = list(SentFile.objects.values_list("state", flat=True))
print(json.dumps([Payment.objects.count(), audited, files]))
"""


def test_all_rows_or_none_however_often_it_is_killed(live):
    made(live, PLACE)
    chance = random.Random(15)
    seen = set()
    for _kill in range(KILLS):
        _work(live.environment, until=chance.uniform(2.0, 8.0))
        payments, (moved_in, taken_back), files = json.loads(live.ask(STATE))
        assert payments in (0, ROWS)
        assert moved_in - taken_back == payments // ROWS
        latest = files[0] if files else ""
        assert (payments == ROWS) == (latest in ("in", "going_out"))
        assert not {"refused", "asked"} & set(files)
        seen.add(latest)
    print(f"\n{KILLS} kills, in the states {sorted(seen)}; {len(files)} files, {moved_in} moved in")
    assert moved_in
    assert {"going_in", "going_out", "matched"} & seen


def _work(environment: dict, until: float) -> None:
    """Killed after so many seconds, wherever it is."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", WORK],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    with suppress(subprocess.TimeoutExpired):
        process.wait(until)
    assert process.returncode is None, "It ended by itself."
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
