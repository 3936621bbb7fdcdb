"""Priya keeps the desk of an area: whom to ring, what was said, and who may see it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from areas.models import AreaFacts, Contact, ContactNote

pytestmark = pytest.mark.django_db

NOTE = {"about": "Kemi is paid to August.", "kind": "call", "spoken_to": "Kemi", "readers": "rep"}


def desk(area):
    return reverse("area_desk", args=[area.slug])


def note(who, area, **more):
    sent = NOTE | {"on": date.today().isoformat()} | more
    return who.client.post(reverse("contact_note_new", args=[area.slug]), sent)


def test_the_desk_is_for_local_trust_and_the_areas_rep_and_a_stranger_finds_none(
    cast, area, other_area
):
    may = {
        who: getattr(cast, who).client.get(desk(area)).status_code
        for who in ("trust", "rep", "member", "worker", "lto", "evaluator", "neighbour")
    }
    assert may == {
        "trust": 200,
        "rep": 200,
        "member": 403,
        "worker": 403,
        "lto": 403,
        "evaluator": 403,
        "neighbour": 404,
    }
    assert cast.rep.client.get(desk(other_area)).status_code == 404


@pytest.mark.parametrize(
    ("written", "dials"),
    [
        ("07700 900123 (after 6)", "07700900123"),
        ("07700 900123 (6 to 9pm), not Fridays", "07700900123"),
        ("(01632) 960122", "01632960122"),
        ("01632 960122 ext 14", "01632960122"),
        ("hub 01632 960122 / Mo 07700 900123", "01632960122"),
        ("+44 (0)1632 960122", "+441632960122"),
    ],
)
def test_a_press_rings_the_number_and_nothing_that_is_said_beside_it(written, dials):
    assert Contact(phone=written).dial == dials


def test_a_rep_is_not_told_that_nobody_rang_where_local_trust_keeps_its_notes_to_itself(cast, area):
    note(cast.trust, area, readers="trust")
    html = cast.rep.client.get(desk(area)).content.decode()
    assert "Kemi is paid to August." not in html
    assert "Last heard on" in html
    assert "Nobody has noted" not in html


def test_an_empty_desk_says_what_each_part_is_for_and_the_one_thing_to_do(cast, area):
    html = cast.trust.client.get(desk(area)).content.decode()
    assert "We have heard nothing from here yet." in html
    assert "Write down one person with a number." in html
    assert "No call or visit that you may read is noted here yet." in html


def test_a_contact_is_rung_from_the_desk_and_no_evaluator_meets_the_number(cast, area):
    sent = {"name": "Kemi", "there_for": "Paid worker", "phone": "01632 960122"}
    cast.trust.client.post(reverse("contact_new", args=[area.slug]), sent)
    assert 'href="tel:01632960122"' in cast.trust.client.get(desk(area)).content.decode()
    assert "01632 960122" in cast.rep.client.get(desk(area)).content.decode()
    for page in (reverse("portfolio"), reverse("area", args=[area.slug])):
        assert "01632" not in cast.evaluator.client.get(page).content.decode()


def test_a_contact_needs_a_way_to_be_reached_and_the_words_stay(cast, area):
    sent = {"name": "Kemi", "there_for": "Paid worker", "phone": "12"}
    page = cast.trust.client.post(reverse("contact_new", args=[area.slug]), sent)
    html = page.content.decode()
    assert "Write a whole telephone number" in html
    assert 'value="Paid worker"' in html
    page = cast.trust.client.post(reverse("contact_new", args=[area.slug]), sent | {"phone": ""})
    assert "to reach them by" in page.content.decode()
    assert not Contact.objects.exists()


def test_a_contact_whose_time_is_over_is_not_rung_any_more(cast, area):
    Contact.objects.create(area=area, name="Winston", phone="01632 960187")
    contact = Contact.objects.get()
    address = reverse("contact_change", args=[area.slug, contact.pk])
    seen = cast.trust.client.get(address).context["form"].initial["seen"]
    sent = {"name": "Winston", "phone": "01632 960187", "ends": date.today().isoformat()}
    cast.trust.client.post(address, sent | {"seen": str(seen)})
    assert "Winston" not in cast.trust.client.get(desk(area)).content.decode()


def test_a_call_counts_as_having_heard_from_them(cast, area):
    assert AreaFacts.objects.get(area=area).last_heard_on is None
    note(cast.trust, area)
    facts = AreaFacts.objects.get(area=area)
    assert facts.last_heard_on == date.today()
    assert facts.last_heard_from == "a call, visit or mail"
    assert "Kemi is paid to August." in cast.trust.client.get(desk(area)).content.decode()


def test_a_call_of_another_day_that_is_put_right_moves_when_we_heard(cast, area):
    note(cast.trust, area)
    row = ContactNote.objects.get()
    address = reverse("contact_note_change", args=[area.slug, row.pk])
    seen = cast.trust.client.get(address).context["form"].initial["seen"]
    earlier = date.today() - timedelta(days=40)
    cast.trust.client.post(address, NOTE | {"on": earlier.isoformat(), "seen": str(seen)})
    assert AreaFacts.objects.get(area=area).last_heard_on == earlier


def test_a_call_sent_twice_is_noted_once(cast, area):
    token = cast.trust.client.get(desk(area)).context["note_form"]["token"].value()
    for _time in range(2):
        note(cast.trust, area, token=token)
    assert ContactNote.objects.count() == 1


def test_what_local_trust_notes_for_itself_the_rep_does_not_read(cast, area):
    note(cast.trust, area, about="Only between us.", readers="trust")
    note(cast.trust, area, about="For Marcia too.")
    html = cast.rep.client.get(desk(area)).content.decode()
    assert "For Marcia too." in html
    assert "Only between us." not in html
    hidden = ContactNote.objects.get(readers="trust")
    step = reverse("contact_step_done", args=[area.slug, hidden.pk])
    assert cast.rep.client.post(step).status_code == 404


def test_what_a_rep_notes_local_trust_reads_whatever_was_sent(cast, area):
    note(cast.rep, area, about="Supper club, 34 round the table.", readers="trust")
    row = ContactNote.objects.get()
    assert row.readers == "rep"
    assert "Supper club" in cast.rep.client.get(desk(area)).content.decode()
    assert "Supper club" in cast.trust.client.get(desk(area)).content.decode()


def test_only_whoever_noted_it_puts_it_right(cast, area):
    note(cast.rep, area)
    row = ContactNote.objects.get()
    address = reverse("contact_note_change", args=[area.slug, row.pk])
    assert cast.rep.client.get(address).status_code == 200
    assert cast.trust.client.get(address).status_code == 403


def test_what_comes_next_waits_on_the_desk_until_it_is_done(cast, area):
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    note(cast.trust, area, next_step="Ring about the chair", next_by=yesterday)
    html = cast.trust.client.get(desk(area)).content.decode()
    assert "Ring about the chair" in html
    assert "due--late" in html
    row = ContactNote.objects.get()
    cast.trust.client.post(reverse("contact_step_done", args=[area.slug, row.pk]))
    assert cast.trust.client.get(desk(area)).context["next_steps"] == []


def test_a_day_without_what_is_to_be_done_by_then_is_asked_about(cast, area):
    html = note(cast.trust, area, next_by="2027-01-01").content.decode()
    assert "Write what is to be done by that day." in html
    assert NOTE["about"] in html
    assert not ContactNote.objects.exists()
