"""The sentence that asks to look at words before everybody reads them."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.pages.activities.actions import Saved


def look_at_words(how_many: int) -> str:
    return ngettext(
        "Before everybody reads it, decide about %(n)s name, number or address in it.",
        "Before everybody reads it, decide about %(n)s names, numbers or addresses in it.",
        how_many,
    ) % {"n": how_many}


def with_link_to_words(saved: Saved) -> SafeString:
    """The same, with the way to that page."""
    activity = saved.activity
    page = reverse("activity_words", args=[activity.area.slug, activity.pk])
    return format_html(
        '{} <a href="{}">{}</a>', look_at_words(saved.to_look_at), page, _("Look at these words")
    )
