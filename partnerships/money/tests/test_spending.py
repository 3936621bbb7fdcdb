"""The LTO officer's half-year: lines typed or brought in a file, sent, answered, put right,
given other themes.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bigstory.core.db.audit import AuditLine
from partnerships.models import (
    Award,
    Leverage,
    Payment,
    Review,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)
from partnerships.money.tests.test_money_sums import spend
from partnerships.tests.factories import (
    ActionFactory,
    LtoAppointmentFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
)

pytestmark = pytest.mark.django_db
TOKEN = "6f3b3a52-6a0e-4d4e-9b0f-5b7f6f0a1c11"
GOOD = "heading,priority,theme,amount,note\nSoup,Nobody eats alone,small-grants,£1,\n"


@pytest.fixture
def priority(area):
    return PriorityFactory(plan=PlanFactory(area=area, number=1), own_words="Nobody eats alone")


@pytest.fixture
def holder(area):
    return LtoAppointmentFactory(area=area).organisation


@pytest.fixture
def draft(area, holder, priority):
    return spend(area, date(2026, 1, 1), sent=False, organisation=holder)


def at(name: str, report: SpendReport) -> str:
    return reverse(name, args=[report.area.slug, report.pk])


def bring(client, report, text: str | bytes, **more):
    raw = text.encode() if isinstance(text, str) else text
    return client.post(
        at("spend_report_upload", report),
        {"file": SimpleUploadedFile("spend.csv", raw, "text/csv"), **more},
    )


def typed(report, *rows, seen: str, **more) -> dict:
    body = {
        "row-TOTAL_FORMS": len(rows),
        "row-INITIAL_FORMS": 0,
        "seen": seen,
        "token": TOKEN,
        **more,
    }
    for n, row in enumerate(rows):
        body |= {f"row-{n}-{name}": value for name, value in row.items()}
    return body


def seen_of(client, report) -> str:
    return client.get(at("spend_report_lines", report)).context["kept"].initial["seen"]


def test_an_lto_officer_starts_a_report_and_the_same_half_year_opens_again(cast, area, holder):
    send = {"half_year": "2026-01-01", "organisation": holder.pk}
    first = cast.lto.client.post(reverse("spend_report_new", args=[area.slug]), send)
    again = cast.lto.client.post(reverse("spend_report_new", args=[area.slug]), send)
    assert first.url == again.url == SpendReport.objects.get().get_absolute_url()


def test_rows_are_saved_as_people_type_sums_and_empty_rows_are_no_lines(cast, draft, priority):
    rows = [
        {
            "heading": "Soup and bread",
            "amount": "£1,234.50",
            "priority": "nobody eats alone",
            "theme": "small-grants",
        },
        {"heading": "", "amount": ""},
        {"heading": "Hall", "amount": "80", "note": "three evenings"},
    ]
    body = typed(draft, *rows, seen=seen_of(cast.lto.client, draft))
    for _twice in range(2):
        assert (
            cast.lto.client.post(at("spend_report_lines", draft), body).url
            == draft.get_absolute_url()
        )
    lines = list(draft.lines.all())
    assert [(line.heading, line.amount, line.note) for line in lines] == [
        ("Soup and bread", Decimal("1234.50"), ""),
        ("Hall", Decimal("80.00"), "three evenings"),
    ]
    assert lines[0].priority == priority
    assert lines[0].theme.slug == "small-grants"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1234,5", "put a point before the pence"),
        ("lots", "write pounds and pence"),
        ("1e308", "write pounds"),
        ("12.345", "two figures after the point"),
        ("-5", "only a line that corrects"),
        ("0", "is nothing"),
        ("99999999999", "please check"),
        ("", "Write how much"),
    ],
)
def test_a_sum_that_is_none_gets_a_sentence_and_every_word_is_kept(cast, draft, amount, words):
    row = {"heading": "Soup for Thursday", "amount": amount, "note": "keep me"}
    body = typed(
        draft, row, {"heading": "Good", "amount": "1"}, seen=seen_of(cast.lto.client, draft)
    )
    page = cast.lto.client.post(at("spend_report_lines", draft), body)
    text = page.content.decode()
    assert page.status_code == 200
    assert words in text
    assert "Soup for Thursday" in text
    assert "keep me" in text
    assert not draft.lines.exists()


def test_of_two_who_write_lines_at_once_neither_loses_a_word(cast, draft):
    seen = seen_of(cast.lto.client, draft)
    cast.worker.client.post(
        at("spend_report_lines", draft),
        typed(draft, {"heading": "Tom's", "amount": "1"}, seen=seen),
    )
    body = typed(draft, {"heading": "Janet's own", "amount": "2"}, seen=seen)
    page = cast.lto.client.post(at("spend_report_lines", draft), body)
    assert "Somebody else saved lines" in page.content.decode()
    assert "Tom&#x27;s" in page.content.decode()
    assert "Janet&#x27;s own" in page.content.decode()
    kept = page.context["kept"].initial
    body |= {"seen": kept["seen"], "token": str(kept["token"])}
    assert cast.lto.client.post(at("spend_report_lines", draft), body).status_code == 302
    assert sorted(draft.lines.values_list("heading", flat=True)) == ["Janet's own", "Tom's"]


def test_a_stored_line_is_changed_and_another_taken_out(cast, draft):
    one, two = (SpendLine.objects.create(report=draft, heading=h, amount=1) for h in ("One", "Two"))
    rows = [
        {"id": one.pk, "heading": "One, mended", "amount": "3"},
        {"id": two.pk, "heading": "Two", "gone": "on"},
    ]
    body = typed(draft, *rows, seen=seen_of(cast.lto.client, draft))
    assert cast.lto.client.post(at("spend_report_lines", draft), body).status_code == 302
    assert list(draft.lines.values_list("pk", "heading", "amount")) == [(one.pk, "One, mended", 3)]


def test_a_file_comes_in_whole_and_the_same_file_twice_doubles_nothing(cast, draft, priority):
    text = (
        "heading,priority,theme,amount,note\nSoup,Nobody eats  ALONE,Small "
        'grants,"£1,234.50",\nSoup,,,5,\nSoup,,,5,\n'
    )
    for more in ({}, {}, {"token": TOKEN}, {"token": TOKEN}):
        assert bring(cast.lto.client, draft, text, **more).url == draft.get_absolute_url()
    assert [line.amount for line in draft.lines.all()] == [Decimal("1234.50"), 5, 5]
    assert draft.lines.first().priority == priority


def test_a_file_with_wrong_rows_saves_nothing_and_names_each_row(cast, draft):
    text = 'heading,amount,theme\nSoup,"1234,5",\nGood,5,\n,7,nowhere\n'
    page = bring(cast.lto.client, draft, text)
    words = page.content.decode()
    assert page.status_code == 200
    assert "Row 2: amount is “1234,5”; put a point before the pence" in words
    assert "Row 4: heading is empty" in words
    assert "Row 4: theme is “nowhere”" in words
    assert not draft.lines.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfheading,amount\r\nCaf\xc3\xa9,5\r\n",
        "heading,amount\nCafé,5\n".encode("cp1252"),
        "heading,amount\nCafé,5\n".encode("utf-16"),
        "Heading;Amount\nCafé;5\n".encode(),
        "heading\tamount\t\nCafé\t5\t\n".encode(),
    ],
)
def test_whatever_the_spreadsheet_saved_the_words_are_right(cast, draft, raw):
    bring(cast.lto.client, draft, raw)
    assert list(draft.lines.values_list("heading", "amount")) == [("Café", 5)]


def test_the_file_may_take_the_place_of_what_is_there(cast, draft):
    SpendLine.objects.create(report=draft, heading="Old", amount=1)
    stays = SpendLine.objects.create(report=draft, heading="Soup", amount=5)
    bring(cast.lto.client, draft, "heading,amount\nSoup,5\nNew,6\n", instead="yes")
    assert list(draft.lines.values_list("heading", flat=True)) == ["Soup", "New"]
    assert draft.lines.first().pk == stays.pk


def test_what_goes_out_comes_back_and_no_cell_is_a_formula(cast, draft, priority):
    sent = spend(draft.area, date(2025, 1, 1), "12.50", organisation=draft.organisation).lines.get()
    SpendLine.objects.create(
        report=draft, heading="=cmd|' /C calc'!A0", amount=5, note="@SUM(A1)", priority=priority
    )
    SpendLine.objects.create(report=draft, heading="Back", amount=Decimal("-2.50"), corrects=sent)
    raw = b"".join(cast.lto.client.get(at("spend_report_csv", draft)).streaming_content)
    assert b"'=cmd" in raw
    assert b"'@SUM" in raw
    assert b",-2.50," in raw
    before = list(draft.lines.values())
    assert bring(cast.lto.client, draft, raw, instead="yes").status_code == 302
    assert list(draft.lines.values()) == before


def test_a_sent_report_takes_no_line_by_any_door(cast, draft):
    line = SpendLine.objects.create(report=draft, heading="Soup", amount=5)
    seen = seen_of(cast.lto.client, draft)
    assert cast.lto.client.post(at("spend_report_send", draft), {"note": ""}).status_code == 302
    rows = typed(
        draft,
        {"id": line.pk, "heading": "Wine", "amount": "500"},
        {"heading": "More", "amount": "1"},
        seen=seen,
    )
    gone = typed(draft, {"id": line.pk, "gone": "on"}, seen=seen)
    for body in (rows, gone):
        cast.lto.client.post(at("spend_report_lines", draft), body)
    bring(cast.lto.client, draft, "heading,amount\nMore,6\n")
    bring(cast.lto.client, draft, "heading,amount\nMore,6\n", instead="yes")
    cast.worker.client.post(at("spend_report_send", draft), {"note": "again"})
    assert list(draft.lines.values_list("pk", "heading", "amount")) == [(line.pk, "Soup", 5)]
    draft.refresh_from_db()
    assert (draft.note, draft.sent_by, draft.sent_by_name) == ("", cast.lto.user, "Janet")
    assert AuditLine.objects.filter(verb="spendreport.send").count() == 1


def test_nothing_is_sent_without_a_line_or_a_word(cast, draft):
    page = cast.lto.client.post(at("spend_report_send", draft), {"note": ""})
    assert "say here that nothing was spent" in page.content.decode()
    cast.lto.client.post(at("spend_report_send", draft), {"note": "The hall was shut."})
    assert SpendReport.objects.get(pk=draft.pk).state == "sent"


def test_a_correction_names_a_sent_line_of_its_own_area_and_may_take_away(cast, draft, other_area):
    sent = spend(draft.area, date(2025, 1, 1), "12.50", organisation=draft.organisation).lines.get()
    foreign = spend(other_area, date(2025, 1, 1), "9").lines.get()
    page = cast.lto.client.get(at("spend_report_lines", draft) + f"?corrects={sent.pk}")
    assert page.context["rows"][0].initial["amount"] == "-12.50"
    wrong = bring(cast.lto.client, draft, f"heading,amount,corrects\nBack,-2.50,{foreign.pk}\n")
    assert "write the number of a line" in wrong.content.decode()
    bring(cast.lto.client, draft, f"heading,amount,corrects\nBack,-2.50,{sent.pk}\n")
    assert draft.lines.get().corrects == sent


def test_a_draft_is_its_own_areas_until_it_is_sent(cast, draft):
    assert cast.member.client.get(draft.get_absolute_url()).status_code == 200
    assert cast.trust.client.get(draft.get_absolute_url()).status_code == 404
    assert cast.neighbour.client.get(draft.get_absolute_url()).status_code == 404
    assert cast.member.client.get(at("spend_report_lines", draft)).status_code == 403
    assert (
        "Being written"
        not in cast.trust.client.get(reverse("money", args=[draft.area.slug])).content.decode()
    )


def test_of_two_reviewers_one_answers_and_the_other_is_told(cast, area, holder):
    report = spend(area, date(2026, 1, 1), "5", organisation=holder)
    place = reverse("spend_report_reply", args=[report.pk])
    assert "Write a few words" in cast.trust.client.post(place, {"words": " "}).content.decode()
    assert cast.trust.client.post(place, {"words": "Thank you, Janet."}).status_code == 302
    late = cast.second_trust.client.post(place, {"words": "My own long words"})
    assert late.status_code == 409
    assert "My own long words" in late.content.decode()
    assert Review.objects.get().words == "Thank you, Janet."
    assert "Thank you, Janet." in cast.lto.client.get(report.get_absolute_url()).content.decode()
    assert cast.lto.client.get(place).status_code == 403


def test_lines_are_given_another_theme_and_the_earlier_one_is_kept(cast, area, holder):
    old, new = SpendTheme.objects.filter(programme=area.programme)[:2]
    report = spend(area, date(2025, 1, 1), "5", "6", organisation=holder)
    report.lines.update(theme=old)
    lines = list(report.lines.all())
    place = reverse("spend_lines", args=[area.slug])
    nothing = cast.lto.client.post(place, {"theme": new.pk, "because": "It was wages"})
    assert "Tick the lines first" in nothing.content.decode()
    body = {"theme": new.pk, "because": "It was wages", "line": [line.pk for line in lines]}
    for _twice in range(2):
        assert cast.lto.client.post(place, body).status_code == 302
    assert [(c.was, c.now, c.because, c.by) for c in ThemeChange.objects.all()] == [
        (old, new, "It was wages", cast.lto.user)
    ] * 2
    assert "Until" in cast.member.client.get(place).content.decode()
    assert cast.member.client.post(place, body).status_code == 403
    assert list(report.lines.values_list("heading", "amount", "theme")) == [
        ("Soup", 5, new.pk),
        ("Soup", 6, new.pk),
    ]


def test_somebody_elses_lines_get_no_theme_from_here(cast, area, other_area):
    line = spend(other_area, date(2025, 1, 1), "5").lines.get()
    theme = SpendTheme.objects.first()
    body = {"theme": theme.pk, "because": "x", "line": [line.pk]}
    cast.lto.client.post(reverse("spend_lines", args=[area.slug]), body)
    assert SpendLine.objects.get(pk=line.pk).theme is None


def test_the_ltos_part_is_worked_out_by_the_rule_of_the_day_and_stands_apart(cast, area, holder):
    place = reverse("payment_new", args=[area.slug])
    cast.lto.client.post(
        place, {"amount": "£40,000.10", "on": "2020-01-01", "organisation": holder.pk, "what": ""}
    )
    assert Payment.objects.get().contribution == Decimal("2000.01")
    area.programme.rules.create(
        name="lto_contribution", value="0.1", from_date=date(2021, 1, 1), source="s"
    )
    cast.worker.client.post(place, {"amount": "100", "on": "2021-01-01", "organisation": holder.pk})
    assert Payment.objects.get(amount=100).contribution == 10
    cast.lto.client.post(
        place, {"amount": "200", "on": "2021-01-02", "organisation": holder.pk, "contribution": "3"}
    )
    assert Payment.objects.get(amount=200).contribution == 3
    assert Payment.objects.first().contribution == Decimal("2000.01")


def test_a_payment_to_somebody_who_never_held_the_money_is_refused(cast, area, holder):
    stranger = OrganisationFactory()
    body = {"amount": "5", "on": "2020-01-01", "organisation": stranger.pk}
    page = cast.lto.client.post(reverse("payment_new", args=[area.slug]), body)
    assert "holds, or held, the money" in page.content.decode()
    assert not Payment.objects.exists()


def test_local_trust_adds_an_award_once_and_nobody_else_may(cast, area):
    place = reverse("award_new", args=[area.slug])
    body = {
        "amount": "1,000,000",
        "on": "2012-05-01",
        "what": "The first million",
        "source": "Letter",
        "token": TOKEN,
    }
    for _twice in range(2):
        assert cast.trust.client.post(place, body).status_code == 302
    assert Award.objects.get().amount == 1_000_000
    again = cast.trust.client.post(place, body | {"amount": "5"})
    assert "sent once already" in again.content.decode()
    assert [
        cast.lto.client.get(place).status_code,
        cast.evaluator.client.get(place).status_code,
    ] == [403, 403]


def test_what_came_in_beside_it_is_added_with_how_it_is_valued(cast, area, priority):
    action = ActionFactory(priority=priority)
    place = reverse("leverage_new", args=[area.slug])
    body = {
        "kind": "in_kind",
        "amount": "300",
        "on": "2024-05-01",
        "from_whom": "Parish",
        "what": "The hall",
    }
    assert "Say how you know" in cast.lto.client.post(place, body).content.decode()
    body |= {"how_valued": "12 evenings at £25", "action": action.pk}
    assert cast.lto.client.post(place, body).status_code == 302
    assert Leverage.objects.get().action == action


def test_visitors_and_evaluators_see_the_totals_and_no_line(cast, area, holder):
    Award.objects.create(area=area, amount=1000, on=date(2013, 1, 1), what="Zebra award")
    spend(area, date(2025, 1, 1), "250", organisation=holder)
    SpendLine.objects.none()
    for who in (cast.visitor, cast.evaluator, cast.neighbour):
        text = who.client.get(reverse("money", args=[area.slug])).content.decode()
        assert "£750" in text
        assert "Soup" not in text
        assert "Zebra" not in text
        assert who.client.get(reverse("spend_lines", args=[area.slug])).status_code in (
            302,
            403,
            404,
        )


def test_below_the_rule_of_the_day_the_closing_steps_appear(cast, area, holder):
    Award.objects.create(area=area, amount=150_000, on=date(2013, 1, 1), what="All")
    place = reverse("money", args=[area.slug])
    assert "Finishing well" not in cast.member.client.get(place).content.decode()
    spend(area, date(2025, 1, 1), "0.01", organisation=holder)
    text = cast.member.client.get(place).content.decode()
    assert "Finishing well" in text
    assert "up to £75,000 left" in text
    area.programme.rules.create(
        name="closeout_below", value=1, from_date=date(2024, 1, 1), source="s"
    )
    assert "Finishing well" not in cast.member.client.get(place).content.decode()


def test_lines_are_downloaded_as_they_are_shown(cast, area, holder):
    report = spend(area, date(2025, 1, 1), "250", "3", organisation=holder)
    spend(area, date(2025, 7, 1), "9", organisation=holder)
    raw = b"".join(
        cast.trust.client.get(
            reverse("spend_lines_csv", args=[area.slug]) + "?half=2025-01-01"
        ).streaming_content
    )
    rows = raw.decode("utf-8-sig").splitlines()
    assert rows[0] == "number,half_year,reported_by,heading,priority,theme,amount,note,corrects"
    assert len(rows) == 1 + report.lines.count()
