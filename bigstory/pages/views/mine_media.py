"""What is kept with somebody's stories, for themselves: through their own link, without an
account.
"""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from bigstory.pages.views import photos, recordings
from outcomes.actions import links
from outcomes.reads.covers import picture_for
from outcomes.reads.mine import media_of
from outcomes.views.mine import tried_too_often
from partnerships.models import MediaItem


@login_not_required
@require_safe
@sensitive_variables("secret")
def mine_media(request: HttpRequest, secret: str, name: uuid.UUID, part: str) -> HttpResponse:
    """One file. 404 for whatever is not theirs, and once the link has ended."""
    link = links.link_of(secret)
    if link is None and tried_too_often(request):
        return HttpResponse(status=429)
    item = (
        media_of(link.person).filter(name=name).first() if link and link.ended_at is None else None
    )
    if item is None:
        raise Http404
    if item.kind == MediaItem.Kind.PHOTO:
        # Whoever is signed in on this phone: the link is a stranger's key, and opens what a
        # stranger may see.
        return photos.hand_out(picture_for(AnonymousUser(), name), part)
    return recordings.hand_out(request, name, part)
