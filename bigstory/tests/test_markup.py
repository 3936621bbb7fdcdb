"""Every page, as every kind of reader, is a page a browser and a screen reader can make sense of."""

import re
from collections import defaultdict

import pytest

from bigstory.testing.pages import OF_A_KEY, POST_ONLY, paths
from bigstory.tests.access.crawl import every_url_name
from bigstory.tests.growing import grow
from bigstory.tests.markup_rules import Document, faults

READERS = ("visitor", "nobody", "member", "worker", "lto", "rep", "neighbour", "trust", "evaluator", "admin")
# Answers for machines.
NOT_PAGES = {
    "health",
    "stories_csv",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
}
# A run that read little proves little.
LEAST_READ = 500


@pytest.fixture
def record(cast, area):
    grow(area, by=cast.member.user, first=1, last=30)
    return area


def html_of(response) -> str:
    return response.content.decode() if response.headers.get("Content-Type", "").startswith("text/html") else ""


def as_lines(wrong: dict[str, set]) -> str:
    return "\n" + "\n".join(f"{fault}  [{', '.join(sorted(who))}]" for fault, who in sorted(wrong.items()))


def test_every_address_has_an_example(record):
    listed = set(paths(record.slug)) | POST_ONLY | OF_A_KEY
    assert every_url_name() - listed == set(), "Say in bigstory/testing/pages.py where these are found."
    assert listed - every_url_name() == set(), "These are listed and nowhere on the site."


def test_every_page_is_well_made_for_everybody(cast, record):
    wrong, read, titles = defaultdict(set), 0, defaultdict(set)
    for name, places in paths(record.slug).items():
        for path in places:
            for who in READERS:
                response = getattr(cast, who).client.get(path)
                if name in NOT_PAGES or not (html := html_of(response)):
                    continue
                read += 1
                for fault in faults(html):
                    wrong[f"{name} ({response.status_code}): {fault}"].add(who)
                if response.status_code == 200:
                    titles[Document(html).title].add(name)
    print(f"\nmarkup: {read} pages read")
    assert not wrong, as_lines(wrong)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}, "two pages of one name"
    assert read >= LEAST_READ


def test_a_form_sent_empty_comes_back_well_made_and_says_what_to_do(cast, record):
    """Sends every form of every page with nothing in it, and reads what comes back."""
    wrong, sent = defaultdict(set), 0
    for name, places in paths(record.slug).items():
        for who in ("visitor", "member", "worker", "trust", "evaluator"):
            client = getattr(cast, who).client
            for path in places:
                if name.startswith("account_logout") or not _has_typed_fields(html_of(client.get(path))):
                    continue
                response = client.post(path, {})
                sent += 1
                if response.status_code == 405 or 300 <= response.status_code < 400:
                    continue
                if response.status_code not in (200, 403, 404, 422):
                    wrong[f"{name}: answered {response.status_code}"].add(who)
                for fault in faults(html_of(response)):
                    wrong[f"{name} sent empty: {fault}"].add(who)
    print(f"\nmarkup: {sent} empty forms sent")
    assert not wrong, as_lines(wrong)
    assert sent >= 20


def _has_typed_fields(html: str) -> bool:
    if not html:
        return False
    page = Document(html)
    posts = [form for form in page.all("form") if form.get("method").lower() == "post"]
    return any(
        field.inside("form") in posts and field.get("type") != "hidden"
        for field in page.all("input", "textarea", "select")
    )


GOOD = (
    '<!doctype html><html lang="en"><head><title>Areas – Big Story</title></head><body><a href="#main">Skip</a>'
    '<header><nav></nav></header><main id="main"><h1>Areas</h1>PLACE</main><footer></footer></body></html>'
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
    assert faults(GOOD.replace("PLACE", "<p>x</p>")) == []


@pytest.mark.parametrize(("markup", "said"), BAD, ids=[re.sub(r"\W+", "-", said) for _markup, said in BAD])
def test_each_rule_notices_its_fault(markup, said):
    assert any(said in fault for fault in faults(GOOD.replace("PLACE", markup)))
