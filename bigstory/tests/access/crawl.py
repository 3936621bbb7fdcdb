"""Asks for pages as people, and notes every byte and every write that should not have been."""

import copy
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import URLPattern, get_resolver

from bigstory.testing.pdf import words_of_paper
from bigstory.tests.access.people import Asker
from bigstory.tests.access.planting import MARKER, World
from bigstory.tests.access.who_may_read import may_read
from bigstory.tests.access.writes import writes_noted


def every_url_name() -> set[str]:
    """The name of each address of the site; the admin's are walked by a test of their own."""
    return {pattern.name or str(pattern.pattern) for pattern in _patterns(get_resolver())}


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.app_name != "admin":
            yield from _patterns(pattern)


# It writes a row and takes it away again, to see whether that can be done, and does so for anybody.
TRIES_TO_WRITE = ("/health/", {"core_task"})


@dataclass
class Crawl:
    """The requests of one run and what was wrong with them."""

    world: World
    cast: object
    requests: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def get(self, asker: Asker, url: str):
        """Open a page.

        Nothing may be written, and no word met that is not this person's to read.
        """
        with writes_noted() as written:
            response = self._client(asker).get(url)
        self.requests["GET"] += 1
        if written and (url, set(written)) != TRIES_TO_WRITE:
            self.faults.append(
                f"{asker.who} opened {url} by GET and it wrote to {sorted(set(written))}"
            )
        self.look_for_leaks(asker, "GET", url, response)
        return response

    def post(self, asker: Asker, url: str, body: dict, *, refused: bool):
        """Send a form; what it saves is rolled back.

        Where it is refused, it must not write at all.
        """
        client = self._client(asker)
        cookies = copy.deepcopy(client.cookies)
        with writes_noted() as written, transaction.atomic():
            response = client.post(url, body)
            if not refused:
                transaction.set_rollback(True)
        client.cookies = cookies
        self.requests["POST"] += 1
        if refused and written:
            self.faults.append(
                f"{asker.who} was refused at {url}, yet it wrote to {sorted(set(written))}"
            )
        self.look_for_leaks(asker, "POST", url, response)
        return response

    def look_for_leaks(self, asker: Asker, method: str, url: str, response) -> None:
        """Body, headers and downloads: any marker this person may not read is a leak."""
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = words_of_paper(body) if body.startswith(b"%PDF") else body.decode(errors="replace")
        text += repr(dict(response.headers))
        for marker in sorted(set(MARKER.findall(text)) - set(MARKER.findall(url))):
            planted = self.world.markers.get(marker)
            if (
                planted
                and not may_read(asker, planted)
                and not self._holds_the_letter(planted, url)
            ):
                self.faults.append(f"{asker.who} read {planted} at {method} {url}")

    def _holds_the_letter(self, planted, url: str) -> bool:
        """Whoever has the link of an invitation, or of what waits for a second person, has the
        letter, and the letter says of whom it is.
        """
        links = [*self.world.things["secret"], *self.world.things["change_link"]]
        secrets = [secret for _area, secret in links]
        return planted.thing == "invitation" and any(secret in url for secret in secrets)

    def expect(self, asker: Asker, url: str, response, status: set[int]) -> None:
        if response.status_code not in status:
            self.faults.append(
                f"{asker.who} got {response.status_code} at {url}, not {sorted(status)}"
            )

    def _client(self, asker: Asker):
        return getattr(self.cast, asker.who).client
