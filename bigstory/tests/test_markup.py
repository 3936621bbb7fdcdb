"""Every page, as every kind of reader, is a page a browser and a screen reader can make sense
of.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.utils.formats import date_format, time_format

from bigstory.testing.pages import paths
from bigstory.testing.pages.names import NOT_PAGES, OF_A_KEY, POST_ONLY
from bigstory.tests.access.crawl import every_url_name
from bigstory.tests.growing import grow
from bigstory.tests.markup_rules import Document, faults

pytestmark = pytest.mark.once

READERS = ("visitor", "nobody", "member", "worker", "rep", "trust", "evaluator")
# Two ways to one page.
SAME = [
    {"plan", "plan_now"},
    {"story_new", "story_tell"},
    # What others read of it is the last it shared; and a plan that cannot be written says so
    # whatever was opened.
    {"sturdiness", "sturdiness_share"},
    {"plan_write", "plan_write_words"},
]
# Made anew each time: the tokens of forms.
TOKEN = re.compile(r'value="[\w-]{36,}"')
# A run that read little proves little.
LEAST_READ = 500
LEAST_SENT = 20


@pytest.fixture
def record(cast, area):
    grow(area, by=cast.member.user, first=1, last=30)
    return area


def html_of(response) -> str:
    return (
        response.content.decode()
        if response.headers.get("Content-Type", "").startswith("text/html")
        else ""
    )


def as_lines(wrong: dict[str, set]) -> str:
    return "\n" + "\n".join(
        f"{fault}  [{', '.join(sorted(who))}]" for fault, who in sorted(wrong.items())
    )


def test_a_time_is_written_in_one_way_everywhere():
    """By a clock of 24 hours: where it stands in a template, and where Django writes one."""
    written = re.compile(r"""\|(?:date|time):["']([^"']*)["']""")
    found = {
        (path.name, how)
        for path in (Path(__file__).parents[2] / "templates").rglob("*.*")
        for how in written.findall(path.read_text(encoding="utf-8"))
        if re.search(r"[aAgGhHiPfs]", how.replace("H:i", "")) or how.endswith("c")
    }
    assert found == set()
    moment = datetime(2026, 11, 30, 0, 31)
    assert (time_format(moment), date_format(moment, "DATETIME_FORMAT")) == (
        "00:31",
        "30 November 2026, 00:31",
    )


def test_every_address_has_an_example(record):
    listed = set(paths(record.slug)) | POST_ONLY | OF_A_KEY
    assert every_url_name() - listed == set(), (
        "Say in bigstory/testing/pages/ where these are found."
    )
    assert listed - every_url_name() == set(), "These are listed and nowhere on the site."


@dataclass
class Reading:
    """One walk through the site as everybody."""

    wrong: dict[str, set] = field(default_factory=lambda: defaultdict(set))
    titles: dict[str, set] = field(default_factory=lambda: defaultdict(set))
    seen: set = field(default_factory=set)
    read: int = 0
    sent: int = 0

    def take(self, who: str, client, name: str, path: str) -> None:
        response = client.get(path)
        page = self._judge(response, name, who)
        if page and name != "account_logout" and has_typed_fields(page):
            # Whatever it did is undone, so that the next reader meets the same record.
            with transaction.atomic():
                answer = client.post(path, {})
                transaction.set_rollback(True)
            self.sent += 1
            self._judge(answer, name, who, "sent empty")

    def _judge(self, response, name: str, who: str, how: str = "opened") -> Document | None:
        """The page, if it is one and nobody met it before."""
        if response.status_code >= 500:
            self.wrong[f"{name} {how}: it broke"].add(who)
        self.read += bool(html := html_of(response))
        same = TOKEN.sub("", html)
        if not html or same in self.seen:
            return None
        self.seen.add(same)
        page = Document(html)
        for fault in faults(page):
            self.wrong[f"{name} {how} ({response.status_code}): {fault}"].add(who)
        if response.status_code == 200:
            self.titles[page.title].add(name)
        return page


def test_every_page_is_well_made_for_everybody_and_so_is_each_form_sent_empty(cast, record):
    reading = Reading()
    for name, places in paths(record.slug).items():
        for path in () if name in NOT_PAGES else places:
            for who in READERS:
                reading.take(who, getattr(cast, who).client, name, path)
    print(
        f"\nmarkup: {reading.read} pages read, {len(reading.seen)} different, "
        f"{reading.sent} forms sent empty"
    )
    assert not reading.wrong, as_lines(reading.wrong)
    doubled = {
        title: names
        for title, names in reading.titles.items()
        if len(names) > 1 and names not in SAME
    }
    assert doubled == {}, "two pages of one name"
    assert reading.read >= LEAST_READ
    assert reading.sent >= LEAST_SENT


def has_typed_fields(page: Document) -> bool:
    posts = [form for form in page.all("form") if form.get("method").lower() == "post"]
    return any(
        field.inside("form") in posts and field.get("type") != "hidden"
        for field in page.all("input", "textarea", "select")
    )


GOOD = (
    '<!doctype html><html lang="en"><head><title>Areas – Big '
    'Story</title></head><body><a href="#main">Skip</a>'
    "<header><nav></nav></header><main "
    'id="main"><h1>Areas</h1>PLACE</main><footer></footer></body></html>'
)
BAD = [
    ("<h1>Twice</h1>", "first headings"),
    ("<h3>Too deep</h3>", "follows h1"),
    ('<p style="color: red">x</p>', "its own style"),
    ("<script>alert(1)</script>", "script in the page"),
    ('<button onclick="x()">x</button>', "carries onclick"),
    ('<img src="x.png">', "no alt"),
    ("<svg></svg>", "neither hidden nor named"),
    ('<input type="text" id="q">', "no label"),
    ('<a href="/x"></a>', "no words"),
    ("<a>x</a>", "leads nowhere"),
    ('<form method="post"></form>', "against forgery"),
    ('<p id="main">x</p>', "stands on 2"),
    ('<p aria-describedby="gone">x</p>', "not there"),
    ('<p class="a" class="b">x</p>', "twice"),
    ("<div><p>x</div>", "closes while"),
    ("<p>None</p>", "shows 'None'"),
    ("<p>{{ area }}</p>", "shows"),
]


def test_a_good_page_has_no_faults():
    assert faults(Document(GOOD.replace("PLACE", "<p>x</p>"))) == []


@pytest.mark.parametrize(
    ("markup", "said"), BAD, ids=[re.sub(r"\W+", "-", said) for _markup, said in BAD]
)
def test_each_rule_notices_its_fault(markup, said):
    assert any(said in fault for fault in faults(Document(GOOD.replace("PLACE", markup))))


ROOT = Path(__file__).resolve().parents[2]


def test_no_sentence_leaves_a_hole_where_a_dotted_name_should_be():
    """Django says nothing where a translated sentence asks for {{ words.area }}, and fills in
    nothing.
    """
    holes = [
        f"{path.name}: {hole}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for sentence in re.findall(
            r"{% blocktrans(?:late)?[ %](.*?){% endblocktrans", path.read_text(), re.DOTALL
        )
        for hole in re.findall(r"{{\s*\w+\.[\w.]+", sentence)
    ]
    assert holes == []
