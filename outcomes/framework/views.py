"""The outcomes, and what public stories say of each. Everybody's pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from outcomes.framework.queries import by_answer, by_level, counts, newest
from outcomes.models import Outcome, Reading


def _reader(request) -> str:
    """Whose reading is counted: ?reader=, and the teller's without it."""
    party = request.GET.get("reader", "")
    return party if party in Reading.Party.values else Reading.Party.TELLER.value


@login_not_required
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    reader = _reader(request)
    context = {
        "section": "outcomes",
        "counts": counts(request.user, reader),
        "reader": reader,
        "readers": Reading.Party.choices,
    }
    return render(request, "outcomes/framework/outcomes.html", context)


@login_not_required
@require_safe
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Outcome, slug=slug)
    reader = _reader(request)
    answers = by_answer(request.user, shown)
    context = {
        "section": "outcomes",
        "outcome": shown,
        "reader": reader,
        "reader_label": Reading.Party(reader).label,
        "readers": [
            (
                party.value,
                party.label,
                [(answer.value, answers[party].get(answer, 0)) for answer in Reading.Answer],
            )
            for party in Reading.Party
        ],
        "answers": Reading.Answer.choices,
        "levels": [
            (level, ((Reading.Answer.YES.value, yes), (Reading.Answer.BIT.value, bit)))
            for level, yes, bit in by_level(request.user, shown, reader)
        ],
        "newest": newest(request.user, shown, reader),
    }
    return render(request, "outcomes/framework/outcome.html", context)
