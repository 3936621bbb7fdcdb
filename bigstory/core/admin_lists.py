"""Long lists of the admin, a page at a time, without counting them to the end."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator

# Django's class takes no type at run time.
if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator


class OneMore(_Paginator):
    """Knows whether there is another page after this one, and no more: it asks for one row more.

    `count` is how many rows there are up to there; to count 100,000 takes longer than to show 50.
    """

    def __init__(self, rows: Any, per_page: int, *, page: int) -> None:
        super().__init__(rows, per_page)
        self.this_page = max(page, 1)

    @cached_property
    def count(self) -> int:
        before = (self.this_page - 1) * self.per_page
        # Django's lists are querysets; the page of a log may be a list.
        rows: Any = self.object_list
        keys = rows.values_list("pk", flat=True) if hasattr(rows, "values_list") else rows
        return before + len(keys[before : before + self.per_page + 1])

    @property
    def is_last(self) -> bool:
        return self.count <= self.this_page * self.per_page


class Pages(ChangeList):
    """A list that leads to the page before and the next one."""

    @property
    def page_before(self) -> str:
        return self.get_query_string({PAGE_VAR: self.page_num - 1})

    @property
    def page_after(self) -> str:
        return self.get_query_string({PAGE_VAR: self.page_num + 1})


def page_number(typed: str | None) -> int:
    """The page an address asks for; the first where it makes no sense, or goes too far."""
    number = int(typed) if typed and typed.isascii() and typed.isdigit() else 1
    return number if 0 < number < 1_000_000 else 1
