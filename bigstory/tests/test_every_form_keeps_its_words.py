"""Every form and every address of the site, sent after the session ended: no word is lost."""

from django.test import Client

from bigstory.core.db.unsaved import Unsaved
from bigstory.kit.typed import mark_of
from bigstory.tests.access.addresses import addresses
from bigstory.tests.access.table import PAGES
from bigstory.tests.hidden_inputs import GUARDS, hidden_inputs, page_of, sent_of

UNSAVED = "/account/unsaved/"
SIGN_IN = "/account/sign-in/"
PUBLIC = {page.name for page in PAGES if page.public}
# A table that looked at little proves little.
LEAST_FORMS = 65
LEAST_ADDRESSES = 80


def test_every_form_of_the_site_keeps_every_word_through_signing_in_again(forms, cast):
    looked_at, lost = set(), []
    for each in forms:
        for body in each.form.bodies():
            kind = (each.name, frozenset(body))
            if kind in looked_at or not is_typed(body):
                continue
            action = each.form.action
            answer = Client().post(action, body)
            if not answer.get("Location", "").startswith(SIGN_IN):
                # What a visitor may send as well was taken, or refused, as a visitor's.
                lost += [] if each.name in PUBLIC else [f"{action} answered {answer.status_code}"]
                continue
            page = page_of(getattr(cast, each.who).client.get(UNSAVED))
            if hidden_inputs(page, action) != sent_of(body):
                lost.append(f"{action} lost some of {sent_of(body)}")
            Unsaved.objects.all().delete()
            looked_at.add(kind)
    print(f"\nsession ended: {len(looked_at)} forms, {len(lost)} lost something")
    assert lost == []
    assert len(looked_at) >= LEAST_FORMS


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
