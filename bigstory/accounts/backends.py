"""Who somebody is, by allauth.

What they may do is answered from roles alone (areas/backends.py).
"""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import models

from bigstory.accounts.somebody import Somebody


class AddressBackend(AuthenticationBackend):
    """Finds the person by address and password.

    Its parent would also let a superuser past every question.
    """

    def has_perm(self, user_obj: Somebody, perm: str, obj: models.Model | None = None) -> bool:
        return False

    def has_module_perms(self, user_obj: Somebody, app_label: str) -> bool:
        return False

    def get_all_permissions(self, user_obj: Somebody, obj: models.Model | None = None) -> set[str]:
        return set()
