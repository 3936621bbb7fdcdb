"""Who is in front of the site, as functions and views say it."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from bigstory.accounts.models import User

Somebody = User | AnonymousUser


class SignedInRequest(HttpRequest):
    """What a view gets that does not say login_not_required: the middleware let nobody else by."""

    user: User


def signed_in(request: HttpRequest) -> User:
    """Whose request it is, where Django hands over a request of anybody: in the admin."""
    user = request.user
    if not user.is_authenticated:
        raise PermissionDenied
    return user
