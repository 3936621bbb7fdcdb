"""The groups in which the admin's index shows what there is, in their order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    PEOPLE = "people", _("People and roles")
    WORDS = "words", _("The programme’s words")
    AREAS = "areas", _("Areas")
    PARTNERSHIPS = "partnerships", _("Partnerships")
    PLANS = "plans", _("Plans")
    MONEY = "money", _("Money")
    DECISIONS = "decisions", _("Meetings and decisions")
    ACTIVITIES = "activities", _("Activities and files")
    STORIES = "stories", _("Stories and permissions")
    ITSELF = "itself", _("What the site keeps of itself")
