"""Django's cache over the table of limits, for what other people's code counts or remembers there.

It forgets by time and never by size, in every process at once. Values are kept as JSON.
"""

import json
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from bigstory.core.limits.counting import Limit, digest

# Where somebody keeps a thing for ever: a year.
FOR_EVER = 365 * 24 * 60 * 60
STORE = """
INSERT INTO core_limit (key, number, value, over_at)
VALUES (%(key)s, 0, %(value)s, %(over_at)s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, over_at = excluded.over_at
"""
WHERE_OVER = "WHERE core_limit.over_at <= %(now)s"


class LimitsCache(BaseCache):
    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Whether it was not there; of two at the same moment one gets a yes."""
        return self._store(STORE + WHERE_OVER, key, value, timeout, version) > 0

    def set(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        self._store(STORE, key, value, timeout, version)

    def get(self, key: str, default: object = None, version: int | None = None) -> Any:
        rows = Limit.objects.running().filter(key=self._digest(key, version))
        value = rows.values_list("value", flat=True).first()
        return default if value is None else json.loads(value)

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(Limit.objects.filter(key=self._digest(key, version)).delete()[0])

    def touch(
        self,
        key: str,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        rows = Limit.objects.running().filter(key=self._digest(key, version))
        return rows.update(over_at=self._over_at(timeout)) > 0

    def clear(self) -> None:
        """Everything that is kept here, and the counts too."""
        Limit.objects.all().delete()

    def _store(
        self, statement: str, key: str, value: object, timeout: float | None, version: int | None
    ) -> int:
        row: dict[str, str | float] = {
            "key": self._digest(key, version),
            "value": json.dumps(value),
            "now": time.time(),
            "over_at": self._over_at(timeout),
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, row)
            return int(cursor.rowcount)

    def _digest(self, key: str, version: int | None) -> str:
        return digest("cache", self.make_key(key, version))

    def _over_at(self, timeout: float | None) -> float:
        seconds = self.get_backend_timeout(timeout)
        return time.time() + FOR_EVER if seconds is None else seconds
