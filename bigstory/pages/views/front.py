"""The front page, for everybody who is not signed in."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.models import Area, Region
from areas.views.areas import map_of
from bigstory.pages.reads.tallies import tallies
from outcomes.models import Publication

NEWEST = 5


@login_not_required
@require_safe
def front(request):
    """What this is, what changed, the newest stories and where it happened."""
    stories = Publication.objects.visible_to(request.user).stories()
    newest = list(stories.for_list()[:NEWEST])
    # A story with a drawing leads, where there is one among the newest.
    lead = next((story for story in newest if story.picture), newest[0] if newest else None)
    case_studies = list(Area.objects.visible_to(request.user).for_list().filter(case_study=True))
    tally = tallies(stories)
    return render(
        request,
        "pages/front.html",
        {
            "section": "front",
            "lead": lead,
            "newest": [story for story in newest if story is not lead],
            "tallies": tally,
            "stories": stories.count(),
            "map": map_of(case_studies),
            "regions": Region.objects.annotate(n=Count("areas")).filter(n__gt=0),
            "areas_count": Area.objects.visible_to(request.user).count(),
        },
    )
