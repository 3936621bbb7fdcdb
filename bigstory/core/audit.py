"""The one way to write a line of the audit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from bigstory.core.models import AuditLine


def record(
    verb: str,
    target: models.Model,
    *,
    by: AbstractBaseUser | AnonymousUser | None = None,
    area: str = "",
    **data: object,
) -> AuditLine:
    """Write that `by` did `verb` to `target`. Call it inside the transaction of the deed itself."""
    return AuditLine.objects.create(
        actor=str(by.pk) if by is not None and by.pk else "",
        verb=verb,
        target=f"{target._meta.label_lower}:{target.pk}",
        area=area,
        data=data,
    )
