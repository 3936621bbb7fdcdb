"""An import of areas is killed again and again: all of its rows are there, or none."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from bigstory.testing.browser import ROOT
from bigstory.tests.live.crowd import drill_only

pytestmark = [
    drill_only,
    pytest.mark.live,
    pytest.mark.enable_socket,
    pytest.mark.django_db(transaction=True),
]
KILLS = 100
ROWS = 600
READ = """
import json
from areas.models import Area, AreaCode, AreaFacts
print(json.dumps([Area.objects.count(), AreaFacts.objects.count()]))
"""


@pytest.fixture
def rows(tmp_path):
    """The 150 areas four times over, each time under other names."""
    with (ROOT / "areas" / "data" / "areas.csv").open(newline="") as file:
        known = list(csv.DictReader(file))
    path = tmp_path / "areas.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, known[0].keys())
        writer.writeheader()
        for n in range(ROWS):
            row = known[n % len(known)]
            writer.writerow(
                row | {"slug": f"{row['slug']}-{n}", "name": f"{row['name']} {n}", "aliases": ""}
            )
    return path


def test_all_rows_or_none_however_often_the_import_is_killed(live, rows):
    run = [sys.executable, "manage.py", "load_framework", "outcomes/data/big-local.toml"]
    subprocess.run(run, cwd=ROOT, env=live.environment, check=True, capture_output=True)
    run = [sys.executable, "manage.py", "import_areas", str(rows)]
    began = time.monotonic()
    _import(run, live.environment, until=None)
    whole = time.monotonic() - began
    assert json.loads(live.ask(READ)) == [ROWS, ROWS]
    chance = random.Random(14)
    none = cut = 0
    for _kill in range(KILLS):
        live.ask("from areas.models import Area; Area.objects.all().delete()")
        cut += _import(run, live.environment, until=chance.uniform(0.3, 1.1) * whole)
        found = json.loads(live.ask(READ))
        assert found in ([0, 0], [ROWS, ROWS])
        none += found == [0, 0]
    print(f"\n{KILLS} imports of {ROWS} areas, {cut} killed: {none} left none, the others all")
    assert cut > KILLS / 2
    assert none > 0


def _import(run: list[str], environment: dict, until: float | None) -> bool:
    """Whether it was killed after `until` seconds, before it was done."""
    process = subprocess.Popen(
        run, cwd=ROOT, env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        process.wait(until)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False
