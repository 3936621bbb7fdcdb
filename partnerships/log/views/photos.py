"""Takes in one photo while its form is still open, so that a bad signal loses one photo at most.

And the page for words about a photo that two people wrote, of an activity or of a story.
"""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from areas.access import require
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.files.gate import Busy
from bigstory.core.files.refused import Refused
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import clash_of, two_texts
from partnerships.log.actions.photos import take_in
from partnerships.log.forms.photos import CARRIED, PhotoBag, PhotoForm

REFUSED = 422


@require_POST
def photo_add(request: HttpRequest, slug: str) -> JsonResponse:
    """Take in one photo: the answer holds the questions about it, or a sentence saying why not."""
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    require(request.user, May.LOG, area)
    file = request.FILES.get("photo")
    if file is None:
        return JsonResponse(
            {"says": _("No photo came with that. Choose it again.")}, status=REFUSED
        )
    try:
        item = take_in(area=area, by=request.user, file=file, token=_token(request))
    except Busy as busy:
        again = {"Retry-After": str(Busy.AGAIN)}
        return JsonResponse({"says": busy.problems[0]}, status=503, headers=again)
    except Refused as refused:
        return JsonResponse({"says": " ".join(refused.problems)}, status=REFUSED)
    form = PhotoForm(item, whole="whole" in request.GET)
    html = render_to_string("partnerships/log/photo.html", {"photo": form}, request)
    # A phone that kept the photo says with its entry that nobody is in it.
    kept = {"photo": str(item.name), "people": form.add_prefix("people")}
    return JsonResponse({"html": html} | kept, status=201)


def photos_two_wrote(request: HttpRequest, bag: PhotoBag, frame: dict) -> HttpResponse:
    """Both texts of each, and a choice. Photos that were just taken in go along by their number."""
    told = [form for form in bag.forms if form.is_bound]
    data = told[0].data.copy()
    clashes = []
    for form, name in bag.clashes:
        theirs = getattr(form.item, name)
        clash = clash_of(form, name, form.readable(name, theirs))
        words = {"n": bag.forms.index(form) + 1, "what": clash.label}
        clashes.append(replace(clash, label=_("Photo %(n)s: %(what)s") % words))
        box = form.add_prefix("seen")
        data[box] = str(Mark.of_text(data.get(box, "")).with_seen({name: theirs}))
    for item in bag.taken_in:
        data.appendlist(CARRIED, str(item.name))
    for form in told:
        form.data = data
    return two_texts(request, told, clashes, seen=Mark(), frame=frame)


def _token(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return None
