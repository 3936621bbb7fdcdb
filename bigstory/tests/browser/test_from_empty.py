"""From a database with nothing in it to a story that everybody can read.

A command makes the first administrator; everything after that is done on pages, by the people who
would do it, with spreadsheets as they keep them.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bigstory.testing.browser import DESK, PHONE, Onlooker
from bigstory.testing.empty_site import EmptySite
from bigstory.testing.workbooks import workbook
from bigstory.tests.browser.second_step import set_up_an_app
from bigstory.tests.browser.steps import (
    follow,
    let_every_word_stay,
    log_what_happened,
    press,
    send_it,
    tell_what_changed,
)

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODE = r"^([A-Z0-9]{4}-[A-Z0-9]{4})$"
INVITATION = r"http://\S+/account/invitations/\S+/"
# Twice a year for ten years, to the penny, with the total that people write below.
TEN_YEARS = range(2014, 2024)
PAID = ("£41,250.50", "38,749.50")
PAID_IN_ALL = "£800,000.00"
SHEETS = {
    "areas": [
        ["Our areas"],
        ["Area", "Region", "Wave", "Town"],
        ["Brookmill", "North West", "Wave 1", "Oldham"],
        ["Saltmarsh End", "East of England", 2, "King's Lynn"],
    ],
    "organisations": [
        ["Name", "What it is", "Charity number"],
        ["Mill Lane Trust", "charity", "1128267"],
    ],
    "appointments": [
        ["Area", "LTO", "From", "Until"],
        ["Brookmill", "Mill Lane Trust", "1/4/2013", ""],
    ],
    "seats": [
        ["Big Local area", "Name", "Who they are", "Role", "Voting", "Joined"],
        ["Brookmill", "Denise Okafor", "resident", "Chair", "yes", "1 Sept 2014"],
        ["brookmill", "Alan Pike", "Resident", "", "y", "1/3/2015"],
        ["Brookmill", "Maureen Holt", "resident", "", "yes", "12.1.2016"],
        ["Brookmill", "Cllr J Banks", "councillor", "", "no", "1/9/14"],
    ],
    "awards": [
        ["Area", "Date", "Amount", "Purpose"],
        ["Brookmill", "1 March 2013", "£1,000,000", "The award"],
    ],
    "payments": [
        ["Area", "LTO", "Date paid", "Amount (£)"],
        *(
            ["Brookmill", "Mill Lane Trust", f"14/{month}/{year}", pounds]
            for year in TEN_YEARS
            for month, pounds in zip((5, 11), PAID, strict=True)
        ),
        ["Total", "", "", PAID_IN_ALL],
    ],
    "people": [
        ["Email", "Name", "Role", "Area"],
        ["denise@example.net", "Denise", "partnership member", "Brookmill"],
    ],
}
TITLE = "They pushed the tables together"
CHANGED = "Thursdays used to be six small tables. Now it is one long one."
ANSWERS = {"needs-and-action": "Yes", "better-place": "Yes"}


@pytest.fixture
def empty(tmp_path) -> Iterator[EmptySite]:
    running = EmptySite(tmp_path).start()
    yield running
    running.stop()


@pytest.fixture
def arrive(empty, chromium):
    """Ask for somebody: nobody of the sample people is here."""
    met: list[Onlooker] = []

    def somebody(size: dict = DESK) -> Onlooker:
        met.append(Onlooker.arrive(empty, chromium, size=size))
        return met[-1]

    yield somebody
    wrong = [line for person in met for line in person.wrong]
    for person in met:
        person.leave()
    assert not wrong, "the browser complained:\n" + "\n".join(wrong)
    assert not empty.broken(), empty.log.read_text()[-6000:]


def test_from_an_empty_database_to_a_story_that_everybody_can_read(empty, arrive):
    sam = the_first_administrator(empty, arrive())
    priya = sam_invites_priya(sam, empty, arrive())
    for noun, sheet in SHEETS.items():
        move_in(priya, noun, sheet)
    priya_looks_after_brookmill(priya)
    janet = priya_lets_the_organisation_in(priya, empty, arrive())
    janet_sees_ten_years_of_money(janet)
    denise = says_yes(empty, arrive(PHONE), "denise@example.net")
    denise_finds_the_roster(denise)
    denise_writes_a_plan(denise)
    priya_endorses_it(priya)
    story = denise_logs_and_tells(denise)
    visitor = arrive()
    assert visitor.page.request.get(story).status == 404
    priya_shares_it(priya)
    assert visitor.go(story) == 200
    expect(visitor.page.get_by_role("main")).to_contain_text(CHANGED)
    visitor.go("/")
    expect(visitor.page.get_by_role("main")).to_contain_text(TITLE)


# --- the first people ---
def the_first_administrator(empty, sam):
    """Two commands, and then a code by mail and a second step."""
    empty.manage("load_framework", "outcomes/data/big-local.toml")
    empty.manage("make_administrator", "sam@example.net", "--name", "Sam")
    sam.go("/account/sign-in/")
    sam.page.get_by_label("Your e-mail address").fill("sam@example.net")
    press(sam.page, "Send me a code")
    sam.page.get_by_label("The code from the e-mail").fill(empty.letter_to("sam@example.net", CODE))
    press(sam.page, "Sign in")
    set_up_an_app(sam.page)
    return sam


def sam_invites_priya(sam, empty, priya):
    sam.go("/")
    follow(sam.page, "Invite somebody of Local Trust")
    sam.page.get_by_label("E-mail").fill("priya@example.net")
    sam.page.get_by_label("Name").fill("Priya")
    sam.page.get_by_role("button", name="Save", exact=True).click()
    says_yes(empty, priya, "priya@example.net")
    set_up_an_app(priya.page)
    priya.go("/")
    expect(priya.page.get_by_role("main")).to_contain_text("No area is here yet")
    return priya


def says_yes(empty, person, email: str):
    person.go(empty.letter_to(email, INVITATION))
    press(person.page, "Yes, count me in")
    expect(person.page).not_to_have_url(re.compile("/invitations/"))
    return person


# --- what lay in the drawer ---
def move_in(priya, noun: str, sheet: list[list]) -> None:
    """Sent, matched where it has to be, looked at, moved in: every row but totals."""
    page = priya.page
    priya.go(f"/moving/{noun}/")
    file = {"name": f"{noun}.xlsx", "mimeType": XLSX, "buffer": workbook(sheet)}
    page.get_by_label("Your file").set_input_files([file])
    press(page, "Send the file")
    button = page.get_by_role("button", name=re.compile("^Move .* in$"))
    matching = page.get_by_role("heading", name="Which column is which?")
    expect(button.or_(matching)).to_be_visible(timeout=30_000)
    if matching.is_visible():
        # How region and wave are known is in no sheet of theirs.
        page.get_by_label("“basis”, the same for every row").fill("stated")
        press(page, "Rehearse it")
    expect(button).to_be_visible(timeout=30_000)
    expect(page.get_by_text(re.compile("refused, and why"))).to_have_count(0)
    if noun == "payments":
        expect(page.get_by_role("main")).to_contain_text(PAID_IN_ALL)
    button.click()
    expect(page.get_by_text("Moved in", exact=True)).to_be_visible(timeout=30_000)


def priya_looks_after_brookmill(priya) -> None:
    page = priya.page
    priya.go("/portfolio/")
    follow(page, "Who looks after whom")
    follow(page, "Brookmill")
    follow(page, "Name an officer")
    page.get_by_label("Who looks after them?").select_option("Priya")
    expect(page.get_by_label("Brookmill")).to_be_checked()
    press(page, "Name the officer")
    priya.go("/areas/brookmill/desk/")
    expect(page.get_by_role("main")).to_contain_text("Officer Priya")


def priya_lets_the_organisation_in(priya, empty, janet):
    priya.go("/organisations/")
    follow(priya.page, "Mill Lane Trust")
    follow(priya.page, "Let somebody in")
    priya.page.get_by_label("Their e-mail address").fill("janet@example.net")
    priya.page.get_by_label("What you call them").fill("Janet")
    press(priya.page, "Let them in")
    return says_yes(empty, janet, "janet@example.net")


def janet_sees_ten_years_of_money(janet) -> None:
    janet.go("/areas/brookmill/money/")
    main = janet.page.get_by_role("main")
    expect(main).to_contain_text("£1,000,000")
    expect(main).to_contain_text("£800,000")


# --- what the area does ---
def denise_finds_the_roster(denise) -> None:
    denise.go("/areas/brookmill/partnership/")
    for name in ("Denise Okafor", "Alan Pike", "Maureen Holt", "Cllr J Banks"):
        expect(denise.page.get_by_role("main")).to_contain_text(name)


def denise_writes_a_plan(denise) -> None:
    page = denise.page
    denise.go("/areas/brookmill/plan/")
    follow(page, "Begin your plan")
    page.get_by_label("What do you call the plan?").fill("A mill that is ours")
    press(page, "Begin")
    follow(page, "Add the first thing you chose")
    page.get_by_label("What did people choose").fill("Somewhere warm to eat together")
    page.get_by_label("What is the need?").fill("Nowhere is open after four.")
    page.get_by_label("How do you know?").fill("212 doors knocked.")
    press(page, "Save and go on to the actions")
    page.get_by_label("What will you do?").first.fill("A lunch every Thursday")
    page.get_by_label("What will it cost?").first.fill("£1,200")
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("One action saved: £1,200.")
    follow(page, "Say what should stay when the money is gone")
    page.get_by_label("What should stay").fill("A mill with a key for everybody.")
    press(page, "Save")
    follow(page, "Read it through")
    follow(page, "Send it for endorsement")
    press(page, "Send it now")
    expect(page.get_by_text("Sent. Local Trust will read it and write back.")).to_be_visible()


def priya_endorses_it(priya) -> None:
    priya.go("/")
    follow(priya.page, "A mill that is ours")
    priya.page.get_by_label("Your reply").fill("We read it twice and endorse it gladly.")
    press(priya.page, "Endorse it")
    priya.go("/reviews/")
    expect(priya.page.get_by_role("main")).not_to_contain_text("A mill that is ours")


def denise_logs_and_tells(denise) -> str:
    """The reply is at home; then an evening's entry, and what changed because of it."""
    page = denise.page
    denise.go("/")
    expect(page.get_by_text("We read it twice and endorse it gladly.")).to_be_visible()
    log_what_happened(page, "The long table", came="41", words="One long table for once.")
    page.get_by_role("link", name=re.compile("Tell|Yes")).first.click()
    tell_what_changed(
        page,
        title=TITLE,
        changed=CHANGED,
        told_by="Denise",
        told_by_is="resident",
        answers=ANSWERS,
    )
    let_every_word_stay(page)
    send_it(page)
    expect(page.get_by_text("Local Trust owes you a reply.")).to_be_visible()
    return page.url


def priya_shares_it(priya) -> None:
    page = priya.page
    priya.go("/reviews/")
    follow(page, "Read and reply", of=TITLE)
    page.get_by_label("Your reply").fill("We will use it where other places ask how to begin.")
    press(page, "Share it: Everybody")
