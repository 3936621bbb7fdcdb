"""Why something may be kept at all is on record apart from permission, and what was on record
stays.
"""

import html

import pytest

from bigstory.core.files.refused import Refused
from outcomes.framework.exchange.permissions import LAWFUL_BASES_FILE, keep_lawful_bases
from outcomes.models import LawfulBasis, Use


def test_every_use_has_its_ground_and_the_privacy_page_shows_it(programme, cast):
    assert set(LawfulBasis.objects.values_list("use", flat=True)) == set(Use.values)
    page = html.unescape(cast.visitor.client.get("/privacy/").content.decode())
    for each in LawfulBasis.objects.all():
        assert each.source in page


def test_read_twice_it_changes_nothing(programme):
    assert keep_lawful_bases(programme) == 0


def test_a_ground_on_record_is_not_rewritten(programme, tmp_path):
    changed = tmp_path / "basis.toml"
    changed.write_text(
        LAWFUL_BASES_FILE.read_text(encoding="utf-8").replace("Consent", "Contract"),
        encoding="utf-8",
    )
    with pytest.raises(Refused):
        keep_lawful_bases(programme, changed)
    assert not LawfulBasis.objects.filter(basis="Contract").exists()
