"""Who somebody is, by allauth.

What they may do is answered from roles alone (areas/backends.py).
"""

from allauth.account.auth_backends import AuthenticationBackend


class AddressBackend(AuthenticationBackend):
    """Finds the person by address and password.

    Its parent would also let a superuser past every question.
    """

    def has_perm(self, user_obj, perm, obj=None):
        return False

    def has_module_perms(self, user_obj, app_label):
        return False

    def get_all_permissions(self, user_obj, obj=None):
        return set()
