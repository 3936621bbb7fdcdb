"""Paper cards: make one, print it, and find the form for the one in your hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.kit.back import with_query
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.qr import qr_svg
from partnerships.log.actions.regular import make_card, plain_code
from partnerships.log.forms.regular import CardForm, CodeForm
from partnerships.models import PaperCard, Regular

LATEST = 5


@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest cards of an area, and the form that makes one more."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.LOG, area)
    regulars = Regular.objects.visible_to(request.user).filter(area=area).active()
    form = CardForm(
        with_a_token(request.POST) if request.method == "POST" else None, regulars=regulars
    )
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            card = make_card(area=area, by=request.user, regular=form.cleaned_data["regular"])
            return reverse("card_print", args=[slug, card.code])

        path, _new = made_once(request, form, make)
        return redirect(path)
    visible = PaperCard.objects.visible_to(request.user).filter(area=area)
    latest = visible.select_related("regular").order_by("-pk")[:LATEST]
    context = {**of_area(request, area), "form": form, "made": list(latest)}
    return render(request, "partnerships/log/cards.html", context)


@require_safe
def card_print(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The card itself, on one A5 page."""
    visible = PaperCard.objects.visible_to(request.user).select_related(
        "area__programme", "regular"
    )
    card = get_object_or_404(visible, area__slug=slug, code=code)
    address = request.build_absolute_uri(reverse("card", args=[card.code]))
    context = {
        **of_area(request, card.area),
        "card": card,
        "address": address.partition("://")[2],
        "qr": qr_svg(address, _("Square code that opens the form for this card")),
    }
    return render(request, "partnerships/log/card_print.html", context)


@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """From the square code: on to the form, for those who log in the card's area.

    To others there is no such card.
    """
    visible = PaperCard.objects.visible_to(request.user)
    return redirect(_log_form_url(get_object_or_404(visible, code=plain_code(code))))


@require_safe
def card_find(request: HttpRequest) -> HttpResponse:
    """The code typed by hand: on to the form, or a sentence and the code as it was typed."""
    if "code" not in request.GET:
        return render(
            request, "partnerships/log/card_find.html", {"section": "home", "form": CodeForm()}
        )
    form = CodeForm(request.GET)
    if form.is_valid():
        code = plain_code(form.cleaned_data["code"])
        if paper_card := PaperCard.objects.visible_to(request.user).filter(code=code).first():
            return redirect(_log_form_url(paper_card))
        form.add_error(
            "code",
            _("We know no card with that code. Look at each letter once more, and try again."),
        )
    return render(request, "partnerships/log/card_find.html", {"section": "home", "form": form})


def _log_form_url(paper_card: PaperCard) -> str:
    return with_query(reverse("log", args=[paper_card.area.slug]), card=paper_card.code)
