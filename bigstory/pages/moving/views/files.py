"""One file on its way: read, matched, rehearsed, moved in, taken back; its page in each state."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.moving import out
from bigstory.core.moving.columns import Habit
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.nouns import NOUNS
from bigstory.core.work.watch import somebody_works
from bigstory.pages.moving import actions, queries
from bigstory.pages.moving.forms import LookForm, MatchForm
from bigstory.pages.moving.views.sending import answered

State = SentFile.State
Outcome = SentRow.Outcome


def file_of(request: HttpRequest, pk: int) -> SentFile:
    """A file that the reader may see. Raises Http404, for everybody, where there never was one, and
    PermissionDenied.
    """
    file = get_object_or_404(SentFile.objects.light().select_related("by"), pk=pk)
    require(request.user, May.MOVE_IN)
    return file


@require_safe
def moving_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the file stands: what is asked, what would become of each row, or what was done."""
    file = file_of(request, pk)
    if file.state == State.ASKED:
        return redirect("moving_match", pk=pk)
    noun = NOUNS[file.noun]
    counts = file.figures.get("counts", {})
    rows = counts.get(Outcome.ADDED, 0) + counts.get(Outcome.CHANGED, 0)
    most = file.figures.get("most", 0)
    context = {
        "section": "portfolio",
        "file": file,
        "noun": noun,
        "counts": counts,
        "moves": rows,
        "too_many": most if most and rows > most else 0,
        "money": queries.money_of(file),
        "works": somebody_works(),
        "undo": queries.can_be_taken_back(file),
        **queries.how_far(file),
    }
    if file.state == State.REHEARSED:
        context |= {
            "refused": queries.rows_of(file, Outcome.REFUSED),
            "alike": queries.alike_of(file),
            "totals": queries.rows_of(file, Outcome.TOTAL),
            "changes": queries.changes_of(file, noun),
            "habits": _habits(file),
        }
    if file.state == State.OUT:
        context["kept"] = queries.kept_of(file)
    return render(request, "pages/moving/file.html", context)


def _habits(file: SentFile) -> list[tuple[str, int, str]]:
    words = {
        Habit.SERIAL_DAYS: _("They are days, counted as a spreadsheet does: read them so"),
        Habit.COMMA_PENCE: _("The comma stands before the pence: read them so"),
    }
    found = file.figures.get("habits", {})
    return [(habit, found[habit], words[habit]) for habit in words if habit in found]


@require_http_methods(["GET", "HEAD", "POST"])
def moving_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Which heading goes into which column; and which sheet, letters and row they are read from."""
    file = file_of(request, pk)
    if file.state not in actions.OPEN:
        return redirect("moving_file", pk=pk)
    looking = request.method == "POST" and "look" in request.POST
    matching = request.method == "POST" and not looking
    look = LookForm(request.POST if looking else None, file=file)
    form = MatchForm(request.POST if matching else None, file=file)
    if looking and look.is_valid():
        actions.read_again(file=file, chosen=look.chosen(file), by=request.user)
        return redirect("moving_file", pk=pk)
    if matching and form.is_valid():
        if not actions.match_columns(file=file, chosen=form.chosen(), by=request.user):
            messages.info(request, _("This file moved on meanwhile."))
        return redirect("moving_file", pk=pk)
    context = {
        "section": "portfolio",
        "file": file,
        "noun": NOUNS[file.noun],
        "form": form,
        "look": look,
        "several": bool(file.found.get("sheets") or file.found.get("letters")),
    }
    return render(request, "pages/moving/match.html", context)


@require_POST
def moving_habit(request: HttpRequest, pk: int) -> HttpResponse:
    """All of the file is written in one way: rehearse it so."""
    file = file_of(request, pk)
    habit = request.POST.get("habit", "")
    if habit in set(Habit):
        habits = sorted({*file.chosen.get("habits", []), habit})
        chosen = {**file.chosen, "habits": habits}
        actions.match_columns(file=file, chosen=chosen, by=request.user, remembered=False)
    return redirect("moving_file", pk=pk)


@require_POST
def moving_press(request: HttpRequest, pk: int) -> HttpResponse:
    """Move it in, once."""
    file = file_of(request, pk)
    site = request.build_absolute_uri("/").rstrip("/")
    if not actions.press(file=file, site=site, by=request.user):
        messages.info(request, _("This file moved on meanwhile."))
    return redirect("moving_file", pk=pk)


@require_POST
def moving_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what it moved in."""
    file = file_of(request, pk)
    if not queries.can_be_taken_back(file) or not actions.undo(file=file, by=request.user):
        messages.info(request, _("There is nothing of this file to take back."))
    return redirect("moving_file", pk=pk)


@require_POST
def moving_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a file away that is not moved in."""
    file = file_of(request, pk)
    if actions.throw_away(file=file, by=request.user):
        messages.success(request, _("The file is gone. Nothing of it was moved in."))
        return redirect("moving")
    messages.info(request, _("This file moved on meanwhile."))
    return redirect("moving_file", pk=pk)


@require_safe
def moving_refused(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The refused rows under the file's own headings, with what to put right."""
    file = file_of(request, pk)
    head, cells = out.refused_cells(file)
    return answered(f"refused-{file.pk}", kind, head, cells)
