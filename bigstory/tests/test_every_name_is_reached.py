"""A name is planted in every text of people, spelled in another way in each area's rows and in what
their history remembers: each is in the export or on the list of places, and each can be erased.
"""

from functools import reduce
from operator import or_

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q

from bigstory.core.privacy.erasing import Do, original, rule_of, with_history
from bigstory.core.privacy.fields import Kind, kinds
from bigstory.core.privacy.places import LOCATED, text_fields
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.queries.places import held_places
from outcomes.consent.queries.subject_access import rows_held_on
from outcomes.consent.tests.marked import marks, whole_record
from outcomes.models import FollowUp, Guardian, PermissionEvent, Person
from partnerships.money.actions.reports import reports_open_for_erasing

# “Zqmark O’Brién” as somebody types it on another keyboard: two spaces, big, decomposed.
SPELLED = "ZQMARK  O’BRIE\u0301N"
# Words of people in rows that no area leads to, and why no name is left in them.
NOT_LOCATED = {
    "core.auditline.actor": "the number of an account",
    "account.emailaddress.email": "the row goes with the account",
    "admin.logentry.object_repr": "a neutral label, emptied with the account",
    "outcomes.redaction.boxes": "numbers",
    "core.unsaved.address": "its writer's alone, and gone within thirty days",
    "core.unsaved.fields": "its writer's alone, and gone within thirty days",
    "core.unsaved.files": "its writer's alone, and gone within thirty days",
    "areas.powerchange.address": "an address of their own, emptied with the account",
    "core.mail.to": "letters to their own address go with them",
    "core.mail.subject": "names nobody",
    "core.mail.text": "gone when it is sent, and within thirty days in any case",
    "core.mail.html": "gone when it is sent, and within thirty days in any case",
}
# Fields that hold no name of somebody else: an e-mail address, and what is made of other fields.
NO_NAME = {
    "accounts.user.email",
    "accounts.invitation.email",
    "areas.contact.email",
    "outcomes.changestory.spoken",
}


def words_of_people() -> set[str]:
    """Every field with personal or private words, as model and field."""
    return {
        f"{model._meta.label_lower}.{name}"
        for model in apps.get_models()
        if original(model) is model
        for name, kind in kinds(model).items()
        if kind in (Kind.PERSONAL, Kind.PRIVATE) and is_text(model._meta.get_field(name))
    }


def is_text(field) -> bool:
    """Words somebody may have typed: no choice of a list, and with room for a name."""
    typed = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return typed and not field.choices and (field.max_length or 1_000) >= len(SPELLED)


def plant(label: str, area) -> None:
    """The name in every text of one row of the area, and in what its history remembers."""
    model = apps.get_model(label)
    ways = [Q(**{way: area.pk}) for way in LOCATED[label].areas]
    row = model._base_manager.filter(reduce(or_, ways, Q())).order_by("pk").first()
    assert row is not None, f"Plant one {label} in bigstory/tests/access, or here."
    values = {}
    for name in text_fields(model):
        field = model._meta.get_field(name)
        if is_text(field) and not isinstance(field, models.EmailField):
            is_json = isinstance(field, models.JSONField)
            values[name] = {"who": [SPELLED]} if is_json else SPELLED
    for table in with_history(model):
        table._base_manager.filter(id=row.pk).update(**values)


@pytest.fixture
def person(world) -> Person:
    area = world.areas["a"]
    story = next(story for letter, story in world.things["story"] if letter == "a")
    child = Person.objects.create(area=area, name="A child")
    Guardian.objects.create(person=child, name="g")
    PermissionEvent.objects.create(person=child, use="words", how_far="public", on="2026-01-01")
    FollowUp.objects.create(story=story, months=12, party="teller", answer="yes", on="2026-01-01")
    with reports_open_for_erasing():
        for label in LOCATED:
            plant(label, area)
    return Person.objects.create(area=area, name="Zqmark O'Brien", age="adult")


def test_every_text_of_people_leads_to_an_area_or_is_known_to_hold_no_name():
    missing = {name for name in words_of_people() if name.rpartition(".")[0] not in LOCATED}
    assert missing == set(NOT_LOCATED), "Say `located` in the app's privacy.py, or here why not."


def test_every_place_is_listed_and_every_one_can_be_erased(person, cast):
    places = held_places(person)
    reached = {f"{place.label}.{place.field}" for place in (*places.left, *places.tied)}
    assert words_of_people() - set(NOT_LOCATED) - NO_NAME - reached == set()
    theirs = {place.address for place in places.left}
    held = {each.label: str(each.rows) for each in rows_held_on(person, theirs)}
    assert {label for label in LOCATED if "ZQMARK" not in held.get(label, "")} == set()
    erase_person(person, by=None, why="w", ticked=theirs)
    assert marks(whole_record(), "zqmark") == []


def test_a_field_that_is_left_out_is_noticed(person, monkeypatch):
    """The control: with one model less the list of places lacks its fields."""
    monkeypatch.delitem(LOCATED, "partnerships.planversion")
    places = held_places(person)
    reached = {f"{place.label}.{place.field}" for place in (*places.left, *places.tied)}
    assert "partnerships.planversion.words" in words_of_people() - reached


def test_every_field_for_names_without_a_key_is_located():
    """A rule that only says that a name may stand there does nothing by itself."""
    for name in words_of_people():
        label, _dot, field = name.rpartition(".")
        rule = rule_of(apps.get_model(label), field)
        if rule is not None and rule.do == Do.NAMED:
            assert field in text_fields(apps.get_model(label)), name
