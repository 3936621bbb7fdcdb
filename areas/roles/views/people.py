"""Who holds which role, and ending one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from areas.access import require
from areas.models import Area, AreaRole
from areas.roles.actions.ending import end_role, may_end
from bigstory.accounts.roles import May, Role
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.text.sides import with_names

PER_PAGE = 25


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    require(request.user, May.INVITE)
    q, role, area = (request.GET.get(name, "").strip() for name in ("q", "role", "area"))
    area_roles = (
        AreaRole.objects.active()
        .select_related("user", "area")
        .order_by("user__name", "user__email", "pk")
    )
    if q:
        area_roles = area_roles.filter(Q(user__name__icontains=q) | Q(user__email__icontains=q))
    if role in Role.values:
        area_roles = area_roles.filter(role=role)
    if area:
        area_roles = area_roles.filter(area__slug=area)
    page = Paginator(area_roles, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "may_end": {row.pk for row in page if may_end(request.user, row)},
        "q": q,
        "role": role,
        "area_slug": area,
        "roles": Role.choices,
        "areas": Area.objects.visible_to(request.user),
        "section": "portfolio",
    }
    return render(request, "areas/roles/people.html", context)


@require_POST
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, May.INVITE)
    area_role = get_object_or_404(AreaRole.objects.select_related("user", "area"), pk=pk)
    if area_role.user_id == request.user.pk:
        messages.error(request, _("You cannot end your own role. Ask a colleague to do it."))
        return redirect("people")
    end_role(area_role=area_role, by=request.user)
    words = _("%(name)s is no longer %(role)s. What they wrote stays.")
    role = area_role.get_role_display()
    messages.success(request, with_names(words, name=area_role.user, role=role))
    return redirect("people")
