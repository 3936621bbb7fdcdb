"""Alone, somebody reads nothing more: not by any path, nor by sending the others away first."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from areas.models import AreaRole, PowerChange
from bigstory.accounts.models import User
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.core.work.mail import send_next
from bigstory.core.work.models import Mail
from bigstory.tests.access.addresses import addresses
from bigstory.tests.access.planting import MARKER
from bigstory.tests.access.table import PAGES
from bigstory.tests.powers.paths import (
    AGAIN,
    LATER,
    LIST,
    PATHS,
    accepted,
    add_role,
    address,
    addressees,
    change_person,
    holds,
    own_role,
    own_role_in_an_area,
    ramsey,
    role_of_another,
    stop_link,
    work_off_tasks,
)
from bigstory.tests.test_admin import url
from bigstory.tests.test_budgets import statements
from outcomes.models import LawfulBasis


def everything_read_by(world, clients: list[Client]) -> set[str]:
    """The planted words on every page of the site that one of these browsers opens."""
    found: set[str] = set()
    for page in PAGES:
        if page.post_only:
            continue
        for at in addresses(page, world, few=True):
            for client in clients:
                answer = client.get(at.url)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                found |= set(MARKER.findall(body.decode(errors="replace")))
    return found


def every_slip(cast) -> None:
    """What else an administrator might type into a form, or send without one."""
    sam, priya = cast.admin.user, cast.trust.user
    held = AreaRole.objects.get(user=priya)
    row = {"user": sam.pk, "role": "trust", "area": "", "starts": "", "ends": ""}
    client = cast.admin.client
    client.post(url(AreaRole, "change", held.pk), row)
    mine = AreaRole.objects.get(user=sam)
    client.post(url(AreaRole, "change", mine.pk), row)
    counts = {"area_roles-TOTAL_FORMS": "1", "area_roles-INITIAL_FORMS": "1"}
    moved = counts | {"area_roles-0-id": mine.pk, "area_roles-0-user": sam.pk}
    change_person(cast, sam, **moved, **{"area_roles-0-role": "trust", "area_roles-0-area": ""})
    for change in PowerChange.objects.waiting():
        client.post(f"{LIST}{change.pk}/agree/")
        client.post(url(PowerChange, "change", change.pk), {"state": "done"})
    for model, row in ((AreaRole, held), (LawfulBasis, LawfulBasis.objects.first())):
        client.post(url(model, "delete", row.pk), {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()
    held.refresh_from_db()
    assert (held.user, held.role, held.ends) == (priya, "trust", None)


def test_an_administrator_alone_reads_nothing_more_by_any_of_it(world, cast, letters):
    cast.admin  # noqa: B018  signed in before anything is asked for
    before = everything_read_by(world, [cast.admin.client])
    for path in PATHS:
        path.ask(cast)
    every_slip(cast)
    assert len(letters)
    accepted(cast)
    again = Client()
    again.force_login(User.objects.get(email=AGAIN), "areas.roles.sign_in.RoleBackend")
    assert everything_read_by(world, [cast.admin.client, again]) == before
    for change in PowerChange.objects.waiting().filter(what="role"):
        cast.trust.client.post(f"{LIST}{change.pk}/agree/")
    assert everything_read_by(world, [cast.admin.client]) - before, "the walk would see it"


class TestNobodyIsSentAwayFirst:
    def end_role(self, cast, held, **fields):
        row = {"user": held.user_id, "role": held.role, "area": "", "starts": "", **fields}
        return cast.admin.client.post(url(AreaRole, "change", held.pk), row)

    def test_whoever_ends_the_roles_of_all_others_is_not_alone_at_once(self, cast, trust, letters):
        held = AreaRole.objects.get(user=trust.user)
        too_early = self.end_role(cast, held, ends="2020-01-01")
        assert "today at the soonest" in too_early.content.decode()
        self.end_role(cast, held, ends=today().isoformat())
        assert not holds("trust", "trust")(cast)
        own_role(cast)
        assert not holds("admin", "trust")(cast)
        assert "trust@example.org" in addressees(letters)
        page = Client().post(stop_link(letters), follow=True).content.decode()
        assert ("This was stopped" in page, "Is this right?" in page) == (True, False)
        assert PowerChange.objects.get().state == "stopped"

    def test_nor_whoever_closes_their_accounts(self, cast, trust, letters):
        change_person(cast, trust.user, is_active=None)
        assert trust.client.get("/portfolio/").status_code == 302
        assert not holds("trust", "trust")(cast)
        own_role(cast)
        assert not holds("admin", "trust")(cast)
        assert "trust@example.org" in addressees(letters)

    def test_an_ended_role_is_not_made_longer(self, cast, trust):
        held = AreaRole.objects.get(user=trust.user)
        AreaRole.objects.filter(pk=held.pk).update(ends=today())
        page = self.end_role(cast, held, ends="")
        assert "A role is not made longer" in page.content.decode()
        assert not holds("trust", "trust")(cast)

    def test_nor_is_a_role_moved_or_deleted(self, cast, trust):
        held, day = AreaRole.objects.get(user=trust.user), today()
        moved = {"user": cast.admin.user.pk, "role": "evaluator"}
        self.end_role(cast, held, **moved, ends=day.isoformat())
        cast.admin.client.post(url(AreaRole, "delete", held.pk), {"post": "yes"})
        held.refresh_from_db()
        assert (held.user, held.role, held.ends) == (trust.user, "trust", day)
        # So it is in what is kept of it outside the database, too.
        assert AuditLine.objects.get(verb="role.changed").data["role"] == "trust"

    def test_an_evaluator_is_somebody_and_is_told_but_agrees_to_nothing(self, cast, letters):
        ines = cast.evaluator
        address(cast)
        letter = next(each for each in letters if each.to == ["evaluator@example.org"])
        assert AGAIN not in letter.body
        assert "a day after the letters about it have left" in " ".join(letter.body.split())
        assert "agree to it here" not in letter.body
        change = PowerChange.objects.get()
        assert ines.client.post(f"{LIST}{change.pk}/agree/").status_code == 404
        assert change.waits


def test_the_forms_speak_of_a_second_person_where_there_is_one(cast):
    alone = cast.admin.client.get(url(AreaRole, "add")).content.decode()
    assert "this is done at once" in alone
    assert "This takes a second person" not in alone
    assert cast.trust.client.get(LIST).status_code == 200
    assert (
        "This takes a second person" in cast.admin.client.get(url(AreaRole, "add")).content.decode()
    )


def test_the_day_begins_when_the_letters_have_left(cast, trust, letters):
    own_role(cast)
    with time_machine.travel(timezone.now() + LATER, tick=True):
        work_off_tasks()
        assert not holds("admin", "trust")(cast), "nobody was told yet"
        assert len(letters)
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
            work_off_tasks()
            assert not holds("admin", "trust")(cast), "they were told two hours ago"
        with time_machine.travel(timezone.now() + 2 * LATER, tick=True):
            work_off_tasks()
            assert holds("admin", "trust")(cast)


def test_while_one_of_the_letters_waits_still_the_day_has_not_begun(cast, trust, letters):
    own_role(cast)
    assert send_next()
    assert Mail.objects.open().count() == 1
    with time_machine.travel(timezone.now() + 2 * LATER, tick=True):
        work_off_tasks()
        assert not holds("admin", "trust")(cast), "one of two was told"
        assert len(letters) == 2
        with time_machine.travel(timezone.now() + LATER, tick=True):
            work_off_tasks()
            assert holds("admin", "trust")(cast)


def test_where_no_letter_ever_left_it_waits_for_a_second_person(cast, trust):
    own_role(cast)
    now = timezone.now()
    assert Mail.objects.open().update(given_up=now)
    for days in (2, 9):
        with time_machine.travel(now + timedelta(days=days), tick=True):
            work_off_tasks()
    change = PowerChange.objects.get()
    assert (change.waits, holds("admin", "trust")(cast)) == (True, False)
    assert 'Agree<span class="vh">: ' in trust.client.get(LIST).content.decode()
    trust.client.post(f"{LIST}{change.pk}/agree/")
    assert holds("admin", "trust")(cast)


def test_no_area_is_deleted_from_under_what_was_asked_for(cast, trust):
    own_role_in_an_area(cast)
    with pytest.raises(ProtectedError):
        ramsey().delete()


def test_the_page_says_that_nothing_is_done_without_the_worker(cast, trust):
    own_role(cast)
    assert "is not running" in trust.client.get(LIST).content.decode()
    assert "it takes a second person" in trust.client.get("/portfolio/").content.decode()


def test_who_sees_what_waits(cast, trust, client):
    role_of_another(cast)
    seen = {
        who: len(getattr(cast, who).client.get(LIST).context["waiting"])
        for who in ("trust", "admin", "nobody", "member", "evaluator")
    }
    assert seen == {"trust": 1, "admin": 1, "nobody": 1, "member": 0, "evaluator": 0}
    assert client.get(LIST).status_code == 302


def test_the_page_asks_no_more_where_more_waits(cast, trust):
    asked = []
    for email in ("a@example.net", "b@example.net"):
        nobody = User.objects.create_user(email)
        for role in ("trust", "evaluator"):
            add_role(cast, nobody, role)
        trust.client.post(f"{LIST}{PowerChange.objects.first().pk}/stop/")
        asked.append(len(statements(trust.client, LIST)[1]))
    assert asked[0] == asked[1]
    assert PowerChange.objects.waiting().count() == 2
