"""Setting up a second step. allauth's pages, with one thing more: whoever has just used a new app or
passkey has shown that it is them, and sees the recovery codes without being asked again.
"""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.forms import Form
from django.http import HttpResponse


class _JustShown:
    """A form whose answer proved that the new thing works."""

    kind: Authenticator.Type

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        mine = Authenticator.objects.filter(user=self.request.user, type=self.kind)
        new = mine.latest("pk")
        record_authentication(
            self.request,
            self.request.user,
            "mfa",
            id=new.pk,
            type=new.type,
            reauthenticated=True,
        )
        return response


class SetUpApp(_JustShown, ActivateTOTPView):
    kind = Authenticator.Type.TOTP


class AddPasskey(_JustShown, AddWebAuthnView):
    kind = Authenticator.Type.WEBAUTHN
