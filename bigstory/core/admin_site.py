"""Django's admin, opened by our own role of administrator instead of a staff flag, with what there
is in groups.
"""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bigstory.core.admin_groups import Group
from bigstory.core.admin_labels import called

_Row = TypeVar("_Row", bound=models.Model)
# The header Clear-Site-Data of whatever signs somebody out: nothing kept in the browser stays.
ALL_THAT_IS_KEPT = '"cache", "storage"'


class Labelled(AutocompleteJsonView):
    """What may be chosen for a field, by its labels."""

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": called(obj)}


class Site(admin.AdminSite):
    site_header = _("Big Story: keeping it running")
    site_title = _("Big Story")
    index_title = _("What the record is made of")

    def register(
        self,
        model_or_iterable: type[_Row] | Iterable[type[_Row]],
        admin_class: "type[admin.ModelAdmin[_Row]] | None" = None,
        **options: Any,
    ) -> None:
        """Take our own admins only: those of apps we use know nothing of private words."""
        from bigstory.core.record_admin import RecordAdmin

        if admin_class is not None and issubclass(admin_class, RecordAdmin):
            if not hasattr(admin_class, "group"):
                raise ImproperlyConfigured(f"{admin_class.__name__} names no group of the index.")
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        # The role backend answers; a role that has ended closes the admin at the next request.
        return request.user.is_active and request.user.has_module_perms("admin")

    # Django's stubs promise the very view back; Django itself wraps it, and so do we.
    def admin_view(  # type: ignore[override]
        self, view: Callable[..., HttpResponseBase], cacheable: bool = False
    ) -> Callable[..., HttpResponseBase]:
        """Refuse everybody but administrators."""
        inner = super().admin_view(view, cacheable)

        def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(refusing, inner)

    # --- what there is, in groups ---
    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The groups and what is in each, in place of Django's apps."""
        found: dict[Group, list[dict[str, Any]]] = {group: [] for group in Group}
        for app in self._build_app_dict(request).values():
            for entry in app["models"]:
                its_admin: Any = self._registry[entry["model"]]
                name = its_admin.plain_name or entry["name"]
                found[its_admin.group].append(entry | {"name": name})
        return [
            {
                "name": group.label,
                "app_label": group.value,
                "app_url": f"{reverse('admin:index')}#{group.value}",
                "has_module_perms": True,
                "models": sorted(entries, key=lambda entry: str(entry["name"]).casefold()),
            }
            for group, entries in found.items()
            if entries
        ]

    # The stubs know Django's own pages only.
    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Apps are for programmers: who asks for one is led to the groups."""
        return redirect("admin:index")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With the group of what the page is about, for the way back to it."""
        view: Any = request.resolver_match.func if request.resolver_match else None
        group = getattr(getattr(view, "model_admin", None), "group", None)
        return super().each_context(request) | {"group": group}

    def autocomplete_view(  # type: ignore[override]
        self, request: HttpRequest
    ) -> HttpResponseBase:
        return Labelled.as_view(admin_site=self)(request)

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one way to sign in, with its limits and its second step.

        Django's own page would go round both.
        """
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        if request.user.is_authenticated:
            return redirect("admin:index")
        back = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")

    # The stubs of the next three know Django's own pages only, not a way to another page.
    @method_decorator(require_POST)
    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        logout(request)
        response = redirect("home")
        response.headers["Clear-Site-Data"] = ALL_THAT_IS_KEPT
        return response

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account")


class AdminConfig(DjangoAdminConfig):
    default_site = "bigstory.core.admin_site.Site"
