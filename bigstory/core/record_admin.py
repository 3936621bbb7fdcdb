"""The admin of one model, made so that a person can work in it and no private word shows.

See core/privacy/fields.py.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten, get_fields_from_path
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from bigstory.core.admin_groups import Group
from bigstory.core.admin_labels import (
    Called,
    Deleted,
    HistoryLabels,
    called,
    history_title,
    is_neutral,
    labelled,
    what_would_go,
)
from bigstory.core.admin_lists import OneMore, Pages, page_number
from bigstory.core.privacy import fields as privacy

# As Django writes them; here each is the name of a field, or the label of what it leads to.
Fields = list[Any]
Columns = list[str | Callable[[Any], str | bool]]
# The attribute of a request for an old state of a row.
LOOKS_BACK = "_looks_back"
# The attribute of a form's field for what its choices are called.
LABELS = "label_from_instance"
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
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                # Nothing is deleted in passing, from the page of another thing.
                field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            setattr(field, LABELS, called)
        return field

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            setattr(field, LABELS, called)
        return field

    def get_exclude(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return sorted({*(super().get_exclude(request, obj) or ()), *privacy.hidden(self.model)})

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Fields:
        names = [
            name
            for name in flatten(super().get_fields(request, obj))
            if not privacy.is_hidden(self.model, name)
        ]
        if self.has_change_permission(request, obj):
            return names
        return [labelled(self.model, name) for name in names]

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
    # Where the index shows it.
    group: Group
    # What the index calls it, where the model has a name of somebody else's.
    plain_name: Any = ""
    list_per_page = 50
    # Nothing of a list is counted to its end.
    show_full_result_count = False
    list_max_show_all = 0
    show_facets = admin.ShowFacets.NEVER
    # Nothing is done to many rows at once from a list: one slip would be a hundred.
    actions = None

    def get_list_display(self, request: HttpRequest) -> Columns:
        """Columns are fields by their name: of a function nobody knows what it shows."""
        return [
            labelled(self.model, name)
            for name in super().get_list_display(request)
            if isinstance(name, str) and not privacy.is_hidden(self.model, name)
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Pages]:
        return Pages

    def get_paginator(
        self, request: HttpRequest, queryset: Any, per_page: int, *args: Any, **kwargs: Any
    ) -> OneMore:
        page = page_number(request.GET.get("p") or request.GET.get("page"))
        return OneMore(queryset, per_page, page=page)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Join what the columns show, and the area for labels: 50 rows then cost what one costs."""
        relations = {f.name for f in self.model._meta.fields if f.is_relation}
        columns = [name for name in [*self.list_display, "area"] if isinstance(name, str)]
        joined = [
            name if "__" not in name or name.endswith("__area") else name.rpartition("__")[0]
            for name in columns
            if name.partition("__")[0] in relations
        ]
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
            if not privacy.is_hidden(self.model, _name(f)) and not _names_rows(self.model, _name(f))
        ]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A filter typed into the address could ask of a hidden field, letter by letter."""
        return not privacy.is_hidden(self.model, lookup) and super().lookup_allowed(
            lookup, value, request
        )

    # --- pages that name a row ---
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if (row := context.get("original")) is not None:
            context |= {"original": Called.of(row), "subtitle": called(row)}
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        page = super().history_view(request, object_id, extra_context)
        context: Any = getattr(page, "context_data", None)
        if context is not None:
            row = context["object"]
            context |= {"object": Called.of(row), "title": history_title(row)}
        return page

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deleted:
        return what_would_go(list(objs), request, self.admin_site)


class TrackedAdmin(RecordAdmin, SimpleHistoryAdmin):
    """A model whose every change is kept: who changed what, when, without the private words."""

    def history_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return history_title(obj)

    def history_form_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return called(obj)

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoryLabels:
        return HistoryLabels(self.model, historical_record)

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        named = {
            name: Called.of(context[name]) for name in ("object", "original") if name in context
        }
        # simple_history has no types.
        page: HttpResponse = super().render_history_view(  # type: ignore[no-untyped-call]
            request, template, context | named, **kwargs
        )
        return page

    # An old state is read, whoever may change the present one.
    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        if hasattr(request, LOOKS_BACK):
            return self._all_shown()
        return super().get_readonly_fields(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        if hasattr(request, LOOKS_BACK):
            return [(None, {"fields": self._all_shown()})]
        return super().get_fieldsets(request, obj)

    def _all_shown(self) -> Fields:
        fields = [*self.model._meta.fields, *self.model._meta.many_to_many]
        names = [field.name for field in fields if field.editable]
        secret = privacy.hidden(self.model)
        return [labelled(self.model, name) for name in names if name not in secret]

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
        setattr(request, LOOKS_BACK, True)
        # simple_history has no types.
        page: HttpResponse = super().history_form_view(  # type: ignore[no-untyped-call]
            request, object_id, version_id, extra_context
        )
        return page


class Rows(HidesWords, _TabularInline):
    """Rows of another model on the page of the one they belong to."""

    extra = 0


def _names_rows(model: type[models.Model], path: str) -> bool:
    """Whether a filter would name the rows it leads to by words that the admin never shows."""
    end = get_fields_from_path(model, path)[-1]
    return isinstance(end.related_model, type) and is_neutral(end.related_model)


def _name(list_filter: object) -> str:
    return str(list_filter[0] if isinstance(list_filter, (tuple, list)) else list_filter)
