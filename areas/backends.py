"""Django's own permissions, answered from our roles: an administrator may use the admin, nobody
else may.
"""

from django.contrib.auth.backends import ModelBackend

from areas.access import can
from bigstory.accounts.roles import May


class RoleBackend(ModelBackend):
    """Also checks passwords, as its parent does; the address is compared without regard to case."""

    def has_perm(self, user_obj, perm, obj=None):
        return can(user_obj, May.ADMINISTER)

    def has_module_perms(self, user_obj, app_label):
        return can(user_obj, May.ADMINISTER)

    def get_all_permissions(self, user_obj, obj=None):
        return set()
