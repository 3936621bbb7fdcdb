"""What a phone kept without a signal: whose it is when it comes, and what stood on the phone."""

import re
import uuid

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from bigstory.core.db.dated import today
from bigstory.kit.numbers.cardinals import ARTICLES, MISSPELT, PARTS, SCALES, TENS, UNITS
from bigstory.kit.numbers.reading import read
from partnerships.log.tests.test_photos import ADD, photo
from partnerships.models import Activity, MediaItem

LOG = "/areas/ramsey/log/"
SCRIPTS = settings.BASE_DIR / "static" / "js"
LATER = 409


def entry(**more) -> dict:
    return {"token": str(uuid.uuid4()), "title": "Lunch", "when": "today"} | more


def kept_by(person) -> dict:
    return {"X-Kept": str(person.user.pk)}


@pytest.mark.parametrize("who", ["worker", "visitor"])
def test_what_one_person_kept_is_taken_from_nobody_else(cast, area, who):
    client = getattr(cast, who).client
    for address, sent in ((LOG, entry()), (ADD, {"photo": photo()})):
        answer = client.post(address, sent, headers=kept_by(cast.member))
        assert (answer.status_code, answer.json()) == (LATER, {"saved": False})
    assert not Activity.objects.exists()
    assert not MediaItem.objects.exists()
    assert cast.member.client.post(LOG, entry(), headers=kept_by(cast.member)).json()["saved"]


def test_with_a_token_of_an_earlier_sign_in_it_stays_on_the_phone(cast, area):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.member.user)
    answer = strict.post(LOG, entry(), headers=kept_by(cast.member))
    assert answer.status_code == LATER
    assert not Activity.objects.exists()


def test_what_arrived_though_the_page_never_heard_so_is_the_same_when_the_phone_sends_it(
    cast, area
):
    sent = entry(next="/areas/ramsey/activities/", opened_on=str(today()))
    cast.member.client.post(LOG, sent)
    del sent["next"]
    kept = sent | {"when": "other", "day": str(today())}
    assert cast.member.client.post(LOG, kept, headers=kept_by(cast.member)).json()["saved"]
    assert Activity.objects.count() == 1


def test_its_photo_comes_first_and_nobody_is_in_it(cast, area):
    added = cast.member.client.post(ADD, {"photo": photo()}, headers=kept_by(cast.member)).json()
    sent = entry(**{"photo": added["photo"], added["people"]: "nobody"})
    assert cast.member.client.post(LOG, sent, headers=kept_by(cast.member)).json()["saved"]
    assert MediaItem.objects.get(activity__title="Lunch").people == MediaItem.People.NOBODY


def test_what_opens_without_a_signal_knows_nobody(cast, area):
    pages = [
        cast.member.client.get(path).content.decode()
        for path in (f"{LOG}?shell=1", reverse("no_signal"))
    ]
    for page in pages:
        assert "data-shell" in page
        for word in ("data-user", 'csrfmiddlewaretoken" value', cast.member.user.name):
            assert word not in page


def test_visitors_carry_none_of_it(cast, area):
    page = cast.visitor.client.get("/").content.decode()
    for part in ("kept.js", "data-kept", "manifest"):
        assert part not in page


def test_it_can_be_put_beside_the_other_apps_of_a_phone(client, db):
    about = client.get(reverse("manifest"))
    assert about["Content-Type"] == "application/manifest+json"
    for icon in about.json()["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL))


def test_the_phone_lets_through_every_word_that_is_read_as_a_number():
    script = (SCRIPTS / "offline.js").read_text()
    stems = re.search(r"/\\p\{N\}\|(.+)/iu", script)[1]
    may_be = re.compile(stems, re.IGNORECASE)
    words = {*UNITS, *TENS, *MISSPELT, *PARTS, "none", "nobody", "no one", "nil", "nothing"}
    words |= {f"a {scale}" for scale in SCALES if scale != "dozens"}
    assert [word for word in words if not may_be.search(word)] == []
    assert [word for word in words if read(word) is None] == []
    assert [word for word in ("lots", "plenty", "?", "loads") if may_be.search(word)] == []
    assert ARTICLES == ("a", "an")
