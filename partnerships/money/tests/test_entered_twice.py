"""One payment that two people enter, each in their own accounts, is asked about and not counted
twice in silence.
"""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bigstory.core.db.dated import today
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.testing.moving import press, sent
from bigstory.testing.opened import opened, sent_by
from bigstory.testing.workbooks import workbook
from partnerships.models import ExpectedPayment, Payment
from partnerships.tests.factories import LtoAppointmentFactory

pytestmark = pytest.mark.django_db
THE_DAY = today() - timedelta(days=40)


@pytest.fixture
def pay(area, holder):
    """Somebody enters a payment on its page, and whatever is answered."""

    def enter(person, *, days=0, to=None, **more):
        path = reverse("payment_new", args=[area.slug])
        typed = {
            "amount": "20,000",
            "on": (THE_DAY + timedelta(days=days)).isoformat(),
            "organisation": (to or holder).pk,
        }
        return person.client.post(path, opened(person.client, path, **typed | more))

    return enter


def asked(answer) -> str:
    assert answer.status_code == 200
    page = answer.content.decode().replace("<bdi>", "").replace("</bdi>", "")
    return " ".join(page.replace("\u2068", "").replace("\u2069", "").split())


class TestByHand:
    @pytest.mark.parametrize("days", [-14, 0, 3, 14])
    def test_the_second_is_asked_whether_it_is_another_one(self, cast, pay, days):
        assert pay(cast.trust).status_code == 302
        page = asked(pay(cast.lto, days=days, what="January, by bank"))
        day = f"{THE_DAY.day} {THE_DAY:%B %Y}"
        assert f"the payment of {day}, £20,000, entered by {cast.trust.user.name}." in page
        assert "Is it another one?" in page
        assert 'value="January, by bank"' in page, "nothing that was typed is lost"
        assert Payment.objects.count() == 1

    def test_said_to_be_another_one_it_is_saved(self, cast, area, pay):
        pay(cast.trust)
        page = pay(cast.lto, what="The other half").content.decode()
        path = reverse("payment_new", args=[area.slug])
        assert cast.lto.client.post(path, sent_by(page, another="on")).status_code == 302
        assert list(Payment.objects.values_list("what", flat=True)) == ["", "The other half"]

    def test_sent_again_without_an_answer_it_is_asked_again(self, cast, area, pay):
        pay(cast.trust)
        page = pay(cast.lto).content.decode()
        path = reverse("payment_new", args=[area.slug])
        again = cast.lto.client.post(path, sent_by(page))
        assert "Is it another one?" in asked(again)
        assert Payment.objects.count() == 1

    def test_a_yes_to_one_is_no_yes_to_one_that_came_meanwhile(self, cast, area, pay):
        pay(cast.trust)
        page = pay(cast.lto).content.decode()
        said = pay(cast.worker, days=2).content.decode()
        path = reverse("payment_new", args=[area.slug])
        cast.worker.client.post(path, sent_by(said, another="on"))
        assert Payment.objects.count() == 2
        answer = cast.lto.client.post(path, sent_by(page, another="on"))
        assert f"entered by {cast.worker.user.name}" in asked(answer)
        assert 'name="another" checked' not in answer.content.decode()
        assert Payment.objects.count() == 2
        cast.lto.client.post(path, sent_by(answer.content.decode(), another="on"))
        assert Payment.objects.count() == 3

    def test_put_right_to_another_sum_nothing_is_asked(self, cast, area, pay):
        pay(cast.trust)
        page = pay(cast.lto).content.decode()
        path = reverse("payment_new", args=[area.slug])
        assert cast.lto.client.post(path, sent_by(page, amount="2,000")).status_code == 302

    def test_the_same_page_sent_twice_asks_nothing_and_saves_once(self, cast, area, holder):
        path = reverse("payment_new", args=[area.slug])
        typed = {"amount": "5", "on": THE_DAY.isoformat(), "organisation": holder.pk}
        body = opened(cast.lto.client, path, **typed)
        for _twice in range(2):
            assert cast.lto.client.post(path, body).status_code == 302
        assert Payment.objects.count() == 1

    def test_others_are_not_asked_about(self, cast, area, other_area, pay, holder):
        second = LtoAppointmentFactory(area=area).organisation
        LtoAppointmentFactory(area=other_area, organisation=holder)
        Payment.objects.create(area=other_area, organisation=holder, amount=20_000, on=THE_DAY)
        pay(cast.trust)
        assert pay(cast.lto, amount="20,000.01").status_code == 302, "another sum"
        assert pay(cast.lto, days=15).status_code == 302, "another day"
        assert pay(cast.lto, to=second).status_code == 302, "another organisation"
        assert Payment.objects.filter(area=area).count() == 4

    def test_what_nobody_is_named_for_is_said_without_a_name(self, cast, area, holder, pay):
        Payment.objects.create(area=area, organisation=holder, amount=20_000, on=THE_DAY)
        assert "£20,000, which is here already." in asked(pay(cast.lto))

    def test_one_that_was_expected_is_asked_about_and_stays_expected(self, cast, area, holder, pay):
        pay(cast.lto)
        expected = ExpectedPayment.objects.create(
            area=area, organisation=holder, amount=20_000, due=THE_DAY
        )
        page = pay(cast.trust, expected=expected.pk)
        assert "Is it another one?" in asked(page)
        expected.refresh_from_db()
        assert expected.payment is None
        path = reverse("payment_new", args=[area.slug])
        cast.trust.client.post(path, sent_by(page.content.decode(), another="on"))
        expected.refresh_from_db()
        assert expected.payment.entered_by == cast.trust.user


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite in memory has one connection"
)
def test_of_two_who_enter_it_in_one_moment_one_saves_it_and_the_other_is_asked(cast, area, holder):
    """Each presses four times: what is their own is not asked about."""
    path = reverse("payment_new", args=[area.slug])
    typed = {"amount": "20,000", "on": THE_DAY.isoformat(), "organisation": holder.pk}
    pages = [(each, opened(each.client, path, **typed)) for each in (cast.lto, cast.trust)]
    senders = [(_browser_of(each), body) for each, body in pages for _time in range(4)]
    ready = threading.Barrier(len(senders))
    answers = []

    def press(client, body):
        try:
            ready.wait()
            answers.append(client.post(path, body).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=sender) for sender in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * 4 + [302] * 4
    assert Payment.objects.count() == 1


