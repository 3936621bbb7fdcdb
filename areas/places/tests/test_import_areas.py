"""Importing areas: the 150, the same file twice, and every way a row can be bad."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area, AreaFacts, Region
from areas.places.exchange.areas_csv import import_areas
from areas.places.exchange.columns import REGIONS
from areas.places.tests.conftest import GOOD, everything

THE_150 = Path(__file__).resolve().parents[2] / "data" / "areas.csv"
CASE_STUDIES = {
    "ramsey",
    "growing-together",
    "northfleet-north",
    "radstock-and-westfield",
    "three-parishes",
    "hanwell-copley-close",
    "bountagu",
    "whitley-bay",
    "revoe",
    "birchfield",
    "barrowcliff",
    "grassland-hasmoor",
    "catton-grove",
    "lawrence-weston",
    "westfield-estate",
}


def test_all_150_areas_come_in_with_the_basis_of_each_fact(small_programme):
    done = import_areas(THE_150)
    assert (done.made, done.changed, done.same) == (150, 0, 0)
    areas = list(Area.objects.select_related("region"))
    assert {area.slug for area in areas if area.case_study} == CASE_STUDIES
    assert sum(area.spot is not None for area in areas) == 28
    # Nobody guesses where a place lies: each position comes with who says so.
    assert all(bool(area.position_source) == (area.latitude is not None) for area in areas)
    assert Counter(area.basis for area in areas) == {"inferred": 126, "stated": 24}
    assert Counter(area.wave for area in areas) == {1: 50, 2: 50, 3: 50}
    assert all(area.source for area in areas)
    assert [region.name for region in Region.objects.all()] == list(REGIONS)
    ramsey = Area.objects.get(slug="ramsey")
    assert (ramsey.latitude, ramsey.longitude) == (Decimal("52.45058"), Decimal("-0.10932"))
    assert AreaFacts.objects.count() == 150


def test_the_same_file_twice_changes_nothing_and_writes_no_history(small_programme, capsys):
    call_command("import_areas", THE_150)
    before = everything()
    call_command("import_areas", THE_150)
    assert everything() == before
    assert capsys.readouterr().out.splitlines() == [
        "150 new, 0 changed, 0 as they were.",
        "150 areas: no change.",
    ]


def test_a_list_without_slugs_and_with_the_older_heading_finds_the_same_areas(
    small_programme, tmp_path
):
    import_areas(THE_150)
    with THE_150.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    older = tmp_path / "older.csv"
    with older.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "place", "region", "wave", "wave_region_basis"])
        words = {"stated": "stated in a source", "inferred": "inferred from list order"}
        writer.writerows(
            [r["name"], r["place"], r["region"], r["wave"], words[r["basis"]]] for r in rows
        )
    before = everything()
    assert import_areas(older).same == 150
    assert everything() == before


def test_a_changed_row_changes_its_area_and_no_other(small_programme, write):
    other = "gateshead,Gateshead,North East,1,inferred,no,,,"
    import_areas(write(GOOD, other))
    done = import_areas(write(GOOD.replace("inferred", "stated").replace("on the fen", ""), other))
    assert (done.made, done.changed, done.same) == (0, 1, 1)
    ramsey = Area.objects.get(slug="ramsey")
    assert (ramsey.basis, ramsey.note, ramsey.version) == ("stated", "", 2)
    assert (ramsey.history.count(), Area.objects.get(slug="gateshead").history.count()) == (2, 1)


def test_an_area_may_get_another_name_and_keeps_its_slug(small_programme, write):
    import_areas(write(GOOD))
    import_areas(write(GOOD.replace("Ramsey", "Ramsey Town")))
    assert Area.objects.get().name == "Ramsey Town"


def test_what_an_area_says_of_itself_outlives_an_import_that_does_not_speak_of_it(
    small_programme, write
):
    import_areas(write(GOOD))
    Area.objects.update(summary="A market town.", local_name="Our Ramsey")
    assert import_areas(write(GOOD)).same == 1


def test_what_nobody_can_see_stays_in_the_file(small_programme, write):
    import_areas(write(GOOD.replace("Ramsey", "Ram\0\u200bsey\vNorth").replace("fen", "f\u202een")))
    area = Area.objects.get()
    assert (area.name, area.note) == ("Ramsey North", "on the fen")


def test_without_a_slug_one_is_made_from_the_name(small_programme, write):
    import_areas(write(",St Peter’s & the Moors,South West,3,inferred,,,,"))
    assert Area.objects.get().slug == "st-peters-the-moors"


def test_when_the_database_gives_up_half_way_nothing_stays(small_programme, write, monkeypatch):
    import_areas(write(GOOD))
    before = everything()
    monkeypatch.setattr("areas.places.exchange.areas_csv.audit.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_areas(
            write(
                GOOD.replace("inferred", "stated"),
                "gateshead,Gateshead,North East,1,inferred,no,,,",
            )
        )
    assert everything() == before


@pytest.mark.django_db
def test_without_a_programme_the_command_says_what_to_do_first(write):
    with pytest.raises(CommandError, match="load_framework FILE"):
        call_command("import_areas", write(GOOD))


def test_a_file_that_is_not_there_is_said_plainly(small_programme, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_areas", tmp_path / "none.csv")


def test_visitors_read_no_notes_about_where_a_fact_came_from(small_programme, client):
    import_areas(THE_150)
    page = client.get("/areas/").content.decode()
    for area, place in (
        ("hateley-cross", "Sandwell"),
        ("withernsea", "East Riding of Yorkshire"),
        ("north-cleethorpes", "Cleethorpes"),
    ):
        assert place in page
        row = Area.objects.get(slug=area)
        assert (row.place, "source" in row.note) == (place, True), "staff still read it"
    for note in ("implied", "in source", "inferred", "parallel lists", "elimination"):
        assert note not in page
