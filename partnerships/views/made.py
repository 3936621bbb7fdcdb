"""Making something new from a form that carries a token: sent twice, saved once."""

from collections.abc import Callable

from django.http import HttpRequest

from bigstory.core.models import FormToken
from bigstory.core.once import AlreadySent, OnceForm, fingerprint, once


def made_once(request: HttpRequest, form: OnceForm, make: Callable[[], str]) -> tuple[str, bool]:
    """The path to go to, and whether this was the sending that counts.

    Where the same page was sent before with other words nothing is made, and the path is that of
    what was saved first.
    """
    token = form.cleaned_data["token"]
    try:
        return once(user=request.user, token=token, body=fingerprint(request.POST), make=make), True
    except AlreadySent:
        return FormToken.objects.get(user=request.user, token=token).result, False
