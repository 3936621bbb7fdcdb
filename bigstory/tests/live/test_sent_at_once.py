"""A thumb that trembles, a phone that tries again: the same form eight times at the same moment is
saved once.
"""

import json
import time
import uuid

import pytest

from bigstory.tests.live.crowd import crowd, made, times

pytestmark = [pytest.mark.live, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
FORMS = times(200, 25)
SENDERS = 8
DENISE = f"""
denise = person("denise", "member", place("crowded"))
print(json.dumps([sign_in(denise) for _ in range({SENDERS})]))
"""
READ = """
import json
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.tokens import FormToken
from partnerships.models import Activity
print(json.dumps({
    "titles": list(Activity.objects.values_list("title", flat=True)),
    "tokens": FormToken.objects.count(),
    "lines": AuditLine.objects.filter(verb="activity.logged").count(),
}))
"""


def test_log_forms_sent_by_eight_at_once_are_each_one_entry(live):
    tokens = [str(uuid.uuid4()) for _ in range(FORMS)]

    def send(sender, _n, which):
        typed = {
            "token": tokens[which],
            "title": f"Lunch number {which}",
            "came": "41",
            "counted": "about",
        }
        status, page = sender.post(
            "/areas/crowded/log/", typed | {"when": "today", "audience": "programme"}
        )
        return status, sender.sent_to or page[:300]

    began = time.monotonic()
    with crowd(live, made(live, DENISE)) as eight:
        told = eight.rounds(FORMS, send)
    took = time.monotonic() - began
    found = json.loads(live.ask(READ))
    entries = len(found["titles"])
    print(
        f"\n{FORMS} forms × {SENDERS} senders: {entries} entries, {found['lines']} audit "
        f"lines, {took:.1f} s"
    )
    assert not live.broken()
    assert [answer for each in told for answer in each if answer[0] != 302] == []
    assert [each for each in told if len(set(each)) != 1] == [], (
        "all eight are led to the same entry"
    )
    assert sorted(found["titles"]) == sorted(f"Lunch number {n}" for n in range(FORMS))
    assert found["tokens"] == found["lines"] == FORMS
