"""What is logged for everybody goes no further than all areas until somebody decided about each
name, number and address in it, and again after each change.
"""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bigstory.core.db.dated import today
from bigstory.pages.tests.test_photos import a_photo
from bigstory.pages.tests.test_photos import page_of as photos_page
from bigstory.testing.opened import opened
from outcomes.models import Publication, TextDecision, UncheckedWords
from outcomes.publishing.actions import activities as publishing
from outcomes.publishing.queries.wording.whole import findings_in
from partnerships.log.tests.test_photos import of
from partnerships.models import Activity
from partnerships.tests.factories import RegularFactory

LOG = "/areas/ramsey/log/"
MAUREEN = "Ring Maureen on 01487 812345. She cooks."


def send(person, **more):
    typed = {"token": str(uuid.uuid4()), "title": "Lunch at Mill Lane", "when": "today"}
    typed |= {"came": "41", "counted": "exact", "audience": "public", "what_happened": MAUREEN}
    return person.client.post(LOG, typed | more)


def page_of(person, address: str) -> str:
    return person.client.get(address).content.decode()


def words_page(activity: Activity) -> str:
    return reverse("activity_words", args=[activity.area.slug, activity.pk])


def decide(person, activity: Activity, **answers):
    """Press the answers on the page, by the words found: maureen="cut"."""
    activity.refresh_from_db()
    chosen = {
        row.field_name: answers[row.words.split()[0].lower()]
        for row in findings_in(activity)
        if row.words.split()[0].lower() in answers
    }
    return person.client.post(words_page(activity), chosen, follow=True)


def change(person, activity: Activity, **more):
    address = reverse("activity_change", args=[activity.area.slug, activity.pk])
    sent = opened(person.client, address, **more)
    return person.client.post(address, sent, follow=True)


def show(cast, activity: Activity) -> str:
    """Local Trust presses the button."""
    answer = cast.trust.client.post(reverse("activity_publish", args=[activity.pk]), follow=True)
    return answer.content.decode()


def on_the_web(cast, activity: Activity) -> str:
    """What a visitor reads of the area: its page, its years and its paper."""
    slug = activity.area.slug
    return "".join(
        page_of(cast.visitor, address)
        for address in (f"/areas/{slug}/", f"/areas/{slug}/timeline/?year={activity.on.year}")
    )


@pytest.fixture
def logged(cast, area) -> Activity:
    send(cast.member)
    return Activity.objects.get()


def test_whoever_logs_for_everybody_is_led_to_the_words_that_look_like_a_name(cast, area):
    answer = send(cast.member)
    activity = Activity.objects.get()
    assert answer.url == words_page(activity)
    page = page_of(cast.member, answer.url)
    assert "Saved: Lunch at Mill Lane." in page
    assert "decide about 2 names, numbers or addresses in it." in page
    assert "<mark>Maureen</mark>" in page
    assert "<mark>01487 812345</mark>" in page
    assert "it goes as far as all areas and no further" in " ".join(page.split())
    assert f"/areas/ramsey/activities/{activity.pk}/change/" in page
    for not_here in ("Put them on the list", "This is not them", "instead"):
        assert not_here not in page


def test_until_it_is_decided_it_is_with_its_area_and_local_trust_cannot_show_it(cast, logged):
    page = page_of(cast.trust, "/reviews/")
    assert "1 is still with its area" in page
    assert "Lunch at Mill Lane" not in page
    assert "Decide about each." in show(cast, logged)
    assert not Publication.objects.exists()
    assert "Lunch at Mill Lane" not in on_the_web(cast, logged)
    page = page_of(cast.member, logged.get_absolute_url())
    assert "stays off the open web until somebody decides about 2 names" in page
    assert words_page(logged) in page
    assert "All areas" in page
    page = page_of(cast.neighbour, logged.get_absolute_url())
    assert "(everybody once words in it are decided about and Local Trust has looked)" in page
    assert words_page(logged) not in page


