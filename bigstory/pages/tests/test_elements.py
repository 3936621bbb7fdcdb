"""Time, support, money held, the partnership, very local: from the record, or not known."""

from datetime import date

import pytest
from django.urls import reverse

from areas.models import AreaRole, ContactNote, LocalAuthority
from partnerships.models import Award, LtoAppointment, Organisation, Partnership, Plan, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(area):
    return reverse("area_elements", args=[area.slug])


def test_where_nothing_is_recorded_the_page_says_so(cast, here):
    html = cast.evaluator.client.get(here).content.decode()
    assert html.count("Not recorded") >= 4
    assert html.count("Nothing is recorded about it.") == 2
    assert "None now" in html


def test_each_of_the_five_is_made_of_what_is_recorded(cast, area, here):
    Award.objects.create(area=area, amount=1_000_000, on=date(2014, 10, 1), what="The million")
    Plan.objects.create(
        area=area,
        number=1,
        title="One",
        state="endorsed",
        starts=date(2016, 1, 1),
        ends=date(2090, 1, 1),
    )
    group = Partnership.objects.create(area=area, name="Ours", formed_on=date(2013, 9, 9))
    for kind in ("resident", "resident", "councillor"):
        Seat.objects.create(partnership=group, name="x", kind=kind, joined=date(2016, 1, 1))
    hub = Organisation.objects.create(name="Enfield Hub")
    LtoAppointment.objects.create(area=area, organisation=hub, starts=date(2019, 4, 1))
    area.authorities.add(LocalAuthority.objects.create(name="Enfield", tier="unitary"))
    area.population, area.settings = 7300, ["urban"]
    area.save()
    AreaRole.objects.filter(user=cast.rep.user).update(starts=date(2019, 1, 1))
    ContactNote.objects.create(area=area, kind="visit", on=date.today(), about="a", readers="trust")
    context = cast.trust.client.get(here).context
    assert (context["time"].begun, context["time"].plans) == (date(2013, 9, 9), 1)
    assert (context["support"].reps, context["support"].visits) == (1, 1)
    assert (context["table"].heads.members, context["table"].heads.residents) == (3, 2)
    html = cast.trust.client.get(here).content.decode()
    for words in ("Since 2019", "Enfield Hub", "7,300", "Urban", "Enfield</bdi> (unitary"):
        assert words in html


def test_what_local_trust_noted_is_counted_for_nobody_who_may_not_read_it(cast, area, here):
    ContactNote.objects.create(area=area, kind="call", on=date.today(), about="a", readers="trust")
    assert cast.trust.client.get(here).context["support"].spoken == 1
    assert cast.rep.client.get(here).context["support"].spoken == 0
    for person in (cast.evaluator, cast.member):
        assert person.client.get(here).context["support"].spoken is None


def test_the_page_names_neither_rep_nor_officer(cast, area, here):
    assert cast.rep.user.name not in cast.evaluator.client.get(here).content.decode()
