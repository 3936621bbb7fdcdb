"""An officer belongs to an organisation, and so to the areas whose money it holds."""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from areas.access import can
from areas.models import AreaRole
from areas.roles.actions.ending import close_account, end_role
from areas.tests.factories import AreaFactory
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.accounts.tests.factories import UserFactory
from bigstory.core.db.dated import today
from bigstory.kit.two_editors import mark_of
from partnerships.models import LtoAppointment, Officership
from partnerships.organisations.actions.appointments import (
    CannotAppoint,
    appoint,
    correct_appointment,
    end_appointment,
)
from partnerships.organisations.actions.officers import add_officer, end_officer
from partnerships.organisations.queries.looking import (
    Rest,
    look_at_appointing,
    look_at_ending,
    succession,
    why_not,
)
from partnerships.tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
A_MONTH = timedelta(days=30)


def appointed(area, organisation, by, *, starts=None, takes_over=True) -> LtoAppointment:
    starts = starts or today()
    options = {"takes_over": takes_over, "rest": Rest()}
    look = look_at_appointing(area, organisation, starts, **options)
    return appoint(
        area=area,
        organisation=organisation,
        starts=starts,
        seen=look.fingerprint,
        by=by,
        facts={},
        **options,
    )


def ended(appointment, by, ends=None) -> None:
    ends = ends or today()
    look = look_at_ending(appointment, ends, rest=Rest())
    end_appointment(
        appointment=appointment, ends=ends, why="", rest=Rest(), seen=look.fingerprint, by=by
    )


def again(user) -> User:
    """The same person at their next request."""
    return User.objects.get(pk=user.pk)


def may_enter(user, area) -> bool:
    return can(again(user), May.EDIT_MONEY, area)


@pytest.fixture
def janet():
    return UserFactory(name="Janet")


def test_an_officer_has_every_area_of_the_organisation_at_once(cast, area, other_area, janet):
    trust = OrganisationFactory()
    for each in (area, other_area):
        appointed(each, trust, cast.trust.user)
    add_officer(organisation=trust, user=janet, by=cast.trust.user)
    assert may_enter(janet, area)
    assert may_enter(janet, other_area)


def test_the_right_ends_with_the_appointment_and_follows_it_elsewhere(
    cast, area, other_area, janet
):
    trust, by = OrganisationFactory(), cast.trust.user
    add_officer(organisation=trust, user=janet, by=by)
    first = appointed(area, trust, by)
    assert may_enter(janet, area)
    ended(first, by)
    assert not may_enter(janet, area)
    appointed(other_area, trust, by)
    assert may_enter(janet, other_area)
    assert not may_enter(janet, area)


def test_the_next_holder_ends_the_rights_of_the_one_before_on_that_day(cast, area, janet):
    old, new, by = OrganisationFactory(), OrganisationFactory(), cast.trust.user
    add_officer(organisation=old, user=janet, by=by)
    appointed(area, old, by)
    day = today() + A_MONTH
    appointed(area, new, by, starts=day)
    role = AreaRole.objects.get(user=janet, area=area)
    assert may_enter(janet, area)
    assert role.ends == day
    assert role.is_active(day - timedelta(days=1))
    assert not role.is_active(day)


def test_an_officer_who_is_ended_is_out_of_all_areas_at_the_next_request(
    cast, area, other_area, janet
):
    trust, by = OrganisationFactory(), cast.trust.user
    for each in (area, other_area):
        appointed(each, trust, by)
    officership = add_officer(organisation=trust, user=janet, by=by)
    end_officer(officership=officership, by=by)
    assert not may_enter(janet, area)
    assert not may_enter(janet, other_area)


def test_a_role_that_somebody_ended_by_hand_is_not_given_again(cast, area, other_area, janet):
    trust, by = OrganisationFactory(), cast.trust.user
    appointed(area, trust, by)
    add_officer(organisation=trust, user=janet, by=by)
    end_role(area_role=AreaRole.objects.get(user=janet, area=area), by=by)
    appointed(other_area, trust, by)
    assert not may_enter(janet, area)
    assert may_enter(janet, other_area)


