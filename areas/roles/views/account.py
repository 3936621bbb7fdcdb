"""My account: my name, how I sign in, my roles and how far each goes."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import can
from areas.models import AreaRole
from areas.powers.queries import visible_to
from areas.roles.forms import NameForm
from bigstory.accounts.roles import SECOND_STEP_ROLES, TABLE, May, Role
from bigstory.accounts.somebody import SignedInRequest


@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        request.user.name = form.cleaned_data["name"]
        request.user.save(update_fields=["name"])
        messages.success(request, _("Your name is saved."))
        return redirect("account")
    area_roles = (
        AreaRole.objects.active()
        .filter(user=request.user)
        .select_related("area")
        .order_by("area__name", "pk")
    )
    context = {
        "form": form,
        "held": [{"role": row, "may": _permissions_of(Role(row.role))} for row in area_roles],
        "changes_waiting": visible_to(request.user).waiting().count(),
        "may_invite": can(request.user, May.INVITE),
        "may_move_in": can(request.user, May.MOVE_IN),
        "may_administer": can(request.user, May.ADMINISTER),
        "needs_second_step": any(row.role in SECOND_STEP_ROLES for row in area_roles),
        "has_second_step": is_mfa_enabled(request.user),
    }
    return render(request, "account/account.html", context)


def _permissions_of(role: Role) -> list[dict[str, object]]:
    """Each thing the role may do, and how far, as the table in accounts/roles.py says it."""
    return [{"what": may.label, "reach": line[role]} for may, line in TABLE.items() if role in line]
