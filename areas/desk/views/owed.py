"""Taking in hand what waits for Local Trust."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from areas.access import require
from areas.desk.actions.owed import take
from areas.desk.models.owed import Owed
from areas.desk.queries.sources import SOURCES
from bigstory.accounts.somebody import SignedInRequest
from bigstory.kit.back import safe_next


@require_POST
def owed_take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody takes it, or leaves it to the others again (`back`)."""
    owed = get_object_or_404(Owed.objects.ours().select_related("area"), pk=pk)
    require(request.user, SOURCES[owed.about].answers, owed.area)
    take(owed, by=request.user, gives_back="back" in request.POST)
    return redirect(safe_next(request) or "reviews")
