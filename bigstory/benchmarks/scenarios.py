"""What is asked of a large record, and by whom. One table: a name, who asks, and where."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from bigstory.accounts.models import User
from bigstory.accounts.sample import PEOPLE
from bigstory.accounts.somebody import Somebody
from bigstory.benchmarks.rows import COLD, COMMON, RARE, WRITER
from bigstory.testing.opened import sent_by
from outcomes.models import ChangeStory, Publication
from partnerships.models import SpendReport

AREA = "ramsey"
VISITOR = "visitor"
# Whose pages differ: what they may read comes from tables of their own.
READERS = (VISITOR, "member", "trust", "evaluator")
HOMES = ("member", "worker", "lto", "rep")
FILTERED = "&outcome=better-place&level=community&kind=good"


@dataclass
class Scenario:
    """One page as one person asks for it. Several addresses are asked for in turn; `typed` is what
    is sent with the form that stands there.
    """

    name: str
    who: str
    addresses: tuple[str, ...]
    typed: dict[str, str] | None = None
    # Whether a browser shows it: a file that is laid out in a child has no floor here.
    is_page: bool = True
    _asked: int = 0
    _opened: dict[str, list[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} · {self.who}"

    @property
    def writes(self) -> bool:
        return self.typed is not None

    def address(self) -> str:
        self._asked += 1
        return self.addresses[self._asked % len(self.addresses)]

    def ask(self, client: Client):
        """Get the page; or send its form, which was opened once.

        Raises RuntimeError where the answer is no page, or the form was not taken.
        """
        address = self.address()
        if self.typed is None:
            response = client.get(address)
        else:
            if not self._opened:
                self._opened = sent_by(client.get(address).content.decode(), **self.typed)
            response = client.post(address, self._opened)
        if response.status_code != (302 if self.writes else 200):
            raise RuntimeError(f"{self}: {address} answered {response.status_code}")
        return response


def person_of(who: str) -> Somebody:
    """The sample person of that role, or a visitor."""
    if who == VISITOR:
        return AnonymousUser()
    return User.objects.get(email=next(p.email for p in PEOPLE if p.email.startswith(f"{who}@")))


def client_of(who: str) -> Client:
    """A browser in which that person is signed in."""
    client = Client(headers={"accept-language": "en"})
    if who != VISITOR:
        client.force_login(person_of(who))
    return client


def scenarios() -> Iterator[Scenario]:
    """Every scenario, in the order of the report. Needs the record of `data`."""
    yield from _library()
    yield from _pages()
    yield from _forms()
    yield from _files()


def _page(name: str, who: str, *addresses: str, is_page: bool = True) -> Scenario:
    return Scenario(name, who, addresses, is_page=is_page)


def _library() -> Iterator[Scenario]:
    stories = reverse("stories")
    for who in READERS:
        yield _page("library", who, stories)
        yield _page("library, a common word", who, f"{stories}?q={COMMON}")
        yield _page("library, a rare word", who, f"{stories}?q={RARE}")
        yield _page("library, cold words", who, *(f"{stories}?q={word}" for word in COLD))
        yield _page("library, words and three filters", who, f"{stories}?q={COMMON}{FILTERED}")
        yield _page("library, page 500", who, f"{stories}?page=500")


def _pages() -> Iterator[Scenario]:
    yield _page("front", VISITOR, reverse("home"))
    yield _page("outcomes", VISITOR, reverse("outcomes"))
    yield _page("outcome", VISITOR, reverse("outcome", args=["better-place"]))
    yield _page("feed", VISITOR, reverse("stories_feed"))
    yield _page("story", VISITOR, _public_story().get_absolute_url())
    for who in (VISITOR, "member", "trust"):
        yield _page("area", who, reverse("area", args=[AREA]))
    yield _page("timeline", "member", reverse("timeline", args=[AREA]))
    yield _page("activities", "member", reverse("activities", args=[AREA]))
    yield _page("portfolio", "trust", reverse("portfolio"))
    yield _page("queue", "trust", reverse("reviews"))
    for who in HOMES:
        yield _page("home", who, reverse("home"))
    yield _page("log", "member", reverse("log", args=[AREA]))


def _public_story() -> ChangeStory:
    copies = Publication.objects.for_everybody().filter(story__written_by_name=WRITER)
    return copies.order_by("pk").first().story


def _forms() -> Iterator[Scenario]:
    log = reverse("log", args=[AREA])
    words = {"title": "Lunch for forty-one", "on_0": "today", "came": "41"}
    yield _form("log, sent", "member", log, words)
    tell = reverse("story_new", args=[AREA])
    words = {"title": "Four tables", "what_changed": "It was one table. Now it is four."}
    yield _form("tell, sent", "member", tell, words)
    report = SpendReport.objects.filter(area__slug=AREA).order_by("-pk").first()
    yield _page("spend report", "lto", reverse("spend_report", args=[AREA, report.pk]))


def _form(name: str, who: str, address: str, typed: dict[str, str]) -> Scenario:
    return Scenario(name, who, (address,), typed=typed)


def _files() -> Iterator[Scenario]:
    yield _page("area as PDF", "trust", reverse("area_pdf", args=[AREA]), is_page=False)
