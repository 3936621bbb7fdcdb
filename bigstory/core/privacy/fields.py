"""What each field of each model is, to the people it is about.

Every field is named, once, in its app's privacy.py.

  public     anybody may read it
  programme  Local Trust and evaluators may read it; says nothing anybody wrote in private
  private    what people wrote or answered, read by those the item is for and by nobody else
  personal   says who somebody is
  system     ids, times and switches

A test walks every model and fails on a field that is not named, so a new one cannot slip by.
Administrators run the system, and reading what is private is no part of that: the admin shows no
private field of any model, and personal ones only of the models an administrator works with. So
that a title does not slip out as the name of a thing, the admin calls rows of such a model, and of
whatever leads to one, by a neutral label ("Story 12, Ramsey"): see core/admin_labels.py.
"""

from enum import StrEnum

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst


class Kind(StrEnum):
    PUBLIC = "public"
    PROGRAMME = "programme"
    PRIVATE = "private"
    PERSONAL = "personal"
    SYSTEM = "system"


DECLARED: dict[str, dict[str, Kind]] = {}
# Models about accounts and roles: an administrator could not do the work without seeing who is who.
ABOUT_ACCOUNTS: set[str] = set()
OF_HISTORY = {
    "history_id": Kind.SYSTEM,
    "history_date": Kind.SYSTEM,
    "history_type": Kind.SYSTEM,
    "history_change_reason": Kind.PRIVATE,
    "history_user": Kind.PERSONAL,
}


def declare(label: str, *, about_accounts: bool = False, **fields: str) -> None:
    """Name the kind of each field of a model: declare("areas.Region", public="slug name")."""
    label = label.lower()
    DECLARED[label] = {name: Kind(kind) for kind, names in fields.items() for name in names.split()}
    if about_accounts:
        ABOUT_ACCOUNTS.add(label)


def kinds(model: type[models.Model]) -> dict[str, Kind]:
    """The kind of each declared field of a model.

    A history table has the fields of its original, and when and by whom.
    """
    original = getattr(model, "instance_type", None)
    if original is not None and model._meta.label_lower not in DECLARED:
        stored = {field.name for field in model._meta.concrete_fields}
        declared = DECLARED.get(original._meta.label_lower, {}) | OF_HISTORY
        return {name: kind for name, kind in declared.items() if name in stored}
    return DECLARED.get(model._meta.label_lower, {})


def hidden(model: type[models.Model]) -> frozenset[str]:
    """Names of the fields that the admin never shows."""
    original = getattr(model, "instance_type", model)
    not_shown = {Kind.PRIVATE}
    if original._meta.label_lower not in ABOUT_ACCOUNTS:
        not_shown.add(Kind.PERSONAL)
    return frozenset(name for name, kind in kinds(model).items() if kind in not_shown)


def is_hidden(model: type[models.Model], path: str) -> bool:
    """Whether a look-up such as "story__title" comes by a field that the admin never shows."""
    for step in path.lstrip("^=@-").split("__"):
        if step in hidden(model):
            return True
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        if not field.is_relation or field.related_model is None:
            return False
        model = field.related_model
    return False


def label(row: models.Model) -> str:
    """What to call a row without a word of it, such as "Story 12, Ramsey".

    Never reads the database: the area is named if it was loaded with the row.
    """
    name = f"{capfirst(str(row._meta.verbose_name))} {row.pk}"
    area = row._state.fields_cache.get("area")
    return f"{name}, {area}" if area is not None else name
