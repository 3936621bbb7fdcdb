"""Django's admin, opened by our own role of administrator instead of a staff flag."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.translation import gettext_lazy as _


class Site(admin.AdminSite):
    site_header = _("Big Story: keeping it running")
    site_title = _("Big Story")
    index_title = _("What the record is made of")
    login_template = None

    def has_permission(self, request):
        # The role backend answers; a role that has ended closes the admin at the next request.
        return request.user.is_active and request.user.has_module_perms("admin")


class AdminConfig(DjangoAdminConfig):
    default_site = "bigstory.core.admin_site.Site"
