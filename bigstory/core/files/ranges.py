"""Answers with a file, or with the part of it that a player requests.

Phones play nothing they cannot request in parts.

One range of bytes, as RFC 9110 has it; a request for several gets the whole, which it allows.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)

RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")
CHUNK = 64 * 1024


def answer(
    request: HttpRequest, file: BinaryIO, *, size: int, content_type: str, headers: dict[str, str]
) -> HttpResponseBase:
    """200 with all of it, 206 with a part, or 416 where the part lies beyond its end.

    Closes the file when done.
    """
    headers = headers | {"Accept-Ranges": "bytes"}
    part = _part(request.headers.get("Range", ""), size)
    if part is None:
        return FileResponse(file, content_type=content_type, headers=headers)
    first, last = part
    if first > last:
        file.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    more = {
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Length": str(last - first + 1),
    }
    response = StreamingHttpResponse(
        _bytes(file, first, last), status=206, content_type=content_type, headers=headers | more
    )
    # Django's own way to close along with a response, which its stubs leave out.
    response._resource_closers.append(file.close)  # type: ignore[attr-defined]
    return response


def _part(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None: all of it. A first beyond the last: there is no such part."""
    match = RANGE.match(header.replace(" ", ""))
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size - 1) if int(last) else (size, size - 1)
    if int(first) >= size:
        return size, size - 1
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if not last or int(last) >= int(first) else None


def _bytes(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    file.seek(first)
    left = last - first + 1
    while left and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
