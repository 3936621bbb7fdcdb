"""Small drawings for paper, with their colours in them: no stylesheet reaches inside one there."""

import functools
import re
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@functools.cache
def _static_text(name: str) -> str:
    path = finders.find(name)
    return Path(path).read_text() if path else ""


@functools.cache
def _icon(number: int) -> tuple[str, str]:
    """The shapes of an outcome's icon and its colour, from the files every page uses."""
    shapes = re.search(
        rf'id="i-o{number}" viewBox="0 0 24 24">(.*?)</symbol>', _static_text("img/icons.svg")
    )
    colour = re.search(rf"--o{number}: (#[0-9a-f]+);", _static_text("css/core/tokens.css"))
    return (shapes[1] if shapes else "", colour[1] if colour else "#000")


@register.simple_tag
def paper_icon(number: int):
    """An outcome's icon in its colour. Always beside its name."""
    shapes, colour = _icon(number)
    drawn = (
        '<svg class="icon" viewBox="0 0 24 24" width="12" height="12" fill="{}" '
        'aria-hidden="true">{}</svg>'
    )
    return format_html(drawn, colour, mark_safe(shapes)) if shapes else ""  # noqa: S308 - our own file


@register.simple_tag
def paper_bar(share: int, colour: str):
    """A share of a whole, 0 to 100. The words beside it say the number."""
    share = min(max(int(share), 0), 100)
    return format_html(
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="100" height="4" fill="#d9d4c6"/><rect width="{}" height="4" '
        'fill="{}"/></svg>',
        share,
        colour,
    )
