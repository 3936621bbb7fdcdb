"""Taking back what a file moved in: each row as it was before, unless it was built on since."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bigstory.core.db import audit
from bigstory.core.db.words import referring
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.nouns import NOUNS, Noun, from_json, may_move_in
from bigstory.core.moving.rows import has_history, is_versioned, remember_end, update
from bigstory.core.moving.staging import batches
from bigstory.core.moving.switch import NotAllowed, one_at_a_time

Outcome = SentRow.Outcome
State = SentFile.State
AT_ONCE = 1_000


@transaction.atomic
def take_back(file: SentFile, by: Any) -> None:
    """Rows that somebody changed, or hung something on, stay and say why. Raises NotAllowed."""
    one_at_a_time()
    held = SentFile.objects.select_for_update().defer("raw").get(pk=file.pk)
    if held.state != State.GOING_OUT:
        return
    if not may_move_in(by):
        raise NotAllowed(_("Whoever asked may not move records in any more."))
    noun = NOUNS[held.noun]
    rows = SentRow.objects.filter(
        file=held, outcome__in=(Outcome.ADDED, Outcome.CHANGED), taken_back=False
    )
    areas: set[int] = set()
    kept = gone = 0
    for batch in batches(list(rows.order_by("-number")), AT_ONCE):
        for row in batch:
            row.target = row.target or held.targets.get(str(row.pk))
            areas |= {row.values.get("area_id") or 0}
        stays = _take_back(noun, held, batch, by)
        gone_now = [row.pk for row in batch if row.pk not in stays]
        SentRow.objects.filter(pk__in=gone_now).update(taken_back=True, why=[])
        for key, why in stays.items():
            SentRow.objects.filter(pk=key).update(why=[why])
        kept += len(stays)
        gone += len(batch) - len(stays)
    _take_back_above(noun, held)
    noun.after(areas - {0}, by)
    audit.record("moving.taken_back", held, by=by, noun=noun.slug, rows=gone, kept=kept)
    held.go(State.OUT, come_from=(State.GOING_OUT,))


def _take_back(noun: Noun, file: SentFile, rows: Sequence[SentRow], by: Any) -> dict[int, str]:
    """Why rows of the file stay, by their key; the others are taken back."""
    found = noun.model._base_manager.in_bulk([row.target for row in rows])
    stays = {row.pk: _("it is no longer there") for row in rows if row.target not in found}
    touched = _changed_since(noun, file, rows, found)
    new = [row.target for row in rows if row.outcome == Outcome.ADDED]
    built_on = in_use(noun.model, new, noun.own)
    for row in rows:
        if row.pk in stays:
            continue
        if row.target in touched:
            stays[row.pk] = _("somebody changed it since")
        elif row.outcome == Outcome.ADDED and row.target in built_on:
            words = {"what": built_on[row.target]}
            stays[row.pk] = _("something was built on it since: %(what)s") % words
        elif why := noun.closed(found[row.target], from_json(row.values)):
            stays[row.pk] = why
    back = [row for row in rows if row.pk not in stays]
    _delete(noun, [found[row.target] for row in back if row.outcome == Outcome.ADDED], by)
    changed = [row for row in back if row.outcome == Outcome.CHANGED]
    for row in changed:
        for name, value in from_json(row.before).items():
            setattr(found[row.target], name, value)
    fields = {name for row in changed for name in row.before}
    update(noun.model, [found[row.target] for row in changed], fields, by)
    return stays


def _changed_since(
    noun: Noun, file: SentFile, rows: Sequence[SentRow], found: dict[Any, Any]
) -> set[Any]:
    """The keys of rows that are no longer as they were moved in."""
    touched = set()
    for row in rows:
        stored = found.get(row.target)
        if stored is None:
            continue
        values = from_json(row.values)
        names = row.before if row.outcome == Outcome.CHANGED else values
        if any(hasattr(stored, n) and getattr(stored, n) != values[n] for n in names):
            touched.add(row.target)
        if row.outcome == Outcome.ADDED and is_versioned(noun.model) and stored.version != 1:
            touched.add(row.target)
    return touched | _written_since(noun.model, found, file)


def _written_since(model: type[models.Model], keys: Iterable[Any], file: SentFile) -> set[Any]:
    """The keys of rows that have history of a time after the file was moved in."""
    if not has_history(model):
        return set()
    history = model.history  # type: ignore[attr-defined]
    later = history.filter(id__in=list(keys), history_date__gt=file.moved_at)
    return set(later.values_list("id", flat=True))


def in_use(model: type[models.Model], keys: Iterable[Any], own: frozenset[str]) -> dict[Any, str]:
    """What refers to these rows by now, in words, by their keys. A statement for each way.

    History is no use, nor is what belongs to the row itself (`own`), nor are words it chose.
    """
    keys = list(keys)
    found: dict[Any, str] = {}
    for relation in referring(model) if keys else []:
        other = relation.related_model
        if other._meta.label_lower in own or other._meta.auto_created is model:
            continue
        name = relation.field.name
        rows = other._base_manager.filter(**{f"{name}__in": keys})
        words = str((other._meta.auto_created or other)._meta.verbose_name)
        for key in rows.order_by().values_list(name, flat=True).distinct():
            found.setdefault(key, capfirst(words))
    return found


def _delete(noun: Noun, rows: Sequence[Any], by: Any) -> None:
    """With what belongs to them alone; their history stays, and says who took them back.

    What else refers to them was looked for before; what came since, the database refuses.
    """
    keys = [row.pk for row in rows]
    for relation in referring(noun.model) if keys else []:
        other = relation.related_model
        if other._meta.label_lower in noun.own or other._meta.auto_created is noun.model:
            other._base_manager.filter(**{f"{relation.field.name}__in": keys}).delete()
    remember_end(noun.model, rows, by)
    gone = noun.model._base_manager.filter(pk__in=keys)
    gone._raw_delete(gone.db)  # without reading each again for its signals


def _take_back_above(noun: Noun, file: SentFile) -> None:
    """The rows above that were made on the way, where nothing is left below them and nobody wrote
    in them since.
    """
    for model in reversed(noun.above):
        made = file.made.get(model._meta.label_lower, [])
        kept = {*in_use(model, made, own=frozenset()), *_written_since(model, made, file)}
        for row in model._base_manager.filter(pk__in=[key for key in made if key not in kept]):
            row.delete()
