"""One person's role, in one area or for the whole programme, from one day to another."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.places.models import Area
from bigstory.accounts.roles import AREA_ROLES, PROGRAMME_ROLES, Role
from bigstory.core.db.dated import Dated, DatedQuerySet


class AreaRole(Dated):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="area_roles"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    area = models.ForeignKey(
        Area,
        on_delete=models.CASCADE,
        related_name="roles",
        null=True,
        blank=True,
        help_text=_("Empty: the whole programme."),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["user", "role"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=[r.value for r in AREA_ROLES], area__isnull=False)
                | Q(role__in=[r.value for r in PROGRAMME_ROLES], area__isnull=True),
                name="areas_role_in_an_area_or_for_the_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.area or _('whole programme')}"
