"""The letters about a change: to whom it is for, and to all who look after who may do what."""

from areas.models import PowerChange
from areas.powers.actions.kinds import in_words
from areas.powers.queries import may_agree, may_see_address, to_be_told
from bigstory.accounts.models import User
from bigstory.core.privacy.erasing import NOBODYS
from bigstory.core.work.mail import post


def tell_everybody(change: PowerChange, *, link: str = "", page: str = "") -> None:
    """At the moment of asking. Whom it is for reads it at the address they have till now."""
    told = to_be_told(besides=change.asked_by)
    if change.person is not None and change.person not in told:
        told.append(change.person)
    for reader in told:
        _write("power_asked", change, reader, link=link, page=page)


def tell_how_it_ended(change: PowerChange) -> None:
    """Whom it is for, at the address they have now; and whoever asked, where it was not done."""
    done = change.state == PowerChange.State.DONE
    reader = change.person if done else change.asked_by
    if reader is not None:
        _write("power_ended", change, reader)


def _write(kind: str, change: PowerChange, reader: User, **links: str) -> None:
    if reader.email.endswith(NOBODYS):
        return
    context = {
        "change": change,
        "what": in_words(change),
        "reader": reader,
        "about_reader": reader == change.person,
        "may_agree": may_agree(reader, change),
        # Evaluators see nobody's address.
        "address": change.address if may_see_address(reader, change) else "",
        **links,
    }
    post(kind, to=reader.email, context=context, about=change)
