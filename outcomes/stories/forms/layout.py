"""What the pages of the telling are laid out with, besides the parts of every form."""

from collections.abc import Collection

from django.utils.translation import gettext, ngettext

from bigstory.kit.layout import Field, Part


class Asked(Field):
    """A question with what somebody else might have said, folded away below it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, template="outcomes/stories/tell_ask.html")


class Drawings(Field):
    """Drawings to choose one of, each shown small."""

    def __init__(self, name: str) -> None:
        super().__init__(name, template="outcomes/stories/tell_drawings.html")


class Roots(Part):
    """What a story grew from: the likeliest of each sort, to tick."""

    template = "outcomes/stories/tell_roots.html"


def so_many(*chosen: Collection) -> str:
    """How much is chosen inside a fold, for its summary."""
    number = sum(map(len, chosen))
    if not number:
        return gettext("if you like")
    return ngettext("%(n)s chosen", "%(n)s chosen", number) % {"n": number}
