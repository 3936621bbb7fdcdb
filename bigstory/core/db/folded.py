"""A name beside itself in the one spelling in which names are compared."""

from typing import Any

from django.db import models

from bigstory.core.folding import fold


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """The text of the field `of`, folded, whenever the row is written; nobody writes it by hand.

    Unique, it keeps “SIÂN’S HALL” from standing beside “Sian's Hall”, whoever comes first.
    """

    def __init__(self, *args: Any, of: str, **options: Any) -> None:
        self.of = of
        options["editable"] = False
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("editable", None)
        return name, path, args, options | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
