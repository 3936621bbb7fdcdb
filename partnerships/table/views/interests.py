"""The book of interests: what members declared, and what was done about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.models import Interest
from partnerships.table.actions.roster import add_interest, change_interest
from partnerships.table.forms.interests import (
    EXAMPLES,
    FIELDS,
    ChangeInterestForm,
    NewInterestForm,
    initial_of,
)
from partnerships.table.queries.roster import shown_name
from partnerships.table.views.partnership import area_or_404

PER_PAGE = 25


@require_safe
def interests(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that still hold first, then what is over."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    visible = Interest.objects.visible_to(request.user).filter(seat__partnership__area=area)
    in_order = visible.select_related("seat__partnership").in_order()
    page = Paginator(in_order, PER_PAGE).get_page(request.GET.get("page"))
    for interest in page:
        interest.whose = shown_name(request.user, interest.seat)
        interest.is_over = interest.ended_on is not None and interest.ended_on <= today()
    context = {
        **of_area(request, area),
        "page": page,
        "kinds": [(kind.label, EXAMPLES[kind]) for kind in Interest.Kind],
        "may_edit": can(request.user, May.EDIT_ROSTER, area),
    }
    return render(request, "partnerships/table/interests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def interest_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Declare an interest; ?seat= names whose it is."""
    area = area_or_404(request, slug)
    require(request.user, May.EDIT_ROSTER, area)
    if request.method != "POST":
        initial = {"declared_on": today(), "seat": request.GET.get("seat", "")}
        return _new_page(request, area, NewInterestForm(area=area, initial=initial))
    typed = with_a_token(request.POST)
    form = NewInterestForm(typed, area=area)
    if not form.is_valid():
        return _new_page(request, area, form)

    def make() -> str:
        add_interest(by=request.user, values=form.values())
        return reverse("interests", args=[area.slug])

    path, saved = made_once(request, form, make)
    if not saved:
        again = NewInterestForm(with_a_token(typed, new=True), area=area)
        return _new_page(request, area, again, sent_before=path)
    messages.success(request, _("It is in the book. Thank you for saying so."))
    return redirect(path)


def _new_page(request: HttpRequest, area: Area, form: NewInterestForm, **more) -> HttpResponse:
    context = {**of_area(request, area), "form": form} | more
    return render(request, "partnerships/table/interest_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def interest_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put an interest right, add what was done about it, or close it."""
    visible = Interest.objects.visible_to(request.user).select_related(
        "seat__partnership__area__programme"
    )
    interest = get_object_or_404(visible, seat__partnership__area__slug=slug, pk=pk)
    area = interest.seat.partnership.area
    require(request.user, May.EDIT_ROSTER, area)
    if request.method != "POST":
        form = ChangeInterestForm(initial=initial_of(interest), area=area, interest=interest)
        return _change_page(request, area, interest, form)
    data = with_both(request.POST, words_of(interest, FIELDS))
    form = ChangeInterestForm(data, area=area, interest=interest)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, area, interest, form)
    try:
        change_interest(interest=interest, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, area, interest, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("interests", slug=slug)


def _two_wrote(
    request: HttpRequest, area: Area, interest: Interest, form: ChangeInterestForm, *, parts=()
) -> HttpResponse:
    frame = of_area(request, area) | {"thing": _("Somebody’s interest")}
    return two_wrote(request, form, words_of(interest, FIELDS), parts=parts, frame=frame)


def _change_page(
    request: HttpRequest, area: Area, interest: Interest, form: ChangeInterestForm
) -> HttpResponse:
    context = {**of_area(request, area), "interest": interest, "form": form}
    return render(request, "partnerships/table/interest_change.html", context)
