"""Files of areas that are refused: each bad row is named, and nothing is imported."""

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area
from areas.places.exchange.areas_csv import import_areas
from areas.places.tests.conftest import GOOD, HEADINGS, everything
from bigstory.core.files.refused import Refused

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
    "a name nobody can see": (GOOD.replace("Ramsey", "\u200b\u2060"), "name is empty"),
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
