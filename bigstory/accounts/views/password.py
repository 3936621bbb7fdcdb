"""Signing in with a password instead of a code."""

from allauth.account.views import LoginView

from bigstory.accounts.forms.sign_in import PasswordForm


class PasswordView(LoginView):
    template_name = "account/login_password.html"

    def get_form_class(self) -> type[PasswordForm]:
        return PasswordForm


sign_in = PasswordView.as_view()
