"""Everything an area sends stands in one list, longest wait first, until somebody has written
back.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from areas.desk.actions.owed import keep_all_owed
from outcomes.tests.factories import StoryFactory
from partnerships.models import PartnershipReview, SpendReport
from partnerships.plan.actions.sending import endorse
from partnerships.tests.factories import OrganisationFactory, PartnershipFactory
from partnerships.tests.sending import sent

A_DAY = timedelta(days=1)
# As they wait, longest first.
KINDS = ["plan", "spend_report", "yearly_review", "story"]
NUMBERS = dict.fromkeys(
    ("members", "residents", "votes", "resident_votes", "joined", "left", "stayed"), 0
)


@pytest.fixture
def one_of_each(cast, area):
    now = timezone.now()
    StoryFactory(
        area=area, title="The bus runs", state="sent", audience="programme", sent_at=now - 2 * A_DAY
    )
    version = sent(area, cast.member.user, title="Back on our feet")
    version.sent_at = now - 9 * A_DAY
    version.save()
    PartnershipReview.objects.create(
        partnership=PartnershipFactory(area=area),
        since=date(2025, 1, 1),
        on=date(2026, 1, 1),
        sent_at=now - 5 * A_DAY,
        **NUMBERS,
    )
    SpendReport.objects.create(
        area=area,
        organisation=OrganisationFactory(name="Three Lodes"),
        half_year=date(2026, 1, 1),
        state="sent",
        sent_at=now - 7 * A_DAY,
    )
    keep_all_owed()  # their days were moved back by hand
    return version


def test_the_longest_wait_comes_first_whatever_its_kind(cast, one_of_each):
    page = cast.trust.client.get("/reviews/")
    waiting = page.context["waiting"]
    assert [item.owed.kind for item in waiting] == KINDS
    words = page.content.decode()
    assert "4 things are waiting for us" in words
    for said in (
        "Plan",
        "Back on our feet",
        "January to June 2026, Three Lodes",
        "Yearly review",
        "The bus",
    ):
        assert said in words
    for item in waiting:
        assert cast.trust.client.get(item.url).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_at_a_time(cast, one_of_each, kind):
    page = cast.trust.client.get(f"/reviews/?kind={kind}")
    assert [item.owed.kind for item in page.context["waiting"]] == [kind]


def test_what_was_answered_waits_no_longer(cast, one_of_each):
    endorse(one_of_each, by=cast.trust.user, words="Thank you.")
    page = cast.trust.client.get("/reviews/?kind=plan")
    assert page.context["waiting"] == []
    assert "Nothing waits for us" in page.content.decode()


@pytest.mark.parametrize("who", ["member", "lto", "evaluator", "admin"])
def test_only_local_trust_opens_the_list(cast, one_of_each, who):
    assert getattr(cast, who).client.get("/reviews/").status_code == 403


def test_the_list_costs_the_same_with_one_of_each_and_with_many(
    cast, area, one_of_each, django_assert_max_num_queries
):
    cast.trust.client.get("/reviews/")
    with django_assert_max_num_queries(16) as few:
        cast.trust.client.get("/reviews/")
    for n in range(40):
        StoryFactory(
            area=area,
            title=f"Story {n}",
            state="sent",
            audience="programme",
            sent_at=timezone.now(),
        )
    with django_assert_max_num_queries(len(few)):
        cast.trust.client.get("/reviews/")
