"""Let a story go further again, once nobody in it keeps it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from areas.access import can
from areas.programme.queries import audience_label
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from outcomes.models import Publication
from outcomes.publishing.actions.publications import KeptIn, share_again
from outcomes.stories.views.story import story_or_404


@require_POST
def story_share(request: HttpRequest, pk: int) -> HttpResponse:
    """For its area, and for Local Trust; each as far as they may."""
    story = story_or_404(request, pk)
    if not any(can(request.user, may, story.area) for may in (May.TELL, May.REVIEW_STORY)):
        raise PermissionDenied
    try:
        copy = share_again(story, by=request.user)
    except KeptIn as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, _said_of(copy))
    return redirect("story", pk)


def _said_of(copy: Publication) -> str:
    """Who reads it, and from when on."""
    readers = audience_label(copy.circle)
    if copy.shown_from is None or copy.shown_from <= today():
        return _("%(readers)s can read it now.") % {"readers": readers}
    return _("%(readers)s can read it from %(day)s on.") % {
        "readers": readers,
        "day": date_format(copy.shown_from),
    }
