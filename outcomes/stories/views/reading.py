"""Somebody's own reading of a story, beside the teller's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.programme.queries import Words
from outcomes.models import Reading
from outcomes.stories.actions.readings import give_reading
from outcomes.stories.forms.questions import ReadingForm
from outcomes.stories.queries.readings import (
    READ_STATES,
    Matrix,
    matrix_of_copy,
    matrix_of_story,
    party_of,
)
from outcomes.stories.views.story import read_story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_reading(request: HttpRequest, pk: int) -> HttpResponse:
    story, copy = read_story_or_404(request, pk)
    party = party_of(request.user, story)
    if party is None:
        raise PermissionDenied
    if story.state not in READ_STATES:
        messages.info(request, _("Readings are given once a story is sent."))
        return redirect("story", story.pk)
    words = Words(story.area.programme.words)
    matrix = matrix_of_copy(copy, words) if copy else matrix_of_story(request.user, story, words)
    form = reading_form(matrix, party, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        give_reading(story, answers=form.answers(), by=request.user)
        messages.success(request, _("Your reading stands beside the others now."))
        return redirect(f"{story.get_absolute_url()}#readings")
    context = {
        "section": "stories",
        "story": story,
        "title": (copy or story).title,
        "area": story.area,
        "form": form,
        "matrix": matrix,
        "voice": _voice(party, words),
    }
    return render(request, "outcomes/stories/reading.html", context)


def reading_form(matrix: Matrix, party: str, data=None) -> ReadingForm:
    """The plain questions, opening with what this party answered last."""
    rows = [row for row in matrix.rows if not row.outcome.retired]
    given = {
        row.outcome.pk: (cell.answer, cell.because)
        for row in rows
        for cell in row.cells
        if cell.party == party
    }
    return ReadingForm(data, outcomes=[row.outcome for row in rows], given=given)


def _voice(party: str, words: Words) -> str:
    """For whom somebody speaks on this page."""
    return {
        Reading.Party.TELLER: _("You wrote this story down, so you speak for its teller."),
        Reading.Party.PARTNERSHIP: _(
            "You speak for your %(partnership)s. Talk it over first if you can."
        ),
        Reading.Party.LOCAL_TRUST: _("You speak for %(funder)s."),
        Reading.Party.EVALUATOR: _("You speak as an evaluator."),
    }[party] % words
