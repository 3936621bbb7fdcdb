"""Django's admin, opened by our own role of administrator instead of a staff flag."""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bigstory.core.privacy.fields import neutral_labels

_Row = TypeVar("_Row", bound=models.Model)
# The header Clear-Site-Data of whatever signs somebody out: nothing kept in the browser stays.
ALL_THAT_IS_KEPT = '"cache", "storage"'


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
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        # The role backend answers; a role that has ended closes the admin at the next request.
        return request.user.is_active and request.user.has_module_perms("admin")

    # Django's stubs promise the very view back; Django itself wraps it, and so do we.
    def admin_view(  # type: ignore[override]
        self, view: Callable[..., HttpResponseBase], cacheable: bool = False
    ) -> Callable[..., HttpResponseBase]:
        """Refuse everybody but administrators, and show them no private word."""
        inner = super().admin_view(view, cacheable)

        def neutral(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            with neutral_labels():
                response = inner(request, *args, **kwargs)
                # A template response is made into a page later, when this would no longer hold.
                return response.render() if hasattr(response, "render") else response

        return update_wrapper(neutral, inner)

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
