"""The one question every page asks. By hand: who holds what where, and what that reaches."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from areas.access import Grants, ReachedAreas, areas_where, can, grants, require
from areas.models import Area, AreaRole
from bigstory.accounts.roles import May, Role
from bigstory.core.db.dated import today

TELL = May.TELL
REVIEW = May.REVIEW_STORY
SHARED = May.READ_SHARED
ADMINISTER = May.ADMINISTER
# Who; what; may they in their area, in the other one, anywhere at all, everywhere.
REACHES = [
    ("member", TELL, True, False, True, False),
    ("neighbour", TELL, False, True, True, False),
    ("member", SHARED, True, True, True, True),
    ("member", REVIEW, False, False, False, False),
    ("lto", TELL, False, False, False, False),
    ("trust", REVIEW, True, True, True, True),
    ("trust", TELL, False, False, False, False),
    ("evaluator", REVIEW, False, False, False, False),
    ("admin", ADMINISTER, True, True, True, True),
    ("admin", SHARED, False, False, False, False),
    ("nobody", SHARED, False, False, False, False),
]


def test_a_permission_reaches_as_far_as_the_role(cast, area, other_area):
    for who, permission, here, there, anywhere, everywhere in REACHES:
        user, found = getattr(cast, who).user, areas_where(getattr(cast, who).user, permission)
        may = (
            can(user, permission, area),
            can(user, permission, other_area),
            can(user, permission),
            bool(found),
        )
        assert (*may, found.everywhere) == (here, there, anywhere, anywhere, everywhere), (
            f"{who}: {permission}"
        )
        lines = set(Area.objects.filter(found.q("pk") & Q(pk__in=[area.pk, other_area.pk])))
        assert lines == {each for each, there in ((area, here), (other_area, there)) if there}


def test_everywhere_beside_another_question_is_still_everywhere(cast, area, other_area):
    """An empty filter would vanish when it is joined with "or", and let the other question
    decide.
    """
    both = Area.objects.filter(ReachedAreas(everywhere=True).q("pk") | Q(pk=area.pk))
    assert {area, other_area} <= set(both)
    assert not Area.objects.filter(ReachedAreas().q("pk")).exists()
    assert set(
        Area.objects.filter(ReachedAreas(area_ids=frozenset({area.pk})).q("pk") | Q(pk=-1))
    ) == {area}


def test_a_row_without_an_area_is_in_nobodys_own_area():
    assert not ReachedAreas(area_ids=frozenset({1})).includes(None)
    assert ReachedAreas(everywhere=True).includes(None)
    # The database refuses such a role; if it ever came to be there, it would reach nothing.
    user = SimpleNamespace(
        is_authenticated=True, is_active=True, _grants=Grants(frozenset({(Role.MEMBER, None)}))
    )
    assert areas_where(user, TELL) == ReachedAreas()
    assert not can(user, TELL)


def test_without_an_account_or_with_one_that_was_closed_nobody_holds_anything(cast):
    closed = cast.trust.user
    closed.is_active = False
    for nobody in (None, AnonymousUser(), closed):
        assert grants(nobody) == Grants()
        assert grants(nobody).roles == frozenset()


def test_roles_are_held_where_and_on_the_days_they_are(
    cast, area, other_area, django_assert_num_queries
):
    user = cast.member.user
    gone = today() - timedelta(days=1)
    AreaRole.objects.create(user=user, role="rep", area=other_area, starts=gone, ends=today())
    held = grants(user)
    assert held.role_areas == {(Role.MEMBER, area.pk)}
    assert held.roles == {Role.MEMBER}
    assert isinstance(next(iter(held.roles)), Role)
    with django_assert_num_queries(0):
        assert grants(user) is held
        assert grants(user, today()) is held
    then = grants(user, gone)
    assert (Role.REP, other_area.pk) in then.role_areas
    assert then.area_ids(Role.REP) == [other_area.pk]
    assert grants(user) is held


def test_the_areas_of_a_role_are_told_apart_from_those_of_all():
    held = Grants(frozenset({(Role.REP, 2), (Role.MEMBER, 1), (Role.TRUST, None)}))
    assert held.area_ids() == [1, 2]
    assert held.area_ids(Role.REP) == [2]
    assert held.area_ids(Role.TRUST) == []


# Who asks for what, where; and what they are told: nothing there, not for you, or come in.
REFUSED = [
    ("member", TELL, "area", None),
    ("neighbour", TELL, "area", Http404),
    ("lto", TELL, "area", PermissionDenied),
    ("nobody", TELL, "area", Http404),
    ("trust", TELL, "area", PermissionDenied),
    ("trust", REVIEW, "area", None),
    ("member", REVIEW, None, PermissionDenied),
    ("nobody", REVIEW, None, PermissionDenied),
    ("member", TELL, None, None),
]


def test_a_stranger_finds_nothing_and_an_onlooker_is_refused(cast, area):
    for who, permission, place, told in REFUSED:
        asked = getattr(cast, who).user, permission, area if place else None
        if told is None:
            assert require(*asked) is None
            continue
        with pytest.raises(told):
            require(*asked)
