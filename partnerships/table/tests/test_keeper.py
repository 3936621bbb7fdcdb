"""Where there is no paid worker, a member whom the others name keeps the roster."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.access import can
from areas.models import AreaRole
from areas.roles.actions.ending import end_role
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.core.db.dated import today
from bigstory.testing.opened import opened
from partnerships.models import Partnership, PartnershipReview, Seat
from partnerships.table.actions.setting_up import name_keeper
from partnerships.tests.factories import PartnershipFactory, SeatFactory

TABLE = "/areas/ramsey/partnership/"
KEEPER = TABLE + "keeper/"
NEW = TABLE + "seats/new/"
BERNADETTE = {"name": "Bernadette", "kind": "resident", "joined": "2019-04-01", "votes": "on"}


@pytest.fixture
def group(area):
    return PartnershipFactory(area=area)


@pytest.fixture
def wilfred(cast, area):
    """Another member, signed in."""
    user = User.objects.create_user("wilfred@example.org", name="Wilfred")
    AreaRole.objects.create(user=user, role=Role.MEMBER, area=area)
    return cast.welcome("wilfred", user)


def name(person, user):
    return person.client.post(KEEPER, {"user": user.pk})


def test_a_member_who_is_not_named_may_not(cast, group, wilfred):
    assert wilfred.client.get(NEW).status_code == 403
    assert wilfred.client.post(NEW, BERNADETTE).status_code == 403
    assert wilfred.client.post(TABLE + "review/", {"note": ""}).status_code == 403


@pytest.mark.parametrize("who", ["member", "trust"])
def test_whoever_is_named_keeps_the_roster_and_sends_the_review(cast, group, wilfred, who):
    assert name(getattr(cast, who), wilfred.user).status_code == 302
    assert wilfred.client.post(NEW, BERNADETTE).status_code == 302
    assert Seat.objects.get().name == "Bernadette"
    review = TABLE + "review/"
    assert wilfred.client.post(review, opened(wilfred.client, review)).status_code == 302
    assert PartnershipReview.objects.get().sent_by == wilfred.user
    row = AreaRole.objects.get(role=Role.KEEPER)
    assert (row.starts, row.granted_by) == (today(), getattr(cast, who).user)


def test_it_stops_at_the_next_request(cast, group, wilfred):
    name(cast.member, wilfred.user)
    row = AreaRole.objects.get(role=Role.KEEPER)
    cast.member.client.post(reverse("keeper_end", args=["ramsey", row.pk]))
    assert wilfred.client.post(NEW, BERNADETTE).status_code == 403
    assert wilfred.client.get(TABLE).status_code == 200


def test_they_may_lay_it_down_themselves(cast, group, wilfred):
    name(cast.member, wilfred.user)
    row = AreaRole.objects.get(role=Role.KEEPER)
    wilfred.client.post(reverse("keeper_end", args=["ramsey", row.pk]))
    assert wilfred.client.get(NEW).status_code == 403


def test_nobody_names_themself_nor_somebody_who_is_no_member(cast, group, wilfred, other_area):
    for user in (cast.member.user, cast.rep.user, cast.neighbour.user):
        assert "Choose somebody from the list" in name(cast.member, user).content.decode()
    assert not AreaRole.objects.filter(role=Role.KEEPER).exists()


def test_where_a_worker_is_nobody_is_named(cast, group, wilfred):
    assert cast.worker.user
    assert "The paid worker does" in name(cast.trust, wilfred.user).content.decode()
    with pytest.raises(PermissionDenied):
        name_keeper(area=group.area, user=wilfred.user, by=cast.trust.user)
    assert not AreaRole.objects.filter(role=Role.KEEPER).exists()


@pytest.mark.parametrize("who", ["worker", "lto", "rep", "evaluator"])
def test_others_name_nobody(cast, group, wilfred, who):
    assert name(getattr(cast, who), wilfred.user).status_code == 403


def test_whoever_is_no_member_any_more_keeps_nothing(cast, area, group, wilfred):
    name(cast.member, wilfred.user)
    own = AreaRole.objects.get(user=wilfred.user, role=Role.MEMBER)
    end_role(area_role=own, by=cast.trust.user)
    assert not can(User.objects.get(pk=wilfred.user.pk), May.EDIT_ROSTER, area)
    assert wilfred.client.post(NEW, BERNADETTE).status_code == 404


def test_it_ends_with_their_seat(cast, area, group, wilfred):
    name(cast.member, wilfred.user)
    seat = SeatFactory(partnership=group, user=wilfred.user)
    end = f"{TABLE}seats/{seat.pk}/end/"
    cast.worker.client.post(end, opened(cast.worker.client, end, left=today()))
    assert AreaRole.objects.get(role=Role.KEEPER).ends == today()


def test_who_keeps_it_is_shown_by_name_inside_and_to_local_trust(cast, group, wilfred):
    name(cast.member, wilfred.user)
    for person in (cast.member, cast.trust):
        for path in (TABLE, KEEPER):
            assert "Wilfred" in person.client.get(path).content.decode()
    for person in (cast.lto, cast.rep):
        for path in (TABLE, KEEPER):
            assert "Wilfred" not in person.client.get(path).content.decode()


def test_a_partnership_is_written_down_named_and_closed_by_local_trust(cast, area):
    path = reverse("partnership_set_up", args=["ramsey"])
    body = opened(cast.trust.client, path, formed_on="2013-09-09")
    for _twice in range(2):
        assert cast.trust.client.post(path, body).url == TABLE
    group = Partnership.objects.get()
    assert group.name == "Ramsey partnership"
    typed = {"name": "Ramsey Million", "closed_on": today()}
    cast.trust.client.post(path, opened(cast.trust.client, path, **typed))
    group.refresh_from_db()
    assert (group.name, group.closed_on) == ("Ramsey Million", today())
    assert "closed on" in cast.visitor.client.get(TABLE).content.decode()
    for who in (cast.member, cast.worker, cast.lto, cast.rep, cast.evaluator):
        assert who.client.get(path).status_code == 403
