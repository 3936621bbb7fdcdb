"""Who sits at the table: somebody joins, something changes, somebody leaves and their access
with them.
"""

from datetime import date, timedelta

import pytest

from areas.access import can
from areas.models import AreaRole
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import mark_of
from bigstory.testing.opened import opened, sent_by
from partnerships.models import Activity, Partnership, Seat
from partnerships.table.actions.roster import end_seat
from partnerships.table.forms.seats import FIELDS
from partnerships.tests.factories import PartnershipFactory, SeatFactory

TABLE = "/areas/ramsey/partnership/"
NEW = TABLE + "seats/new/"
BERNADETTE = {"name": "Bernadette", "kind": "resident", "joined": "2019-04-01", "votes": "on"}


@pytest.fixture
def group(area):
    return PartnershipFactory(area=area)


def change(seat: Seat) -> str:
    return f"{TABLE}seats/{seat.pk}/"


def end(seat: Seat) -> str:
    return f"{TABLE}seats/{seat.pk}/end/"


def again(user) -> User:
    """The same person at their next request."""
    return User.objects.get(pk=user.pk)


def test_the_first_person_written_down_makes_the_partnership(cast, area):
    assert cast.worker.client.post(NEW, BERNADETTE | {"role": "Chair"}).status_code == 302
    seat = Seat.objects.get()
    assert (seat.partnership.area, seat.name, seat.role, seat.votes) == (
        area,
        "Bernadette",
        "Chair",
        True,
    )
    assert seat.named_outside is False
    assert Partnership.objects.get().name == "Ramsey partnership"
    assert AuditLine.objects.filter(verb="seat.added", area="ramsey").count() == 1


def test_sent_twice_is_saved_once_and_other_words_are_kept(cast, group):
    token = {"token": "7b0f2c8e-0b9a-4a53-9a1e-9a2a1f6f4f11"}
    for _time in range(2):
        cast.worker.client.post(NEW, BERNADETTE | token)
    page = cast.worker.client.post(NEW, BERNADETTE | token | {"name": "Wilfred"}).content.decode()
    assert Seat.objects.count() == 1
    assert "sent once already" in page
    assert "Wilfred" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Write their name"),
        ({"name": "x" * 81}, "Keep the name to 80 letters."),
        ({"kind": "king"}, "Select a valid choice"),
        ({"kind": ""}, "Choose who they are at the table"),
        ({"joined": ""}, "Write the day they joined."),
        ({"joined": "soon"}, "Write the day like this"),
        ({"joined": "2999-01-01"}, "has not come yet"),
        ({"left": "2018-01-01"}, "cannot have left before they joined"),
        ({"user": "99999999999999999999"}, "Choose somebody from the list"),
        ({"user": "x"}, "Choose somebody from the list"),
        ({"token": "no token at all", "name": ""}, "Write their name"),
    ],
)
def test_a_mistake_gets_a_sentence_and_loses_no_word(cast, group, wrong, sentence):
    page = cast.worker.client.post(NEW, BERNADETTE | {"role": "Keeps the key to the hall"} | wrong)
    assert page.status_code == 200
    words = page.content.decode()
    assert sentence in words
    assert "Keeps the key to the hall" in words
    assert not Seat.objects.exists()


def test_only_somebody_with_a_role_here_can_be_named_as_an_account(cast, group):
    assert cast.member.user.name == "Denise"
    page = cast.worker.client.get(NEW).content.decode()
    assert "Denise, Partnership member" in page
    assert "Colin" not in page
    assert "@example.org, " not in page
    cast.neighbour  # noqa: B018
    cast.worker.client.post(NEW, BERNADETTE | {"user": cast.neighbour.user.pk})
    assert not Seat.objects.exists()
    cast.worker.client.post(NEW, BERNADETTE | {"user": cast.member.user.pk})
    assert Seat.objects.get().user == cast.member.user


def test_one_account_is_one_person(cast, group):
    SeatFactory(partnership=group, user=cast.member.user)
    page = cast.worker.client.post(NEW, BERNADETTE | {"user": cast.member.user.pk}).content.decode()
    assert "That account belongs to somebody else" in page


def test_a_leaving_member_cannot_open_what_is_the_partnerships_at_the_next_request(
    cast, group, area
):
    seat = SeatFactory(partnership=group, name="Denise", user=cast.member.user)
    activity = Activity.objects.create(
        area=area,
        title="Soup",
        on=today(),
        logged_by=cast.member.user,
        logged_by_name="Denise",
        audience="area",
    )
    log = "/areas/ramsey/log/"
    assert cast.member.client.get(log).status_code == 200
    answer = cast.worker.client.post(end(seat), {"left": today().isoformat()}, follow=True)
    assert "They cannot open what is only for the partnership any more." in answer.content.decode()
    assert cast.member.client.get(log).status_code == 404
    assert "Denise" not in cast.member.client.get(TABLE).content.decode().split("<main")[1]
    role = AreaRole.objects.get(user=cast.member.user)
    assert role.ends == today()
    ended = AuditLine.objects.get(verb="role.ended")
    assert (ended.actor, ended.area, ended.data) == (
        str(cast.worker.user.pk),
        "ramsey",
        {"role": "member", "with_seat": True},
    )
    activity.refresh_from_db()
    assert (activity.logged_by, activity.logged_by_name) == (cast.member.user, "Denise")


@pytest.mark.parametrize(("days", "still_in"), [(-30, False), (0, False), (1, True), (90, True)])
def test_access_ends_from_the_day_the_seat_does(cast, group, area, days, still_in):
    seat = SeatFactory(partnership=group, user=cast.member.user)
    left = today() + timedelta(days=days)
    end_seat(seat=seat, by=cast.worker.user, seen=Mark(), left=left)
    assert AreaRole.objects.get(user=cast.member.user).ends == left
    assert can(again(cast.member.user), May.LOG, area) is still_in