def test_everybody_reads_what_was_decided_and_a_change_is_looked_at_anew(cast, logged):
    page = decide(cast.member, logged, maureen="cut").content.decode()
    assert "Kept. 1 is left to decide." in page
    page = decide(cast.member, logged, **{"01487": "cut"}).content.decode()
    assert "Nothing that we found is left to decide." in page
    assert "(everybody once Local Trust has looked)" in page
    queue = page_of(cast.trust, "/reviews/")
    assert "Ring … on …. She cooks." in queue
    assert "still with its area" not in queue
    assert "Everybody can read “Lunch at Mill Lane” now." in show(cast, logged)
    seen = on_the_web(cast, logged)
    assert "Ring … on …. She cooks." in seen
    assert "Maureen" not in seen
    assert "812345" not in seen

    answer = change(cast.member, logged, what_happened=f"{MAUREEN} Alan played.")
    assert answer.redirect_chain[0][0] == words_page(logged)
    page = answer.content.decode()
    assert "off the open web until Local Trust has looked at it again" in page
    assert "decide about 1 name, number or address in it." in page
    assert "Lunch at Mill Lane" not in on_the_web(cast, logged)
    show(cast, logged)
    assert not Publication.objects.exists()
    decide(cast.member, logged, alan="stay")
    show(cast, logged)
    assert "Ring … on …. She cooks. Alan played." in on_the_web(cast, logged)


def test_another_answer_takes_it_down_until_it_was_looked_at_again(cast, logged):
    decide(cast.member, logged, maureen="stay", **{"01487": "cut"})
    show(cast, logged)
    assert "Ring Maureen on …" in on_the_web(cast, logged)
    assert "If you change an answer, it is off the open web" in page_of(
        cast.member, words_page(logged)
    )
    decide(cast.member, logged, maureen="stay")
    assert Publication.objects.filter(activity=logged).exists()
    decide(cast.worker, logged, maureen="cut")
    assert not Publication.objects.exists()
    show(cast, logged)
    assert "Ring … on …" in on_the_web(cast, logged)


def test_without_the_look_the_name_would_be_on_the_open_web(cast, logged, monkeypatch):
    """The control: nothing but the count keeps it in."""
    monkeypatch.setattr(publishing, "count_undecided", lambda activity: 0)
    show(cast, logged)
    assert "Ring Maureen on 01487 812345." in on_the_web(cast, logged)


def test_other_words_leave_nothing_to_decide(cast, logged):
    answer = change(cast.member, logged, what_happened="She cooks.")
    assert answer.redirect_chain[-1][0] == logged.get_absolute_url()
    assert not UncheckedWords.objects.exists()
    show(cast, logged)
    assert "She cooks." in on_the_web(cast, logged)


def test_local_trust_may_decide_where_its_area_does_not(cast, logged):
    page = page_of(cast.trust, words_page(logged))
    assert "<mark>Maureen</mark>" in page
    assert "Change these words" not in page
    decide(cast.trust, logged, maureen="cut", **{"01487": "cut"})
    assert "Ring … on …" in page_of(cast.trust, "/reviews/")


# --- what is looked over, and what stays quick


@pytest.mark.parametrize("audience", ["area", "programme", "network"])
def test_what_is_logged_for_fewer_is_not_looked_over(cast, area, audience):
    answer = send(cast.member, audience=audience)
    activity = Activity.objects.get()
    assert answer.url == f"/?logged={activity.pk}"
    assert not UncheckedWords.objects.exists()
    page = page_of(cast.member, words_page(activity))
    assert "It is not logged for everybody" in page
    assert "<mark>" not in page


def test_without_a_name_there_is_no_page_more(cast, area):
    answer = send(cast.member, what_happened="Two new faces.")
    assert answer.url == f"/?logged={Activity.objects.get().pk}"
    assert not UncheckedWords.objects.exists()


def test_looking_over_asks_for_the_photos_the_names_and_keeps_that_nothing_is_open(cast, area):
    send(cast.member, audience="network")
    asked = {}
    for audience in ("network", "public"):
        with CaptureQueriesContext(connection) as captured:
            send(cast.member, audience=audience, what_happened="Two new faces.")
        asked[audience] = len(captured)
    assert asked["public"] == asked["network"] + 3


