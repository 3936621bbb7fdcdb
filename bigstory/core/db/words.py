"""Words of the programme that records refer to.

A word that is no longer offered is retired. It is deleted only while nothing refers to it: the
database refuses that of every foreign key, and `Chosen` of what many rows choose of a list.
"""

from typing import TYPE_CHECKING, Any

from django.db import models

# Django's class takes no type at run time.
if TYPE_CHECKING:
    _ManyToManyField = models.ManyToManyField[Any, Any]
else:
    _ManyToManyField = models.ManyToManyField


class Chosen(_ManyToManyField):
    """Words chosen of a list: a word that was chosen anywhere cannot be deleted.

    Django's own field would delete the choices with the word, and say nothing.
    """

    def contribute_to_related_class(self, cls: type[models.Model], related: Any) -> None:
        super().contribute_to_related_class(cls, related)
        through = self.remote_field.through
        # There is no table of choices while Django looks at an old state of the models.
        if through is not None and not isinstance(through, str):
            word: Any = through._meta.get_field(self.m2m_reverse_field_name())
            word.remote_field.on_delete = models.PROTECT


def uses(word: models.Model) -> dict[str, int]:
    """How many rows refer to a word, by what they are: {"change stories": 68}. Empty: none.

    One statement for each way to refer to it.
    """
    found: dict[str, int] = {}
    for relation in referring(type(word)):
        model = relation.related_model
        number = model._base_manager.filter(**{relation.field.name: word}).count()
        if number:
            # A table of choices is called by the things that choose.
            owner = model._meta.auto_created or model
            name = str(owner._meta.verbose_name_plural)
            found[name] = found.get(name, 0) + number
    return found


def referring(model: type[models.Model]) -> list[Any]:
    """The relations by which other rows refer to this model. History is no use of a word."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is not models.DO_NOTHING
    ]
