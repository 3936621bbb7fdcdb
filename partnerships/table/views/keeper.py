"""Which member keeps the roster where there is no paid worker: named, shown, ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from areas.access import can, require
from areas.models import AreaRole
from areas.places.views import of_area
from bigstory.accounts.roles import May, Role
from bigstory.core.text.sides import with_names
from bigstory.kit.once import made_once, saved_before, with_a_token
from partnerships.table.actions.setting_up import end_keeper, name_keeper
from partnerships.table.forms.partnership import KeeperForm
from partnerships.table.queries.setting_up import (
    keepers_of,
    may_be_named,
    may_see_keeper,
    workers_of,
)
from partnerships.table.views.partnership import area_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def keeper(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who reads the roster sees who keeps it; a member or Local Trust says who does."""
    area = area_or_404(request, slug)
    needs = May.READ_ROSTER if request.method != "POST" else May.NAME_KEEPER
    require(request.user, needs, area)
    workers = workers_of(area)
    may = can(request.user, May.NAME_KEEPER, area) and not workers
    people = may_be_named(area, request.user) if may else []
    context = {
        **of_area(request, area),
        "workers": workers,
        "keepers": keepers_of(area),
        "sees_keeper": may_see_keeper(request.user, area),
        "may_name": may,
        "may_end": can(request.user, May.NAME_KEEPER, area),
        "people": people,
    }
    if request.method != "POST":
        context["form"] = KeeperForm(people=people)
        return render(request, "partnerships/table/keeper.html", context)
    if path := saved_before(request):
        return redirect(path)
    form = KeeperForm(with_a_token(request.POST), people=people)
    if not form.is_valid():
        return render(request, "partnerships/table/keeper.html", context | {"form": form})

    def make() -> str:
        name_keeper(area=area, user=form.cleaned_data["user"], by=request.user)
        return reverse("keeper", args=[slug])

    path, saved = made_once(request, form, make)
    if saved:
        named = form.cleaned_data["user"].name
        messages.success(request, with_names(_("%(name)s keeps the roster now."), name=named))
    return redirect(path)


@require_POST
def keeper_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """They keep it no longer; whoever keeps it may lay it down as well."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    rows = AreaRole.objects.filter(area=area, role=Role.KEEPER).select_related("user")
    area_role = get_object_or_404(rows, pk=pk)
    end_keeper(area=area, user=area_role.user, by=request.user)
    messages.success(request, _("They no longer keep the roster."))
    return redirect("keeper", slug=slug)
