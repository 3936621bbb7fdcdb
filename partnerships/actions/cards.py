"""Paper cards: a short code that leads a helper to the right form."""

import secrets
from contextlib import suppress

from django.db import IntegrityError, transaction

from areas.models import Area
from bigstory.core import audit
from partnerships.models import PaperCard, Regular

# None that is taken for another in print or handwriting: no O or 0, I, L or 1, S or 5, B or 8, G or
# 6, U or V, Z or 2.
LETTERS = "ACDEFHJKMNPQRTWXY3479"
LENGTH = 6
TRIES = 5


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def plain_code(typed: str) -> str:
    """A code as people type it: “ab3 d-ef” is AB3DEF."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[: LENGTH + 2]


def make_card(*, area: Area, by, regular: Regular | None = None) -> PaperCard:
    """A card with a code nobody has. 86 million codes: a second try is rare, a fifth never
    comes.
    """
    for _again in range(TRIES - 1):
        with suppress(IntegrityError):
            return _made(area, by, regular)
    return _made(area, by, regular)


@transaction.atomic
def _made(area: Area, by, regular: Regular | None) -> PaperCard:
    card = PaperCard.objects.create(code=new_code(), area=area, regular=regular, made_by=by)
    audit.record("card.made", card, by=by, area=area.slug)
    return card
