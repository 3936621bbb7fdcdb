"""A PDF with marks wherever it can hold words that are not on its page: labels, a script, a note, a
file inside.
"""

MARK = "ZQPAPER"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Annots [%d 0 R] >>"


def a_pdf(pages: int, *, drawing: bytes = b"") -> bytes:
    """So many pages, each with a black bar over its whole height, as wide as a fifth of the page
    times its number; and with a `drawing` in the words of a PDF.
    """
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 3 * n) for n in range(pages))
    script = b"<< /S /JavaScript /JS (app.alert\\('%s script'\\)) >>" % MARK.encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R "
        b"/Names << /EmbeddedFiles << /Names [(x) 5 0 R] >> >> >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Author (%s author) /Title (%s title) /Producer (%s producer) >>"
        % ((MARK.encode(),) * 3),
        script,
        b"<< /Type /Filespec /F (%s.txt) /Desc (%s attached) >>" % ((MARK.encode(),) * 2),
    ]
    for number in range(1, pages + 1):
        drawn = b"0 g 0 0 %d 842 re f\n%s" % (number % 6 * 119, drawing)
        place = len(objects) + 1
        objects += [
            PAGE % (place + 1, place + 2),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
            b"<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /F 2 /Contents (%s note) >>"
            % MARK.encode(),
        ]
    return _written(objects)


def a_pdf_that_never_ends() -> bytes:
    """A few kilobytes: a page of a layer that shows another twice, which shows another twice, and
    so on; to draw one takes the memory of a page for each it lies in.
    """
    clear = b"/ExtGState << /G << /ca 0.5 >> >>"
    begin = b"/G gs /X Do"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Title (layers) >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /XObject << /X 6 0 R >> %s >> >>" % clear,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(begin), begin),
    ]
    for number in range(6, 18):
        last = number == 17
        drawn = b"0 0 595 842 re f" if last else begin + b" /X Do"
        inside = b"" if last else b"/XObject << /X %d 0 R >>" % (number + 1)
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] "
            b"/Group << /S /Transparency /I true >> /Resources << %s %s >> "
            b"/Length %d >>\nstream\n%s\nendstream" % (inside, clear, len(drawn), drawn)
        )
    return _written(objects)


def _written(objects: list[bytes]) -> bytes:
    body = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    ends = b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        len(body),
    )
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + ends
