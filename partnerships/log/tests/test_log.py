"""Logging what happened: sent with four fields, kept once, never lost."""

import uuid
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils.formats import date_format

from areas.models import AreaFacts
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.core.db.tokens import FormToken
from partnerships.models import Activity
from partnerships.tests.factories import ActionFactory, PlanFactory

LOG = "/areas/ramsey/log/"
FOUR = {
    "title": "Lunch at Mill Lane",
    "when": "today",
    "came": "41",
    "counted": "exact",
    "what_happened": "Two new faces.\r\nAlan brought his accordion.",
}


def send(person, **more):
    return person.client.post(LOG, {"token": str(uuid.uuid4())} | FOUR | more)


def test_a_member_logs_with_four_fields_and_finds_it_on_top_with_one_question(cast):
    answer = send(cast.member)
    activity = Activity.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/?logged={activity.pk}"
    assert (activity.title, activity.on, activity.came, activity.counted) == (
        "Lunch at Mill Lane",
        today(),
        41,
        "exact",
    )
    assert activity.what_happened == "Two new faces.\nAlan brought his accordion."
    assert (activity.audience, activity.logged_by, activity.logged_by_name) == (
        "programme",
        cast.member.user,
        "Denise",
    )
    page = cast.member.client.get(answer.url).content.decode()
    assert "Saved: <bdi>Lunch at Mill Lane</bdi>" in page
    assert "Did something change because of this?" in page
    assert f"/areas/ramsey/stories/new/?activity={activity.pk}" in page


def test_what_was_logged_is_counted_for_the_programme_and_written_in_the_audit(cast, area):
    send(cast.member)
    assert AreaFacts.objects.get(area=area).last_activity_on == today()
    assert area.years.get(year=today().year).activities == 1
    line = AuditLine.objects.get(verb="activity.logged")
    assert (line.actor, line.area) == (str(cast.member.user.pk), "ramsey")
    assert "Lunch" not in str(line.data)


def test_what_only_the_partnership_reads_leaves_no_trace_in_the_programmes_numbers(cast, area):
    send(cast.member, audience="area")
    assert AreaFacts.objects.get(area=area).last_activity_on is None
    assert not area.years.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 200),
        ("worker", 200),
        ("lto", 403),
        ("rep", 403),
        ("trust", 403),
        ("evaluator", 403),
        ("admin", 403),
        ("neighbour", 404),
        ("nobody", 404),
        ("visitor", 302),
    ],
)
def test_who_may_log_here(cast, who, status):
    client = getattr(cast, who).client
    assert client.get(LOG).status_code == status
    assert client.post(LOG, FOUR).status_code == (302 if status == 200 else status)
    assert Activity.objects.exists() is (status == 200)


def test_sending_twice_saves_once_and_leads_to_the_same_page(cast):
    token = str(uuid.uuid4())
    first = send(cast.member, token=token)
    second = send(cast.member, token=token)
    assert first.url == second.url
    assert Activity.objects.count() == 1
    assert AuditLine.objects.filter(verb="activity.logged").count() == 1


def test_sending_the_same_page_with_other_words_is_explained_and_the_words_are_kept(cast):
    token = str(uuid.uuid4())
    send(cast.member, token=token)
    answer = send(cast.member, token=token, what_happened="Quite another thing.")
    page = answer.content.decode()
    assert Activity.objects.count() == 1
    assert "This page was sent once already" in page
    assert "Quite another thing." in page
    assert f"/?logged={Activity.objects.get().pk}" in page
    assert token not in page
    again = answer.context["form"]["token"].value()
    send(cast.member, token=again, what_happened="Quite another thing.")
    assert Activity.objects.count() == 2


def test_two_people_may_by_chance_hold_the_same_token(cast):
    token = str(uuid.uuid4())
    send(cast.member, token=token)
    send(cast.worker, token=token)
    assert Activity.objects.count() == 2


@pytest.mark.parametrize("token", ["", "not a token", "1"])
def test_a_page_without_a_usable_token_still_saves(cast, token):
    assert send(cast.member, token=token).status_code == 302
    assert FormToken.objects.count() == 1


