"""Every field of every model is named, and what is hidden has no name of its own in the admin."""

import pytest
from django.apps import apps

from areas.tests.factories import AreaFactory
from bigstory.core.admin_labels import called
from bigstory.core.privacy.erasing import RULES, rule_of
from bigstory.core.privacy.fields import DECLARED, Kind, hidden, is_hidden, kinds
from outcomes.models import ChangeStory, Reading

MODELS = sorted(apps.get_models(), key=lambda model: model._meta.label_lower)


def fields_of(model) -> set[str]:
    return {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_named_and_none_that_is_gone(model):
    named = set(kinds(model))
    assert fields_of(model) - named == set(), "Say in the app's privacy.py what these are."
    assert named - fields_of(model) == set(), "These are named in privacy.py and are not there."


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_that_says_who_somebody_is_has_a_rule_for_the_day_they_are_erased(model):
    personal = [name for name, kind in kinds(model).items() if kind == Kind.PERSONAL]
    assert [name for name in personal if rule_of(model, name) is None] == [], (
        "Say in the app's privacy.py."
    )


def test_no_rule_is_of_a_field_that_is_not_personal():
    strange = [key for key in RULES if kinds(apps.get_model(key[0])).get(key[1]) != Kind.PERSONAL]
    assert strange == []


def test_no_model_is_named_that_is_gone():
    assert set(DECLARED) <= {model._meta.label_lower for model in apps.get_models()}


def test_a_history_table_is_as_private_as_what_it_remembers():
    for model in MODELS:
        original = getattr(model, "instance_type", None)
        if original is not None:
            assert hidden(original) & fields_of(model) <= hidden(model)


def test_the_words_of_a_story_are_private_and_a_publication_is_public():
    assert {"title", "what_changed", "told_by", "because"} <= hidden(ChangeStory) | hidden(Reading)
    assert kinds(apps.get_model("outcomes.Publication"))["what_changed"] == Kind.PUBLIC


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("story__title", True),
        ("story__title__startswith", True),
        ("^story__what_changed", True),
        ("because", True),
        ("story__area__name", False),
        ("party", False),
        ("nonsense", False),
        ("=story__pk", False),
    ],
)
def test_a_look_up_by_way_of_a_hidden_field_is_known(path, there):
    assert is_hidden(Reading, path) is there


def test_a_story_has_its_title_on_the_site_and_a_neutral_label_in_the_admin(db):
    area = AreaFactory(name="Ramsey")
    story = ChangeStory.objects.create(
        area=area, title="Nobody knows this yet", what_changed="Much"
    )
    assert str(story) == "Nobody knows this yet"
    assert called(story) == f"Change story {story.pk}, Ramsey"


def test_a_neutral_label_asks_the_database_nothing(db, django_assert_num_queries):
    story = ChangeStory.objects.create(area=AreaFactory(), title="t", what_changed="w")
    story = ChangeStory.objects.get(pk=story.pk)
    with django_assert_num_queries(0):
        assert called(story) == f"Change story {story.pk}"
