"""A served site meanwhile: how much memory its children hold, and how long its pages take."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from bigstory.tests.live.site import LiveSite, Sender

LOOK = 0.05  # seconds
AT_FIRST = 24


class Watch:
    """`with Watch(site) as watch:` what happens there is told afterwards."""

    def __init__(self, site: LiveSite, page: str = "/about/"):
        self.site = site
        self.page = page
        self.most_memory = 0  # bytes, of all children of its processes together
        self.most_at_once = 0
        self.waits: list[float] = []
        self._done = threading.Event()

    def __enter__(self) -> "Watch":
        self._wake()
        looks = (self._look_at_children, self._read_a_page)
        self._threads = [threading.Thread(target=self._again, args=(each,)) for each in looks]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    @property
    def worst(self) -> float:
        return max(self.waits)

    def __str__(self) -> str:
        return (
            f"{self.most_at_once} children at once held {self.most_memory / 1e6:.0f} MB; "
            f"{self.page} asked {len(self.waits)} times took {self.worst:.2f} s at worst"
        )

    def _wake(self) -> None:
        """Each process has answered once: what the first page of its life takes is not meant."""
        with ThreadPoolExecutor(AT_FIRST) as readers:
            for _reader in range(AT_FIRST):
                readers.submit(self._read_a_page)
        self.waits.clear()

    def _again(self, look: Callable[[], None]) -> None:
        while not self._done.is_set():
            look()
            time.sleep(LOOK)

    def _look_at_children(self) -> None:
        workers = children_of(self.site.process.pid)
        found = [resident(child) for worker in workers for child in children_of(worker)]
        self.most_memory = max(self.most_memory, sum(found))
        self.most_at_once = max(self.most_at_once, len(found))

    def _read_a_page(self) -> None:
        with closing(Sender(self.site.port, "nobody")) as somebody:
            began = time.monotonic()
            status, _page = somebody.get(self.page)
            self.waits.append(time.monotonic() - began)
        assert status == 200, status


def children_of(pid: int) -> list[int]:
    """Whichever of its threads began them."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


def resident(pid: int) -> int:
    """What it holds in memory, in bytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    held = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return 1024 * int(held[0]) if held else 0