def test_an_entry_from_a_phone_is_saved_as_before_and_asked_about_at_home(cast, area):
    typed = {"token": str(uuid.uuid4()), "title": "Lunch", "when": "today", "audience": "public"}
    kept = {"HTTP_X_KEPT": str(cast.member.user.pk)}
    answer = cast.member.client.post(LOG, typed | {"what_happened": MAUREEN}, **kept).json()
    activity = Activity.objects.get()
    assert answer == {"saved": True, "url": f"/?logged={activity.pk}"}
    for address in (answer["url"], "/"):
        assert words_page(activity) in page_of(cast.member, address)
    for who in ("lto", "rep"):
        assert words_page(activity) not in page_of(getattr(cast, who), "/")
    decide(cast.member, activity, maureen="stay", **{"01487": "cut"})
    assert words_page(activity) not in page_of(cast.member, "/")


def test_one_of_something_regular_is_looked_over_too(cast, area):
    weekly = RegularFactory(area=area, title="Tea with Maureen", starts=today(), audience="public")
    address = reverse("regular_met", args=[area.slug, weekly.pk])
    typed = {"token": str(uuid.uuid4()), "on": today().isoformat(), "said": "met"}
    page = cast.member.client.post(address, typed, follow=True).content.decode()
    assert words_page(Activity.objects.get()) in page


@pytest.mark.parametrize(
    ("people", "words", "to_look_at"),
    [
        ("nobody", "Maureen’s table.", 1),
        ("not_knowable", "PE26 1JG on a door.", 1),
        ("nobody", "One long table.", 0),
        ("knowable", "Maureen at the table.", 0),  # such a photo stays inside
        ("", "Maureen at the table.", 0),
    ],
)
def test_of_photos_that_go_with_it_what_they_show_is_looked_over(
    cast, lunch, people, words, to_look_at
):
    item = a_photo(cast, lunch)
    typed = of(item, alt_text=words, people=people)
    answer = cast.member.client.post(photos_page(lunch), typed)
    row = UncheckedWords.objects.filter(activity=lunch).first()
    assert (row.how_many if row else 0) == to_look_at
    assert answer.url == (words_page(lunch) if to_look_at else lunch.get_absolute_url())


def test_what_a_photo_shows_is_read_as_it_was_decided(cast, lunch):
    item = a_photo(cast, lunch, "nobody", alt_text="Maureen’s table by the door.")
    assert "Decide about each." in show(cast, lunch)
    page = page_of(cast.member, words_page(lunch))
    assert photos_page(lunch) in page
    decide(cast.member, lunch, maureen="cut")
    assert 'alt="… table by the door."' in page_of(cast.trust, "/reviews/")
    show(cast, lunch)
    assert 'alt="… table by the door."' in on_the_web(cast, lunch)
    assert "Maureen" not in on_the_web(cast, lunch)
    cast.member.client.post(photos_page(lunch), of(item, alt_text="By Maureen.", people="nobody"))
    assert "Lunch at Mill Lane" not in on_the_web(cast, lunch)


def test_a_decision_is_about_one_entry(cast, area, logged):
    decide(cast.member, logged, maureen="stay", **{"01487": "cut"})
    send(cast.member)
    assert UncheckedWords.objects.get().how_many == 2


def test_kept_to_fewer_nothing_of_it_is_open_and_for_everybody_it_is_again(cast, logged):
    change(cast.member, logged, audience="network")
    assert not UncheckedWords.objects.exists()
    assert "still with its area" not in page_of(cast.trust, "/reviews/")
    answer = change(cast.member, logged, audience="public")
    assert answer.redirect_chain[0][0] == words_page(logged)


def test_whoever_presses_nothing_decides_nothing_and_where_nothing_is_left_one_goes_on(
    cast, area, logged
):
    decide(cast.member, logged)
    cast.member.client.post(words_page(logged), {"name-x": "stay", "phone-": "perhaps"})
    assert not TextDecision.objects.exists()
    assert UncheckedWords.objects.get().how_many == 2
    Activity.objects.update(what_happened="It is so.")
    assert "There is nothing to decide." in page_of(cast.member, words_page(logged))
    answer = cast.member.client.post(words_page(logged))
    assert answer.url == logged.get_absolute_url()
    assert not UncheckedWords.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 200), ("trust", 200), ("evaluator", 403), ("rep", 403), ("neighbour", 404)],
)
def test_who_else_decides(cast, logged, who, status):
    assert getattr(cast, who).client.get(words_page(logged)).status_code == status
