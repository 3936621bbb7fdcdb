"""An evaluator's own sorting of a story, beside the teller's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outcomes.framework.queries import chosen
from outcomes.stories.actions.readings import sort
from outcomes.stories.forms.questions import SortingForm
from outcomes.stories.queries.readings import headings, may_sort
from outcomes.stories.views.story import read_story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_sorting(request: HttpRequest, pk: int) -> HttpResponse:
    story, copy = read_story_or_404(request, pk)
    if not may_sort(request.user, story):
        raise PermissionDenied
    last = story.sortings.latest().filter(reader=request.user).first()
    form = SortingForm(request.POST if request.method == "POST" else None, story=story, last=last)
    if request.method == "POST" and form.is_valid():
        sort(story, by=request.user, values=form.values(), because=form.cleaned_data["because"])
        messages.success(request, _("Your view stands beside the teller’s now."))
        return redirect(f"{story.get_absolute_url()}#sorted")
    names = chosen(copy or story)
    teller = [
        (heading, ", ".join(names[name])) for name, heading in headings().items() if names[name]
    ]
    context = {
        "section": "stories",
        "story": story,
        "title": (copy or story).title,
        "area": story.area,
        "form": form,
        "teller": teller,
    }
    return render(request, "outcomes/stories/sorting.html", context)
