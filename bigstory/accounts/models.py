"""A person who signs in, the invitation that brought them, and the address of their calendar."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, NoReturn, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import (  # type: ignore[attr-defined]  # the stubs know no _user…
    PermissionsMixin,
    _user_has_module_perms,
    _user_has_perm,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.roles import Role
from bigstory.core.work.models import Mail


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who may sign in.

        Without a password they sign in by a code sent to the address.
        """
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> NoReturn:
        raise TypeError("Administrators are made with: manage.py make_administrator EMAIL")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("What we call you. A first name will do.")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_email_once_whatever_its_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    get_short_name = get_full_name

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """As roles answer, with their dates; Django would give a superuser every permission."""
        may: bool = _user_has_perm(self, perm, obj)
        return may

    def has_module_perms(self, app_label: str) -> bool:
        may: bool = _user_has_module_perms(self, app_label)
        return may


class Secret:
    """Mix-in of what is found by the secret of a link: only a digest is kept, so a stolen table
    opens nothing.
    """

    @staticmethod
    def new_secret() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


class Invitation(Secret, models.Model):
    """A letter with a link that works once.

    The area is kept as its slug, for accounts lies below areas; where it is for an organisation and
    all its areas, what that was called.
    """

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    area_slug = models.SlugField(_("area"), max_length=80, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    more_area_slugs = models.JSONField(_("other areas"), default=list, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # What the areas are called; the list of invitations, which knows areas, fills it in.
    area_names: list[str]
    letter: Mail | None

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} as {self.get_role_display()}"

    @property
    def area_slugs(self) -> list[str]:
        """Every area it is for; none where it is for the whole programme."""
        return [self.area_slug, *self.more_area_slugs] if self.area_slug else []


class CalendarLink(Secret, models.Model):
    """The address at which a phone asks for somebody's calendar, without signing in.

    It says whose calendar it is and nothing of what they may read: that is asked each time. It
    needs no password, so it ends with one that was forgotten, and with one that is changed unless
    they say otherwise: whoever knew the old one can have made it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%d %B %Y}"
