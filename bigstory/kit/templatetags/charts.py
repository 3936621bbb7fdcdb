"""Small charts: inline SVG drawn by geometry, each with its numbers in words or in a table."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

# A bar of nothing is still drawn, thin, so that a silent month can be told from a missing one.
NOTHING = 0.6


def _bars(values: Sequence[float], *, width: float, height: float, fill: float) -> SafeString:
    """Upright bars side by side in a box; `fill` is the share of a step that is bar, not gap."""
    most = max([*values, 1])
    step = width / max(len(values), 1)
    rectangles = []
    for i, value in enumerate(values):
        tall = max(height * 0.95 * value / most, NOTHING)
        rectangles.append(
            (
                f"{(i + (1 - fill) / 2) * step:.1f}",
                f"{height - tall:.1f}",
                f"{step * fill:.1f}",
                f"{tall:.1f}",
            )
        )
    return format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}"/>', rectangles)


@register.inclusion_tag("components/charts/years.html")
def years(pairs: Sequence[tuple[int, int]], label: str, table: bool = False) -> dict[str, object]:
    """Bars a year: pairs of (year, number). `table` adds the same numbers to read, folded away."""
    pairs = list(pairs)
    numbers = ", ".join(f"{year}: {n}" for year, n in pairs)
    bars = _bars([n for _year, n in pairs], width=100, height=40, fill=0.84)
    return {"pairs": pairs, "label": label, "numbers": numbers, "bars": bars, "table": table}


@register.simple_tag
def spark(numbers: Sequence[int], label: str) -> SafeString:
    """A row of small bars, such as what was logged each month."""
    numbers = list(numbers)
    bars = _bars(numbers, width=96, height=28, fill=0.75)
    words = ", ".join(str(number) for number in numbers)
    return format_html(
        '<svg class="spark" viewBox="0 0 96 28" role="img" aria-label="{}: {}">{}</svg>',
        label,
        words,
        bars,
    )


@register.simple_tag
def bar(share: float, label: str, kind: str = "") -> SafeString:
    """A share of a whole, 0 to 100. `label` says what it means; kind="time" is coloured as time."""
    share = min(max(round(float(share or 0)), 0), 100)
    return format_html(
        '<svg class="bar{}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        'aria-label="{}">'
        '<rect class="bar__all" width="100" height="10"/><rect class="bar__left" '
        'width="{}" height="10"/></svg>',
        " bar--time" if kind == "time" else "",
        label or _("%(share)s%%") % {"share": share},
        share,
    )


@register.simple_tag
def pair(money: float, time: float) -> SafeString:
    """Two shares under each other, for a row whose words already give both numbers."""
    money, time = (min(max(round(float(share or 0)), 0), 100) for share in (money, time))
    return format_html(
        '<svg class="pair" viewBox="0 0 100 20" preserveAspectRatio="none" '
        'aria-hidden="true" focusable="false">'
        '<rect class="pair__all" width="100" height="8"/><rect class="pair__money" '
        'width="{}" height="8"/>'
        '<rect class="pair__all" y="11" width="100" height="8"/><rect class="pair__time" '
        'y="11" width="{}" height="8"/>'
        "</svg>",
        money,
        time,
    )


@register.filter
def shade(number: int, most: int) -> str:
    """The class of one square of a heatmap: h0 for nothing, then four steps up to `most`."""
    if not number or not most:
        return "h0"
    return f"h{min(4, 1 + int(4 * (number - 1) / most))}"


@register.inclusion_tag("components/charts/heat.html")
def heat(
    rows: Sequence[tuple[object, Sequence[tuple[int, str]]]], columns: Sequence[str], caption: str
) -> dict[str, object]:
    """Outcomes down, levels across.

    Each row is (outcome, [(number, url), …]); a url of "" makes no link.
    """
    with_columns = [
        (outcome, list(zip(columns, squares, strict=True))) for outcome, squares in rows
    ]
    most = max(
        (square[0] for _outcome, squares in with_columns for _column, square in squares), default=0
    )
    return {"rows": with_columns, "columns": columns, "caption": caption, "most": most}
