"""The files of docs/deploy as they stand: nginx in front of gunicorn, and the units of systemd."""

import json
import re
import subprocess
import threading
import time
from contextlib import closing

import pytest

from bigstory.testing.browser import ROOT
from bigstory.tests.live.crowd import drill_only
from bigstory.tests.live.nginx import DEPLOY, NAME, echo, needs, nginx

pytestmark = [pytest.mark.live, pytest.mark.enable_socket]
SLOW = 40
SECONDS = 30
# Of a page, in seconds. Where nginx hands on each piece as it comes, no page is answered while they
# send.
AT_MOST = 1


@needs("nginx")
def test_what_it_passes_on_writes_down_and_refuses(tmp_path):
    with echo() as upstream, nginx(tmp_path, upstream) as site:
        said = {"X_Forwarded_For": "6.6.6.6", "X_Forwarded_Proto": "http", "Forwarded": "for=6.6"}
        _status, _headers, told = site.ask("/about/?q=hush", **said, X_Real_IP="6.6.6.6")
        passed_on = json.loads(told)["headers"]
        assert (passed_on["X-Forwarded-For"], passed_on["X-Forwarded-Proto"]) == (
            "127.0.0.1",
            "https",
        )
        assert passed_on["Host"] == NAME
        assert "6.6" not in told
        for path in ("/mine/hush/", "/mine/hush/a/b", "/account/invitations/hush/"):
            assert site.ask(path)[0] == 200
        assert site.ask("/areas/ramsey/photos/", "POST", b"x" * 21_000_000)[0] == 200
        assert site.ask("/stories/12/recordings/", "POST", b"x" * 40_000_000)[0] == 200
        status, _headers, page = site.ask("/stories/12/tell/", "POST", b"x" * 40_000_000)
        assert (status, "Nothing was saved" in page) == (413, True)
    log = site.log
    assert "hush" not in log
    assert "127.0.0.1" not in log
    assert "127.0.0.0 GET /mine/... 200" in log
    assert "/account/invitations/... 200" in log


@needs("nginx")
def test_while_nobody_answers_it_says_so_and_writes_no_secret_down(tmp_path):
    with echo() as upstream:
        pass
    with nginx(tmp_path, upstream) as site:
        status, headers, page = site.ask("/mine/hush/", "POST", b"words=1")
    assert (status, headers["Retry-After"]) == (503, "60")
    assert "Nothing you typed is lost" in page
    assert "hush" not in site.log


@drill_only
@needs("nginx")
@pytest.mark.django_db(transaction=True)
def test_forty_slow_senders_keep_nobody_waiting(live, tmp_path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    with nginx(folder, live.port) as site:
        asked, longest = _longest_wait(site)
    print(f"\n{SLOW} slow senders for {SECONDS} s: /about/ {asked} times, {longest:.2f} s at most")
    assert longest < AT_MOST


def _longest_wait(site) -> tuple[int, float]:
    """How often a page was asked for meanwhile, and how long it took at most."""
    for _warm in range(20):
        site.ask("/about/", Host="localhost")  # each process reads the code at its first page
    stop = threading.Event()
    run = {"target": _send_slowly, "args": (site, stop)}
    senders = [threading.Thread(**run) for _each in range(SLOW)]
    for sender in senders:
        sender.start()
    time.sleep(2)  # all of them have begun
    asked, longest, until = 0, 0.0, time.monotonic() + SECONDS
    try:
        while time.monotonic() < until:
            began = time.monotonic()
            status, _headers, _page = site.ask("/about/", Host="localhost")
            assert status == 200
            asked, longest = asked + 1, max(longest, time.monotonic() - began)
    finally:
        stop.set()
        for sender in senders:
            sender.join()
    return asked, longest


def _send_slowly(site, stop: threading.Event) -> None:
    """A form of a megabyte, a few bytes each half second."""
    with closing(site.line()) as line:
        line.putrequest("POST", "/stories/1/flag/", skip_host=True)
        line.putheader("Host", "localhost")
        line.putheader("Content-Type", "application/x-www-form-urlencoded")
        line.putheader("Content-Length", "1000000")
        line.endheaders()
        while not stop.wait(0.5):
            line.send(b"words=slow&")


@needs("systemd-analyze")
def test_the_units_hold_together(tmp_path):
    """With the programs of this machine; a slip in a name or a value is said."""
    for unit in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        text = unit.read_text().replace("/srv/bigstory/code", str(ROOT))
        (tmp_path / unit.name).write_text(re.sub(r"User=bigstory|Group=bigstory", "", text))
    units = sorted(str(path) for path in tmp_path.iterdir())
    assert len(units) == 4
    run = ["systemd-analyze", "verify", "--man=no", *units]
    done = subprocess.run(run, capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "bigstory" in line]
    assert ours == []


def test_the_backup_is_a_shell_script_that_can_be_read():
    subprocess.run(["sh", "-n", str(DEPLOY / "backup.sh")], check=True)
