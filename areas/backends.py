"""Django's own permissions, answered from our roles: an administrator may use the admin, nobody
else may.
"""

from django.contrib.auth.backends import ModelBackend
from django.db import models

from areas.access import can
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import Somebody


class RoleBackend(ModelBackend):
    """Also checks passwords, as its parent does; the address is compared without regard to case."""

    def has_perm(self, user_obj: Somebody, perm: str, obj: models.Model | None = None) -> bool:
        return can(user_obj, May.ADMINISTER)

    def has_module_perms(self, user_obj: Somebody, app_label: str) -> bool:
        return can(user_obj, May.ADMINISTER)

    def get_all_permissions(self, user_obj: Somebody, obj: models.Model | None = None) -> set[str]:
        return set()
