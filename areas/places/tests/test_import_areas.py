"""Importing areas: the 150, the same file twice, and every way a row can be bad."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area, AreaFacts, Programme, Region
from areas.places.exchange.areas_csv import import_areas
from areas.places.exchange.columns import REGIONS
from bigstory.core.db.audit import AuditLine
from bigstory.core.files.refused import Refused

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
HEADINGS = "slug,name,region,wave,basis,case_study,latitude,longitude,note"
GOOD = "ramsey,Ramsey,East of England,1,inferred,yes,52.449,-0.109,on the fen"


def everything() -> dict:
    tables = (Region, Area, Area.history.model, AreaFacts, AuditLine)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


@pytest.fixture
def small_programme(db):
    return Programme.objects.create(slug="p", name="P")


@pytest.fixture
def write(tmp_path):
    def write(*rows: str, headings: str = HEADINGS) -> Path:
        path = tmp_path / "areas.csv"
        path.write_text("\n".join([headings, *rows, ""]), encoding="utf-8")
        return path

    return write


def test_all_150_areas_come_in_with_the_basis_of_each_fact(small_programme):
    done = import_areas(THE_150)
    assert (done.made, done.changed, done.same) == (150, 0, 0)
    areas = list(Area.objects.select_related("region"))
    assert {area.slug for area in areas if area.case_study} == CASE_STUDIES
    assert {area.slug for area in areas if area.latitude is not None} == CASE_STUDIES
    assert Counter(area.basis for area in areas) == {"inferred": 126, "stated": 24}
    assert Counter(area.wave for area in areas) == {1: 50, 2: 50, 3: 50}
    assert all(area.source for area in areas)
    assert [region.name for region in Region.objects.all()] == list(REGIONS)
    ramsey = Area.objects.get(slug="ramsey")
    assert (ramsey.latitude, ramsey.longitude) == (Decimal("52.449"), Decimal("-0.109"))
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


def test_without_a_slug_one_is_made_from_the_name(small_programme, write):
    import_areas(write(",St Peter’s & the Moors,South West,3,inferred,,,,"))
    assert Area.objects.get().slug == "st-peters-the-moors"


BAD = {
    "an unknown region": (
        GOOD.replace("East of England", "Anglia"),
        "region is 'Anglia', which is not a region",
    ),
    "no region": (GOOD.replace("East of England", ""), "region is empty"),
    "no name": (GOOD.replace("Ramsey", ""), "name is empty"),
    "a wave in words": (GOOD.replace(",1,", ",one,"), "wave is 'one'; it must be a whole number"),
    "a wave below zero": (GOOD.replace(",1,", ",-1,"), "wave is '-1'"),
    "a wave with a fraction": (GOOD.replace(",1,", ",1.5,"), "wave is '1.5'"),
    "a wave in other digits": (GOOD.replace(",1,", ",٣,"), "wave is '٣'"),
    "an unknown basis": (
        GOOD.replace("inferred", "guessed"),
        "basis is 'guessed'; it must be stated or inferred",
    ),
    "a case study, perhaps": (
        GOOD.replace(",yes,", ",maybe,"),
        "case_study is 'maybe'; it must be yes or no",
    ),
    "a latitude in words": (
        GOOD.replace("52.449", "north"),
        "latitude is 'north'; it must be a number",
    ),
    "a latitude beyond the pole": (
        GOOD.replace("52.449", "152.449"),
        "latitude is 152.449, outside England",
    ),
    "latitude and longitude changed over": (
        GOOD.replace("52.449,-0.109", "-0.109,52.449"),
        "outside England",
    ),
    "a latitude that is no number": (GOOD.replace("52.449", "nan"), "latitude is 'nan'"),
    "a latitude beyond all bounds": (GOOD.replace("52.449", "1e308"), "latitude is '1e308'"),
    "a decimal comma": (GOOD.replace("52.449", '"52,449"'), "latitude is '52,449'"),
    "a latitude on its own": (GOOD.replace("-0.109", ""), "latitude and longitude go together"),
    "extra cells": (GOOD + ",more", "it has 10 cells where the headings have 9"),
    "too few cells": ("ramsey,Ramsey", "it has 2 cells where the headings have 9"),
    "a name as long as a page": (
        GOOD.replace("Ramsey", "R" * 121),
        "name has 121 letters; at most 120 fit",
    ),
    "a formula": (
        GOOD.replace("on the fen", "=1+1"),
        "note starts with '=', which a spreadsheet would run",
    ),
    "a formula after a space": (GOOD.replace("on the fen", " @SUM(A1)"), "note starts with '@'"),
    "a formula in full-width": (GOOD.replace("on the fen", "＝1"), "note starts with '＝'"),
    "a name that is a formula": (GOOD.replace("Ramsey", "+Ramsey"), "name starts with '+'"),
    "a NUL": (
        GOOD.replace("on the fen", "on\0the fen"),
        "note holds a character that no keyboard makes",
    ),
    "a slug with a space": (GOOD.replace("ramsey", "ram sey"), "slug is 'ram sey'"),
    "a slug that climbs": (GOOD.replace("ramsey", "../admin"), "slug is '../admin'"),
}


@pytest.mark.parametrize(("row", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_named_with_its_reason_and_nothing_is_imported(
    small_programme, write, row, sentence
):
    before = everything()
    with pytest.raises(Refused) as refused:
        import_areas(write("gateshead,Gateshead,North East,1,inferred,no,,,", row))
    assert all(problem.startswith("Row 3: ") for problem in refused.value.problems)
    assert sentence in refused.value.problems[0]
    assert everything() == before


def test_all_bad_rows_are_named_at_once_and_a_row_with_two_faults_twice(small_programme, write):
    first = "x,X,Anglia,one,inferred,no,,,"
    with pytest.raises(CommandError) as refused:
        call_command(
            "import_areas",
            write(first, "", "y,Y,London,1,?,no,,,", "z,Z,London,1,stated,no,,,", "z,Zed"),
        )
    lines = str(refused.value).splitlines()
    assert lines[0] == "Nothing was imported."
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "Row 2",
        "Row 2",
        "Row 4",
        "Row 6",
    ]
    assert not Area.objects.exists()


DOUBLED = {
    "name": (GOOD.replace("ramsey,", "other,"), "name 'Ramsey' is the same as in row 2"),
    "name in other letters": (
        GOOD.replace("ramsey,Ramsey", "other,RAMSEY"),
        "name 'RAMSEY' is the same as in row 2",
    ),
    "slug": (GOOD.replace(",Ramsey,", ",Other,"), "slug 'ramsey' is the same as in row 2"),
    "slug made from the name": (
        ",Ramsey !,East of England,1,inferred,no,,,",
        "slug 'ramsey' is the same as in row 2",
    ),
}


@pytest.mark.parametrize(("row", "sentence"), DOUBLED.values(), ids=DOUBLED.keys())
def test_a_doubled_name_or_slug_is_refused_with_the_row_it_doubles(
    small_programme, write, row, sentence
):
    with pytest.raises(Refused) as refused:
        import_areas(write(GOOD, row))
    assert refused.value.problems == [f"Row 3: {sentence}."]
    assert not Area.objects.exists()


def test_a_name_that_another_area_has_already_is_refused(small_programme, write):
    import_areas(write(GOOD, "gateshead,Gateshead,North East,1,inferred,no,,,"))
    before = everything()
    with pytest.raises(Refused, match="a slug never changes"):
        import_areas(write(GOOD.replace("ramsey,", "ramsey-town,")))
    with pytest.raises(Refused, match="belongs to the area with the slug 'gateshead'"):
        import_areas(write(GOOD.replace("Ramsey", "Gateshead")))
    assert everything() == before


FILES = {
    "an empty file": (b"", "Row 1: the file is empty"),
    "a missing column": (
        b"name,wave,basis\nRamsey,1,stated\n",
        "Row 1: the column 'region' is missing.",
    ),
    "a misspelt column": (
        b"name,region,wave,basis,lattitude\n",
        "Row 1: the column 'lattitude' is not known",
    ),
    "a column twice": (
        b"name,name,region,wave,basis\n",
        "Row 1: the column 'name' is there 2 times.",
    ),
    "another encoding": (
        HEADINGS.encode() + "\nx,Café,".encode("latin-1"),
        "Row 2: the file is not UTF-8 text.",
    ),
    "a file for Windows of another kind": (
        HEADINGS.encode("utf-16"),
        "Row 1: the file is not UTF-8 text.",
    ),
    "a spreadsheet instead": (b"PK\x03\x04\x14\x00\xff\xfe", "Row 1: the file is not UTF-8 text."),
    "quotation marks left open": (HEADINGS.encode() + b'\n"Ramsey,x\n', "this is not a CSV file"),
    "a cell of a million letters": (
        HEADINGS.encode() + b"\n" + b"x" * 1_000_000,
        "this is not a CSV file",
    ),
}


@pytest.mark.parametrize(("raw", "sentence"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_list_of_areas_is_refused_plainly(
    small_programme, tmp_path, raw, sentence
):
    (tmp_path / "areas.csv").write_bytes(raw)
    with pytest.raises(CommandError) as refused:
        call_command("import_areas", tmp_path / "areas.csv")
    assert sentence in str(refused.value)
    assert not Area.objects.exists()


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
