"""Asked for its head, each address answers as to GET, without the page."""

import re

import pytest

from bigstory.testing.pages import paths
from bigstory.tests.growing import grow

pytestmark = pytest.mark.once
# New in each answer, whatever asked for it: some pages expire in the second in which they are made.
ANEW = {"Set-Cookie", "Date", "Expires"}
# A secret and its square, made anew for each who looks: as long as it happens to be.
MADE_ANEW = {"mfa_activate_totp"}
NONCE = re.compile(r"nonce-[\w+/=-]+")


def answer_to(client, method: str, path: str) -> tuple[int, dict]:
    response = getattr(client, method)(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert method == "get" or body == b"", path
    headers = {k: NONCE.sub("", v) for k, v in response.headers.items() if k not in ANEW}
    return response.status_code, headers


@pytest.mark.django_db
def test_head_answers_like_get_everywhere(cast, area):
    grow(area, by=cast.member.user, first=1, last=2)
    client = cast.trust.client
    asked = {name: found[0] for name, found in paths(area.slug).items() if name not in MADE_ANEW}
    asked |= {"post only": "/account/sign-in/example/", "nothing": "/nothing-here/"}
    asked |= {"static": "/static/js/autosave.js", "admin": "/admin/"}
    differ = {
        path: (got, head)
        for path in asked.values()
        for got, head in [[answer_to(client, method, path) for method in ("get", "head")]]
        if got != head
    }
    assert differ == {}
    assert len(asked) > 150
