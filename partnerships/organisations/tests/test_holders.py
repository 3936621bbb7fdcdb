"""Appointing who holds an area's money: looked at before it counts, handed on, ended."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.testing.opened import opened, sent_by
from partnerships.models import (
    HandOver,
    LtoAppointment,
    Officership,
    Organisation,
    Payment,
    SpendReport,
)
from partnerships.money.tests.test_money_sums import spend
from partnerships.organisations.queries.holding import held_in
from partnerships.tests.factories import (
    LtoAppointmentFactory,
    OrganisationFactory,
    PartnershipFactory,
)

HOLDER = "/areas/ramsey/desk/holder/"
A_MONTH = timedelta(days=30)


def appoint_page(organisation) -> str:
    return reverse("holder_appoint", args=["ramsey", organisation.pk])


def looked_at(client, path: str, **typed) -> dict:
    """What the page of sentences sends when somebody says yes."""
    page = client.post(path, opened(client, path, **typed))
    assert "What will change" in page.content.decode(), page.content.decode()
    return sent_by(page.content.decode())


@pytest.fixture
def hub(area):
    """It got £1,000 and reported £250 as spent."""
    hub = LtoAppointmentFactory(area=area, organisation__name="Enfield Hub").organisation
    Payment.objects.create(area=area, organisation=hub, amount=1000, on=date(2024, 5, 1))
    spend(area, date(2025, 1, 1), "250", organisation=hub)
    return hub


@pytest.fixture
def works(db):
    return OrganisationFactory(name="Edmonton Works")


class TestAppointing:
    def test_nothing_counts_before_somebody_said_yes(self, cast, area, hub, works):
        day = today() + A_MONTH
        path = appoint_page(works)
        body = looked_at(cast.trust.client, path, starts=day, rest="hand_on", rest_amount="750")
        assert not LtoAppointment.objects.filter(organisation=works).exists()
        answer = cast.trust.client.post(path, body)
        assert answer.url == HOLDER
        assert LtoAppointment.objects.get(organisation=works).starts == day
        assert LtoAppointment.objects.get(organisation=hub).ends == day
        handed = HandOver.objects.get()
        assert (handed.giver, handed.taker, handed.amount) == (hub, works, Decimal(750))
        assert AuditLine.objects.filter(verb="lto.appointed", area="ramsey").count() == 1

    def test_the_page_says_what_the_one_before_still_holds(self, cast, area, hub, works):
        path = appoint_page(works)
        page = cast.trust.client.post(path, opened(cast.trust.client, path, rest="later"))
        words = page.content.decode()
        assert "Enfield Hub still holds £750: £1,000 came to it, £250 was reported" in words
        assert "stays on the page of this area until it is" in words

    def test_sent_twice_it_is_appointed_once(self, cast, area, works):
        path = appoint_page(works)
        body = looked_at(cast.trust.client, path)
        for _time in range(2):
            assert cast.trust.client.post(path, body).url == HOLDER
        assert LtoAppointment.objects.count() == 1

    def test_what_changed_meanwhile_is_shown_and_nothing_saved(self, cast, area, hub, works):
        path = appoint_page(works)
        body = looked_at(cast.trust.client, path, rest="back", rest_amount="750")
        Payment.objects.create(area=area, organisation=hub, amount=40, on=date(2024, 6, 1))
        page = cast.trust.client.post(path, body).content.decode()
        assert "Something changed since you looked" in page
        assert "£790" in page
        assert not LtoAppointment.objects.filter(organisation=works).exists()
        assert cast.trust.client.post(path, sent_by(page)).url == HOLDER

    def test_two_hold_the_money_at_once_only_where_somebody_says_so(self, cast, area, hub, works):
        path = appoint_page(works)
        body = looked_at(cast.trust.client, path, how="beside", rest="later")
        cast.trust.client.post(path, body)
        assert LtoAppointment.objects.active().filter(area=area).count() == 2
        own = LtoAppointment.objects.get(organisation=works)
        correct = reverse("holder_change", args=["ramsey", own.pk])
        page = cast.trust.client.post(correct, opened(cast.trust.client, correct))
        assert "holds the money on some of these days" in page.content.decode()

    def test_one_that_comes_before_another_ends_where_that_begins(self, cast, area, works):
        later = LtoAppointmentFactory(area=area, starts=today() + A_MONTH)
        path = appoint_page(works)
        cast.trust.client.post(path, looked_at(cast.trust.client, path))
        assert LtoAppointment.objects.get(organisation=works).ends == later.starts

    def test_a_partnership_holds_its_own_money_only_as_a_body_of_its_own(self, cast, area):
        group = PartnershipFactory(area=area, name="Ramsey Million")
        itself = OrganisationFactory(name="Ramsey Million")
        path = appoint_page(itself)
        body = opened(cast.trust.client, path)
        assert "a group cannot hold" in cast.trust.client.post(path, body).content.decode()
        since = today() - A_MONTH
        became = reverse("partnership_incorporated", args=["ramsey"])
        typed = {"legal_form": "cio", "incorporated_on": since, "charity_number": "1199999"}
        cast.trust.client.post(became, opened(cast.trust.client, became, **typed))
        group.refresh_from_db()
        assert (group.organisation, group.incorporated_on) == (itself, since)
        early = opened(cast.trust.client, path, starts=since - A_MONTH)
        assert "Choose that day or later" in cast.trust.client.post(path, early).content.decode()
        cast.trust.client.post(path, looked_at(cast.trust.client, path))
        assert LtoAppointment.objects.get().organisation == itself

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"starts": ""}, "Write the day from which"),
            ({"starts": "2999-01-01"}, "more than a year ahead"),
            ({"signed_by_us": "2999-01-01"}, "has not come yet"),
            ({"rest": "back", "rest_amount": ""}, "Write how many pounds."),
        ],
    )
    def test_a_mistake_gets_a_sentence(self, cast, area, hub, works, typed, sentence):
        path = appoint_page(works)
        body = opened(cast.trust.client, path, rest="later") | {k: [v] for k, v in typed.items()}
        assert sentence in cast.trust.client.post(path, body).content.decode()


class TestEndingAndHandingOn:
    def test_it_ends_with_what_is_left_to_come_back(self, cast, area, hub):
        own = LtoAppointment.objects.get()
        path = reverse("holder_end", args=["ramsey", own.pk])
        typed = {"why": "By agreement", "rest": "back", "rest_amount": "750"}
        page = cast.trust.client.post(path, opened(cast.trust.client, path, **typed))
        assert "nothing can be paid until one is appointed" in page.content.decode()
        cast.trust.client.post(path, sent_by(page.content.decode()))
        own.refresh_from_db()
        assert (own.ends, own.why_ended) == (today(), "By agreement")
        chain = cast.member.client.get(HOLDER).content.decode()
        assert "£750 not yet handed on" in chain
        assert "£750 back to Local Trust" in chain

    def test_it_counts_as_handed_on_once_either_side_says_so(self, cast, area, hub, works):
        path = appoint_page(works)
        typed = {"rest": "hand_on", "rest_amount": "700"}
        cast.trust.client.post(path, looked_at(cast.trust.client, path, **typed))
        row = HandOver.objects.get()
        Officership.objects.create(user=cast.nobody.user, organisation=hub, starts=today())
        assert held_in(area)[hub.pk].left == 750
        # The one before no longer belongs to the area, and can say it all the same.
        assert cast.nobody.client.get(HOLDER).status_code == 404
        Officership.objects.create(user=cast.lto.user, organisation=works, starts=today())
        for person in (cast.nobody, cast.lto):
            home = person.client.get("/").content.decode()
            assert row.get_absolute_url() in home
            assert "Nothing is due." not in home
        assert cast.nobody.client.post(row.get_absolute_url(), {"side": "taker"}).status_code == 403
        cast.nobody.client.post(row.get_absolute_url(), {"side": "giver"})
        for person in (cast.nobody, cast.lto):
            assert row.get_absolute_url() not in person.client.get("/").content.decode()
        held = held_in(area)
        assert (held[hub.pk].left, held[works.pk].left) == (50, 700)
        row.refresh_from_db()
        assert (row.giver_said, row.giver_said_by) == (today(), cast.nobody.user)
        chain = " ".join(cast.member.client.get(HOLDER).content.decode().split())
        assert "Enfield Hub</bdi> says it is done" in chain
        assert "£700 was handed on to it. Holds £700 by the record." in chain
        assert cast.neighbour.client.get(row.get_absolute_url()).status_code == 404
        said = cast.member.client.post(row.get_absolute_url(), {"side": "giver"})
        assert said.status_code == 403

    def test_what_was_not_settled_is_said_later(self, cast, area, hub):
        LtoAppointment.objects.update(ends=date(2025, 6, 1))
        path = reverse("hand_on_new", args=["ramsey", hub.pk])
        assert path in cast.trust.client.get(HOLDER).content.decode()
        cast.trust.client.post(path, opened(cast.trust.client, path))
        assert (HandOver.objects.get().amount, HandOver.objects.get().taker) == (750, None)
        assert path not in cast.trust.client.get(HOLDER).content.decode()

    def test_written_down_by_mistake_it_never_held_the_money(self, cast, area, works):
        own = LtoAppointmentFactory(area=area, organisation=works)
        path = reverse("holder_end", args=["ramsey", own.pk])
        body = looked_at(cast.trust.client, path, ends=own.starts)
        cast.trust.client.post(path, body)
        assert "Edmonton Works" not in cast.member.client.get(HOLDER).content.decode()

    def test_two_who_correct_it_see_both(self, cast, area, works):
        own = LtoAppointmentFactory(area=area, organisation=works)
        path = reverse("holder_change", args=["ramsey", own.pk])
        hers = opened(cast.trust.client, path, note="Ring them in May")
        cast.second_trust.client.post(
            path, opened(cast.second_trust.client, path, note="Ring them in June")
        )
        page = cast.trust.client.post(path, hers).content.decode()
        assert "Two of you wrote here" in page
        assert "Ring them in June" in page


class TestOnADay:
    def test_who_did_not_hold_the_money_that_day_was_not_paid(self, cast, area, hub):
        LtoAppointment.objects.update(ends=date(2025, 6, 1))
        body = {"amount": "5", "organisation": hub.pk}
        pay = reverse("payment_new", args=["ramsey"])
        late = cast.lto.client.post(pay, body | {"on": "2025-06-01"}).content.decode()
        assert "Enfield Hub did not hold the money on that day" in late
        assert cast.lto.client.post(pay, body | {"on": "2025-05-31"}).status_code == 302

    def test_who_did_not_hold_it_in_a_half_year_does_not_report_on_it(self, cast, area, hub):
        LtoAppointment.objects.update(ends=date(2025, 7, 1))
        body = {"organisation": hub.pk}
        new = reverse("spend_report_new", args=["ramsey"])
        late = cast.lto.client.post(new, body | {"half_year": "2025-07-01"}).content.decode()
        assert "Enfield Hub did not hold the money in that half-year" in late
        assert cast.lto.client.post(new, body | {"half_year": "2025-01-01"}).status_code == 302

    def test_from_empty_a_payment_is_recorded_and_a_report_begun(self, cast, area):
        """By pages alone: found nowhere, written down, appointed, an officer let in."""
        trust = cast.trust.client
        assert "Appoint one" in trust.get(HOLDER).content.decode()
        new = reverse("organisation_new") + "?area=ramsey&q=Edmonton+Works"
        path = trust.post(new, opened(trust, new)).url
        body = looked_at(trust, path, starts=today() - A_MONTH)
        assert trust.post(path, body).url == HOLDER
        works = Organisation.objects.get()
        let_in = reverse("officer_new", args=[works.pk])
        typed = {"email": cast.nobody.user.email}
        assert trust.post(let_in, opened(trust, let_in, **typed)).url == works.get_absolute_url()
        officer = cast.nobody.client
        pay = reverse("payment_new", args=["ramsey"])
        paid = {"amount": "41,250", "on": today(), "organisation": works.pk}
        assert officer.post(pay, opened(officer, pay, **paid)).status_code == 302
        report = reverse("spend_report_new", args=["ramsey"])
        half = date(today().year, 1 if today().month < 7 else 7, 1)
        begun = {"half_year": half, "organisation": works.pk}
        assert officer.post(report, opened(officer, report, **begun)).status_code == 302
        assert (Payment.objects.get().amount, SpendReport.objects.count()) == (41250, 1)
