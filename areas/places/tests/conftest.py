"""A programme without areas, and files of areas to import into it."""

from pathlib import Path

import pytest

from areas.models import Area, AreaFacts, Programme, Region
from bigstory.core.db.audit import AuditLine

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
