"""The log form keeps what somebody began to type, for them and their area, until it is saved."""

from datetime import timedelta
from io import StringIO

import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.core.db.unsaved import Unsaved
from bigstory.tests.hidden_inputs import Hidden, page_of
from partnerships.models import Activity
from partnerships.tests.factories import RegularFactory

LOG = "/areas/ramsey/log/"
UNSAVED = reverse("account_unsaved")
WORDS = {"title": "Soup in the hall", "what_happened": "Alan sang twice.", "came": "about 40"}


def opened(client, address: str = LOG) -> dict:
    """The hidden fields of the form as its page opens."""
    page = page_of(client.get(address))
    return next(dict(pairs) for at, pairs in Hidden(page).forms if at == LOG)


def begin(client, page: dict, **more) -> dict:
    """Type, and let the page keep it. Returns the page as its script leaves it."""
    typed = {"when": "today", "counted": "about"} | WORDS | more
    answer = client.post(LOG, page | typed, headers={"X-Autosave": "1"}).json()
    assert answer["saved"]
    assert answer["says"].startswith("Kept as a draft at ")
    return page | typed | {"unsaved": answer["unsaved"]}


def test_what_she_began_is_there_when_she_comes_back_and_goes_once_it_is_saved(cast, area):
    denise = cast.member.client
    begin(denise, opened(denise))
    assert not Activity.objects.exists()
    page = page_of(denise.get(LOG))
    assert 'value="Soup in the hall"' in page
    assert "Alan sang twice.</textarea>" in page
    assert 'value="about 40"' in page
    assert "Here it is again, and only you see it" in page
    assert denise.post(LOG, opened(denise) | WORDS | {"when": "today"}).status_code == 302
    assert Activity.objects.get().came == 40
    assert not Unsaved.objects.exists()
    assert "Alan sang twice" not in page_of(denise.get(LOG))


def test_nobody_else_and_no_other_area_begins_with_it(cast, area, other_area):
    begin(cast.member.client, opened(cast.member.client))
    assert "Alan sang twice" not in page_of(cast.worker.client.get(LOG))
    assert "Alan sang twice" not in page_of(cast.neighbour.client.get("/areas/whitley-bay/log/"))
    answer = cast.neighbour.client.post(LOG, WORDS, headers={"X-Autosave": "1"})
    assert answer.status_code == 404
    assert answer.json()["says"] == "Not saved: this is not there for you any more."
    assert Unsaved.objects.get().user == cast.member.user


def test_refused_with_a_question_the_draft_stays(cast, area):
    denise = cast.member.client
    page = begin(denise, opened(denise))
    answer = denise.post(LOG, page | {"title": ""})
    assert answer.status_code == 200
    again = next(dict(pairs) for at, pairs in Hidden(page_of(answer)).forms if at == LOG)
    assert again["unsaved"] == page["unsaved"]
    assert Unsaved.objects.drafts().exists()


def test_yesterdays_draft_still_means_yesterday(cast, area):
    denise = cast.member.client
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        day = today()
        begin(denise, opened(denise))
    form = denise.get(LOG).context["form"]
    assert (form["when"].value(), form["day"].value()) == ("other", day.isoformat())
    assert form["opened_on"].value() == today()


def test_a_draft_of_something_regular_stays_one_of_it(cast, area):
    denise = cast.member.client
    knitting = RegularFactory(area=area, title="Knit and natter")
    page = opened(denise, f"{LOG}?regular={knitting.pk}")
    begin(denise, page)
    assert opened(denise)["regular"] == str(knitting.pk)


def test_what_was_begun_in_another_window_is_not_written_over(cast, area):
    denise = cast.member.client
    first, second = opened(denise), opened(denise)
    begin(denise, first, title="The first")
    begin(denise, second, title="The second")
    page = page_of(denise.get(UNSAVED))
    assert "The first" in page
    assert "The second" in page
    assert 'value="The second"' in page_of(denise.get(LOG))


def test_it_is_thrown_away_with_one_press_and_leads_back(cast, area):
    denise = cast.member.client
    page = begin(denise, opened(denise))
    answer = denise.post(UNSAVED, {"drop": page["unsaved"], "next": LOG})
    assert answer.url == LOG
    assert "Alan sang twice" not in page_of(denise.get(LOG))
    assert not Unsaved.objects.exists()


def test_sent_later_from_the_phone_it_goes_as_well(cast, area):
    denise = cast.member.client
    page = begin(denise, opened(denise))
    assert denise.post(LOG, page, headers={"X-Kept": str(cast.member.user.pk)}).json()["saved"]
    assert not Unsaved.objects.exists()


def test_after_thirty_days_it_is_gone(cast, area):
    begin(cast.member.client, opened(cast.member.client))
    Unsaved.objects.update(at=timezone.now() - timedelta(days=30, minutes=1))
    assert "Alan sang twice" not in page_of(cast.member.client.get(LOG))


def test_drafts_nobody_came_back_for_are_swept_away(cast, area):
    begin(cast.member.client, opened(cast.member.client))
    call_command("sweep_files", stdout=StringIO())
    assert Unsaved.objects.exists()
    Unsaved.objects.update(at=timezone.now() - timedelta(days=30, minutes=1))
    call_command("sweep_files", stdout=StringIO())
    assert not Unsaved.objects.exists()
