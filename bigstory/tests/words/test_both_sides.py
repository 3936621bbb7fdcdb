"""What somebody told, or is called, may be written from the right: a page lets it, and the rest of
the page stays as it is.
"""

import re
from html.parser import HTMLParser

from areas.models import PowerChange
from areas.powers.actions.kinds import KINDS
from bigstory.core.text.sides import FROM_HERE, TO_HERE
from bigstory.tests.access.addresses import addresses
from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.planting import MARKER
from bigstory.tests.access.table import PAGES
from bigstory.tests.access.test_access_matrix import may_open
from bigstory.tests.words.test_words_come_in import whole

# Elements without an end, and those whose words are no part of the page.
ALONE = set("area base br col embed hr img input link meta source track wbr".split())
PRESSED = ("a", "button")
NOT_SHOWN = {"title", "option", "script", "svg"}
# Letters of an address are never written from the right.
ADDRESS = re.compile(r"\S+@\S+")
LEAST_WORDS = 1_000
# Sentences made by `with_names`, which sets apart a name that would move what stands round it.
MADE_WITH_NAMES = {"changes", "change_by_link"}


class Sides(HTMLParser):
    """The words of a page that have a marker and stand in nothing that gives them a side.

    A name right inside a link or a button with other words would be set apart from them where that
    is laid out as a row: a <span> keeps them one.
    """

    def __init__(self):
        super().__init__()
        self.pressed: list[set[str]] = []
        self.open: list[tuple[str, bool]] = []
        self.looked_at = 0
        self.without: set[str] = set()

    def handle_starttag(self, tag, attrs):
        if tag not in ALONE:
            at = dict(attrs)
            own = tag == "bdi" or at.get("dir") == "auto" or tag in NOT_SHOWN
            if tag == "bdi" and self._is_pressed():
                self._holds("a name")
            self.open.append((f"{tag}.{at.get('class') or ''}", own))
            if tag in PRESSED:
                self.pressed.append(set())

    def handle_endtag(self, tag):
        if tag in PRESSED and self.pressed:
            self.pressed.pop()
        while self.open and self.open.pop()[0].split(".")[0] != tag:
            pass

    def _is_pressed(self) -> bool:
        return bool(self.pressed and self.open) and self.open[-1][0].split(".")[0] in PRESSED

    def _holds(self, what: str) -> None:
        self.pressed[-1].add(what)
        if len(self.pressed[-1]) > 1:
            self.without.add(f"{self.open[-1][0]} needs a span")

    def handle_data(self, data):
        if re.search(r"\w", data) and self._is_pressed():
            self._holds("words")
        if not MARKER.search(ADDRESS.sub("", data)):
            return
        self.looked_at += 1
        if not any(own for _tag, own in self.open):
            place = " > ".join(tag for tag, _own in self.open[-2:])
            self.without.add(f"{place}: {MARKER.sub('…', ' '.join(data.split()))}")


def test_told_words_and_names_have_a_side_of_their_own(world, cast):
    looked_at = 0
    without = set()
    for page in PAGES:
        for at in addresses(page, world, few=True) if not page.post_only else ():
            for asker in [a for a in ASKERS if at.exists and may_open(a, page, at)]:
                answer = getattr(cast, asker.who).client.get(at.url)
                body = whole(answer)
                if answer.headers.get("Content-Type", "").startswith("text/html"):
                    sides = Sides()
                    sides.feed(body.decode())
                    looked_at += sides.looked_at
                    if page.name not in MADE_WITH_NAMES:
                        without |= {f"{page.name}: {each}" for each in sides.without}
    print(f"\nwords with a side of their own: {looked_at}")
    assert without == set()
    assert looked_at >= LEAST_WORDS


def test_a_name_written_from_the_right_is_set_apart_in_what_waits_for_a_second_person(cast):
    cast.nobody.user.name = "נועה"
    change = PowerChange(person=cast.nobody.user, data={"role": "evaluator"})
    for what in ("role", "address", "second_step", "reopened"):
        assert f"{FROM_HERE}נועה{TO_HERE}" in KINDS[what].says(change)
