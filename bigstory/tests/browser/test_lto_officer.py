"""Janet at her accounts desk: a file with two wrong rows, the mended spreadsheet of several sheets,
and the report is sent.
"""

import re

import pytest
from playwright.sync_api import expect

from bigstory.testing.workbooks import workbook
from bigstory.tests.browser.steps import follow, press

pytestmark = pytest.mark.browser

WRONG = 'heading,amount,theme\nSoup and bread,"£1,234.50",Small grants\nHall hire,"80,5",\n,12,\n'
MENDED = [
    ["heading", "amount", "theme"],
    ["Soup and bread", "£1,234.50", "Small grants"],
    ["Hall hire", 80.5],
    ["Tea", 12],
]
CSV = ("half-year.csv", "text/csv")
XLSX = ("half-year.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def test_a_half_year_comes_in_whole_or_not_at_all_and_is_sent(meet, site):
    janet = meet("Janet")
    page = janet.page
    janet.go("/areas/ramsey/money/")
    follow(page, "Start a spend report")
    page.get_by_label("Which half-year?").select_option(label="July to December 2026")
    press(page, "Open the report")
    expect(page.get_by_role("heading", level=1)).to_have_text("July to December 2026")
    number = re.search(r"/reports/(\d+)/", page.url)[1]

    follow(page, "Bring a spreadsheet")
    _bring(page, WRONG.encode(), *CSV)
    expect(page.get_by_role("alert")).to_contain_text(
        "Row 3: amount is “80,5”; if you mean 80.50, write it like that."
    )
    expect(page.get_by_role("alert")).to_contain_text("Row 4: heading is empty")
    assert _stored(site, number) == "draft []"

    mended = workbook([["Ask Janet"]], MENDED)
    _bring(page, mended, *XLSX)
    expect(page.get_by_role("alert")).to_contain_text("2 sheets with something in them")
    page.get_by_label("Sheet1").check()
    _bring(page, mended, *XLSX)
    expect(page.get_by_role("main")).to_contain_text("£1,327.00")
    press(page, "Send this report")
    expect(page.get_by_role("main")).to_contain_text("It was sent and stays as it is.")
    assert _stored(site, number) == (
        "sent [('Soup and bread', '1234.50'), ('Hall hire', '80.50'), ('Tea', '12.00')]"
    )


def _bring(page, raw: bytes, name: str, kind: str) -> None:
    page.get_by_label("Your file").set_input_files({"name": name, "mimeType": kind, "buffer": raw})
    press(page, "Take in the file")


def _stored(site, number: str) -> str:
    return site.ask(
        "from partnerships.models import SpendReport\n"
        f"report = SpendReport.objects.get(pk={number})\n"
        "print(report.state, [(line.heading, str(line.amount)) for line in report.lines.all()])"
    ).strip()
