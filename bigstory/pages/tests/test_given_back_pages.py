"""What an area gave back: every page with what is left says where the rest went."""

import os

import pytest
from django.urls import reverse

from bigstory.pages.area import exchange as paper
from bigstory.testing.pdf import words_of_paper
from partnerships.models import Officership
from partnerships.money.tests.test_given_back import LONG_AGO, close, give_back, ledger
from partnerships.tests.factories import LtoAppointmentFactory

__all__ = ["ledger"]  # a fixture

pytestmark = pytest.mark.django_db
BACK = "£260 of what was paid was given back to Local Trust"
NEVER = "£100 of the award was never paid out"


@pytest.fixture
def holder(area):
    return LtoAppointmentFactory(area=area).organisation


def words(person, name, area) -> str:
    page = person.client.get(reverse(name, args=[area.slug])).content.decode()
    return " ".join(page.replace("<bdi>", "").replace("</bdi>", "").split())


class TestThePages:
    @pytest.fixture(autouse=True)
    def gave_back(self, cast, ledger, holder):
        give_back(cast, ledger, holder)
        close(cast, ledger)

    @pytest.mark.parametrize("who", ["visitor", "member", "lto", "trust", "evaluator"])
    def test_the_money_page_says_where_it_went(self, cast, area, who):
        page = words(getattr(cast, who), "money", area)
        assert BACK in page
        assert NEVER in page
        assert '<p class="twin__n">£0</p>' in page
        assert '<dt>Left</dt><dd class="sum">£0</dd>' in page
        assert '<th scope="row">Given back</th><td>£260.00</td>' in page

    def test_a_closed_area_is_not_told_to_begin_closing(self, cast, area):
        assert "Finishing well" not in words(cast.member, "money", area)

    def test_the_profile_says_it(self, cast, area):
        page = words(cast.visitor, "area", area)
        assert BACK in page
        assert NEVER in page
        assert '<p class="twin__n">£0</p>' in page

    @pytest.mark.skipif(
        not paper.available() and os.environ.get("CI") != "true", reason="no WeasyPrint"
    )
    def test_the_paper_says_it(self, cast, area):
        made = cast.visitor.client.get(reverse("area_pdf", args=[area.slug]))
        said = " ".join(words_of_paper(made.content).split())
        assert BACK in said
        assert "£0 left" in said

    def test_the_homes_say_it(self, cast, area, holder):
        home = " ".join(cast.member.client.get("/").content.decode().split())
        assert BACK in home
        assert '<p class="twin__n">£0</p>' in home
        Officership.objects.create(user=cast.lto.user, organisation=holder, starts=LONG_AGO)
        accounts = " ".join(cast.lto.client.get("/").content.decode().split())
        assert BACK in accounts
        assert '<p class="twin__n">£0</p>' in accounts

    def test_what_came_of_the_money_says_it(self, cast, area):
        assert BACK in words(cast.visitor, "came_of", area)


def test_before_it_closes_the_pages_say_what_went_back_beside_what_is_left(cast, ledger, holder):
    give_back(cast, ledger, holder)
    page = words(cast.member, "money", ledger)
    assert BACK in page
    assert NEVER not in page
    assert '<p class="twin__n">£360</p>' in page
