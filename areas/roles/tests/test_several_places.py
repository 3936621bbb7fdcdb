"""Somebody is asked into several areas at once, and somebody who is here is given a role more."""

import pytest

from areas.access import can
from areas.models import AreaRole
from areas.places.actions import leave_address
from areas.roles.tests.test_invitations import LIST, form, link_in
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May
from bigstory.core.db.audit import AuditLine


class TestSeveralPlaces:
    """A Rep of many areas is asked once."""

    @pytest.fixture
    def to_rosa(self, cast, letters, other_area):
        sent = form(role="rep", area="", areas=["ramsey"], names="Whitley Bay")
        cast.trust.client.post(LIST, sent)
        return link_in(letters[0])

    def test_one_letter_names_all_of_them_and_one_yes_is_enough(
        self, client, to_rosa, letters, area, other_area
    ):
        assert len(letters) == 1
        assert "Ramsey\nWhitley Bay" in letters[0].body
        assert "in 2 places" in client.get(to_rosa).content.decode()
        client.post(to_rosa, {"name": "Rosa"})
        rosa = User.objects.get(email="new@example.net")
        assert can(rosa, May.ADVISE_PLAN, area)
        assert can(rosa, May.ADVISE_PLAN, other_area)
        assert AuditLine.objects.filter(verb="role.given").count() == 2

    def test_a_whole_region_is_several_places(self, cast, letters, other_area):
        cast.trust.client.post(LIST, form(role="rep", area="", regions=["north-east"]))
        assert Invitation.objects.get().area_slugs == ["whitley-bay"]

    def test_a_name_that_means_nothing_is_told_and_no_letter_leaves(self, cast, letters):
        sent = form(role="rep", area="", names="Whitley Bay\nAtlantis")
        html = cast.trust.client.post(LIST, sent).content.decode()
        assert "“Atlantis”: nothing is called that." in html
        assert "Whitley Bay\nAtlantis</textarea>" in html
        assert letters == []

    def test_a_place_that_moves_to_another_address_stays_in_the_invitation(
        self, cast, to_rosa, client, area, other_area
    ):
        for place, slug in ((other_area, "the-bay"), (area, "the-fen")):
            was, place.slug = place.slug, slug
            place.save()
            leave_address(place, was=was, by=cast.admin.user)
        client.post(to_rosa, {"name": "Rosa"})
        assert AreaRole.objects.filter(user__email="new@example.net").count() == 2

    def test_the_list_says_all_of_them(self, cast, to_rosa):
        html = cast.trust.client.get(LIST).content.decode()
        assert "<bdi>Ramsey</bdi>, <bdi>Whitley Bay</bdi>" in html

    def test_a_role_for_oneself_is_asked_for_in_one_place_at_a_time(self, cast, letters):
        sent = form(email=cast.trust.user.email, role="rep", areas=["ramsey", "whitley-bay"])
        page = cast.trust.client.post(LIST, sent)
        assert "in one place at a time" in page.content.decode()
        assert not Invitation.objects.exists()


class TestSomebodyWhoIsHere:
    def test_they_have_the_role_at_once_and_a_letter_tells_them(
        self, cast, letters, area, other_area
    ):
        assert cast.member.user
        sent = form(email="MEMBER@example.org", role="rep", areas=["ramsey", "whitley-bay"])
        page = cast.trust.client.post(LIST, sent, follow=True)
        html = page.content.decode()
        assert "was here already, and is now Big Local Rep in 2 places more" in html
        assert "on its way" not in html
        assert User.objects.filter(email__iexact="member@example.org").count() == 1
        assert not Invitation.objects.exists()
        member = User.objects.get(pk=cast.member.user.pk)
        assert can(member, May.ADVISE_PLAN, area)
        assert can(member, May.ADVISE_PLAN, other_area)
        assert letters[0].to == ["member@example.org"]
        assert "has made you Big Local Rep in these places:" in letters[0].body

    def test_sent_twice_there_is_one_role_and_one_letter(self, cast, letters, area):
        token = "3f2b5e0c-27d6-4a09-9d3c-1d7c1a0f1f10"
        for _time in range(2):
            cast.trust.client.post(
                LIST, form(email=cast.member.user.email, role="rep", token=token)
            )
        assert len(letters) == 1
        assert AreaRole.objects.filter(user=cast.member.user, role="rep").count() == 1

    def test_what_they_hold_already_is_left_and_the_rest_is_given(self, cast, letters, other_area):
        sent = form(email=cast.rep.user.email, role="rep", areas=["ramsey", "whitley-bay"])
        cast.trust.client.post(LIST, sent)
        assert "has made you Big Local Rep in Whitley Bay." in letters[0].body
        assert AreaRole.objects.filter(user=cast.rep.user).count() == 2

    def test_a_role_for_the_whole_programme_still_takes_their_yes_and_a_second_person(
        self, cast, letters
    ):
        sent = form(email=cast.member.user.email, role="evaluator", area="")
        cast.trust.client.post(LIST, sent)
        assert Invitation.objects.count() == 1
        assert AreaRole.objects.filter(user=cast.member.user).count() == 1

    def test_of_a_closed_account_it_is_said_and_nothing_sent(self, cast, letters):
        User.objects.filter(pk=cast.member.user.pk).update(is_active=False)
        page = cast.trust.client.post(LIST, form(email=cast.member.user.email, role="rep"))
        assert "Their account here is closed." in page.content.decode()
        assert letters == []
