"""The drawn card of a public story, for other sites to show beside its link."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from bigstory.core.files.cards import store
from bigstory.core.web import OF_A_FILE
from outcomes.models import ShareCard
from outcomes.publishing.models.publication import Publication


@login_not_required
@require_safe
def story_card(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same for everybody who asks, and asked each time; 404 once the story is taken back."""
    public = Publication.objects.for_everybody().stories().filter(story=pk)
    card = ShareCard.objects.filter(publication__in=public.order_by().values("pk")).first()
    if card is None:
        raise Http404
    try:
        file = store.open_card(card.name)
    except OSError:
        raise Http404 from None
    return FileResponse(file, content_type="image/png", headers=OF_A_FILE)
