"""The framework file: what it brings, and that loading it twice changes nothing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from areas.models import Area, AreaStage, ProgrammeRule, Region
from areas.programme.queries import Words
from bigstory.core.files.refused import Refused
from outcomes.framework.exchange.framework import load_framework
from outcomes.framework.tests.small_framework import SMALL, everything
from outcomes.models import ChangeKind, Framework, Maker, Outcome

DATA = Path(__file__).resolve().parents[2] / "data"
BIG_LOCAL = DATA / "big-local.toml"
PRIDE_IN_PLACE = DATA / "pride-in-place.toml"


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
def test_a_step_left_out_goes_or_is_retired_where_areas_have_taken_it(write):
    programme = load_framework(write(SMALL)).programme
    region = Region.objects.create(slug="north", name="North")
    area = Area.objects.create(
        programme=programme, slug="a", name="A", region=region, basis="stated"
    )
    AreaStage.objects.create(area=area, step=programme.steps.get(), status="underway")
    newer = SMALL.replace('version = "1"', 'version = "2"').replace(
        'slug = "one"', 'slug = "first"'
    )
    loaded = load_framework(write(newer))
    assert sorted((step.slug, step.retired) for step in programme.steps.all()) == [
        ("first", False),
        ("one", True),
    ]
    assert loaded.retired == [programme.steps.get(slug="one").name]
    load_framework(write(SMALL.replace('version = "1"', 'version = "3"')))
    assert [(step.slug, step.retired) for step in programme.steps.all()] == [("one", False)]
