"""What is measured is what happened: statements, rows, and nothing kept of what was sent."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from bigstory.benchmarks import cost, data
from bigstory.benchmarks.cost import watched
from bigstory.benchmarks.measuring import measure
from bigstory.benchmarks.plain import counted
from bigstory.benchmarks.rows import COLD, COMMON
from bigstory.benchmarks.scenarios import READERS, client_of, person_of, scenarios
from outcomes.models import ChangeStory
from partnerships.models import Activity


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(cost, "SECONDS", 0.0)
    monkeypatch.setattr(cost, "TRIES", 1)


def test_every_scenario_is_answered(record):
    asked = list(scenarios())
    found = measure(asked)
    assert [each.key for each in found] == [str(each) for each in asked]
    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert each.cost.work > 0, each.key
        assert each.cost.statements > 0, each.key
        assert (each.ratio is not None) == (each.floor is not None), each.key


@pytest.mark.parametrize("words", ["", COMMON, COLD[0], "zzzz"])
@pytest.mark.parametrize("who", READERS)
def test_counted_plainly_the_library_says_the_same(record, who, words):
    library = client_of(who).get("/stories/", {"q": words}).context["facets"]
    plain = counted(person_of(who), words)
    assert library.total == plain["total"].get("", 0)
    for name, options in library.options.items():
        assert {o.key: o.n for o in options if o.n} == plain[name], name


def test_nothing_is_kept_of_a_form_that_is_sent(record):
    before = Activity.objects.count(), ChangeStory.objects.count()
    measure(each for each in scenarios() if each.writes)
    assert (Activity.objects.count(), ChangeStory.objects.count()) == before


def test_rows_that_are_looked_at_are_counted(record):
    with watched() as few:
        list(ChangeStory.objects.filter(pk=1))
    with watched() as all_of_them:
        number = len(ChangeStory.objects.values_list("title"))
    assert len(few.statements) == len(all_of_them.statements) == 1
    assert few.rows < all_of_them.rows
    assert all_of_them.rows >= number


def test_the_command_prints_the_same_as_data(record, monkeypatch):
    monkeypatch.setattr(data, "settle", lambda: None)
    out = io.StringIO()
    call_command("benchmark", only="feed", json=True, stories=[1], stdout=out, stderr=out)
    report = json.loads(out.getvalue()[out.getvalue().index("{") :])
    assert [page["scenario"] for page in report["pages"]] == ["feed"]


def test_it_runs_in_demo_mode_only(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo"):
        call_command("benchmark")
