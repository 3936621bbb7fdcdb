"""What happened, who sits where and what was spent come in from spreadsheets."""

from areas.models import AreaFacts
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.tasks import take_rows_back
from bigstory.kit.two_editors import mark_of
from bigstory.testing.moving import matched, press, reasons, sent
from bigstory.testing.workbooks import workbook
from partnerships.models import (
    Activity,
    LtoAppointment,
    Organisation,
    Partnership,
    Plan,
    Seat,
    SpendLine,
    SpendReport,
)
from partnerships.table.actions.setting_up import change_partnership

State = SentFile.State


def take_back(file, by):
    file.go(State.GOING_OUT, come_from=(State.IN, State.OUT))
    take_rows_back(pk=file.pk, by=by.pk)
    file.refresh_from_db()
    return file


def test_organisations_and_their_appointments(area, cast):
    raw = workbook(
        [
            ["Name", "Charity no", "Company No."],
            ["Harbour Trust", 1234567, "1234567"],
            ["Harbour  trust", "", ""],
            ["", "", ""],
        ]
    )
    file = sent("organisations", raw, by=cast.trust.user)
    assert reasons(file) == {3: "it is about the same thing as row 2 of the file"}
    press(file)
    stored = Organisation.objects.get()
    assert (stored.charity_number, stored.company_number) == ("1234567", "01234567")
    raw = workbook(
        [["Area", "LTO", "Start date", "End date"], [area.name, "harbour trust", "1/4/2013", ""]]
    )
    press(sent("appointments", raw, by=cast.trust.user))
    assert LtoAppointment.objects.get().starts.isoformat() == "2013-04-01"
    raw = workbook(
        [
            ["Area", "LTO", "Start date", "End date"],
            [area.slug, "Harbour Trust", "1/4/2013", "1/4/18"],
        ]
    )
    file = sent("appointments", raw, by=cast.trust.user)
    assert file.figures["counts"]["changed"] == 1
    press(file)
    assert LtoAppointment.objects.get().ends.isoformat() == "2018-04-01"
    take_back(file, cast.trust.user)
    assert LtoAppointment.objects.get().ends is None


def test_an_organisation_that_holds_money_by_now_is_not_taken_back(area, cast):
    raw = workbook([["Name"], ["Harbour Trust"], ["Pier Trust"]])
    file = press(sent("organisations", raw, by=cast.trust.user))
    LtoAppointment.objects.create(
        area=area, organisation=Organisation.objects.get(name="Pier Trust")
    )
    take_back(file, cast.trust.user)
    assert [o.name for o in Organisation.objects.all()] == ["Pier Trust"]
    kept = SentRow.objects.get(file=file, taken_back=False)
    assert kept.number == 3
    assert kept.why == ["something was built on it since: Appointment of an LTO"]


def test_a_row_that_somebody_changed_since_is_not_taken_back(area, cast, harbour):
    raw = workbook([["Area", "What", "Date"], [area.name, "Lunch", "1/2/17"]])
    file = press(sent("activities", raw, by=cast.trust.user))
    activity = Activity.objects.get()
    activity.what_happened = "Forty came"
    activity.save_if_unchanged(seen=1, fields=["what_happened"])
    take_back(file, cast.trust.user)
    assert Activity.objects.get().what_happened == "Forty came"
    assert SentRow.objects.get(file=file).why == ["somebody changed it since"]


def test_what_happened_comes_in_with_how_many_came_and_is_counted(area, cast):
    raw = workbook(
        [
            ["Area", "Activity", "Date", "Attendance", "Volunteers", "Hours", "Cost"],
            [area.name, "Luncheon club", "12 March 2017", "about 40", 3, 7.5, "£12.50"],
            [area.name, "Walk", "13/3/17", "", "", "", ""],
            [area.name, "Walk", "13 March", 5, "", "", ""],
        ]
    )
    file = sent("activities", raw, by=cast.trust.user)
    assert list(reasons(file)) == [4]
    assert file.figures["pounds"]["cost"]["added"] == "12.50"
    press(file)
    lunch = Activity.objects.get(title="Luncheon club")
    assert (lunch.came, lunch.counted, str(lunch.hours)) == (40, "about", "7.5")
    assert lunch.logged_by == cast.trust.user
    assert Activity.objects.get(title="Walk").counted == "not_counted"
    assert AreaFacts.objects.get(area=area).last_activity_on.isoformat() == "2017-03-13"
    take_back(file, cast.trust.user)
    assert AreaFacts.objects.get(area=area).last_activity_on is None


def test_what_only_the_area_reads_is_left_and_not_shown(area, cast):
    Activity.objects.create(
        area=area, title="Lunch", on="2017-02-01", audience="area", told_by="Mo"
    )
    raw = workbook([["Area", "What", "Date", "Told by"], [area.name, "Lunch", "1/2/17", "Al"]])
    file = sent("activities", raw, by=cast.trust.user)
    row = SentRow.objects.get(file=file)
    assert (row.outcome, row.before) == ("same", {})


ROSTER = ["Area", "Name", "Kind", "Role", "Vote", "Joined", "Left"]


