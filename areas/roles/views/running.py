"""How the site runs, for whoever keeps it running: what waits, what failed, what was done last."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from areas.access import require
from areas.roles.views.failed import FailedLetter
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.accounts.tries import MOST_TRIES, waits_of
from bigstory.core.limits.counting import Limit
from bigstory.core.work import by_hand, watch
from bigstory.core.work.models import Mail, Task
from bigstory.core.work.tasks import DAILY
from bigstory.kit.waits import wait_words

# What the worker does, as a person says it.
TASKS = {
    "film.ready": gettext_lazy("A film is made ready"),
    "powers.come_into_force": gettext_lazy("A change of who may do what comes into force"),
    "permissions.expire": gettext_lazy("Permissions that ran out are written down"),
    "files.sweep": gettext_lazy("Files that nobody needs are taken away"),
    "sessions.clear": gettext_lazy("Old sign-ins are forgotten"),
    "mail.forget": gettext_lazy("Old letters are forgotten"),
    "work.forget": gettext_lazy("Old tasks are forgotten"),
    "story.card": gettext_lazy("A picture is drawn of a story, for other sites to show"),
    "story.cards": gettext_lazy("Stories without such a picture are found"),
    "moving.read": gettext_lazy("A spreadsheet that was sent is read"),
    "moving.rehearse": gettext_lazy("It is worked out what a spreadsheet would change"),
    "moving.move_in": gettext_lazy("The rows of a spreadsheet are moved in"),
    "moving.take_back": gettext_lazy("What a spreadsheet brought is taken back"),
    "moving.forget": gettext_lazy("Old spreadsheets are forgotten"),
}
# The ways in, as a person says them.
WAYS_IN = {
    "password": gettext_lazy("a password"),
    "code": gettext_lazy("a code from a letter"),
    "second step": gettext_lazy("the second step"),
    "letter": gettext_lazy("asking for a letter with a code"),
    "forgotten": gettext_lazy("the code of a forgotten password"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def running(request: SignedInRequest) -> HttpResponse:
    """Whose account is asked about is sent, so that it stands in no address and no log."""
    require(request.user, May.ADMINISTER)
    address = request.POST.get("address", "").strip()
    closed = [(WAYS_IN[way], wait_words(left)) for way, left in waits_of(address).items()]
    context = {
        "asked": address,
        "closed": closed,
        "often_tried": Limit.objects.running().filter(number__gte=MOST_TRIES).count(),
        "somebody_works": watch.somebody_works(),
        "last_seen": watch.last_seen(),
        "letters": watch.letters(),
        "tasks": watch.tasks(),
        "running": by_hand.running(timezone.now()),
        "failed_letters": [FailedLetter(row) for row in by_hand.letters_to_decide()],
        "failed_tasks": [(TASKS.get(row.name, row.name), row) for row in by_hand.tasks_given_up()],
        "daily": [(TASKS.get(each.name, each.name), each.last_done()) for each in DAILY],
    }
    return render(request, "areas/roles/running.html", context)


@require_POST
def letter_again(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, Mail, pk, by_hand.send_letter_again, _("It is on its way again."))


@require_POST
def letter_arrived(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, Mail, pk, by_hand.letter_arrived, _("Noted: it arrived."))


@require_POST
def task_again(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, Task, pk, by_hand.try_task_again, _("It waits to be tried again."))


def _decide(
    request: SignedInRequest,
    model: type[Mail] | type[Task],
    pk: int,
    action: Callable[..., bool],
    done: str,
) -> HttpResponse:
    require(request.user, May.ADMINISTER)
    if action(get_object_or_404(model, pk=pk), by=request.user):
        messages.success(request, done)
    else:
        messages.info(request, _("Nothing was left to do: it was decided meanwhile."))
    return redirect("running")
