"""Setting up a second step: allauth's pages, with one thing more.

Whoever has just used a new app or passkey has shown that it is them, and sees the recovery codes
without being asked again.
"""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.forms import Form
from django.http import HttpResponse

from bigstory.accounts.somebody import SignedInRequest


def _was_used(request: SignedInRequest, kind: Authenticator.Type) -> None:
    new = Authenticator.objects.filter(user=request.user, type=kind).latest("pk")
    how = {"id": new.pk, "type": new.type, "reauthenticated": True}
    record_authentication(request, request.user, "mfa", **how)


class SetUpApp(ActivateTOTPView):
    request: SignedInRequest

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _was_used(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    request: SignedInRequest

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _was_used(self.request, Authenticator.Type.WEBAUTHN)
        return response
