"""Small tags that templates of every app use: icons, drawings, stylesheets, crumbs, days."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Protocol

from django import template
from django.core.paginator import Page
from django.template.defaulttags import CsrfTokenNode
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.html import linebreaks as plain_linebreaks
from django.utils.safestring import SafeString, mark_safe

from bigstory.core.db.choices import Picture
from bigstory.core.text.quotes import unquoted
from bigstory.kit.typed import WRITER, mark_of

register = template.Library()


class StoredMedia(Protocol):
    """A photo, a recording or a film: each of its files has an address of its own."""

    def address(self, name: str, /) -> str: ...


@register.simple_tag
def icon(name: str, dress: str = "icon") -> SafeString:
    """One icon of img/icons.svg. Always beside words, so hidden from screen readers."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        dress,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    """Django's tag of this name, with the mark of whose page it is: see kit/typed.py."""
    guard = mark_safe(CsrfTokenNode().render(context))  # noqa: S308 - Django's own
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return guard
    mark = mark_of(user.pk, request.session.session_key or "")
    return format_html('{}<input type="hidden" name="{}" value="{}">', guard, WRITER, mark)


@register.simple_tag
def part(item: StoredMedia, name: str) -> str:
    """The address of one file of a photo, recording or film, for the reader of this page."""
    return item.address(name)


@register.simple_tag
def css(family: str) -> SafeString:
    """The stylesheet of a family of pages (bigstory.kit.styles): {% css "story" %}."""
    return format_html('<link rel="stylesheet" href="{}">', static(f"css/{family}.css"))


@register.inclusion_tag("components/picture.html")
def picture(
    name: str,
    *,
    wide: bool = False,
    strip: bool = False,
    alt: str | None = None,
    caption: str | Promise = "",
    eager: bool = False,
) -> dict[str, object]:
    """A drawing of core.db.choices.Picture; alt="" where it only decorates."""
    if name not in Picture.values:
        return {"name": ""}
    shape = "photo--wide" if wide else "photo--strip" if strip else ""
    return {
        "name": name,
        "src": f"img/{name}.svg",
        "alt": Picture(name).label if alt is None else alt,
        "shape": shape,
        "caption": caption,
        "eager": eager,
    }


@register.simple_tag
def thumb(name: str) -> str:
    """The same drawing, small, beside an entry whose words already say it all."""
    if name not in Picture.values:
        return ""
    return format_html(
        '<img src="{}" alt="" width="80" height="80" loading="lazy">', static(f"img/{name}.svg")
    )


@register.inclusion_tag("components/crumbs.html")
def crumbs(*steps: object) -> dict[str, object]:
    """The way back: label, address, …, and last this page: {% crumbs "Areas" url area %}."""
    pairs = [(steps[i], steps[i + 1]) for i in range(0, len(steps) - 1, 2)]
    return {"pairs": pairs, "here": steps[-1] if len(steps) % 2 else ""}


@register.filter(needs_autoescape=True)
def linebreaks(words: str, autoescape: bool = True) -> SafeString:
    """Django's own filter, each paragraph written from the side its own letters begin on.

    Nobody has to choose it over the other: whatever has paragraphs is what somebody told.
    """
    html = plain_linebreaks(words, autoescape and not isinstance(words, SafeString))
    return mark_safe(html.replace("<p>", '<p dir="auto">'))


@register.filter
def has_tall_letter(words: str | None) -> bool:
    """Whether words begin with a letter that can stand as tall as three lines.

    Letters of Latin, Greek and Cyrillic can. A quotation mark or an emoji is no letter, and a
    letter of Arabic or Hindi that is torn from the next is no longer itself.
    """
    first = (words or "").lstrip()[:1]
    if not first.isalpha():
        return False
    return unicodedata.name(first, "").startswith(("LATIN ", "GREEK ", "CYRILLIC "))


@register.filter
def bdi(words: object) -> SafeString:
    """A name or a title within a sentence: whichever side it is written from, what stands round it
    stays where it is.
    """
    return format_html("<bdi>{}</bdi>", words) if words and str(words) else SafeString()


@register.filter("unquoted")
def within_quotes(words: object) -> str:
    """A title for a sentence that puts “ ” round it: “{{ title|unquoted }}”."""
    return unquoted(words) if words else ""


@register.filter
def around(page: "Page[Any]") -> Iterator[str | int]:
    """Page numbers worth showing: both ends, the one we are on and its neighbours, "…" between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def days_since(moment: date | datetime | None) -> int:
    """Whole days from a day or a moment until today, as the calendar here counts them."""
    if moment is None:
        return 0
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return max((timezone.localdate() - day).days, 0)


@register.filter
def mid_sentence(words: str) -> str:
    """ "The partnership" within a sentence: an article loses its capital, a name keeps it."""
    first = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if first in ("The", "A", "An") else words
