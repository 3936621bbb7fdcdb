"""Somebody is given all that is held on them, and erased, by screen and by command."""

import json
import zipfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from bigstory.core.db.audit import AuditLine
from outcomes.consent.tests.marked import MARK, OTHER, marks
from outcomes.models import (
    Erasure,
    Person,
)


def test_the_file_holds_all_of_theirs_and_nothing_of_anybody_elses(two, cast):
    answer = cast.trust.client.post(reverse("person_export", args=[two[0].key]))
    file = zipfile.ZipFile(BytesIO(answer.content))
    page = file.read("held.html").decode()
    data = json.loads(file.read("held.json"))
    for words in (
        " told it",
        " Brown",
        ", resident",
        " 01487",
        " mother",
        " mum",
        " please",
        " chair",
        " account",
    ):
        assert f"{MARK}{words}" in page
    assert AuditLine.objects.filter(verb="person.exported", actor=str(cast.trust.user.pk)).exists()
    assert OTHER.lower() not in page.lower() + json.dumps(data).lower()
    assert {
        "outcomes.person",
        "outcomes.changestory",
        "outcomes.permissionevent",
        "partnerships.seat",
    } <= set(data)
    assert [name for name in file.namelist() if name.startswith("photos/")]
    for secret in ("password", "digest", "sha256"):
        assert secret not in json.dumps(data)


# --- by screen and by command


def test_local_trust_finds_who_asked_sees_the_day_it_is_owed_and_erases(two, cast):
    assert (
        reverse("person_held", args=[two[0].key])
        in cast.trust.client.get(reverse("stops")).content.decode()
    )
    place = reverse("person_held", args=[two[0].key])
    assert "They asked to be forgotten on" in cast.trust.client.get(place).content.decode()
    page = cast.trust.client.post(place, {"why": ""}).content.decode()
    assert "This line is all that stays." in page
    assert "It cannot be undone." in page
    assert cast.trust.client.post(place, {"why": "by letter", "sure": "on"}).status_code == 302
    assert (
        "Nothing that says who they were is kept." in cast.trust.client.get(place).content.decode()
    )
    assert place not in cast.trust.client.get(reverse("stops")).content.decode()


@pytest.mark.parametrize(
    ("who", "code"), [("worker", 403), ("evaluator", 403), ("neighbour", 404), ("visitor", 302)]
)
def test_nobody_else_looks_or_erases(two, cast, who, code):
    client = getattr(cast, who).client
    assert client.get(reverse("person_held", args=[two[0].key])).status_code == code
    assert client.post(reverse("person_export", args=[two[0].key])).status_code == code
    assert (
        client.post(
            reverse("person_held", args=[two[0].key]), {"why": "w", "sure": "on"}
        ).status_code
        == code
    )
    assert not Erasure.objects.exists()


def test_the_command_finds_exports_and_erases(two, tmp_path, capsys):
    key = str(two[0].key)
    call_command("person", "find", MARK)
    assert key in capsys.readouterr().out
    call_command("person", "export", key, str(tmp_path / "held.zip"))
    assert zipfile.is_zipfile(tmp_path / "held.zip")
    call_command("person", "erase", key, "--why", "by letter")
    assert not marks(Person.objects.get(key=key).name, MARK)
    with pytest.raises(CommandError):
        call_command("person", "erase", key, "--why", "again")
