"""The framework file: what it brings, what it refuses, and that loading it twice changes
nothing.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area, AreaStage, PathwayStep, Programme, ProgrammeRule, Region
from areas.programme.queries import Words
from bigstory.core.db.audit import AuditLine
from bigstory.core.files.refused import Refused
from outcomes.framework.exchange.framework import load_framework
from outcomes.models import Barrier, ChangeKind, Framework, Maker, MaturityWord, Outcome, Theme

DATA = Path(__file__).resolve().parents[2] / "data"
BIG_LOCAL = DATA / "big-local.toml"
PRIDE_IN_PLACE = DATA / "pride-in-place.toml"
SMALL = """
version = "1"
[programme]
slug = "small"
name = "Small"
starts = 2020-01-01
ends = 2030-01-01
[words]
area = "village"
[[rules]]
name = "min_members"
value = 3
from = 2020-01-01
source = "us"
[[steps]]
slug = "one"
name = "One"
[[outcomes]]
number = 1
slug = "better"
name = "Better"
statement = "It is better"
question = "Is it better?"
[[levels]]
slug = "person"
name = "Person"
[[kinds]]
slug = "work"
level = "person"
name = "Work"
[[makers]]
slug = "us"
name = "Us"
[[makers]]
slug = "them"
name = "Them"
[[barriers]]
slug = "rain"
name = "Rain"
side = "external"
"""


def everything() -> dict:
    """Every row the framework is kept in, history too."""
    tables = (
        Programme,
        Programme.history.model,
        ProgrammeRule,
        PathwayStep,
        Framework,
        AuditLine,
        Outcome,
    )
    tables += (Outcome.history.model, ChangeKind, Maker, Barrier, Theme, MaturityWord)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


@pytest.fixture
def write(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "framework.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.django_db
def test_big_local_brings_its_outcomes_rules_and_words():
    programme = load_framework(BIG_LOCAL).programme
    assert [(o.number, o.slug) for o in Outcome.objects.in_use()] == [
        (1, "needs-and-action"),
        (2, "skills-and-confidence"),
        (3, "difference-to-priorities"),
        (4, "better-place"),
    ]
    assert ChangeKind.objects.get(slug="working-for-strategic-change").level.slug == "strategic"
    counts = [
        programme.steps,
        programme.conditions,
        programme.wayofworkings,
        programme.maturitywords,
    ]
    assert [rows.count() for rows in counts] == [7, 7, 4, 5]
    assert programme.rule("min_members") == 8
    assert programme.rule("resident_share") == Decimal("0.51")
    assert (programme.starts, programme.ends) == (date(2010, 7, 27), date(2026, 3, 31))


@pytest.mark.django_db
def test_a_rule_says_what_it_said_on_the_day():
    programme = load_framework(BIG_LOCAL).programme
    awards = {year: programme.rule("award", at=date(year, 6, 1)) for year in (2015, 2018, 2024)}
    assert awards == {2015: 1_000_000, 2018: 1_105_000, 2024: 1_155_000}
    with pytest.raises(ProgrammeRule.DoesNotExist):
        programme.rule("legacy_statement_required", at=date(2019, 8, 31))
    assert programme.rule("legacy_statement_required", at=date(2019, 9, 1)) == 1


@pytest.mark.django_db
def test_pride_in_place_loads_into_an_empty_site_and_brings_its_own_words():
    programme = load_framework(PRIDE_IN_PLACE).programme
    words = Words(programme.words)
    assert (words["Area"], words["partnership"], words["lto"]) == (
        "Neighbourhood",
        "Neighbourhood Board",
        "accountable body",
    )
    assert [o.name for o in Outcome.objects.in_use()] == [
        "Stronger communities",
        "Thriving places",
        "Residents in control",
    ]
    assert all(o.question.endswith("?") for o in Outcome.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("path", [BIG_LOCAL, PRIDE_IN_PLACE], ids=lambda path: path.stem)
def test_the_same_file_twice_changes_nothing(path, capsys):
    call_command("load_framework", path)
    before = everything()
    call_command("load_framework", path)
    assert everything() == before
    assert "no change" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_changed_file_needs_a_new_version(write):
    load_framework(write(SMALL))
    before = everything()
    with pytest.raises(Refused, match="Give this file a new version"):
        load_framework(write(SMALL.replace("Is it better?", "Is it much better?")))
    assert everything() == before


@pytest.mark.django_db
def test_a_new_version_changes_words_and_retires_those_that_vanished(write):
    load_framework(write(SMALL))
    newer = SMALL.replace('version = "1"', 'version = "2"').replace(
        '[[makers]]\nslug = "them"\nname = "Them"\n', ""
    )
    loaded = load_framework(
        write(
            newer.replace("Is it better?", "Is it much better?").replace("value = 3", "value = 4")
        )
    )
    assert loaded.retired == ["Them"]
    assert [maker.slug for maker in Maker.objects.in_use()] == ["us"]
    assert Maker.objects.get(slug="them").retired
    outcome = Outcome.objects.get()
    assert outcome.question == "Is it much better?"
    assert outcome.history.count() == 2
    assert loaded.programme.rule("min_members") == 4
    assert [kept.version for kept in Framework.objects.order_by("pk")] == ["1", "2"]
    assert "them" in Framework.objects.get(version="1").text


@pytest.mark.django_db
def test_a_retired_word_comes_back_when_a_later_file_has_it_again(write):
    load_framework(write(SMALL))
    load_framework(
        write(SMALL.replace('version = "1"', 'version = "2"').replace('"them"', '"they"'))
    )
    load_framework(write(SMALL.replace('version = "1"', 'version = "3"')))
    assert [maker.slug for maker in Maker.objects.in_use()] == ["us", "them"]
    assert Maker.objects.get(slug="they").retired


@pytest.mark.django_db
def test_going_back_to_an_older_file_needs_a_new_version_too(write):
    load_framework(write(SMALL))
    load_framework(write(SMALL.replace('version = "1"', 'version = "2"')))
    with pytest.raises(Refused, match="followed by a newer one"):
        load_framework(write(SMALL))


@pytest.mark.django_db
def test_a_site_speaks_for_one_programme():
    load_framework(BIG_LOCAL)
    before = everything()
    with pytest.raises(Refused, match="needs its own site"):
        load_framework(PRIDE_IN_PLACE)
    assert everything() == before


@pytest.mark.django_db
def test_a_step_that_areas_have_taken_cannot_be_left_out(write):
    programme = load_framework(write(SMALL)).programme
    region = Region.objects.create(slug="north", name="North")
    area = Area.objects.create(
        programme=programme, slug="a", name="A", region=region, basis="stated"
    )
    AreaStage.objects.create(area=area, step=programme.steps.get(), status="underway")
    newer = SMALL.replace('version = "1"', 'version = "2"').replace(
        'slug = "one"', 'slug = "first"'
    )
    before = everything()
    with pytest.raises(Refused, match="areas have taken it"):
        load_framework(write(newer))
    assert everything() == before


BAD = {
    "not TOML": ('name = "Small"', "name = Small", "not a framework file"),
    "no version": ('version = "1"', "", "needs a version"),
    "a version that is a number": ('version = "1"', "version = 1", "needs a version"),
    "no programme": ("[programme]", "[pogramme]", "needs a \\[programme\\]"),
    "a misspelt part": ("[[makers]]", "[[makerz]]", "'makerz', which nobody knows"),
    "a missing key": ('question = "Is it better?"', "", "better\\): question is missing"),
    "an empty name": ('name = "Us"', 'name = ""', "name must be some text"),
    "an unknown key": ('name = "Us"', 'name = "Us"\ncolour = "red"', "'colour' is not known here"),
    "a doubled slug": ('slug = "them"', 'slug = "us"', "has the slug 'us' as number 1"),
    "a slug with a space": ('slug = "them"', 'slug = "th em"', "letters without accents"),
    "a slug that is a list": ('slug = "them"', 'slug = ["us"]', "slug must be some text"),
    "a name as long as a page": ('name = "Them"', f'name = "{"x" * 121}"', "at most 120 fit"),
    "an unknown level of a kind": (
        'level = "person"',
        'level = "persons"',
        "there is no level 'persons'",
    ),
    "a day that is text": (
        "from = 2020-01-01",
        'from = "1 January 2020"',
        "from must be a day such as",
    ),
    "a day that never was": ("from = 2020-01-01", "from = 2020-02-30", "not a framework file"),
    "a day with an hour": (
        "from = 2020-01-01",
        "from = 2020-01-01T10:00:00",
        "from must be a day such as",
    ),
    "a programme that ends first": ("ends = 2030-01-01", "ends = 2019-01-01", "before it starts"),
    "a value that is text": ("value = 3", 'value = "three"', "value must be a number"),
    "a value that is no number": ("value = 3", "value = nan", "value must be a number"),
    "a value beyond all bounds": ("value = 3", "value = 1e300", "value must be a number"),
    "a number of thousands of digits": (
        "value = 3",
        f"value = {'9' * 5000}",
        "not a framework file",
    ),
    "the same rule twice": (
        "[[steps]]",
        '[[rules]]\nname = "min_members"\nvalue = 4\nfrom = 2020-01-01\nsource = "us"\n[[steps]]',
        "the same rule from the same day",
    ),
    "a barrier on no side": (
        'side = "external"',
        'side = "above"',
        "side must be internal or external",
    ),
    "an outcome numbered 2": ("number = 1", "number = 2", "numbered 1, 2, 3"),
    "a word nobody says": (
        'area = "village"',
        'aera = "village"',
        "'aera', which the site never says",
    ),
    "one entry where several belong": ("[[steps]]", "[steps]", "under its own \\[\\[steps\\]\\]"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("good", "bad", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_stored(write, good, bad, sentence):
    assert good in SMALL
    with pytest.raises(Refused, match=sentence):
        load_framework(write(SMALL.replace(good, bad)))
    assert not any(everything().values())


@pytest.mark.django_db
def test_all_that_is_wrong_is_said_at_once(write):
    bad = (
        SMALL.replace('name = "Us"', "")
        .replace("value = 3", 'value = "three"')
        .replace('version = "1"', "")
    )
    with pytest.raises(CommandError) as refused:
        call_command("load_framework", write(bad))
    assert len(str(refused.value).splitlines()) == 4


@pytest.mark.django_db
def test_a_file_that_is_not_there_or_not_utf_8_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_framework", tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('version = "Caf\xe9"'.encode("latin-1"))
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command("load_framework", tmp_path / "latin.toml")
