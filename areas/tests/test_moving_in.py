"""Areas come in from a spreadsheet, and people are invited from one."""

from areas.models import Area, AreaFacts, AreaRole, Region
from areas.tests.factories import ProgrammeFactory
from bigstory.accounts.models import Invitation
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.tasks import take_rows_back
from bigstory.testing.moving import press, sent
from bigstory.testing.workbooks import workbook

LIST = ["name", "region", "wave", "basis", "aliases"]
PEOPLE = ["Email", "Name", "Role", "Area"]


def test_areas_of_an_empty_site_come_in_and_go_out_again(cast):
    ProgrammeFactory()
    head = ["Area", *LIST[1:]]
    raw = workbook([head, ["Whitley", "South West", "Wave 1", "stated", "Ramsey Million; RM"]])
    file = sent("areas", raw, by=cast.trust.user)
    assert not Region.objects.filter(name="South West").exists()
    press(file)
    area = Area.objects.get(slug="whitley")
    assert (area.region.name, area.wave) == ("South West", 1)
    assert area.aliases == ["Ramsey Million", "RM"]
    assert AreaFacts.objects.filter(area=area).exists()
    assert sent("areas", raw, by=cast.trust.user).figures["counts"]["same"] == 1
    file.go(SentFile.State.GOING_OUT, come_from=(SentFile.State.IN,))
    take_rows_back(pk=file.pk, by=cast.trust.user.pk)
    assert not Area.objects.filter(slug="whitley").exists()


def test_a_changed_region_that_is_new_here(cast, area):
    raw = workbook([LIST, [area.name, "South West", "", "stated", ""]])
    file = sent("areas", raw, by=cast.trust.user)
    assert file.figures["counts"]["changed"] == 1
    press(file)
    area.refresh_from_db()
    assert area.region.name == "South West"


def test_an_area_is_known_by_any_of_its_names(cast, area):
    area.local_name, area.aliases = "Our Corner", ["The Corner Café"]
    area.save()
    names = [area.name, area.slug, " our  CORNER ", "The corner cafe"]
    rows = [[f"p{n}@example.org", "", "member", name] for n, name in enumerate(names)]
    file = sent("people", workbook([PEOPLE, *rows]), by=cast.trust.user)
    assert file.figures["counts"]["added"] == 4


def test_nobody_is_invited_before_the_button_is_pressed(cast, area, letters):
    raw = workbook(
        [
            PEOPLE,
            ["Denise@example.org", "Denise", "Partnership member", area.name],
            ["x", "", "member", area.name],
            ["ines@example.org", "Ines", "evaluator", area.name],
            [cast.member.user.email, "", "member", area.name],
        ]
    )
    file = sent("people", raw, by=cast.trust.user)
    why = {row.number: row.why[0] for row in SentRow.objects.filter(outcome="refused")}
    assert "write an e-mail address" in why[3]
    assert "leave the area empty" in why[4]
    assert "here already" in why[5]
    assert len(letters) == 0
    file.site = "https://big.example.org"
    file.save()
    press(file)
    assert Invitation.objects.get().email == "denise@example.org"
    assert letters[0].to == ["denise@example.org"]
    assert "https://big.example.org/account/" in letters[0].body
    again = sent("people", raw, by=cast.trust.user)
    assert again.figures["counts"]["same"] == 1
    assert AreaRole.objects.filter(user__email="denise@example.org").count() == 0
