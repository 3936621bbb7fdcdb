"""Whom to speak to in an area, and what was said: a line for each call, visit or mail.

Who may read them is in desk/queries/contacts.py.
"""

import re

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.places.models import Area
from bigstory.core.db.dated import Dated, DatedQuerySet, today
from bigstory.core.db.versioned import Versioned

# A number as people write it: figures with spaces, brackets, a plus, and an extension.
LEAST_FIGURES = 6
_NUMBER = re.compile(r"\+?\d[\d ().-]*")
_ASIDE = re.compile(r"\([^()]*[^\W\d_][^()]*\)")  # “(after 6)”


def dialled(phone: str) -> str:
    """A number as a telephone dials it, however somebody wrote it: the first of several, without
    what is said about it.
    """
    numbers = _NUMBER.findall(_ASIDE.sub(" ", phone))
    number = next((each for each in numbers if len(_figures(each)) >= LEAST_FIGURES), phone)
    if number.startswith("+"):
        return "+" + _figures(number.replace("(0)", ""))
    return _figures(number)


def _figures(phone: str) -> str:
    return "".join(each for each in phone if each.isdigit())


class Contact(Dated, Versioned):
    """Somebody who can be rung about an area, with an account here or without."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=80)
    there_for = models.CharField(_("what they are there for"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    reached = models.CharField(_("when and how to reach them"), max_length=160, blank=True)
    rung_first = models.BooleanField(_("the first to ring"), default=False)

    objects = DatedQuerySet["Contact"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-rung_first", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return dialled(self.phone)


class ContactNote(Versioned):
    """One call, visit or mail: with whom, about what, and what comes next."""

    # Whether whoever looks may put it right; a page fills it in.
    mine: bool

    class Kind(models.TextChoices):
        CALL = "call", _("Call")
        VISIT = "visit", _("Visit")
        MAIL = "mail", _("E-mail")

    class Readers(models.TextChoices):
        TRUST = "trust", _("Only us")
        REP = "rep", _("Their Rep too")

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="contact_notes")
    kind = models.CharField(_("what it was"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("on which day"))
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    spoken_to = models.CharField(_("with whom"), max_length=80, blank=True)
    about = models.TextField(_("about what"))
    next_step = models.CharField(_("what comes next"), max_length=160, blank=True)
    next_by = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    readers = models.CharField(_("who reads it"), max_length=10, choices=Readers.choices)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    noted_by_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("note of a contact")
        verbose_name_plural = _("notes of contacts")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["area", "-on"], name="areas_note_of_an_area")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%d %B %Y}"

    @property
    def is_late(self) -> bool:
        """Whether the day has gone by on which something was to be done."""
        return self.done_on is None and self.next_by is not None and self.next_by < today()
