"""People to invite, as a spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import AreaRole
from areas.places.exchange.naming import AREA, AreaNames, AreaNoun
from bigstory.accounts.models import Invitation
from bigstory.accounts.roles import AREA_ROLES, Role
from bigstory.core.moving.columns import About, Column, Values
from bigstory.kit import cells

ROLES = {role.value: role.label for role in Role if role != Role.ADMINISTRATOR}
ALSO = {"resident": "member", "member": "member", "worker": "worker", "lto": "lto", "rep": "rep"}


@dataclass
class Known(AreaNames):
    """Who holds which role where, today, by address."""

    roles: set[tuple[str, str, int | None]] = field(default_factory=set)

    def load(self) -> None:
        super().load()
        rows = AreaRole.objects.active().values_list("user__email", "role", "area_id")
        self.roles = {(email.lower(), role, area) for email, role, area in rows}


class People(AreaNoun):
    slug = "people"
    name = gettext_lazy("People to invite")
    about = gettext_lazy("Each gets a letter with a link, once you press “Move in”.")
    place = 9
    model = Invitation
    exactly = ("email", "role", "area_slug")
    never_changed = True
    # A letter that went cannot be taken back; an invitation can, on its own page.
    undoable = False
    weight = 20
    columns = (
        Column(
            "e-mail",
            "email",
            cells.mail_address,
            say=gettext_lazy("Their e-mail address."),
            example="denise@example.org",
            also=("email", "e-mail address", "email address", "mail"),
            needed=True,
        ),
        Column(
            "name", "name", cells.line(80), say=gettext_lazy("What you call them."), also=("who",)
        ),
        Column(
            "as what",
            "role",
            cells.choice(ROLES, ALSO),
            say="; ".join(str(label) for label in ROLES.values()),
            also=("role", "as"),
            needed=True,
            write=lambda row: row.get_role_display(),
        ),
        Column(
            "area",
            "area_id",
            cells.named("areas", filled=False, missing=gettext_lazy("which no area is called")),
            say=gettext_lazy("Empty for Local Trust and evaluators."),
            example=AREA.example,
            also=AREA.also,
            write=lambda row: row.area_slug,
        ),
    )

    def vocabulary(self) -> Known:
        known = Known()
        known.load()
        return known

    def check(self, values: Values, about: About) -> Iterable[str]:
        area, role = values.get("area_id"), values["role"]
        if role in AREA_ROLES and area is None:
            yield _("this role is held in one area; write which")
        if role not in AREA_ROLES and area is not None:
            yield _("this role is held for the whole programme; leave the area empty")
        if (values["email"], role, area) in about.vocabulary.roles:
            yield _("they are here already, in that role")
        values["area_slug"] = about.vocabulary.slugs.get(area, "") if area else ""

    def candidates(self, batch: Sequence[Values]) -> Q:
        """Invitations that were not used yet and still work."""
        open_ones = Q(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
        return super().candidates(batch) & open_ones

    def shown(self, values: Values) -> str:
        return ""

    def out(self, user: Any) -> Any:
        return Invitation.objects.open().order_by("email", "pk")
