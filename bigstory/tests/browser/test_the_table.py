"""The worker's half hour: somebody joins, somebody leaves, an interest is said, and the year is
looked over.
"""

import json
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, press

pytestmark = pytest.mark.browser


def test_tom_keeps_the_roster_and_sends_the_yearly_review(meet, site):
    tom = meet("Tom")
    page = tom.page
    tom.go("/areas/ramsey/partnership/")
    follow(page, "Somebody joins")
    page.get_by_label("What is their name?").fill("Rosamund")
    choose(page, "Who are they at the table?", "Resident")
    press(page, "Write them down")
    expect(page.get_by_role("main")).to_contain_text("Rosamund")

    page.get_by_role("link", name=re.compile(r"^Leaves\s*:\s*Alan$")).click()
    press(page, "They leave on that day")
    expect(page.get_by_text("Alan has left.")).to_be_visible()

    follow(page, "Declare one")
    page.get_by_label("Whose is it?").select_option("Rosamund")
    choose(page, "What kind is it?", "Divided loyalty")
    page.get_by_label("What is it about?").fill(
        "She is a governor of the school that asks for the fence."
    )
    press(page, "Put it in the book")
    expect(page.get_by_role("main")).to_contain_text("Rosamund: divided loyalty")

    tom.go("/areas/ramsey/partnership/review/")
    expect(page.get_by_role("main")).to_contain_text("Rosamund")
    page.get_by_label("Anything Local Trust should know?").fill("Alan keeps the keys until June.")
    press(page, "It is right: send it")
    expect(page.get_by_role("main")).to_contain_text("Alan keeps the keys until June.")

    kept = json.loads(
        site.ask(
            "import json\n"
            "from partnerships.models import Interest, PartnershipReview, Seat\n"
            "own = Seat.objects.filter(partnership__area__slug='ramsey')\n"
            "new, gone = own.get(name='Rosamund'), own.get(name='Alan')\n"
            "review = PartnershipReview.objects.get(note__startswith='Alan keeps')\n"
            "print(json.dumps({\n"
            "    'kind': new.kind, 'left': str(gone.left), 'interests': [i.kind for i in "
            "new.interests.all()],\n"
            "    'sent_by': review.sent_by.email, 'sitting': own.sitting().count() == "
            "review.members,\n"
            "}))"
        )
    )
    assert kept == {
        "kind": "resident",
        "left": date.today().isoformat(),
        "interests": ["loyalty"],
        "sent_by": "worker@example.org",
        "sitting": True,
    }
