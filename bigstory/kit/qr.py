"""A square code for a phone's camera, as a drawing that stands in the page itself."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

QUIET = 4  # modules of white around it, as the standard asks


def qr_svg(address: str, label: str) -> SafeString:
    """Inline SVG, drawn from the modules of the code: no style, no script, black on white whatever
    the theme.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, image_factory=SvgPathImage)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    side = len(rows)
    return format_html(
        '<svg class="card__qr" viewBox="0 0 {} {}" role="img" aria-label="{}" '
        'shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#fff"/><path fill="#000" d="{}"/></svg>',
        *(side, side, label, side, side, mark_safe(path)),  # noqa: S308 - numbers only
    )
