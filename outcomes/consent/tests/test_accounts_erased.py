"""Somebody who has an account and is in no story is given what is held, and erased."""

import zipfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from bigstory.core.closings.models import Closing
from bigstory.core.db.dated import today
from bigstory.testing.older_copy import forget_closings
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.subjects import person_of_account
from outcomes.consent.queries.places import held_places
from outcomes.consent.tests.marked import marks, whole_record
from outcomes.models import (
    Erasure,
    Person,
)
from partnerships.models import PlanVersion, Seat
from partnerships.tests.factories import ActivityFactory, PartnershipFactory, PlanFactory


@pytest.fixture
def stan(area, cast):
    """He logs, sits at the table and leads a piece of the plan. Nobody tells a story of him."""
    user = cast.member.user
    type(user).objects.filter(pk=user.pk).update(name="Zqstan Pinder", email="zqstan@example.org")
    user.refresh_from_db()
    ActivityFactory(area=area, title="Lunch", logged_by=user, logged_by_name="Zqstan Pinder")
    partnership = (
        area.partnership if hasattr(area, "partnership") else PartnershipFactory(area=area)
    )
    for name, account in (("Zqstan Pinder", user), ("Rosa Hill", None)):
        seat = Seat(
            partnership=partnership, name=name, kind="resident", user=account, joined="2020-01-01"
        )
        seat.save()
    plan = PlanFactory(area=area)
    words = {"priorities": [{"lead": "Zqstan Pinder", "need": "Pinder Street is dark.", "n": 3}]}
    PlanVersion.objects.create(
        plan=plan, number=1, words=words, note="Ask zqstan@example.org", sent_at=timezone.now()
    )
    return user


def found_on_the_desk(cast, who: str):
    return cast.trust.client.get(reverse("stops"), {"who": who}).content.decode()


def test_local_trust_finds_an_account_gives_what_is_held_and_erases_it(stan, cast, area):
    page = found_on_the_desk(cast, "zqstan")
    assert reverse("account_held", args=[stan.pk]) in page
    place = cast.trust.client.post(reverse("account_held", args=[stan.pk])).url
    person = Person.objects.get(user=stan)
    assert place == reverse("person_held", args=[person.key])
    file = zipfile.ZipFile(
        BytesIO(cast.trust.client.post(reverse("person_export", args=[person.key])).content)
    )
    assert "Zqstan" in file.read("held.html").decode()
    theirs = [each.address for each in held_places(person).left]
    cast.trust.client.post(place, {"why": "by letter", "sure": "on", "theirs": theirs})
    assert marks(whole_record(), "Zqstan") == []
    assert "Nobody of this name" in found_on_the_desk(cast, "zqstan")


def test_an_erased_member_leaves_the_table_that_day_and_cannot_come_in(stan, cast, area):
    erase_person(person_of_account(stan), by=cast.trust.user, why="w")
    his = Seat.objects.get(user=stan)
    hers = Seat.objects.get(name="Rosa Hill")
    assert (his.name, his.left, hers.left) == ("", today(), None)
    assert stan.area_roles.get().ends == today()
    assert Closing.objects.filter(kind="account", what=f"accounts.user:{stan.pk}").exists()
    assert cast.member.client.get(reverse("log", args=[area.slug])).status_code == 302, (
        "asked to sign in"
    )


def test_a_plan_as_it_was_sent_keeps_its_words_and_loses_the_name(stan, cast):
    person = person_of_account(stan)
    ticked = [place.address for place in held_places(person).left]
    erase_person(person, by=cast.trust.user, why="w", ticked=ticked)
    version = PlanVersion.objects.get()
    assert version.words == {
        "priorities": [{"lead": "somebody", "need": "Pinder Street is dark.", "n": 3}]
    }
    assert version.note == "Ask somebody"


def test_an_account_that_an_older_backup_brings_back_is_erased_again(stan, cast):
    """The backup knows the account and not the row that was made for it on the day of the
    erasing.
    """
    kept = type(stan).objects.filter(pk=stan.pk).values("name", "email", "is_active").get()
    erase_person(person_of_account(stan), by=cast.trust.user, why="w")
    Erasure.objects.all().delete()
    Person.objects.all().delete()
    type(stan).objects.filter(pk=stan.pk).update(**kept)
    forget_closings()
    call_command("close_again")
    stan.refresh_from_db()
    assert (stan.name, stan.is_active) == ("", False)


def test_the_command_takes_an_address_too(stan, tmp_path, capsys):
    call_command("person", "find", "zqstan")
    assert "zqstan@example.org" in capsys.readouterr().out
    call_command("person", "export", "zqstan@example.org", str(tmp_path / "held.zip"))
    assert zipfile.is_zipfile(tmp_path / "held.zip")
    call_command("person", "places", "zqstan@example.org")
    listed = capsys.readouterr().out
    theirs = [line.split("  ")[0] for line in listed.splitlines() if ":" in line.split("  ")[0]]
    call_command("person", "erase", "zqstan@example.org", "--why", "by letter", "--theirs", *theirs)
    assert marks(whole_record(), "zqstan") == []


def test_an_account_of_no_area_is_looked_after_by_hand(cast):
    page = cast.trust.client.post(
        reverse("account_held", args=[cast.evaluator.user.pk]), follow=True
    ).content.decode()
    assert "This account belongs to no area." in page
    with pytest.raises(CommandError, match="belongs to no area"):
        call_command("person", "erase", cast.evaluator.user.email, "--why", "w")


@pytest.mark.parametrize("who", ["worker", "evaluator", "neighbour"])
def test_nobody_else_finds_or_opens_an_account_so(stan, cast, who):
    client = getattr(cast, who).client
    assert client.post(reverse("account_held", args=[stan.pk])).status_code == 403
    assert not Person.objects.filter(user=stan).exists()
