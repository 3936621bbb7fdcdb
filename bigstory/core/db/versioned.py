"""Two people may edit the same thing: the later one is told, and keeps every word."""

from collections.abc import Sequence

from django.db import models, transaction


class Conflict(Exception):
    """Somebody saved first. `current` is what is stored now; `parts` is what two people wrote."""

    def __init__(self, current: models.Model, parts: Sequence[str] = ()) -> None:
        super().__init__("Somebody else saved a change first.")
        self.current = current
        self.parts = parts


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_if_unchanged(self, *, seen: int, fields: list[str]) -> None:
        """Save `fields` only if the stored version is still `seen`; raises Conflict otherwise.

        The row is claimed by its version number first, so of two saves exactly one gets through on
        both databases; the ordinary save() that follows keeps the history table right.
        """
        model = type(self)
        with transaction.atomic():
            claimed = model._base_manager.filter(pk=self.pk, version=seen).update(version=seen + 1)
            if not claimed:
                raise Conflict(model._base_manager.get(pk=self.pk))
            self.version = seen + 1
            self.save(update_fields=[*fields, "version"])
