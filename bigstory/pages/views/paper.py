"""The area profile on paper: what everybody may read; and for the area's own people, both parts."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from areas.access import require
from areas.models import Area
from areas.words import Words
from bigstory.accounts.roles import May
from bigstory.pages.exchange import paper
from bigstory.pages.reads.members import members_part
from bigstory.pages.reads.profile import ALL_YEARS, area_for_profile, public_part

MEMBERS = "members"
ITEMS_A_YEAR = 12
OWN_EACH = 40


@login_not_required
@require_safe
def area_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Without ?part= the public part, the same for whoever asks. ?part=members is for the area's
    own people.
    """
    area = get_object_or_404(area_for_profile(Area.objects.visible_to(request.user)), slug=slug)
    asked = request.GET.get("part", "")
    if asked not in ("", MEMBERS):
        raise Http404
    if asked == MEMBERS:
        require(request.user, May.READ_OWN_LOG, area)
    context = {"area": area, "programme": area.programme, "words": Words(area.programme.words)}
    if not paper.available():
        context |= {"section": "areas", "here": "profile"}
        return render(request, "pages/paper/none.html", context, status=503)
    part = public_part(area, years=ALL_YEARS, each=ITEMS_A_YEAR, all_priorities=True)
    own = members_part(request.user, area, each=OWN_EACH) if asked == MEMBERS else None
    photos = frozenset(
        item.photo.name for _year, items in part.years for item in items if item.photo
    )
    context |= {
        "part": part,
        "own": own,
        "address": request.build_absolute_uri(area.get_absolute_url()),
    }
    made = paper.as_pdf(render_to_string("pages/paper.html", context), photos)
    name = f"{area.slug}-{'members-' if own else ''}{part.at.isoformat()}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    if own:
        headers["Cache-Control"] = "private, no-store"
    return HttpResponse(made, content_type="application/pdf", headers=headers)