def test_a_closed_account_gets_no_right_from_a_new_appointment(cast, area, janet):
    trust, by = OrganisationFactory(), cast.trust.user
    add_officer(organisation=trust, user=janet, by=by)
    close_account(user=janet, by=cast.admin.user)
    appointed(area, trust, by)
    assert not AreaRole.objects.filter(user=janet).exists()


def test_nobody_makes_themself_an_officer(cast, area):
    with pytest.raises(PermissionDenied):
        add_officer(organisation=OrganisationFactory(), user=cast.trust.user, by=cast.trust.user)


def test_nobody_appoints_the_organisation_they_sign_in_for(cast, area):
    trust = OrganisationFactory()
    add_officer(organisation=trust, user=cast.trust.user, by=cast.second_trust.user)
    with pytest.raises(CannotAppoint, match="Ask a colleague"):
        appointed(area, trust, cast.trust.user)
    assert appointed(area, trust, cast.second_trust.user).pk


@pytest.mark.parametrize("who", ["member", "worker", "lto", "rep", "evaluator", "admin"])
def test_only_local_trust_appoints(cast, area, who):
    by = getattr(cast, who).user
    with pytest.raises((PermissionDenied, CannotAppoint)):
        appointed(area, OrganisationFactory(), by)
    assert not LtoAppointment.objects.exists()


@pytest.mark.parametrize("seed", range(6))
def test_after_whatever_happened_the_roles_are_what_they_should_be(cast, seed):
    """Days from today on: what is past is never rewritten."""
    chance, by = random.Random(seed), cast.trust.user
    areas = [AreaFactory() for _ in range(3)]
    organisations = [OrganisationFactory() for _ in range(3)]
    people = [UserFactory() for _ in range(3)]
    deeds = (_appoint, _end, _correct, _add, _end_officer)
    for _deed in range(25):
        chance.choice(deeds)(chance, areas, organisations, people, by)
        assert _held() == _should_hold(), f"after {_deed} deeds"


def _some_day(chance):
    return today() + timedelta(days=chance.randint(-40, 40))


def _appoint(chance, areas, organisations, _people, by):
    area, organisation = chance.choice(areas), chance.choice(organisations)
    day, takes_over = _some_day(chance), chance.random() < 0.7
    if why_not(area, organisation, day, by=by, takes_over=takes_over):
        return
    assert succession(area, day, takes_over=takes_over)
    appointed(area, organisation, by, starts=day, takes_over=takes_over)


def _end(chance, _areas, _organisations, _people, by):
    rows = list(LtoAppointment.objects.order_by("pk"))
    if rows:
        row = chance.choice(rows)
        ended(row, by, max(_some_day(chance), row.starts))


def _correct(chance, _areas, _organisations, _people, by):
    rows = list(LtoAppointment.objects.order_by("pk"))
    if not rows:
        return
    row = chance.choice(rows)
    starts = _some_day(chance)
    values = {"starts": starts if row.ends is None else min(starts, row.ends)}
    seen = mark_of(row, values)
    correct_appointment(appointment=row, by=by, seen=seen, values=values)


def _add(chance, _areas, organisations, people, by):
    add_officer(organisation=chance.choice(organisations), user=chance.choice(people), by=by)


def _end_officer(chance, _areas, _organisations, _people, by):
    rows = list(Officership.objects.order_by("pk"))
    if rows:
        ends = today() + timedelta(days=chance.randint(0, 40))
        end_officer(officership=chance.choice(rows), by=by, ends=ends)


def _days():
    return [today() + timedelta(days=n) for n in (0, 1, 7, 20, 39, 40, 41, 90)]


def _held() -> set:
    """Who may open which area as an LTO officer on each of some days."""
    rows = list(AreaRole.objects.filter(role=Role.LTO))
    return {
        (row.user_id, row.area_id, day) for row in rows for day in _days() if row.is_active(day)
    }


def _should_hold() -> set:
    return {
        (officer.user_id, appointment.area_id, day)
        for officer in Officership.objects.all()
        for appointment in LtoAppointment.objects.filter(organisation=officer.organisation_id)
        for day in _days()
        if officer.is_active(day) and appointment.is_active(day)
    }
