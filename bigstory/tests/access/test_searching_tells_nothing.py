"""Searching for words one may not read answers exactly as searching for words that were never
written.

Not a title, not a count, not a filter that only appears when there is something behind it.
"""

import re

from django.urls import reverse

from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.who_may_read import may_read

NEVER_WRITTEN = "zqx99999"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
SEARCHED = ("title", "what_changed", "what_happened", "told_by", "because")
LEAST_SEARCHES = 300


def searches(world) -> list[str]:
    return [
        reverse("stories"),
        reverse("stories_csv"),
        reverse("areas"),
        *(reverse("activities", args=[world.areas[letter].slug]) for letter in "ab"),
    ]


def answer(asker, cast, url: str, word: str) -> tuple[int, str]:
    response = getattr(cast, asker.who).client.get(url, {"q": word})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, TOKEN.sub("", body.decode().replace(word, "…")) + repr(
        response.headers.get("Location", "").replace(word, "…")
    )


def test_a_forbidden_word_is_answered_like_a_word_never_written(world, cast):
    asked = 0
    told = []
    for asker in ASKERS:
        forbidden = [
            m
            for m, p in world.markers.items()
            if p.field in SEARCHED and p.area in "ab" and not may_read(asker, p)
        ]
        for url in searches(world):
            nothing = answer(asker, cast, url, NEVER_WRITTEN)
            for marker in forbidden[:: max(1, len(forbidden) // 25)]:
                asked += 1
                if answer(asker, cast, url, marker) != nothing:
                    told.append(
                        f"{asker.who} learned from {url} that {world.markers[marker]} is there"
                    )
    assert told == []
    assert asked >= LEAST_SEARCHES


def test_a_word_one_may_read_is_found(world, cast):
    """Without this, a search that finds nothing at all would pass for a discreet one."""
    marker = next(
        m
        for m, p in world.markers.items()
        if (p.state, p.audience, p.field) == ("sent", "programme", "title")
    )
    html = cast.evaluator.client.get(reverse("stories"), {"q": marker}).content.decode()
    assert f"<mark>{marker}</mark>" in html
