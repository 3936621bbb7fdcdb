"""Django's admin, opened by our own role of administrator instead of a staff flag."""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bigstory.core.privacy import neutral_labels


class Site(admin.AdminSite):
    site_header = _("Big Story: keeping it running")
    site_title = _("Big Story")
    index_title = _("What the record is made of")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Apps we use bring admins of their own, which know nothing of private words: only ours are
        taken.
        """
        from bigstory.core.record_admin import RecordAdmin

        if admin_class is not None and issubclass(admin_class, RecordAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request):
        # The role backend answers; a role that has ended closes the admin at the next request.
        return request.user.is_active and request.user.has_module_perms("admin")

    def admin_view(self, view, cacheable=False):
        """Refuse everybody but administrators, and show them no private word: the page is made in
        here.
        """
        inner = super().admin_view(view, cacheable)

        def neutral(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            with neutral_labels():
                response = inner(request, *args, **kwargs)
                # A template response is made into a page later, when this would no longer hold.
                return response.render() if hasattr(response, "render") else response

        return update_wrapper(neutral, inner)

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """There is one way to sign in, with its limits and its second step.

        Django's own page would go round both.
        """
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        if request.user.is_authenticated:
            return redirect("admin:index")
        back = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")

    @method_decorator(require_POST)
    def logout(self, request, extra_context=None):
        logout(request)
        response = redirect("home")
        # As signing out anywhere else: nothing kept in the browser stays behind.
        response.headers["Clear-Site-Data"] = '"storage"'
        return response

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account")


class AdminConfig(DjangoAdminConfig):
    default_site = "bigstory.core.admin_site.Site"
