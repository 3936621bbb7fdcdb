"""The admin of one model, made so that a person can work in it and no private word shows.

See core/privacy/fields.py.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from bigstory.core.privacy import fields as privacy

# As Django writes them; here each is the name of a field.
Fields = list[str | list[str] | tuple[str, ...]]
Columns = list[str | Callable[[Any], str | bool]]
# Django's classes take no type at run time.
if TYPE_CHECKING:
    _Either = BaseModelAdmin[Any]
    _ModelAdmin = admin.ModelAdmin[Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _Either = object
    _ModelAdmin = admin.ModelAdmin
    _TabularInline = admin.TabularInline


class HidesWords(_Either):
    """For a ModelAdmin or an inline: leaves hidden fields out.

    Nobody changes a row they cannot read in full. `only_read` closes a model that is written by the
    site itself. Related rows are looked up by typing, not picked from a list of thousands.
    """

    only_read = False

    @property
    def has_hidden_fields(self) -> bool:
        return bool(privacy.hidden(self.model))

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """As everywhere, nothing that somebody pastes is cut off by their browser."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.pop("maxlength", None)
        return field

    def get_exclude(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return sorted({*(super().get_exclude(request, obj) or ()), *privacy.hidden(self.model)})

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Fields:
        return [
            name
            for name in flatten(super().get_fields(request, obj))
            if not privacy.is_hidden(self.model, name)
        ]

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return not (self.has_hidden_fields or self.only_read) and super().has_add_permission(
            request, *args
        )

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return not (self.has_hidden_fields or self.only_read) and super().has_change_permission(
            request, obj
        )

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return not (self.has_hidden_fields or self.only_read) and super().has_delete_permission(
            request, obj
        )


class RecordAdmin(HidesWords, _ModelAdmin):
    list_per_page = 50
    show_full_result_count = False
    # Nothing is done to many rows at once from a list: one slip would be a hundred.
    actions = None

    def get_list_display(self, request: HttpRequest) -> Columns:
        """Columns are fields by their name: of a function nobody knows what it shows."""
        return [
            name
            for name in super().get_list_display(request)
            if isinstance(name, str) and not privacy.is_hidden(self.model, name)
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Join what the columns show, and the area for labels: 50 rows then cost what one costs."""
        relations = {f.name for f in self.model._meta.fields if f.is_relation}
        joined = [name for name in [*self.list_display, "area"] if name in relations]
        rows = super().get_queryset(request)
        return rows.select_related(*joined) if joined else rows

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """The page of a thing with private words is not there for an administrator."""
        return None if self.has_hidden_fields else super().get_view_on_site_url(obj)

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [
            path
            for path in super().get_search_fields(request)
            if not privacy.is_hidden(self.model, path)
        ]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [
            f
            for f in super().get_list_filter(request)
            if not privacy.is_hidden(self.model, _name(f))
        ]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A filter typed into the address could ask of a hidden field, letter by letter."""
        return not privacy.is_hidden(self.model, lookup) and super().lookup_allowed(
            lookup, value, request
        )


class TrackedAdmin(RecordAdmin, SimpleHistoryAdmin):
    """A model whose every change is kept: who changed what, when, without the private words."""

    def set_history_delta_changes(
        self,
        request: HttpRequest,
        historical_records: Iterable[Any],
        foreign_keys_are_objs: bool = True,
    ) -> None:
        """The same as the parent's, with hidden fields left out of what is compared."""
        records = list(historical_records)
        secret = privacy.hidden(self.model)
        for newer, older in zip(records, records[1:], strict=False):
            changes = newer.diff_against(
                older, excluded_fields=secret, foreign_keys_are_objs=foreign_keys_are_objs
            )
            helper = self.get_historical_record_context_helper(request, newer)
            newer.history_delta_changes = helper.context_for_delta_changes(changes)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """An old state is for looking at. The parent would save what is posted here."""
        if request.method != "GET":
            raise PermissionDenied
        # simple_history has no types.
        page: HttpResponse = super().history_form_view(  # type: ignore[no-untyped-call]
            request, object_id, version_id, extra_context
        )
        return page


class Rows(HidesWords, _TabularInline):
    """Rows of another model on the page of the one they belong to."""

    extra = 0


def _name(list_filter: object) -> str:
    return str(list_filter[0] if isinstance(list_filter, (tuple, list)) else list_filter)
