"""How sturdy a partnership is: questions from its own record, for it first, and what it shared."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.kit.marks import digest
from bigstory.kit.once import AlreadySent, fingerprint, once, with_a_token
from bigstory.pages.sturdiness.queries import others_did
from partnerships.models import SturdinessShare
from partnerships.signals.actions import share_signals
from partnerships.signals.forms import ShareForm
from partnerships.signals.queries.record import Signals, read_signals, rows_of
from partnerships.signals.queries.wording import question_of, questions_of

A_PAGE = 25
SHARES_SHOWN = 25


def _area(request: HttpRequest, slug: str) -> Area:
    return get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )


def _shares(request: HttpRequest, area: Area) -> list[SturdinessShare]:
    return list(SturdinessShare.objects.visible_to(request.user).filter(area=area)[:SHARES_SHOWN])


@require_http_methods(["GET", "HEAD", "POST"])
def sturdiness(request: HttpRequest, slug: str) -> HttpResponse:
    """For the partnership its questions of today; for its readers what it shared, nothing else."""
    area = _area(request, slug)
    if can(request.user, May.SEE_STURDINESS, area):
        return _share(request, area) if request.method == "POST" else _live(request, area)
    require(request.user, May.READ_STURDINESS, area)
    if request.method == "POST":
        require(request.user, May.SEE_STURDINESS, area)
    shares = _shares(request, area)
    return _shares_page(request, area, shares[0] if shares else None, shares)


@require_safe
def sturdiness_share(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One share as it was, for the area and its readers."""
    visible = SturdinessShare.objects.visible_to(request.user).select_related("area__programme")
    share = get_object_or_404(visible, area__slug=slug, pk=pk)
    return _shares_page(request, share.area, share, _shares(request, share.area))


def _shares_page(
    request: HttpRequest, area: Area, share: SturdinessShare | None, shares: list[SturdinessShare]
) -> HttpResponse:
    context = {
        **of_area(request, area),
        "share": share,
        "shares": shares,
        "questions": questions_of(share.signals, share.words) if share else [],
        "ours": can(request.user, May.SEE_STURDINESS, area),
    }
    return render(request, "pages/sturdiness/shares.html", context)


@require_safe
def sturdiness_rows(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The list behind one question, with names, for the partnership alone; and what others did."""
    area = _area(request, slug)
    require(request.user, May.SEE_STURDINESS, area)
    signals = read_signals(area, user=request.user, only=key)
    signal = signals.get(key)
    if signal is None:
        raise Http404
    rows = Paginator(rows_of(signal, area, user=request.user), A_PAGE)
    context = {
        **of_area(request, area),
        "question": question_of(signal.frozen()),
        "signal": signal,
        "people": signals.people(signal) if signal.enough else [],
        "page": rows.get_page(request.GET.get("page")),
        "others": others_did(key, area, user=request.user),
    }
    return render(request, "pages/sturdiness/rows.html", context)


def _live(request: HttpRequest, area: Area) -> HttpResponse:
    signals = read_signals(area, user=request.user)
    shares = _shares(request, area)
    return _page(request, area, signals, shares, None)


def _share(request: HttpRequest, area: Area) -> HttpResponse:
    """Freeze the figures the sender saw; if the record has moved on, they look again first."""
    signals = read_signals(area, user=request.user)
    shares = _shares(request, area)
    typed = with_a_token(request.POST)
    form = ShareForm(typed, questions=questions_of(signals.frozen()))
    if not form.is_valid():
        return _page(request, area, signals, shares, form)

    def make() -> str:
        share = share_signals(area=area, by=request.user, signals=signals, words=form.words())
        return reverse("sturdiness_share", args=[area.slug, share.pk])

    token = form.cleaned_data["token"]
    earlier = FormToken.objects.filter(user=request.user, token=token).exists()
    if not earlier and form.cleaned_data["seen"] != digest(signals.frozen()):
        return _page(request, area, signals, shares, form, moved=True)
    try:
        path = once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
    except AlreadySent:
        first = FormToken.objects.get(user=request.user, token=token).result
        again = ShareForm(with_a_token(typed, new=True), questions=questions_of(signals.frozen()))
        return _page(request, area, signals, shares, again, sent_before=first)
    messages.success(request, _("Shared. This is what they read."))
    return redirect(path)


def _page(
    request: HttpRequest, area: Area, signals: Signals, shares: list, form, **more
) -> HttpResponse:
    last_words = shares[0].words if shares else {}
    questions = questions_of(signals.frozen(), last_words)
    mark = digest(signals.frozen())
    if form is None:
        form = ShareForm(questions=questions, initial={"seen": mark})
    else:
        # What stands on this page counts as seen: sending it again is a choice.
        form.data = form.data.copy()
        form.data["seen"] = mark
    context = {
        **of_area(request, area),
        "form": form,
        "questions": [(question, form[f"words_{question.key}"]) for question in questions],
        "shares": shares,
        "as_of": signals.as_of,
    }
    return render(request, "pages/sturdiness.html", context | more)
