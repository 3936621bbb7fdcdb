"""An empty record, a first administrator, and from there on nothing but pages."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from areas.models import Area, AreaFacts, AreaRole, Officer
from bigstory.accounts.models import User

pytestmark = pytest.mark.django_db

TODAY = date.today().isoformat()
REPS_AREAS = "Ramsey\nWhitley Bay\nBarrow Island\nCELL"


def link_in(letter) -> str:
    return re.search(r"http://testserver(/account/invitations/[\w-]+/)", letter.body).group(1)


def said_yes(letters, name: str) -> Client:
    """Somebody opens the last letter, says yes and is signed in."""
    client = Client()
    assert client.post(link_in(letters[len(letters) - 1]), {"name": name}).status_code == 302
    return client


@pytest.fixture
def sam(programme):
    """Who keeps it running: made on the machine, as on any new site."""
    call_command("import_areas", "areas/data/areas.csv", verbosity=0)
    call_command("make_administrator", "sam@example.org", name="Sam", verbosity=0)
    client = Client()
    client.force_login(User.objects.get(email="sam@example.org"))
    return client


@pytest.fixture
def priya(sam, letters):
    """The first of Local Trust, invited from the admin."""
    sent = {"email": "priya@example.org", "name": "Priya", "role": "trust", "area_slug": ""}
    sam.post(reverse("admin:accounts_invitation_add"), sent)
    return said_yes(letters, "Priya")


def test_local_trust_sets_an_area_up_by_pages_alone(priya, letters):
    area = Area.objects.get(slug="ramsey")
    desk = reverse("area_desk", args=[area.slug])
    assert "We have heard nothing from here yet." in priya.get(desk).content.decode()
    me = User.objects.get(email="priya@example.org")

    # an officer for every area, region by region and by name
    regions = list(Area.objects.values_list("region__slug", flat=True).distinct())
    priya.post(reverse("officer_name"), {"user": me.pk, "on": TODAY, "regions": regions})
    assert Officer.objects.count() == Area.objects.count() == 150

    # a Rep for several, asked once
    sent = {"email": "marcia@example.org", "name": "Marcia", "role": "rep", "names": REPS_AREAS}
    page = priya.post(reverse("invitations"), sent)
    assert page.status_code == 302, page.context["form"].errors
    marcia = said_yes(letters, "Marcia")
    assert AreaRole.objects.filter(role="rep", user__name="Marcia").count() == 4

    # facts, government, codes, steps, how it stands
    facts = priya.get(reverse("area_facts", args=[area.slug]))
    seen = str(facts.context["form"].initial["seen"])
    kept = {"settings": ["rural"], "population": "7,300", "population_year": "2021", "seen": seen}
    filled = {
        name: facts.context["form"][name].value() or "" for name in facts.context["form"].fields
    }
    assert priya.post(facts.request["PATH_INFO"], filled | kept).status_code == 302
    government = reverse("area_facts_government", args=[area.slug])
    priya.post(government, {"name": "Huntingdonshire", "tier": "district"})
    codes = {"scheme": "LSOA", "vintage": "2011", "codes": "E01017949"}
    priya.post(reverse("area_facts_codes", args=[area.slug]), codes)
    steps = priya.get(reverse("area_steps", args=[area.slug]))
    first = steps.context["form"].pathway[0].step.pk
    taken = {f"step_{first}_status": "underway", f"step_{first}_starts": "2014-03-01"}
    seen = str(steps.context["form"].initial["seen"])
    assert priya.post(steps.request["PATH_INFO"], taken | {"seen": seen}).status_code == 302
    standing = {"standing": "closing", "on": TODAY}
    priya.post(reverse("area_step_standing", args=[area.slug]), standing)

    # somebody to ring, a call, and what comes next
    kemi = {"name": "Kemi", "there_for": "Paid worker", "phone": "01632 960122"}
    priya.post(reverse("contact_new", args=[area.slug]), kemi)
    said = {"about": "All is well.", "kind": "call", "on": TODAY, "spoken_to": "Kemi"}
    step = {"next_step": "Ring about the plan", "next_by": TODAY, "readers": "rep"}
    priya.post(reverse("contact_note_new", args=[area.slug]), said | step)
    assert AreaFacts.objects.get(area=area).last_heard_on == date.today()

    html = priya.get(desk).content.decode()
    for words in (
        "Rural",
        "Huntingdonshire",
        "E01017949",
        "01632 960122",
        "All is well.",
        "Ring about the plan",
        "<b>closing</b>",
        "<bdi>Marcia</bdi>",
        "<bdi>Priya</bdi>",
    ):
        assert words in html, words
    # their Rep reads it, and the portfolio asks what was promised
    assert "All is well." in marcia.get(desk).content.decode()
    html = priya.get(reverse("portfolio")).content.decode()
    assert "You said you would: Ring about the plan" in html
    assert 'href="tel:01632960122"' in html
