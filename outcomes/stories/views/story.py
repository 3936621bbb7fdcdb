"""One story: the record for those who may see it, the public copy for everybody else, or 404."""

from datetime import datetime

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import areas_where, grants, require
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from bigstory.core.text.sides import with_names
from outcomes.media.queries.films import frame_policy
from outcomes.models import ChangeStory, OncePublic, Publication
from outcomes.stories.queries.page import page_of_copy, page_of_story
from partnerships.models import MediaItem


def story_or_404(request: HttpRequest, pk: int, *, needs: May | None = None) -> ChangeStory:
    """The story of an address, with its area, programme and region.

    Strangers get 404; an onlooker who may read the story, or its copy, and lacks `needs` gets 403.
    """
    stories = ChangeStory.objects.visible_to(request.user).select_related(
        "area__programme", "area__region"
    )
    story = stories.filter(pk=pk).first() if pk <= BigIntegerField.MAX_BIGINT else None
    if story is None:
        if _looks_on(request.user, pk):
            raise PermissionDenied
        raise Http404
    if needs is not None:
        require(request.user, needs, story.area)
    return story


def of_story(story: ChangeStory) -> dict[str, object]:
    """The context every page about one story has."""
    return {"section": "stories", "story": story, "area": story.area}


def read_story_or_404(request: HttpRequest, pk: int) -> tuple[ChangeStory, Publication | None]:
    """The story of an address for somebody who may add to it, with the copy they read; without a
    copy they read the record. Nothing of the record may be shown beside a copy.
    """
    if not _has_a_role(request.user):
        raise Http404
    record = ChangeStory.objects.visible_to(request.user).filter(pk=pk)
    copies = Publication.objects.visible_to(request.user).stories().filter(story=pk)
    copy = None
    if not record.exists():
        copy = get_object_or_404(copies.select_related("area__programme", "area__region"))
    stories = ChangeStory.objects.select_related("area__programme", "area__region")
    return get_object_or_404(stories, pk=pk), copy


def _has_a_role(user) -> bool:
    """Whether somebody reads stories by a role, and not as everybody does."""
    return bool(areas_where(user, May.READ_SHARED) or areas_where(user, May.READ_SENT))


def _looks_on(user, pk: int) -> bool:
    """Whether somebody with a role in its area, or in the programme, reads the cleared copy of a
    story.
    """
    if pk > BigIntegerField.MAX_BIGINT or not _has_a_role(user):
        return False
    copies = Publication.objects.visible_to(user).stories().filter(story=pk).order_by()
    own = {area_id for _role, area_id in grants(user).role_areas}
    return any(not own.isdisjoint((None, pk)) for pk in copies.values_list("area_id", flat=True))


@login_not_required
@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """A story that is not public is, to a visitor, a story that never was: 404, and no way to sign
    in and look.
    """
    stories = ChangeStory.objects.visible_to(request.user).select_related(
        "area__programme", "area__region"
    )
    shown = Publication.objects.for_everybody().filter(story=OuterRef("pk"))
    record = stories.with_stops().annotate(is_shown=Exists(shown)).filter(pk=pk).first()
    if record is not None:
        context = page_of_story(request.user, record) | {"waited": _days_since(record.sent_at)}
    elif pk > BigIntegerField.MAX_BIGINT:
        raise Http404  # no database holds such a number, and SQLite would stumble over it
    else:
        copies = Publication.objects.visible_to(request.user).stories()
        shown_with = ("area__programme", "area__region", "card")
        copy = copies.select_related(*shown_with).filter(story_id=pk).first()
        if copy is None:
            return _not_shown(request, pk)
        context = page_of_copy(request.user, copy)
        if copy.circle == Audience.PUBLIC:
            context["preview"] = _preview(request, copy, context["photos"])
    with_films = csp_update(frame_policy(context["films"]))(render)
    return with_films(
        request, "outcomes/stories/story.html", {"section": "stories", "story_number": pk} | context
    )


def _not_shown(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a public link pointed once there is a quiet page, which names nobody and says nothing
    of why. 404 where there never was one.
    """
    get_object_or_404(OncePublic, number=pk)
    return render(request, "outcomes/publishing/not_shown.html", {"section": "stories"}, status=410)


def _preview(request: HttpRequest, copy: Publication, photos: list[MediaItem]) -> dict:
    """What other sites may show of a link: the words as they were cleared, and the photo that
    everybody sees with them, or else the card that was drawn of them.
    """
    # Somebody who is signed in may see photos here that others do not.
    photo = None if request.user.is_authenticated else next(iter(photos), None)
    picture = None
    if photo is not None:
        picture = {"address": photo.address("large"), "alt": photo.alt_text}
    elif hasattr(copy, "card"):
        words = with_names(
            _("“%(title)s”, a story from %(area)s"), title=copy.title, area=copy.area
        )
        picture = {"address": reverse("story_card", args=[copy.story_id]), "alt": words}
    if picture:
        picture["address"] = request.build_absolute_uri(picture["address"])
    return {"address": request.build_absolute_uri(copy.get_absolute_url()), "picture": picture}


def _days_since(then: datetime | None) -> int:
    return (timezone.now() - then).days if then else 0