def test_a_seat_without_an_account_ends_nobodys_role(cast, group, area):
    cast.member  # noqa: B018
    end_seat(seat=SeatFactory(partnership=group), by=cast.worker.user, seen=Mark(), left=today())
    assert not AreaRole.objects.exclude(ends=None).exists()


def test_only_the_membership_of_this_area_ends(cast, group, area, other_area):
    user = cast.member.user
    AreaRole.objects.create(user=user, role="member", area=other_area)
    AreaRole.objects.create(user=user, role="rep", area=area)
    end_seat(
        seat=SeatFactory(partnership=group, user=user),
        by=cast.worker.user,
        seen=Mark(),
        left=today(),
    )
    ends = {(role.role, role.area.slug): role.ends for role in AreaRole.objects.filter(user=user)}
    assert ends == {
        ("member", "ramsey"): today(),
        ("member", "whitley-bay"): None,
        ("rep", "ramsey"): None,
    }


def test_somebody_who_still_has_another_seat_stays_in(cast, group, area):
    first = SeatFactory(partnership=group, user=cast.member.user)
    SeatFactory(partnership=group, user=cast.member.user)
    end_seat(seat=first, by=cast.worker.user, seen=Mark(), left=today())
    assert can(again(cast.member.user), May.LOG, area)


def test_if_the_role_cannot_be_ended_the_seat_is_not_ended_either(cast, group, monkeypatch):
    seat = SeatFactory(partnership=group, user=cast.member.user)

    def broken(**_any):
        raise RuntimeError

    monkeypatch.setattr("partnerships.table.actions.roster.end_area_role", broken)
    with pytest.raises(RuntimeError):
        end_seat(seat=seat, by=cast.worker.user, seen=Mark(), left=today())
    seat.refresh_from_db()
    assert seat.left is None
    assert not AuditLine.objects.filter(verb="seat.changed").exists()


def test_a_role_that_local_trust_ended_leaves_the_seat_and_the_roster_says_no_account(cast, group):
    seat = SeatFactory(partnership=group, name="Denise", user=cast.member.user)
    assert "Signs in here" in cast.worker.client.get(TABLE).content.decode()
    role = AreaRole.objects.get(user=cast.member.user)
    cast.trust.client.post(f"/account/people/{role.pk}/end/")
    role.refresh_from_db()
    if role.ends is None:  # the address is the areas app's own affair
        from areas.roles.actions.ending import end_role

        end_role(area_role=role, by=cast.trust.user)
    seat.refresh_from_db()
    assert seat.left is None
    assert "No account named here" in cast.worker.client.get(TABLE).content.decode()


def test_ending_a_seat_that_somebody_just_ended_shows_both_days(cast, group):
    seat = SeatFactory(partnership=group)
    mine = opened(cast.worker.client, end(seat), left="2024-01-01")
    cast.worker.client.post(end(seat), opened(cast.worker.client, end(seat), left=f"{today()}"))
    page = cast.worker.client.post(end(seat), mine).content.decode()
    assert "Two of you wrote here" in page
    seat.refresh_from_db()
    assert seat.left == today()
    for choice, left in (("theirs", today()), ("mine", date(2024, 1, 1))):
        cast.worker.client.post(end(seat), sent_by(page, keep_left=choice))
        seat.refresh_from_db()
        assert seat.left == left


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        ("", "Write the day they leave."),
        ("2014-12-31", "They joined on 1 March 2015."),
        ("2999-01-01", "more than a year ahead"),
        ("1066-10-14", "a long time ago"),
    ],
)
def test_a_day_of_leaving_that_cannot_be_is_refused_with_a_sentence(cast, group, left, sentence):
    seat = SeatFactory(partnership=group)
    assert sentence in cast.worker.client.post(end(seat), {"left": left}).content.decode()


def test_a_seat_that_ended_can_be_put_right_and_put_back(cast, group):
    seat = SeatFactory(partnership=group, left=today())
    body = {
        "name": seat.name,
        "kind": seat.kind,
        "joined": seat.joined.isoformat(),
        "seen": str(mark_of(seat, FIELDS)),
        "left": "",
    }
    assert cast.worker.client.post(change(seat), body).status_code == 302
    seat.refresh_from_db()
    assert seat.left is None


NOBODY_ELSE = (
    "member",
    "lto",
    "rep",
    "trust",
    "evaluator",
    "neighbour",
    "admin",
    "nobody",
    "visitor",
)


@pytest.mark.parametrize("who", NOBODY_ELSE)
def test_nobody_but_the_worker_changes_who_sits_there(cast, group, who):
    seat = SeatFactory(partnership=group, name="Bernadette")
    client = getattr(cast, who).client
    for path, body in (
        (NEW, BERNADETTE),
        (change(seat), BERNADETTE | {"name": "Gone"}),
        (end(seat), {"left": today().isoformat()}),
    ):
        assert client.get(path).status_code in (302, 403, 404)
        assert client.post(path, body).status_code in (302, 403, 404)
    seat.refresh_from_db()
    assert (Seat.objects.count(), seat.name, seat.left) == (1, "Bernadette", None)


def test_a_seat_of_another_area_is_not_found(cast, group, other_area):
    theirs = SeatFactory(partnership=PartnershipFactory(area=other_area))
    assert cast.worker.client.get(change(theirs)).status_code == 404
    assert (
        cast.worker.client.get(f"/areas/whitley-bay/partnership/seats/{theirs.pk}/").status_code
        == 404
    )
