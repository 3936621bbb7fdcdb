"""What an area and Local Trust write to each other about one thing that was sent."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.desk.actions.letters import write_letter
from areas.desk.forms.letters import LetterForm
from areas.desk.models.owed import Side
from areas.desk.queries.letters import conversation, lto_reads, reads, side_of
from areas.desk.queries.owed import latest_open, things_of
from areas.desk.queries.sources import Thing
from areas.places.views import of_area
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.text.sides import with_names
from bigstory.kit.autosave import is_autosave
from bigstory.kit.back import safe_next
from bigstory.kit.drafts import begin_with_draft, keep_draft
from bigstory.kit.once import made_once, with_a_token


def thing_or_404(request: SignedInRequest, kind: str, pk: int) -> Thing:
    """404 for what this person may not know of; 403 where they know of it and read no letters."""
    thing = things_of(request.user, [(kind, pk)]).get((kind, pk))
    if thing is None:
        raise Http404
    if not reads(request.user, thing):
        raise PermissionDenied
    return thing


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The conversation, and a form for whoever may write."""
    thing = thing_or_404(request, kind, pk)
    side = side_of(request.user, thing)
    if request.method == "POST" and side is None:
        raise PermissionDenied
    if is_autosave(request):
        return keep_draft(request)
    question = latest_open(kind, pk, side) if side else None
    form = None
    if side:
        form = LetterForm(request.POST or None, answers=question is not None)
        begin_with_draft(request, form)
    if form is None or not form.is_bound or not form.is_valid():
        return _page(request, thing, side, form, asked=question is not None)
    return _written(request, thing, side, form)


def _written(
    request: SignedInRequest, thing: Thing, side: Side | None, form: LetterForm
) -> HttpResponse:
    def make() -> str:
        write_letter(
            thing,
            words=form.cleaned_data["words"],
            asks=form.cleaned_data["asks"],
            by=request.user,
            page=address_of(request, thing),
        )
        return safe_next(request) or reverse("letters", args=[thing.kind, thing.pk])

    path, is_first = made_once(request, form, make)
    if not is_first:
        messages.warning(request, _("This page was used before for another letter. Send it again."))
        return _page(request, thing, side, form, asked=False, sent_before=True)
    messages.success(request, _("Your letter is sent."))
    return redirect(path)


def _page(
    request: SignedInRequest,
    thing: Thing,
    side: Side | None,
    form: LetterForm | None,
    *,
    asked: bool,
    sent_before: bool = False,
) -> HttpResponse:
    if sent_before and form is not None:
        form.data = with_a_token(request.POST, new=True)
    context = {
        **of_area(request, thing.area),
        "thing": thing,
        "side": side,
        "lto_reads": lto_reads(thing),
        "asked": asked,
        "said": conversation(thing),
        "form": form,
    }
    return render(request, "areas/desk/letters.html", context)


def address_of(request: HttpRequest, thing: Thing) -> str:
    """Where what is written about a thing is read, for mails."""
    return request.build_absolute_uri(reverse("letters", args=[thing.kind, thing.pk]))


def ask_first(request: SignedInRequest, thing: Thing, words: str) -> HttpResponse:
    """A question of Local Trust, from the page on which the thing is answered; it stays open."""
    write_letter(thing, words=words, asks=True, by=request.user, page=address_of(request, thing))
    return asked(request, thing)


def asked(request: HttpRequest, thing: Thing) -> HttpResponse:
    """After a question: back to what waits, with a sentence."""
    said = _("Your question is with %(area)s. This stays with us until we answer it.")
    messages.success(request, with_names(said, area=thing.area.short_name))
    return redirect("reviews")
