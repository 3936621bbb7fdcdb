"""Lists and pairs kept as JSON that have one shape, whoever writes them: a form, a file, a script.

A value of another shape would be stored by any database and stop every page that reads it.
"""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

# Django's class takes no type at run time.
if TYPE_CHECKING:
    _JSONField = models.JSONField[Any, Any]
else:
    _JSONField = models.JSONField


class ShapedField(_JSONField):
    """A JSONField whose validators are asked whenever a value is stored, also an empty one.

    Raises ValidationError with their sentences.
    """

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if not hasattr(value, "resolve_expression"):
            for look in self.validators:
                look(value)
        return super().get_db_prep_save(value, connection)