def _browser_of(person) -> Client:
    """Another window of the same browser."""
    client = Client()
    client.cookies = person.client.cookies
    return client


class TestFromAFile:
    HEAD = ("area", "organisation", "day", "pounds", "what for")

    def rehearsed(self, cast, area, holder, *rows) -> SentFile:
        full = [(area.name, holder.name, day.isoformat(), sum_, "") for day, sum_ in rows]
        return sent("payments", workbook([self.HEAD, *full]), by=cast.trust.user)

    def test_the_rehearsal_tells_of_rows_that_look_like_what_is_here(self, cast, area, holder, pay):
        pay(cast.lto)
        near, far = THE_DAY + timedelta(days=3), THE_DAY - timedelta(days=200)
        file = self.rehearsed(cast, area, holder, (near, 20_000), (far, 20_000))
        assert file.figures["counts"]["added"] == 2
        page = asked(cast.trust.client.get(reverse("moving_file", args=[file.pk])))
        assert "One new row looks like something that is here already" in page
        day = f"{THE_DAY.day} {THE_DAY:%B %Y}"
        assert f"the payment of {day}, £20,000, entered by {cast.lto.user.name}." in page
        assert "Row 2" in page
        assert "Row 3" not in page
        assert press(file).state == SentFile.State.IN
        assert Payment.objects.count() == 3

    def test_the_very_same_is_left_as_it_is_and_nothing_is_told(self, cast, area, holder, pay):
        pay(cast.lto)
        file = self.rehearsed(cast, area, holder, (THE_DAY, 20_000))
        assert file.figures["counts"]["same"] == 1
        page = asked(cast.trust.client.get(reverse("moving_file", args=[file.pk])))
        assert "looks like" not in page

    def test_what_somebody_enters_after_the_rehearsal_is_told_before_anything_moves_in(
        self, cast, area, holder, pay
    ):
        file = self.rehearsed(cast, area, holder, (THE_DAY + timedelta(days=1), 20_000))
        pay(cast.lto)
        assert press(file).state == SentFile.State.REHEARSED
        assert Payment.objects.count() == 1
        assert "entered by" in SentRow.objects.get(file=file).why[0]
        assert press(file).state == SentFile.State.IN
        assert Payment.objects.count() == 2

    def test_several_of_one_file_come_in_together(self, cast, area, holder):
        days = [THE_DAY + timedelta(days=n) for n in range(3)]
        file = self.rehearsed(cast, area, holder, *((day, 20_000) for day in days))
        assert press(file).state == SentFile.State.IN
        assert Payment.objects.count() == 3
