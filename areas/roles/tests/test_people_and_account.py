"""Who is in, how a role ends, and what everybody sees of their own account."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from areas.access import can
from areas.models import AreaRole
from areas.tests.factories import AreaRoleFactory
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today

PEOPLE = "/account/people/"


def end(cast, held):
    return cast.trust.client.post(f"{PEOPLE}{held.pk}/end/", follow=True)


def test_a_role_that_ends_stops_at_the_next_click(cast, area):
    assert cast.member.client.get(f"/areas/{area.slug}/log/").status_code == 200
    end(cast, AreaRole.objects.get(user=cast.member.user))
    assert cast.member.client.get(f"/areas/{area.slug}/log/").status_code == 404
    assert AuditLine.objects.filter(verb="role.ended", area=area.slug).count() == 1


def test_a_role_that_has_not_begun_never_holds(cast, area):
    later = today() + timedelta(days=30)
    held = AreaRoleFactory(area=area, starts=later)
    end(cast, held)
    held.refresh_from_db()
    assert held.ends == later
    assert not held.is_active(later)


def test_nobody_ends_their_own_role(cast):
    own = AreaRole.objects.get(user=cast.trust.user)
    assert "You cannot end your own role" in end(cast, own).content.decode()
    assert can(User.objects.get(pk=cast.trust.user.pk), May.INVITE)


def test_local_trust_does_not_end_an_administrator(cast):
    own = AreaRole.objects.get(user=cast.admin.user)
    assert end(cast, own).status_code == 403
    own.refresh_from_db()
    assert own.ends is None


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("", "Denise Colin", ""),
        ("q=colin", "Colin", "Denise"),
        ("role=trust", "Priya", "Denise"),
        ("area=ramsey", "Denise", "Colin"),
        ("role=nonsense&page=99", "Denise", ""),
    ],
)
def test_people_are_found_by_name_role_and_area(cast, query, there, away):
    assert cast.member.user.name != cast.neighbour.user.name
    html = cast.trust.client.get(f"{PEOPLE}?{query}").content.decode()
    found = html[html.index('id="found"') :]
    assert all(name in found for name in there.split())
    assert not any(name in found for name in away.split())


def test_the_list_of_people_costs_the_same_for_one_and_for_thirty(
    cast, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.trust.client
    counted = []
    for many in (1, 29):
        AreaRoleFactory.create_batch(many)
        with CaptureQueriesContext(connection) as queries:
            client.get(PEOPLE)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12


def test_my_account_says_what_i_am_and_how_far_it_goes(cast):
    html = cast.member.client.get("/account/").content.decode()
    assert "Partnership member" in html
    assert "In <bdi>Ramsey</bdi>" in html
    assert "Log what happened, and change what they logged" in html
    assert "own area" in html


def test_without_a_role_my_account_says_so(cast):
    assert "You have no role at the moment" in cast.nobody.client.get("/account/").content.decode()


def test_i_change_my_name(cast):
    cast.member.client.post("/account/", {"name": "Denise M"})
    assert User.objects.get(pk=cast.member.user.pk).name == "Denise M"


def test_an_empty_name_gets_a_sentence(cast):
    page = cast.member.client.post("/account/", {"name": "  "})
    assert "A first name will do" in page.content.decode()
    assert User.objects.get(pk=cast.member.user.pk).name == "Denise"


def test_a_visitor_has_no_account_page(client, db):
    assert client.get("/account/").url == "/account/sign-in/?next=/account/"


def test_the_first_administrator_is_made_by_a_command(db, capsys):
    for _again in range(2):
        call_command("make_administrator", "Sam@Example.net", name="Sam")
    sam = User.objects.get()
    assert (sam.email, can(sam, May.ADMINISTER)) == ("sam@example.net", True)
    assert AreaRole.objects.count() == 1
    assert "already" in capsys.readouterr().out


def test_a_wrong_address_makes_no_administrator(db):
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("make_administrator", "sam")


def test_a_superuser_is_nothing_without_a_role(db):
    user = User.objects.create_user("root@example.net", is_superuser=True)
    assert not user.has_perm("areas.view_area")
    assert not user.has_module_perms("areas")
