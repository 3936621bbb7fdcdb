"""Nobody has more power by their own hand: every way there is, and every end it may have.

Sam runs the system, Priya and Marcus are Local Trust's, Nat has an account and no role.
"""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from areas.models import AreaRole, PowerChange
from bigstory.core.db.dated import today
from bigstory.tests.powers.paths import (
    LATER,
    LIST,
    addressees,
    change_person,
    every_path,
    invited,
    lines,
    second_step,
    stop_link,
    work_off_tasks,
)


class TestEveryPath:
    @every_path
    def test_with_a_second_person(self, cast, trust, letters, path):
        page = path.ask(cast)
        change = PowerChange.objects.get()
        assert "See what waits" in page.content.decode()
        assert {"trust@example.org", *path.told} <= addressees(letters)
        assert not path.in_force(cast)
        # Whoever asked does not agree, nor whom it is for.
        for who in (cast.admin, cast.nobody):
            who.client.post(f"{LIST}{change.pk}/agree/")
        assert PowerChange.objects.waiting().exists()
        trust.client.post(f"{LIST}{change.pk}/agree/")
        assert path.in_force(cast)
        change.refresh_from_db()
        assert (change.state, change.agreed_by) == ("done", trust.user)
        assert lines(change) == ["power.asked", "power.agreed", "power.done"]

    @every_path
    def test_after_a_day(self, cast, trust, letters, path):
        path.ask(cast)
        assert len(letters)
        work_off_tasks()
        assert not path.in_force(cast)
        with time_machine.travel(timezone.now() + LATER, tick=True):
            assert not path.in_force(cast), "without the worker nothing is done"
            work_off_tasks()
            assert path.in_force(cast)
        assert lines(PowerChange.objects.get()) == ["power.asked", "power.done"]

    @every_path
    def test_stopped(self, cast, trust, letters, path):
        path.ask(cast)
        assert len(letters)
        link = stop_link(letters)
        visitor = Client()
        assert visitor.get(link).status_code == 200
        assert PowerChange.objects.waiting().exists(), "looking at it stops nothing"
        visitor.post(link)
        assert "Stopped on" in visitor.get(link).content.decode()
        assert "somebody stopped it" in letters[-1].body
        assert letters[-1].to == ["admin@example.org"]
        with time_machine.travel(timezone.now() + LATER, tick=True):
            work_off_tasks()
            assert not path.in_force(cast)
        trust.client.post(f"{LIST}{PowerChange.objects.get().pk}/agree/")
        assert not path.in_force(cast)
        assert lines(PowerChange.objects.get()) == ["power.asked", "power.stopped"]

    @every_path
    def test_while_nobody_else_is_there(self, cast, letters, path):
        page = path.ask(cast)
        assert "See what waits" not in page.content.decode()
        assert set(path.told) <= addressees(letters)
        assert path.in_force(cast)
        assert lines(PowerChange.objects.get()) == ["power.asked", "power.done"]

    @every_path
    def test_not_once_the_role_of_whoever_asked_has_ended(self, cast, trust, letters, path):
        path.ask(cast)
        assert len(letters)
        AreaRole.objects.filter(user=cast.admin.user).update(ends=today())
        with time_machine.travel(timezone.now() + LATER, tick=True):
            work_off_tasks()
        assert PowerChange.objects.get().state == "lapsed"
        assert not path.in_force(cast)

    @every_path
    def test_asked_for_twice_it_waits_once(self, cast, trust, path):
        if path.ask is invited:
            pytest.skip("Two invitations are two.")
        path.ask(cast)
        if path.ask is second_step:
            change_person(cast, cast.nobody.user, lost_second_step="on")
        else:
            path.ask(cast)
        assert PowerChange.objects.count() == 1
