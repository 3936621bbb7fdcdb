"""Money that one organisation hands on to the next, or back: written down, and said to be done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.kit.once import made_once, with_a_token
from partnerships.models import HandOver, Organisation
from partnerships.organisations.actions.appointments import GIVER, hand_on, say_done, sides_of
from partnerships.organisations.forms.holders import HandOnForm
from partnerships.organisations.queries.holding import Held, held_in, holders
from partnerships.organisations.views.holders import GET_OR_POST, area_of


@require_http_methods(GET_OR_POST)
def hand_on_new(request: HttpRequest, slug: str, organisation: int) -> HttpResponse:
    """Somebody who holds, or held, the money hands some of it on."""
    area = area_of(request, slug)
    giver = get_object_or_404(holders(area), pk=organisation)
    require(request.user, May.SET_UP_AREA, area)
    held = held_in(area).get(giver.pk, Held())
    funder = Words(area.programme.words)["funder"]
    given = {"area": area, "giver": giver, "funder": funder}
    initial = {"amount": held.left if held.left > 0 else None}
    typed = with_a_token(request.POST) if request.method == "POST" else None
    form = HandOnForm(typed, initial=initial, **given)
    context = {**of_area(request, area), "giver": giver, "held": held}
    if not form.is_bound or not form.is_valid():
        page = "partnerships/organisations/hand_on.html"
        return render(request, page, context | {"form": form})

    def make() -> str:
        made = hand_on(area=area, giver=giver, by=request.user, values=form.values())
        return made.get_absolute_url()

    path, saved = made_once(request, form, make)
    if not saved:
        again = HandOnForm(with_a_token(typed, new=True), initial=initial, **given)
        more = {"form": again, "sent_before": path}
        return render(request, "partnerships/organisations/hand_on.html", context | more)
    messages.success(request, _("It is written down. Both sides can say here when it is done."))
    return redirect(path)


@require_http_methods(GET_OR_POST)
def handed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One sum: from whom, to whom, and who said that it is done; officers of both sides come here,
    also of the one that no longer belongs to the area.
    """
    visible = HandOver.objects.visible_to(request.user).filter(area__slug=slug)
    row = visible.select_related(
        "area__programme", "giver", "taker", "giver_said_by", "taker_said_by"
    )
    hand_over = row.filter(pk=pk).first()
    if hand_over is None:
        raise Http404
    sides = sides_of(request.user, hand_over)
    if request.method == "POST":
        if not say_done(hand_over=hand_over, side=request.POST.get("side", ""), by=request.user):
            messages.info(request, _("That was said before."))
        else:
            messages.success(request, _("It is written down as done."))
        return redirect(hand_over.get_absolute_url())
    context = {
        **of_area(request, hand_over.area),
        "hand_over": hand_over,
        "parties": _parties(hand_over, sides),
    }
    return render(request, "partnerships/organisations/handed.html", context)


def _parties(hand_over: HandOver, sides: list[str]) -> list[dict]:
    """What each side said, and whether this reader may say it for them."""
    both: list[tuple[str, Organisation | None]] = [
        (GIVER, hand_over.giver),
        ("taker", hand_over.taker),
    ]
    return [
        {
            "side": side,
            "organisation": organisation,
            "said": getattr(hand_over, f"{side}_said"),
            "said_by": getattr(hand_over, f"{side}_said_by"),
            "may": side in sides and getattr(hand_over, f"{side}_said") is None,
        }
        for side, organisation in both
    ]
