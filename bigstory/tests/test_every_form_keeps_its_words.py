"""Every form and every address of the site, sent after the session ended: no word is lost."""

from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve

from bigstory.core.db.unsaved import Unsaved
from bigstory.kit.typed import mark_of
from bigstory.testing.pages import NOT_PAGES
from bigstory.tests.access.addresses import addresses
from bigstory.tests.access.forms import forms_in
from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.table import OWN_ACCOUNT, PAGES
from bigstory.tests.access.test_access_matrix import may_open
from bigstory.tests.hidden_inputs import GUARDS, hidden_inputs, page_of, sent_of

UNSAVED = "/account/unsaved/"
SIGN_IN = "/account/sign-in/"
PUBLIC = {page.name for page in PAGES if page.public}
# A table that looked at little proves little.
LEAST_FORMS = 80
LEAST_ADDRESSES = 80


def test_every_form_of_the_site_keeps_every_word_through_signing_in_again(world, cast):
    looked_at, lost = set(), []
    for who, form, body in every_form(world, cast):
        name = resolve(urlsplit(form.action).path).view_name
        answer = Client().post(form.action, body)
        if not answer.get("Location", "").startswith(SIGN_IN):
            # What a visitor may send as well was taken, or refused, as a visitor's.
            lost += [] if name in PUBLIC else [f"{form.action} answered {answer.status_code}"]
            continue
        page = page_of(getattr(cast, who).client.get(UNSAVED))
        if hidden_inputs(page, form.action) != sent_of(body):
            lost.append(f"{form.action} lost some of {sent_of(body)}")
        Unsaved.objects.all().delete()
        looked_at.add((name, frozenset(body)))
    print(f"\nsession ended: {len(looked_at)} forms, {len(lost)} lost something")
    assert lost == []
    assert len(looked_at) >= LEAST_FORMS


def every_form(world, cast):
    """Each form of the site filled in, once for each of its buttons, and who may send it."""
    seen = set()
    for opener, at in every_page(world):
        for form in forms_in(getattr(cast, opener).client.get(at.url), at.url):
            form.action = form.action.partition("#")[0] or at.url
            for body in form.bodies():
                kind = (resolve(urlsplit(form.action).path).view_name, frozenset(body))
                if kind not in seen and not kind[0].startswith(OWN_ACCOUNT) and is_typed(body):
                    seen.add(kind)
                    yield opener, form, body


def every_page(world):
    for page in PAGES:
        if page.post_only or page.name in NOT_PAGES:
            continue
        for at in addresses(page, world, few=True):
            opener = next((a for a in ASKERS if may_open(a, page, at) and a.signed_in), None)
            if at.exists and opener and at.area in ("", "a"):
                yield opener.who, at


def is_typed(body: dict[str, list[str]]) -> bool:
    """Whether there is anything in a form but what guards it: not where only a file is chosen."""
    return any(any(values) for name, values in body.items() if name not in (*GUARDS, "token"))


def test_every_address_keeps_what_is_sent_to_it_without_a_session(world, cast):
    """Also those whose form nobody met above, as nothing stood in the state that has it."""
    writer = mark_of(cast.member.user.pk)
    asked, lost = 0, []
    for page in PAGES:
        at = next((a for a in addresses(page, world, few=True) if a.exists), None)
        if page.public or at is None:
            continue
        answer = Client().post(at.url, {"words": f"Typed for {page.name}.", "writer": writer})
        asked += 1
        if not answer.get("Location", "").startswith(SIGN_IN):
            lost.append(f"{at.url} answered {answer.status_code}")
        elif Unsaved.objects.first().fields != [["words", [f"Typed for {page.name}."]]]:
            lost.append(f"{at.url} kept nothing")
    assert lost == []
    assert asked >= LEAST_ADDRESSES
