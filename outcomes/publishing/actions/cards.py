"""Cards of public stories: asked for in the transaction that lets a copy out, drawn by the worker,
and gone in the transaction that takes it in.
"""

from functools import partial

from django.db import transaction

from bigstory.core.db.choices import Audience
from bigstory.core.files import folders
from bigstory.core.files.cards import apart, store
from bigstory.core.work.tasks import task
from outcomes.models import Publication, ShareCard
from outcomes.publishing.queries.cards import card_of, digest_of, wants_card
from partnerships.log.models.media import LEFT_IN_PEACE


def keep_card(copy: Publication) -> None:
    """Bring the card of a copy in line with it: what says something else is gone at once, and a
    new one is asked for. Call it in the transaction that changes the copy.
    """
    card = ShareCard.objects.filter(publication=copy).first()
    wanted = wants_card(copy)
    if card is not None:
        if wanted and card.says == digest_of(card_of(copy)):
            return
        _take_away(card)
    if wanted:
        draw_card.later(copy=copy.pk)


def drop_card(copy: Publication) -> None:
    """Its card goes. Call it in the transaction that deletes the copy, before that."""
    for card in ShareCard.objects.filter(publication=copy):
        _take_away(card)


def _take_away(card: ShareCard) -> None:
    transaction.on_commit(partial(store.take_away, card.name))
    card.delete()


@task("story.card")
def draw_card(copy: int) -> None:
    """Nothing is drawn of a copy that is gone, has a photo by now, or has its card."""
    row = _public().filter(pk=copy, card=None).first()
    if row is None or not wants_card(row):
        return
    card = card_of(row)
    body = apart.drawn(card)
    if body is None:
        return
    name = store.keep(body)
    try:
        kept = _keep(copy, name, digest_of(card))
    except BaseException:
        store.take_away(name)
        raise
    if not kept:
        store.take_away(name)


@transaction.atomic
def _keep(copy: int, name, says: str) -> bool:
    """The row, where its copy still says the same. A copy that is being taken in is waited for."""
    rows = _public().select_for_update(of=("self",))
    row = rows.filter(pk=copy).first()
    if row is None or not wants_card(row) or digest_of(card_of(row)) != says:
        return False
    _card, made = ShareCard.objects.get_or_create(
        publication=row, defaults={"name": name, "says": says}
    )
    return made


@task("story.cards", daily=True)
def keep_cards() -> None:
    """Files whose row went with something larger are taken away; public stories that have no card
    yet are drawn one, such as those from before there were cards.
    """
    for name in store.old_folders(LEFT_IN_PEACE):
        known = ShareCard.objects.filter(name=name.removesuffix(folders.PART))
        if folders.is_ours(name) and not known.exists():
            store.take_away(name)
    for row in _public().filter(card=None).iterator(chunk_size=500):
        if wants_card(row):
            draw_card.later(copy=row.pk)


def _public():
    rows = Publication.objects.stories().filter(circle=Audience.PUBLIC)
    return rows.select_related("area__region")
