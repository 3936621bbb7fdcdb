"""Asks every scenario of a record and says what each cost, beside its floor."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from math import log

from django.test import Client

from bigstory.benchmarks.cost import Cost, least, size, taken_back, watched
from bigstory.benchmarks.floor import drawn, floor
from bigstory.benchmarks.plain import counted
from bigstory.benchmarks.rows import COMMON
from bigstory.benchmarks.scenarios import READERS, Scenario, client_of, person_of


@dataclass
class Measured:
    """One scenario. `ratio` is its work to that of its floor; nothing where there is none."""

    name: str
    who: str
    cost: Cost
    floor: Cost | None = None
    # How fast it grew since the record was smaller: 0 not at all, 1 as fast as the record.
    growth: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.name} · {self.who}"

    @property
    def ratio(self) -> float | None:
        return self.cost.work / self.floor.work if self.floor and self.floor.work else None


def measure(
    scenarios: Iterable[Scenario], *, say: Callable[[str], None] = lambda words: None
) -> list[Measured]:
    clients: dict[str, Client] = {}
    found = []
    for scenario in scenarios:
        if scenario.who not in clients:
            clients[scenario.who] = client_of(scenario.who)
        found.append(_measured(scenario, clients[scenario.who]))
        say(found[-1].key)
    return found


def measure_plain(*, only: str = "") -> list[Measured]:
    """What it costs to count the library's facets one by one, as each of its readers."""
    found = []
    for who in READERS:
        for name, words in (("", ""), (", a common word", COMMON)):
            plain = Measured(f"one GROUP BY a facet{name}", who, Cost())
            if only in plain.key:
                deed = partial(counted, person_of(who), words)
                with watched() as asked:
                    deed()
                plain.cost = least(deed, asked)
                found.append(plain)
    return found


def _measured(scenario: Scenario, client: Client) -> Measured:
    def ask():
        if not scenario.writes:
            return _whole(scenario.ask(client))
        with taken_back():
            return _whole(scenario.ask(client))

    ask()
    with watched() as asked, drawn() as found:
        body = ask()
    cost = least(ask, asked)
    cost.bytes = size(body)
    return Measured(
        scenario.name,
        scenario.who,
        cost,
        floor(client, asked, found) if scenario.is_page else None,
    )


def _whole(response) -> bytes:
    """Every byte of an answer, also of one that is sent while it is made."""
    return b"".join(response) if response.streaming else response.content


def grown(small: list[Measured], large: list[Measured], times: float) -> None:
    """Say in `large` how fast each grew while the record became so many times as large."""
    before = {each.key: each.cost for each in small}
    for each in large:
        if was := before.get(each.key):
            pairs = {"rows": (was.rows, each.cost.rows), "work": (was.work, each.cost.work)}
            each.growth = {
                name: log(now / then) / log(times) if now and then else 0.0
                for name, (then, now) in pairs.items()
            }
