"""Words shared by every app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may read an item; each step includes the one before."""

    PARTNERSHIP = "partnership", _("Our partnership")
    PROGRAMME = "programme", _("Partnership and Local Trust")
    NETWORK = "network", _("Every Big Local area")
    PUBLIC = "public", _("Everybody")


PROGRAMME_UP = (Audience.PROGRAMME, Audience.NETWORK, Audience.PUBLIC)
NETWORK_UP = (Audience.NETWORK, Audience.PUBLIC)