def test_people_on_partnerships(area, cast):
    raw = workbook([ROSTER, [area.name, "Maureen Doe", "resident", "Chair", "Y", "May 2014", ""]])
    file = sent("seats", raw, by=cast.trust.user)
    assert "write the day, such as 1 March 2015" in reasons(file)[2]
    raw = workbook([ROSTER, [area.name, "Maureen Doe", "Resident", "Chair", "Y", "1/5/14", ""]])
    file = sent("seats", raw, by=cast.trust.user)
    assert not Partnership.objects.exists()
    press(file)
    assert Partnership.objects.get().name == f"{area.short_name} partnership"
    seat = Seat.objects.get()
    assert (seat.name, seat.kind, seat.votes, seat.named_outside) == (
        "Maureen Doe", "resident", True, False,
    )  # fmt: skip
    assert sent("seats", raw, by=cast.trust.user).figures["counts"]["same"] == 1
    take_back(file, cast.trust.user)
    assert not Seat.objects.exists()
    assert not Partnership.objects.exists()


def test_seats_moved_in_sit_at_the_partnership_that_is_there(area, cast):
    table = Partnership.objects.create(area=area, name="The table")
    raw = workbook([ROSTER, [area.name, "Maureen Doe", "Resident", "", "Y", "1/5/14", ""]])
    file = sent("seats", raw, by=cast.trust.user)
    press(file)
    assert Seat.objects.get().partnership == table
    take_back(file, cast.trust.user)
    assert Partnership.objects.get() == table


def test_a_partnership_that_somebody_named_since_stays_when_its_seats_are_taken_back(area, cast):
    raw = workbook([ROSTER, [area.name, "Maureen Doe", "Resident", "", "Y", "1/5/14", ""]])
    file = press(sent("seats", raw, by=cast.trust.user))
    table = Partnership.objects.get()
    named = {"name": "The Mill Lane table"}
    seen = mark_of(table, named)
    change_partnership(partnership=table, by=cast.trust.user, seen=seen, values=named)
    take_back(file, cast.trust.user)
    assert not Seat.objects.exists()
    assert Partnership.objects.get().name == "The Mill Lane table"


SPENT = ["Area", "Period", "Description", "Net amount"]


def test_spending_goes_into_reports_that_the_organisation_sends(area, cast, harbour):
    raw = workbook(
        [
            SPENT,
            [area.name, "Q3 2016", "Hall hire", "1,200.00"],
            [area.name, "Q2 2016", "Hall hire", 5],
            [area.name, "March 2015", "Refund", "(200)"],
            [area.name, "March 2015", "Tea", "1.200,50"],
        ]
    )
    file = sent("spending", raw, by=cast.trust.user)
    why = reasons(file)
    assert "years begin in April" in why[3]
    assert "less than nothing" in why[4]
    assert "put a point before the pence" in why[5]
    pounds = file.figures["pounds"]["pounds"]
    assert (pounds["file"], pounds["added"], pounds["refused"]) == ("1005.00", "1200.00", "-195.00")
    file = matched(file, habits=["comma_pence"])
    assert file.figures["pounds"]["pounds"]["added"] == "2400.50"
    press(file)
    assert {str(r.half_year) for r in SpendReport.objects.all()} == {"2016-07-01", "2015-01-01"}
    assert {r.state for r in SpendReport.objects.all()} == {"draft"}
    assert sent("spending", raw, by=cast.trust.user).figures["counts"]["same"] == 1
    take_back(file, cast.trust.user)
    assert not SpendLine.objects.exists()
    assert not SpendReport.objects.exists()


def test_nothing_is_added_to_a_report_that_was_sent(area, cast, harbour, django_user_model):
    from partnerships.money.actions.reports import open_report, send_report

    report = open_report(area=area, organisation=harbour, half_year="2016-07-01", by=cast.lto.user)
    report.refresh_from_db()
    send_report(report=report, note="Nothing was spent", by=cast.lto.user)
    raw = workbook([SPENT, [area.name, "1/8/2016", "Hall hire", 5]])
    file = sent("spending", raw, by=cast.trust.user)
    assert "frozen" in reasons(file)[2]


PLAN = ["Area", "Plan", "Plan title", "Plan state", "Priority", "Action", "Budget (£)", "Status"]


def test_plans_with_their_priorities_and_actions(area, cast):
    raw = workbook(
        [
            PLAN,
            [area.name, 1, "First plan", "Ended", "Somewhere to meet", "A hall", 12000, "Done"],
            [area.name, 1, "", "", "somewhere to meet", "A kitchen", "", ""],
            [area.name, 2, "Second plan", "", "Work for the young", "A fair", 500, ""],
            [area.name, 3, "Third plan", "", "Work for the young", "A club", 5, ""],
        ]
    )
    file = sent("plans", raw, by=cast.trust.user)
    assert "one at a time" in reasons(file)[5]
    press(file)
    first, second = Plan.objects.order_by("number")
    assert (first.state, second.state) == ("ended", "draft")
    need = first.priorities.get()
    assert [(a.title, str(a.cost), a.state) for a in need.actions.all()] == [
        ("A hall", "12000.00", "done"),
        ("A kitchen", "0.00", "planned"),
    ]
    again = sent("plans", raw, by=cast.trust.user)
    assert again.figures["counts"]["same"] == 3
    assert first.history.count() == 1
    take_back(file, cast.trust.user)
    assert not Plan.objects.exists()


def test_a_plan_that_is_here_takes_no_new_row_from_a_file(area, cast):
    Plan.objects.create(area=area, number=1, title="First plan", state="endorsed")
    raw = workbook([PLAN, [area.name, 1, "First plan", "Endorsed", "Meet", "A hall", 5, ""]])
    file = sent("plans", raw, by=cast.trust.user)
    assert "written on its own page" in reasons(file)[2]
