"""An organisation is found before it is appointed, and none is written down twice."""

from django.urls import reverse

from bigstory.testing.opened import opened
from partnerships.models import Organisation
from partnerships.organisations.tests.test_holders import HOLDER, appoint_page, works
from partnerships.tests.factories import LtoAppointmentFactory, OrganisationFactory

__all__ = ["works"]


class TestFinding:
    def test_one_we_know_is_offered_first_by_name_or_number(self, cast, area):
        known = OrganisationFactory(
            name="Siân’s Hall Ltd", charity_number="1199999", company_number="01234567"
        )
        for words in ("SIAN'S HALL LTD", "charity no. 1199999", "1234567", "sians hall limited"):
            page = cast.trust.client.get(HOLDER + "find/", {"q": words}).content.decode()
            assert appoint_page(known) in page, words
        irish = OrganisationFactory(name="O’Neill & Sons’ Charity")
        for words in ("oneill", "oneills sons charity", "o'neill"):
            page = cast.trust.client.get(HOLDER + "find/", {"q": words}).content.decode()
            assert appoint_page(irish) in page, words
        page = cast.trust.client.get(HOLDER + "find/", {"q": "Wholly Other"}).content.decode()
        assert appoint_page(known) not in page
        assert "We do not know that one yet" in page

    def test_none_is_written_down_twice(self, cast, area):
        known = OrganisationFactory(name="Edmonton Works", charity_number="1199999")
        new = reverse("organisation_new")
        for typed in ({"name": "EDMONTON  works"}, {"name": "X", "charity_number": "1199999"}):
            page = cast.trust.client.post(new, typed).content.decode()
            assert "We know that one already: it is Edmonton Works" in page
        near = cast.trust.client.post(new, {"name": "Edmonton Work"}).content.decode()
        assert "called something like it" in near
        assert known.get_absolute_url() in near
        assert Organisation.objects.count() == 1
        cast.trust.client.post(new, {"name": "Edmonton Work", "another": "on"})
        assert Organisation.objects.count() == 2

    def test_sent_twice_it_is_written_down_once(self, cast, area):
        new = reverse("organisation_new") + "?area=ramsey"
        body = opened(cast.trust.client, new, name="Edmonton Works")
        for _time in range(2):
            answer = cast.trust.client.post(new, body)
            assert answer.url == appoint_page(Organisation.objects.get())

    def test_whom_to_ring_is_read_by_local_trust_alone(self, cast, area, works):
        Organisation.objects.update(contact_name="Folake Ade", contact_phone="01632 960149")
        LtoAppointmentFactory(area=area, organisation=works)
        for path in (works.get_absolute_url(), HOLDER):
            assert "960149" in cast.trust.client.get(path).content.decode()
            for who in (cast.visitor, cast.member, cast.lto, cast.evaluator, cast.rep):
                assert "960149" not in who.client.get(path).content.decode()

    def test_two_who_change_one_lose_nothing(self, cast, works):
        path = reverse("organisation_change", args=[works.pk])
        hers = opened(cast.trust.client, path, about="A charity")
        his = opened(cast.second_trust.client, path, contact_name="Folake")
        cast.trust.client.post(path, hers)
        cast.second_trust.client.post(path, his)
        works.refresh_from_db()
        assert (works.about, works.contact_name, works.version) == ("A charity", "Folake", 3)
        both = opened(cast.trust.client, path, name="Edmonton Work")
        cast.second_trust.client.post(
            path, opened(cast.second_trust.client, path, name="Edmonton Hall")
        )
        assert "Two of you wrote here" in cast.trust.client.post(path, both).content.decode()
