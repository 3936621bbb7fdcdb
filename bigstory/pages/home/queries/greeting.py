"""How somebody is greeted at this hour."""

from django.utils import timezone
from django.utils.translation import gettext as _

NOON = 12
EVENING = 18


def greeting() -> str:
    hour = timezone.localtime().hour
    if hour < NOON:
        return _("Morning")
    return _("Afternoon") if hour < EVENING else _("Evening")
