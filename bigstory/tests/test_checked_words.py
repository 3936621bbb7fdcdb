"""What an administrator may type for a whole site to say: each thing has a field of its own, and
what is no word stops no page.
"""

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import RequestFactory

from areas.models import Area, Programme, ProgrammeRule
from areas.programme.models import faults_of_words, is_a_word
from areas.programme.queries import DEFAULTS, Words
from bigstory.tests.test_admin import REGISTERED, url

DAMAGED = ['["area"]', '"area"', "3", "null", '{"area": ["patch"]}', '{"area": null, "rep": ""}']


@pytest.mark.parametrize("each", REGISTERED, ids=lambda each: each.model._meta.label)
def test_nobody_is_asked_for_json(each, cast):
    request = RequestFactory().get("/")
    request.user = cast.admin.user
    if not (each.has_add_permission(request) or each.has_change_permission(request)):
        return
    fields = each.get_form(request).base_fields.values()
    for rows in each.get_inline_instances(request):
        fields = [*fields, *rows.get_formset(request).form.base_fields.values()]
    assert not [field for field in fields if isinstance(field, forms.JSONField)]


@pytest.mark.parametrize("words", [["area"], "area", 3, {"aera": "patch"}, {"area": ["patch"]}])
def test_words_that_are_none_are_stored_by_no_way(programme, words):
    programme.words = words
    for write in (
        programme.save,
        programme.full_clean,
        lambda: Programme.objects.update(words=words),
        lambda: Programme.objects.bulk_create([Programme(slug="x", name="X", words=words)]),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            write()


@pytest.mark.parametrize(("field", "value"), [("aliases", "The Rose"), ("settings", ["lunar"])])
def test_nor_are_names_and_kinds_of_an_area(area, field, value):
    setattr(area, field, value)
    with pytest.raises(ValidationError):
        area.save()


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_word_stops_no_page(programme, area, cast, client, damaged):
    """As somebody leaves it who works at the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE areas_programme SET words = %s", [damaged])
        cursor.execute("UPDATE areas_area SET aliases = %s, settings = %s", [damaged, damaged])
    for path in ("/", f"/areas/{area.slug}/", "/about/"):
        assert client.get(path).status_code == 200
        assert cast.trust.client.get(path, follow=True).status_code == 200
    for thing in (programme, area):
        assert cast.admin.client.get(url(type(thing), "change", thing.pk)).status_code == 200
    assert Words(Programme.objects.get().words)["Area"] == "Area"


def test_a_word_that_is_too_long_gets_a_sentence(programme, cast):
    page = cast.admin.client.post(
        url(Programme, "change", programme.pk), {"word_area": "a" * 61}
    ).content.decode()
    assert "Keep it to 60 letters" in page
    for word, default in DEFAULTS.items():
        assert f'name="word_{word}"' in page
        assert f"“{default}”" in page


def test_kinds_and_other_names_of_an_area_are_ticked_and_written_in_lines(area, cast):
    change = url(Area, "change", area.pk)
    form = cast.admin.client.get(change).context["adminform"].form
    rows = [f"{name}-{n}" for name in ("codes", "stages") for n in ("TOTAL_FORMS", "INITIAL_FORMS")]
    filled = {name: value for name, value in form.initial.items() if value not in (None, False)}
    answer = cast.admin.client.post(
        change,
        filled
        | dict.fromkeys(rows, "0")
        | {"settings": ["rural"], "aliases": "The Fens\n\n  Old  Ramsey "},
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    area.refresh_from_db()
    assert (area.settings, area.aliases) == (["rural"], ["The Fens", "Old Ramsey"])
    assert admin.site._registry[Area].form.base_fields["settings"].choices[0][0] == "urban"


@pytest.mark.parametrize("word", ["<b>x</b>", "%(area)s", "{area}", "a[0]", "aera\u202e", "a\nb"])
def test_a_word_with_signs_in_it_is_no_word(word):
    assert not is_a_word(word)
    assert "none of the signs" in next(faults_of_words({"area": word}))
    assert is_a_word("neighbourhood’s (small) plan")


def test_what_no_place_and_no_rule_can_be_is_told_at_its_field(area, programme, cast):
    """A word with signs in it, a place off the map, and less than nothing."""
    asked = {
        url(Programme, "change", programme.pk): ("word_area", "<b>x</b>"),
        url(Area, "change", area.pk): ("latitude", "999"),
        url(ProgrammeRule, "add"): ("value", "-5"),
    }
    for page, (field, typed) in asked.items():
        answer = cast.admin.client.post(page, {field: typed})
        assert field in answer.context["adminform"].form.errors
