"""Words that records refer to: no click of an administrator's and no other way takes anybody's
choice with them.
"""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.db import models
from django.db.models import ProtectedError

from areas.models import AreaStage, LocalAuthority, PathwayStep, ProgrammeRule
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.core.db.words import referring
from bigstory.core.word_admin import InForceAdmin, WordAdmin
from bigstory.tests.test_admin import url
from outcomes.framework.queries import TERMS
from outcomes.models import Barrier, ChangeStory, Driver, Maker, Outcome
from outcomes.stories.actions.readings import sort
from outcomes.tests.factories import PublicStoryFactory, ReadingFactory

WORDS = sorted(
    (each.model for each in admin.site._registry.values() if isinstance(each, WordAdmin)),
    key=lambda model: model._meta.label,
)
# Nobody chooses these yet, so nothing can be lost with one.
NOT_CHOSEN_YET = "Theme Condition WayOfWorking MaturityWord CloseoutStep".split()
IN_FORCE = [m for m in WORDS if isinstance(admin.site._registry[m], InForceAdmin)]


@pytest.fixture
def told(area, programme, cast):
    """A public story that uses the first word of each list, in an area that took a step."""
    area.authorities.add(LocalAuthority.objects.create(name="Huntingdonshire", tier="district"))
    AreaStage.objects.create(area=area, step=programme.steps.first(), status="underway")
    story = PublicStoryFactory(area=area)
    for name, model in TERMS.items():
        getattr(story, name).add(model.objects.first())
    ReadingFactory(story=story, outcome=Outcome.objects.first())
    report = area.spend_reports.create(
        organisation=_organisation(), half_year=date(2024, 1, 1), state="draft"
    )
    report.lines.create(
        heading="Chairs", amount=40, theme=programme.spend_themes.order_by("order", "pk").first()
    )
    return story


def _organisation():
    from partnerships.models import Organisation

    return Organisation.objects.create(name="The Bridge")


def _choices(story: ChangeStory) -> dict:
    return {name: list(getattr(story, name).values_list("pk", flat=True)) for name in TERMS}


@pytest.mark.parametrize("model", WORDS, ids=lambda model: model.__name__)
def test_what_refers_to_a_word_keeps_it(model):
    """Whatever way leads to deleting one, an administrator's or a programmer's."""
    kept = {relation.related_model: relation.on_delete for relation in referring(model)}
    assert set(kept.values()) <= {models.PROTECT}
    if model not in IN_FORCE:
        assert kept or model.__name__ in NOT_CHOSEN_YET


def test_a_word_keeps_the_slug_that_its_file_knows_it_by(programme, cast):
    for word in (Barrier.objects.first(), programme.steps.first(), programme):
        page = cast.admin.client.get(url(type(word), "change", word.pk))
        assert "slug" not in page.context["adminform"].form.fields
        assert 'name="steps-0-slug"' not in page.content.decode()


def _deleted(client, word) -> bool:
    client.post(url(type(word), "delete", word.pk), {"post": "yes"})
    return not type(word).objects.filter(pk=word.pk).exists()


def test_deleting_any_word_in_use_is_refused_and_every_choice_stays(told, cast):
    before = _choices(told)
    used = [model for model in WORDS if model.__name__ not in NOT_CHOSEN_YET]
    client = cast.admin.client
    assert [model.__name__ for model in used if _deleted(client, model.objects.first())] == []
    assert _choices(told) == before
    assert not AuditLine.objects.filter(verb="word.deleted").exists()


def test_the_database_refuses_as_well(told):
    for model in (Barrier, Driver, Maker):
        with pytest.raises(ProtectedError):
            model.objects.first().delete()
        with pytest.raises(ProtectedError):
            model.objects.all().delete()
    with pytest.raises(ProtectedError):
        told.area.programme.delete()


def test_with_the_guards_off_a_choice_would_go(told, cast, monkeypatch):
    """Both at once: the page that asks, and the field that refuses."""
    monkeypatch.setattr(WordAdmin, "why_kept", lambda self, word: "")
    assert not _deleted(cast.admin.client, Barrier.objects.first())
    for relation in referring(Barrier):
        monkeypatch.setattr(relation.field.remote_field, "on_delete", models.CASCADE)
    assert _deleted(cast.admin.client, Barrier.objects.first())
    assert _choices(told)["barriers"] == []


def test_a_word_that_only_an_evaluator_chose_is_in_use(told, cast):
    word = Maker.objects.last()
    sort(told, by=cast.evaluator.user, values={"makers": [word]})
    page = cast.admin.client.get(url(Maker, "delete", word.pk), follow=True).content.decode()
    assert "1 views of evaluators" in page
    assert not _deleted(cast.admin.client, word)


def test_a_word_in_use_is_retired_from_its_page_and_the_audit_says_so(told, cast):
    word = Barrier.objects.first()
    change = url(Barrier, "change", word.pk)
    page = cast.admin.client.get(change)
    assert 'class="deletelink"' not in page.content.decode()
    form = {k: v for k, v in page.context["adminform"].form.initial.items() if v is not False}
    cast.admin.client.post(change, form | {"_retire": "yes"})
    line = AuditLine.objects.get(verb="word.retired")
    assert (line.actor, line.data["name"]) == (str(cast.admin.user.pk), word.name)
    assert word not in Barrier.objects.in_use()
    assert _choices(told)["barriers"] == [word.pk]
    cast.admin.client.post(change, form | {"retired": "on", "_retire": "yes"})
    assert word in Barrier.objects.in_use()
    assert AuditLine.objects.filter(verb="word.offered_again").exists()


def test_a_word_nobody_uses_is_deleted_and_the_audit_keeps_its_name(programme, cast):
    word = Barrier.objects.last()
    assert _deleted(cast.admin.client, word)
    assert AuditLine.objects.get(verb="word.deleted").data == {"name": word.name}


def test_a_rule_goes_only_before_it_is_in_force(programme, cast):
    rule = programme.rules.first()
    assert not _deleted(cast.admin.client, rule)
    coming = ProgrammeRule.objects.create(
        programme=programme, name=rule.name, value=9, from_date=today() + timedelta(days=9)
    )
    assert _deleted(cast.admin.client, coming)


def test_a_retired_step_is_not_offered_for_an_area(programme, cast):
    PathwayStep.objects.filter(pk=programme.steps.first().pk).update(retired=True)
    answer = cast.admin.client.get(
        "/admin/autocomplete/?app_label=areas&model_name=areastage&field_name=step&term="
    )
    assert len(answer.json()["results"]) == programme.steps.count() - 1
