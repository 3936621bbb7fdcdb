"""Signing in with a password or as a sample person, signing out, and what somebody typed and has
not saved; the rest is allauth's.
"""

from functools import wraps

from allauth.account import views as allauth
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.views import (
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LoginView,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bigstory.accounts.adapter import write_to_nobody
from bigstory.accounts.forms import CountedCode, PasswordForm
from bigstory.accounts.models import User
from bigstory.accounts.sample import EMAILS
from bigstory.accounts.somebody import SignedInRequest
from bigstory.accounts.tries import TOO_OFTEN, Tries
from bigstory.core.admin_site import ALL_THAT_IS_KEPT
from bigstory.core.db.unsaved import Unsaved
from bigstory.kit.back import safe_next
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.typed import Typed


@login_not_required
@require_POST
def sign_in_as_example(request: HttpRequest) -> HttpResponse:
    """One press to be one of the sample people. Outside demo mode: 404."""
    email = request.POST.get("email", "")
    if not settings.DEMO or email not in EMAILS:
        raise Http404
    user = get_object_or_404(User, email=email, is_active=True)
    return perform_login(request, Login(user=user, email=email))


@wraps(allauth.logout)
def sign_out(request: HttpRequest) -> HttpResponse:
    """As allauth does it, and what the browser keeps of this site is emptied.

    The log form opens without a signal and keeps what was typed, and Back shows a form that was
    refused; on a shared phone none of it may stay behind.
    """
    response = allauth.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = ALL_THAT_IS_KEPT
    return response


class PasswordView(LoginView):
    """Signing in with a password instead of a code."""

    template_name = "account/login_password.html"

    def get_form_class(self) -> type[PasswordForm]:
        return PasswordForm


sign_in_with_password = PasswordView.as_view()


class CodeIsCounted:
    """A code from a letter is looked at so often for each address that it went to; what was not
    looked at is no wrong code.
    """

    way = ""

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        form: Form = super().get_form(form_class)  # type: ignore[misc]
        if isinstance(form, CountedCode):
            form.tries = Tries(self.request, self.way, self._address())  # type: ignore[attr-defined]
        return form

    def form_invalid(self, form: Form) -> HttpResponse:
        if form.has_error("code", TOO_OFTEN):
            context = self.get_context_data(form=form)  # type: ignore[attr-defined]
            return self.render_to_response(context)  # type: ignore[attr-defined, no-any-return]
        return super().form_invalid(form)  # type: ignore[misc, no-any-return]

    def _address(self) -> str:
        return str(self._process.state["email"])  # type: ignore[attr-defined]


class SignInCodeView(CodeIsCounted, ConfirmLoginCodeView):
    """The code of signing in. Sending another is a letter like the first."""

    way = "code"

    def form_valid(self, form: Form) -> HttpResponse:
        if isinstance(form, CountedCode):
            return super().form_valid(form)
        try:
            Tries(self.request, "letter", self._address()).take()
        except ValidationError as error:
            messages.error(self.request, error.message)
            again = reverse("account_confirm_login_code")
            return redirect(self.passthrough_next_url(again))  # type: ignore[no-untyped-call]
        if self._process.user is None:
            write_to_nobody("login_code")
        return super().form_valid(form)


class ForgottenCodeView(CodeIsCounted, ConfirmPasswordResetCodeView):
    """The code for a new password."""

    way = "forgotten"


sign_in_code = SignInCodeView.as_view()
forgotten_code = ForgottenCodeView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
def unsaved(request: SignedInRequest) -> HttpResponse:
    """What somebody typed and has not saved: sent again with one press, or thrown away."""
    rows = Unsaved.objects.visible_to(request.user)
    if request.method == "POST":
        rows.filter(pk=row_number(request.POST.get("drop", "")) or 0).delete()
        messages.success(request, _("Thrown away."))
        return redirect(safe_next(request) or "account_unsaved")
    refused_first = rows.order_by("is_draft", "-at", "-pk")
    context = {"rows": [(row, Typed.of(row)) for row in refused_first]}
    return render(request, "account/unsaved.html", context)
