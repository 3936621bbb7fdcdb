"""Same again, and told by somebody else."""

import uuid
from datetime import timedelta

import pytest

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.core.db.tokens import FormToken
from partnerships.log.queries import offers
from partnerships.models import Activity
from partnerships.tests.factories import ActivityFactory, RegularFactory

LOG = "/areas/ramsey/log/"
WORDS = {
    "title": "Lunch",
    "when": "today",
    "came": "4",
    "counted": "exact",
    "what_happened": "Soup.",
}


def page(person, query=""):
    return person.client.get(LOG + query).content.decode()


def test_same_again_keeps_the_name_and_the_helpers_but_not_the_day_the_words_or_who_came(
    cast, area
):
    last = ActivityFactory(
        area=area,
        title="Lunch at Mill Lane",
        what_happened="Alan sang.",
        came=41,
        counted="exact",
        led_by="volunteers",
        volunteers=6,
        on=today() - timedelta(days=7),
        told_by="Maureen",
    )
    cast.member.client.get("/")
    before = AuditLine.objects.count()
    shown = page(cast.member, f"?again={last.pk}")
    assert 'value="Lunch at Mill Lane"' in shown
    assert 'value="6"' in shown
    assert '<option value="volunteers" selected>' in shown
    for gone in ("Alan sang.", 'value="41"', "Maureen"):
        assert gone not in shown
    assert AuditLine.objects.count() == before
    assert not FormToken.objects.exists()


def test_last_weeks_entry_is_offered_first(cast, area):
    for title, days in (("Walk", 1), ("Lunch", 7), ("lunch", 14), ("Old fair", 100)):
        ActivityFactory(area=area, title=title, on=today() - timedelta(days=days))
    assert [one.title for one in offers(cast.member.user, area)] == ["Lunch", "Walk"]
    for where in ("/", LOG, "/areas/ramsey/activities/"):
        assert "Same again?" in cast.member.client.get(where).content.decode()


@pytest.mark.parametrize("asked", ["zzz", "-1", "99999999999999999999", "²", ""])
def test_what_leads_nowhere_is_an_empty_form(cast, asked):
    assert "The same again" not in page(cast.member, f"?again={asked}")


def test_another_areas_entry_begins_nothing(cast, area, other_area):
    theirs = ActivityFactory(area=other_area, title="Their lunch", audience="network")
    assert "Their lunch" not in page(cast.member, f"?again={theirs.pk}")


def test_an_entry_for_a_day_that_is_told_stands_by_itself_after_a_look(cast, area):
    regular = RegularFactory(area=area)
    ActivityFactory(area=area, regular=regular, on=today())
    sent = WORDS | {"token": str(uuid.uuid4()), "regular": str(regular.pk)}
    answer = cast.member.client.post(LOG, sent)
    assert "is logged already" in answer.content.decode()
    assert "Soup." in answer.content.decode()
    assert 'name="regular" value' not in answer.content.decode()
    assert Activity.objects.count() == 1
    by_phone = cast.member.client.post(LOG, sent, HTTP_X_KEPT=str(cast.member.user.pk)).json()
    assert (by_phone["asks"], by_phone["change"]) == (False, {"regular": ""})
    assert cast.member.client.post(LOG, sent | {"regular": ""}).status_code == 302
    assert Activity.objects.count() == 2


def test_a_helper_names_the_teller_and_only_those_who_read_names_see_it(cast, area):
    cast.member.client.post(LOG, WORDS | {"token": str(uuid.uuid4()), "told_by": "Maureen"})
    activity = Activity.objects.get()
    assert activity.told_by == "Maureen"
    where = activity.get_absolute_url()
    for who in ("member", "worker", "lto", "rep", "trust"):
        shown = getattr(cast, who).client.get(where).content.decode()
        assert "told by <bdi>Maureen</bdi>, typed in by <bdi>Denise</bdi>" in shown
    assert (
        "Told by <bdi>Maureen</bdi>"
        in cast.member.client.get("/areas/ramsey/activities/").content.decode()
    )
    shown = cast.evaluator.client.get(where).content.decode()
    assert "told by a resident" in shown
    assert (
        "Maureen"
        not in shown + cast.evaluator.client.get("/areas/ramsey/activities/").content.decode()
    )


def test_another_area_reads_a_resident(cast, area):
    activity = ActivityFactory(area=area, audience="network", told_by="Maureen")
    shown = cast.neighbour.client.get(activity.get_absolute_url()).content.decode()
    assert "told by a resident" in shown
    assert "Maureen" not in shown
