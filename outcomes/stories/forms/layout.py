"""What the pages of the telling are laid out with, besides the parts of every form."""

from collections.abc import Collection
from typing import Any

from django.forms import BaseForm
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from bigstory.kit.layout import Layout, Part, draw_question


class Asked(Layout):
    """A question with what somebody else might have said, folded away below it."""

    template = "outcomes/stories/tell_ask.html"

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        drawn = [draw_question(name, form, context, self.template) for name in self.fields]
        return SafeString("".join(drawn))


class Drawings(Asked):
    """Drawings to choose one of, each shown small."""

    template = "outcomes/stories/tell_drawings.html"


class Roots(Part):
    """What a story grew from: the likeliest of each sort, to tick."""

    template = "outcomes/stories/tell_roots.html"


def so_many(*chosen: Collection) -> str:
    """How much is chosen inside a fold, for its summary."""
    number = sum(map(len, chosen))
    if not number:
        return gettext("if you like")
    return ngettext("%(n)s chosen", "%(n)s chosen", number) % {"n": number}