def test_a_day_that_has_not_come_is_named_and_every_word_is_kept(cast):
    day = today() + timedelta(days=40)
    answer = send(cast.member, title="", when="other", day=day.isoformat(), cost="£12.50")
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert not Activity.objects.exists()
    assert "Two things to put right" in page
    assert date_format(day, "l j F") in page
    assert f"Use today, {date_format(today(), 'j F Y')}, or a day before it." in page
    for target in (
        'href="#id_title"',
        'href="#id_day"',
        'id="id_day"',
        'id="id_title"',
        f'value="{day.isoformat()}"',
    ):
        assert target in page
    for kept in ("Alan brought his accordion.", 'value="41"', 'value="£12.50"'):
        assert kept in page


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"title": ""}, "title", "Say in a few words what it was"),
        ({"title": "x" * 121}, "title", "Keep it to 120 letters"),
        ({"title": "\x00\u200b\u2060 \u3164"}, "title", "Say in a few words what it was"),
        ({"when": ""}, "when", "Say when it was."),
        ({"when": "other", "day": ""}, "day", "Choose the day it happened."),
        ({"when": "other", "day": "soon"}, "day", "Write the day like this"),
        ({"when": "other", "day": "1899-01-01"}, "day", "Check the year"),
        ({"came": "no one knows"}, "came", "How many people came? Write one number"),
        ({"came": "lunch for 41"}, "came", "How many people came? Did you mean 41?"),
        ({"hours": "20 mins"}, "hours", "Did you mean 0.3?"),
        ({"cost": "1.200"}, "cost", "Did you mean 1,200?"),
        ({"came": "", "counted": "exact"}, "came", "Write how many came"),
        ({"came": "9" * 30}, "came", "very large number"),
        ({"hours": "2.25"}, "hours", "One figure after the point"),
        ({"until": "2001-02-03"}, "until", "The last day cannot be before the first."),
        ({"until": "2999-02-03"}, "until", "has not come yet"),
        ({"action": "999999999"}, "action", "not part of your present plan"),
        ({"audience": "the moon"}, "audience", "the moon"),
        ({"led_by": "aliens"}, "led_by", "aliens"),
    ],
)
def test_what_cannot_be_saved_gets_a_sentence_beside_its_field(cast, typed, field, said):
    answer = send(cast.member, **typed)
    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors[field].as_data()[0].messages)
    assert not Activity.objects.exists()
    assert not FormToken.objects.exists()


def test_the_folded_questions_are_kept_too(cast, area):
    action = ActionFactory(priority__plan__area=area)
    more = {
        "action": action.pk,
        "led_by": "volunteers",
        "volunteers": "6",
        "hours": "2.5",
        "cost": "£12.50",
    }
    send(
        cast.member, when="other", day="2024-05-02", until="2024-05-04", audience="network", **more
    )
    activity = Activity.objects.get()
    assert (activity.action, activity.led_by, activity.volunteers) == (action, "volunteers", 6)
    assert (activity.hours, activity.cost) == (Decimal("2.5"), Decimal("12.50"))
    assert (str(activity.on), str(activity.until), activity.audience) == (
        "2024-05-02",
        "2024-05-04",
        "network",
    )


def test_an_action_of_another_area_or_of_an_old_plan_cannot_be_chosen(cast, area, other_area):
    theirs = ActionFactory(priority__plan__area=other_area, title="Their own doing")
    old = ActionFactory(priority__plan=PlanFactory(area=area, state="ended"), title="Long ago")
    page = cast.member.client.get(LOG).content.decode()
    for action in (theirs, old):
        assert action.title not in page
        assert "action" in send(cast.member, action=action.pk).context["form"].errors


def test_yesterday_is_the_day_before_the_page_was_opened(cast):
    send(cast.member, when="yesterday", opened_on=(today() - timedelta(days=1)).isoformat())
    assert Activity.objects.get().on == today() - timedelta(days=2)


@pytest.mark.parametrize("opened", ["2031-01-01", "2001-01-01", "no day"])
def test_a_page_that_claims_a_strange_day_means_today(cast, opened):
    send(cast.member, opened_on=opened)
    assert Activity.objects.get().on == today()


def test_somebody_goes_back_to_where_they_were(cast):
    assert send(cast.member, next="/areas/ramsey/activities/?year=2024").url.startswith(
        "/areas/ramsey/activities/?year=2024&logged="
    )
    answer = send(cast.member, next="/areas/ramsey/plan/")
    assert answer.url == "/areas/ramsey/plan/"
    page = cast.member.client.get(answer.url).content.decode()
    assert "Saved: Lunch at Mill Lane." in page
    assert "Did something change because of this?" in page


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "javascript:alert(1)",
        "/" + "x" * 300,
    ],
)
def test_nobody_is_sent_off_the_site(cast, elsewhere):
    assert send(cast.member, next=elsewhere).url.startswith("/?logged=")
    assert elsewhere not in cast.member.client.get(LOG, {"next": elsewhere}).content.decode()


def test_a_title_with_markup_in_it_is_shown_as_words(cast):
    answer = send(cast.member, title="<b>Lunch</b>", next="/areas/ramsey/plan/")
    assert "<b>Lunch</b>" not in cast.member.client.get(answer.url).content.decode()


def test_the_words_for_who_can_read_it_are_made_from_the_table_of_roles(cast):
    page = cast.member.client.get(LOG).content.decode()
    for said in (
        "The partnership, its worker, the area’s LTO and its Rep",
        "Also Local Trust and the evaluators",
        "on the open web, once names in it were looked at and Local Trust said yes",
    ):
        assert said in page


def test_logging_asks_the_database_little(cast, django_assert_max_num_queries):
    cast.member.client.get(LOG)
    # Session, user, roles, area; then entry, history, audit and token between two pairs of marks of
    # a transaction.
    with django_assert_max_num_queries(12):
        send(cast.member, audience="area")
