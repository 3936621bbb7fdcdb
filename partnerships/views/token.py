"""A form that is shown again needs a token that can be used."""

import uuid

from django.http import QueryDict


def with_a_token(typed: QueryDict, *, new: bool = False) -> QueryDict:
    """What was typed, with a token that can be used: the one sent, unless it is no token at all."""
    try:
        uuid.UUID(typed.get("token", ""))
    except ValueError:
        new = True
    if not new:
        return typed
    fresh = typed.copy()
    fresh["token"] = str(uuid.uuid4())
    return fresh
