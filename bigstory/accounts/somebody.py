"""Types for whoever is in front of the site: signed in or not, and requests of each."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from bigstory.accounts.models import User

Somebody = User | AnonymousUser


class SignedInRequest(HttpRequest):
    """The request of a view without login_not_required: the middleware let nobody else by."""

    user: User


def signed_in(request: HttpRequest) -> User:
    """The user of a request whose type does not say that somebody is signed in: in the admin.

    Raises PermissionDenied for a visitor.
    """
    user = request.user
    if not user.is_authenticated:
        raise PermissionDenied
    return user
