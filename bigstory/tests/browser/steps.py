"""What people do, in the words of the pages, so that a journey reads as a story."""

import re

from playwright.sync_api import Page, expect

QUESTIONS = {
    "needs-and-action": (
        "Did people here work out together what was needed, and do something about it?"
    ),
    "skills-and-confidence": "Did somebody learn something, or grow in confidence?",
    "difference-to-priorities": "Did something you had chosen to fix get better?",
    "better-place": "Does it feel a better place to live because of this?",
}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str, of: str = "") -> None:
    """Press a link. `of` is the hidden part that tells one "Read and reply" from the next."""
    full = re.compile(rf"{re.escape(name)}\s*:\s*{re.escape(of)}") if of else name
    page.get_by_role("link", name=full).first.click()


def sign_out_on_a_phone(page: Page) -> None:
    """The way out is behind one's own name."""
    page.locator(".mast__who").click()
    expect(page).to_have_url(re.compile("/account/$"))
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def choose(page: Page, group: str, answer: str) -> None:
    """Tick one answer of a question."""
    of = page.get_by_role("group", name=group)
    of.get_by_role("radio", name=re.compile(rf"^{re.escape(answer)}")).check()


def answer(page: Page, answers: dict[str, str]) -> None:
    """Answer some of the four plain questions; the others stay open."""
    for outcome, said in answers.items():
        group = page.get_by_role("group", name=QUESTIONS[outcome])
        group.get_by_role("radio", name=said, exact=True).check()


def log_what_happened(page: Page, title: str, *, came: str, words: str) -> None:
    """From home: the form's four questions, when being today already."""
    follow(page, "Log what happened")
    page.get_by_label("What happened?").fill(title)
    page.get_by_label("Number of people").fill(came)
    page.get_by_label("A few words").fill(words)
    press(page, "Save what happened")


def let_every_word_stay(page: Page) -> None:
    """Before a story is sent: each word that looks like somebody's name or number is looked at,
    where there are any.
    """
    if not page.get_by_role("link", name="Look at these words").count():
        return
    follow(page, "Look at these words")
    expect(page.get_by_role("button", name="Keep these answers")).to_be_visible()
    for each in page.get_by_role("group").all():
        each.get_by_role("radio").first.check()
    press(page, "Keep these answers")
    expect(page.get_by_text("Nothing that we found is left to decide.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look it over")


def send_it(page: Page) -> None:
    """From the last look: nobody under 18 is in it, and nothing private of anybody."""
    choose(page, "Is anybody under 18 in it", "No")
    press(page, "Send it to Local Trust")


def tell_what_changed(
    page: Page,
    *,
    title: str,
    changed: str,
    told_by: str,
    told_by_is: str = "",
    answers: dict[str, str],
) -> None:
    """From the first page of the telling to the last look before it is sent, for everybody to
    read.
    """
    page.get_by_label("What is different now?").fill(changed)
    page.get_by_label("And for whom?").fill("about forty people over 65")
    page.get_by_label("Give it a title").fill(title)
    choose(page, "Whose story is it?", "Mine")
    page.get_by_label("Under which name?").fill(told_by)
    page.get_by_label("And what are they, or you?").fill(told_by_is)
    press(page, "Save and carry on")
    expect(page).to_have_url(re.compile("/before/$"))
    page.get_by_label("What was it like before?").fill(
        "Everybody ate alone, and the hall was locked on a Thursday."
    )
    page.get_by_label("From which year, about?").fill("2024")
    press(page, "Save and carry on")
    page.get_by_label("How did it come about?").fill(
        "Alan asked why the tables stood apart. Nobody knew."
    )
    press(page, "Save and carry on")
    page.get_by_label("What was hard?").fill("Two people said it was too loud and stayed away.")
    press(page, "Save and carry on")
    answer(page, answers)
    press(page, "Save and carry on")
    page.get_by_label("How do you know?").fill(
        "Forty-one dinners, and the chairs had to be borrowed."
    )
    press(page, "Save and carry on")
    choose(page, "Who can read this?", "Everybody")
    choose(page, "The people in it", "Somebody can be recognised, and everybody is on the list")
    press(page, "Save and carry on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look it over")
