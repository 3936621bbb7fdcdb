"""The LTO officer's half-year: lines typed, sent, answered and put right."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bigstory.core.db.audit import AuditLine
from bigstory.testing.opened import opened, sent_by
from partnerships.models import (
    Review,
    SpendLine,
    SpendReport,
)
from partnerships.money.tests.test_money_sums import spend

pytestmark = pytest.mark.django_db
TOKEN = "6f3b3a52-6a0e-4d4e-9b0f-5b7f6f0a1c11"


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
    return client.get(at("spend_report_lines", report)).context["mark_form"].initial["seen"]


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
        ("1234,5", "Pounds: Did you mean 1,234.50?"),
        ("about 4k", "Pounds: Did you mean 4,000?"),
        ("1.234,5", "put a point before the pence"),
        ("lots", "write pounds and pence"),
        ("1e308", "write pounds"),
        ("12.3456", "two figures after the point"),
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


def test_of_two_who_write_lines_at_once_neither_is_asked(cast, draft):
    seen = seen_of(cast.lto.client, draft)
    for client, heading in ((cast.worker.client, "Tom's"), (cast.lto.client, "Janet's own")):
        body = typed(draft, {"heading": heading, "amount": "1"}, seen=seen)
        assert client.post(at("spend_report_lines", draft), body).status_code == 302
    assert sorted(draft.lines.values_list("heading", flat=True)) == ["Janet's own", "Tom's"]


def test_two_who_change_different_parts_of_one_line_are_not_asked(cast, draft):
    for heading in ("Soup", "Hall"):
        SpendLine.objects.create(report=draft, heading=heading, amount=5)
    path = at("spend_report_lines", draft)
    hers = opened(cast.lto.client, path, **{"row-0-amount": "7", "row-2-heading": "Van"})
    his = opened(
        cast.worker.client, path, **{"row-0-note": "for forty", "row-1-heading": "The hall"}
    )
    cast.worker.client.post(path, his)
    assert cast.lto.client.post(path, hers | {"row-2-amount": ["9"]}).status_code == 302
    assert list(draft.lines.order_by("pk").values_list("heading", "amount", "note")) == [
        ("Soup", 7, "for forty"),
        ("The hall", 5, ""),
        ("Van", 9, ""),
    ]


@pytest.mark.parametrize(
    ("his", "hers", "choice", "left"),
    [
        ({"heading": "Tom's"}, {"heading": "Hers"}, {"heading": "mine"}, ["Hers"]),
        ({"heading": "Tom's"}, {"heading": "Hers"}, {"heading": "theirs"}, ["Tom's"]),
        ({"heading": "Tom's"}, {"gone": "on"}, {"remove": "mine"}, []),
        ({"heading": "Tom's"}, {"gone": "on"}, {"remove": "theirs"}, ["Tom's"]),
        ({"gone": "on"}, {"heading": "Hers"}, {"": "mine"}, ["Hers"]),
        ({"gone": "on"}, {"heading": "Hers"}, {"": "theirs"}, []),
        ({"gone": "on"}, {"gone": "on"}, None, []),
        ({"gone": "on"}, {}, None, []),
    ],
)
def test_of_two_who_change_the_same_line_the_later_chooses(cast, draft, his, hers, choice, left):
    SpendLine.objects.create(report=draft, heading="Soup", amount=5)
    path = at("spend_report_lines", draft)
    mine = opened(cast.lto.client, path, **{f"row-0-{name}": it for name, it in hers.items()})
    first = opened(cast.worker.client, path, **{f"row-0-{name}": it for name, it in his.items()})
    cast.worker.client.post(path, first)
    page = cast.lto.client.post(path, mine)
    if choice is None:
        assert page.status_code == 302
    else:
        words = page.content.decode()
        assert "Two of you wrote here" in words
        kept = {f"keep_row-0-{name}": it for name, it in choice.items()}
        assert cast.lto.client.post(path, sent_by(words, **kept)).status_code == 302
    assert list(draft.lines.values_list("heading", flat=True)) == left


@pytest.mark.parametrize(("choice", "left"), [("mine", -6), ("theirs", 5)])
def test_a_sum_and_the_line_it_corrects_are_kept_together(cast, draft, choice, left):
    """Only a correction takes away: her sum without the line that he took out would be none."""
    sent = spend(draft.area, date(2025, 1, 1), "12.50", organisation=draft.organisation).lines.get()
    line = SpendLine.objects.create(report=draft, heading="Back", amount=-5, corrects=sent)
    path = at("spend_report_lines", draft)
    hers = opened(cast.lto.client, path, **{"row-0-amount": "-6"})
    his = opened(cast.worker.client, path, **{"row-0-amount": "5", "row-0-corrects": ""})
    cast.worker.client.post(path, his)
    page = cast.lto.client.post(path, hers).content.decode()
    chosen = sent_by(page, **{"keep_row-0-amount": choice})
    assert [name for name in chosen if name.startswith("keep_")] == ["keep_row-0-amount"]
    assert cast.lto.client.post(path, chosen).status_code == 302
    line.refresh_from_db()
    assert (line.amount, line.corrects) == (left, sent if left < 0 else None)


def test_a_stored_line_is_changed_and_another_taken_out(cast, draft):
    one, two = (SpendLine.objects.create(report=draft, heading=h, amount=1) for h in ("One", "Two"))
    rows = [
        {"id": one.pk, "heading": "One, mended", "amount": "3"},
        {"id": two.pk, "heading": "Two", "gone": "on"},
    ]
    body = typed(draft, *rows, seen=seen_of(cast.lto.client, draft))
    assert cast.lto.client.post(at("spend_report_lines", draft), body).status_code == 302
    assert list(draft.lines.values_list("pk", "heading", "amount")) == [(one.pk, "One, mended", 3)]


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
