"""A form that could not be taken gives every word back, to whoever wrote it and to nobody else."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from areas.models import AreaRole
from bigstory.core.db.unsaved import Unsaved
from bigstory.kit.typed import mark_of
from bigstory.tests.hidden_inputs import Hidden, hidden_inputs, page_of, send_again, sent_of
from outcomes.tests.factories import StoryFactory
from partnerships.models import Decision

UNSAVED = "/account/unsaved/"
SIGN_IN = "/account/sign-in/"

# --- one person's words, from a form that was refused to the record ---
WORDS = {
    "title": "The shed goes to the bowls club",
    "on": "2026-03-04",
    "because": "Nobody else asked.\r\nIt leaks.",
    "raised_by": "resident",
    "decided_by": "vote",
}


@pytest.fixture
def decision(cast, area):
    """A decision that Denise wrote down, as her page sends it."""
    page = page_of(cast.member.client.get(reverse("decision_new", args=[area.slug])))
    return dict(Hidden(page).forms[-1][1]) | WORDS


@pytest.fixture
def book(area):
    return reverse("decision_new", args=[area.slug])


def strict(user=None) -> Client:
    """A browser whose forms need a token that fits, as in real life."""
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
    return client


def test_signed_in_again_she_sees_her_words_and_one_press_saves_them_once(cast, book, decision):
    answer = Client().post(book, decision, follow=True)
    page = page_of(answer)
    assert answer.redirect_chain == [(f"{SIGN_IN}?next={UNSAVED}", 302)]
    assert "Nothing you typed is lost" in page
    assert WORDS["title"] not in page
    page = page_of(cast.member.client.get(UNSAVED))
    assert WORDS["title"] in page
    assert "Nobody else asked.<br>It leaks." in page
    sent = [send_again(cast.member.client, page, book) for _twice in range(2)]
    assert [answer.status_code for answer in sent] == [302, 302]
    entry = Decision.objects.get()
    assert (entry.title, entry.because) == (WORDS["title"], "Nobody else asked.\nIt leaks.")
    assert "Nothing of yours waits here" in page_of(cast.member.client.get(UNSAVED))


def test_whoever_signs_in_next_on_the_same_phone_reads_none_of_it(cast, book, decision):
    phone = Client()
    phone.post(book, decision)
    phone.force_login(cast.worker.user, backend="areas.roles.sign_in.RoleBackend")
    page = page_of(phone.get(UNSAVED))
    assert "Nothing of yours waits here" in page
    assert "shed" not in page
    row = Unsaved.objects.get()
    phone.post(UNSAVED, {"drop": row.pk})
    phone.post(reverse("account"), {"name": "Tom", "unsaved": row.pk})
    assert Unsaved.objects.get() == row


def test_a_page_older_than_the_sign_in_gives_the_words_back_with_a_token_that_fits(
    cast, book, decision
):
    denise = strict(cast.member.user)
    answer = denise.post(book, decision | {"csrfmiddlewaretoken": "a" * 64})
    assert answer.status_code == 403
    page = page_of(answer)
    assert WORDS["title"] in page
    assert not Unsaved.objects.exists()
    assert send_again(denise, page, book).status_code == 302
    assert Decision.objects.get().title == WORDS["title"]


def test_a_page_that_stood_open_for_somebody_else_is_kept_for_them(cast, book, decision):
    tom = strict(cast.worker.user)
    page = page_of(tom.post(book, decision))
    assert "kept for them" in page
    assert "shed" not in page
    assert "shed" not in page_of(tom.get(UNSAVED))
    assert WORDS["title"] in page_of(cast.member.client.get(UNSAVED))


def test_another_site_puts_no_words_before_anybody(cast, book, decision):
    denise = strict(cast.member.user)
    elsewhere = {"Origin": "https://elsewhere.example"}
    unmarked = {name: value for name, value in decision.items() if name != "writer"}
    for client, body in ((denise, decision), (denise, unmarked), (Client(), decision)):
        answer = client.post(book, body, headers=elsewhere)
        assert "shed" not in page_of(answer)
    assert "shed" not in page_of(denise.post(book, unmarked))
    forged = unmarked | {"writer": f"{cast.member.user.pk}:made-up"}
    assert "shed" not in page_of(denise.post(book, forged))
    Client().post(book, forged)
    assert not Unsaved.objects.exists()


def test_a_page_that_does_not_say_whose_it_was_keeps_the_words_itself(cast, book, decision):
    here = {"Origin": "http://testserver"}
    unmarked = {name: value for name, value in decision.items() if name != "writer"}
    answer = Client().post(book, unmarked, headers=here)
    page = page_of(answer)
    assert (answer.status_code, "Sign in in another window" in page) == (403, True)
    assert hidden_inputs(page, book) == sent_of({n: [v] for n, v in unmarked.items()})
    denise = strict(cast.member.user)
    again = page_of(denise.post(book, unmarked, headers=here))
    assert send_again(denise, again, book).status_code == 302


def test_a_reader_without_an_account_keeps_their_words_too(client, cast):
    about = {"words": "That is my cousin.", "csrfmiddlewaretoken": "old"}
    page = page_of(
        strict().post("/stories/1/flag/", about, headers={"Origin": "http://testserver"})
    )
    assert "That is my cousin." in page
    assert "Send it again" in page


# --- what else a form may hold ---
def test_files_have_to_be_chosen_again_and_are_named(cast, area):
    log = reverse("log", args=[area.slug])
    photo = SimpleUploadedFile("lunch.jpg", b"no picture at all")
    body = {"title": "Lunch", "writer": mark_of(cast.member.user.pk), "photos": photo}
    Client().post(log, body)
    page = page_of(cast.member.client.get(UNSAVED))
    assert "Choose this file again: lunch.jpg" in page
    assert 'type="file"' in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize("path", [reverse("account_change_password"), reverse("account_login")])
def test_no_form_about_signing_in_is_kept(cast, path):
    body = {"oldpassword": "three warm words", "login": "d@example.org", "words": "x y"}
    strict().post(path, body | {"writer": mark_of(cast.member.user.pk)})
    assert not Unsaved.objects.exists()


def test_no_password_or_code_is_kept_wherever_it_was_typed(cast, book):
    secrets = {"password": "three warm words", "password1": "x", "code": "ABCD-EFGH"}
    Client().post(book, WORDS | secrets | {"writer": mark_of(cast.member.user.pk)})
    assert {name for name, _values in Unsaved.objects.get().fields} == set(WORDS)


def test_a_link_that_is_a_key_is_written_down_nowhere(cast):
    """Somebody with an account opened their private page, and was signed out meanwhile."""
    body = {"words": "Take me out of it.", "writer": mark_of(cast.member.user.pk)}
    here = {"Origin": "http://testserver"}
    page = page_of(strict().post("/mine/a-secret-link/", body, headers=here))
    assert "Take me out of it." in page
    assert not Unsaved.objects.exists()


def test_what_a_script_sends_it_keeps_itself(cast, book, decision):
    answer = Client().post(book, decision, headers={"Sec-Fetch-Mode": "cors"})
    assert answer.url == f"{SIGN_IN}?next={book}"
    assert not Unsaved.objects.exists()


def test_a_button_without_words_leads_back_to_its_page(cast, area, book):
    about = {"Referer": f"http://testserver{reverse('area', args=[area.slug])}?page=2"}
    answer = Client().post(book, {"writer": mark_of(cast.member.user.pk)}, headers=about)
    assert parse_qs(urlsplit(answer.url).query)["next"] == [f"/areas/{area.slug}/?page=2"]
    elsewhere = {"Referer": "https://elsewhere.example/x/"}
    answer = Client().post(book, {}, headers=elsewhere)
    assert parse_qs(urlsplit(answer.url).query)["next"] == ["/"]


# --- what is kept goes, and is told of ---
def test_without_a_way_to_go_signing_in_leads_to_the_words(cast, book, decision):
    Client().post(book, decision)
    cast.member.user.set_password("three warm words")
    cast.member.user.save()
    phone = Client()
    typed = {"login": cast.member.user.email, "password": "three warm words"}
    assert phone.post(reverse("account_login_password"), typed).url == UNSAVED
    row = Unsaved.objects.get()
    phone.post(UNSAVED, {"drop": row.pk})
    assert not Unsaved.objects.exists()
    phone.post(reverse("account_logout"))
    assert phone.post(reverse("account_login_password"), typed).url == "/"


def test_a_form_that_comes_back_with_a_question_stays_kept(cast, book, decision):
    Client().post(book, decision | {"title": ""})
    page = page_of(cast.member.client.get(UNSAVED))
    answer = send_again(cast.member.client, page, book)
    assert answer.status_code == 200
    assert "Nobody else asked." in page_of(answer)
    assert Unsaved.objects.exists()


@pytest.fixture
def reading(cast, area):
    """The page on which a story is read, of one that was taken back while Denise had it open."""
    story = StoryFactory(area=area, state="withdrawn", audience="programme")
    return reverse("story_reading", args=[story.pk])


def test_a_form_that_leads_on_only_to_say_why_not_is_kept_and_the_next_page_says_so(cast, reading):
    because = {"because_1": "hunch", "writer": mark_of(cast.member.user.pk)}
    page = page_of(cast.member.client.post(reading, because, follow=True))
    assert "Readings are given once a story is sent" in page
    assert f'<a href="{UNSAVED}">Look at it</a>' in page
    assert Unsaved.objects.get().fields == [["because_1", ["hunch"]]]


def test_a_form_that_leads_on_only_to_say_why_not_stays_kept(cast, reading):
    Client().post(reading, {"because_1": "A hunch.", "writer": mark_of(cast.member.user.pk)})
    answer = send_again(cast.member.client, page_of(cast.member.client.get(UNSAVED)), reading)
    assert answer.status_code == 302
    assert "A hunch." in page_of(cast.member.client.get(UNSAVED))
    assert Unsaved.objects.count() == 1


def test_a_button_that_came_too_late_is_not_kept(cast, area):
    story = StoryFactory(area=area, state="withdrawn", written_by=cast.member.user)
    body = {"writer": mark_of(cast.member.user.pk)}
    cast.member.client.post(reverse("story_withdraw", args=[story.pk]), body)
    assert not Unsaved.objects.exists()


def test_words_that_need_another_part_are_shown_with_the_reason(cast, book, decision):
    Client().post(book, decision)
    page = page_of(cast.member.client.get(UNSAVED))
    AreaRole.objects.filter(user=cast.member.user).update(role="lto")
    answer = send_again(cast.member.client, page, book)
    assert answer.status_code == 403
    assert "needs another part than the one you hold now" in page_of(answer)
    assert WORDS["title"] in page_of(answer)
    assert Unsaved.objects.exists()


def test_a_role_that_needs_a_second_step_first_keeps_the_words_meanwhile(settings, cast):
    settings.SECOND_STEP_REQUIRED = True
    body = {"words": "Thank you for this.", "writer": mark_of(cast.trust.user.pk)}
    assert cast.trust.client.post("/reviews/1/", body).url == reverse("mfa_index")
    assert "Thank you for this." in page_of(cast.trust.client.get(UNSAVED))


def test_after_a_week_it_is_gone(cast, book, decision):
    Client().post(book, decision)
    Unsaved.objects.update(at=timezone.now() - timedelta(days=7, minutes=1))
    assert "Nothing of yours waits here" in page_of(cast.member.client.get(UNSAVED))
    Client().post(book, decision)
    assert Unsaved.objects.count() == 1
