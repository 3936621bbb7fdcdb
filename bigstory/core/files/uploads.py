"""Stops writing a sent file to disk once it is larger than any file we take.

What is left of it is then refused. And what a form with files held is there once more where Django
stops reading it: a limit of all that is sent must not cost the words beside the files.
"""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import IO, Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.http.multipartparser import (
    FIELD,
    FILE,
    ChunkIter,
    LazyStream,
    MultiPartParserError,
    Parser,
)
from django.utils.encoding import force_str

from bigstory.core.files import workshop

# What is read of a form beyond the limit of a request, in bytes; and how much of it is held in
# memory.
MOST_READ = 20 * 1024 * 1024
IN_MEMORY = 1024 * 1024
A_CHUNK = 64 * 1024
SENT = "_sent_in_parts"  # the attribute of a request for what came of a form with files
TAKES = "takes_files_up_to"
_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


def takes_files_up_to(setting: str) -> Callable[[_View], _View]:
    """Mark a view to which signed-in people send larger files than a photo.

    `setting` names the setting with the most bytes of one.
    """

    def marked(view: _View) -> _View:
        setattr(view, TAKES, setting)
        return view

    return marked


class CappedUpload(FileUploadHandler):
    """Goes before the handlers that keep the file.

    A file ends one byte above the limit at most a chunk late.
    """

    def handle_raw_input(self, input_data: Any, *about: Any) -> None:
        """Called before anything is read. What reads the request reads its stream."""
        _meta, _length, boundary, *_encoding = about
        request: Any = self.request
        if input_data is request:
            request._stream = InParts(request._stream, boundary)
            setattr(request, SENT, request._stream)

    def upload_complete(self) -> None:
        """All of it was read, so nothing has to be read again."""
        if sent := in_parts(self.request):
            sent.forget()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        self.most = self._most()

    def _most(self) -> int:
        # The body is read before any view or middleware says no, so whoever is not signed in gets
        # no larger share.
        match = getattr(self.request, "resolver_match", None)
        user = getattr(self.request, "user", None)
        signed_in = user is not None and user.is_authenticated
        more = getattr(match and match.func, TAKES, "") if signed_in else ""
        most: int = getattr(settings, more or "UPLOAD_MAX_BYTES")
        return most

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.received > self.most:
            return None
        self.received += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class OnDisk(FileUploadHandler):
    """Keeps a file that is too large for the memory in the private store, without a name: whatever
    becomes of this process, nothing of the file is left.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = workshop.nameless()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.file.seek(0)
        about = (self.file_name, self.content_type, file_size, self.charset)
        return UploadedFile(self.file, *about, self.content_type_extra)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


class InParts:
    """The stream of a form with files, which remembers the first bytes that were read of it."""

    def __init__(self, stream: Any, boundary: bytes) -> None:
        self.stream = stream
        self.boundary = boundary
        self.read_so_far: IO[bytes] = BytesIO()

    def read(self, *size: int) -> bytes:
        return self._remembered(self.stream.read(*size))

    def readline(self, *size: int) -> bytes:
        return self._remembered(self.stream.readline(*size))

    def _remembered(self, data: bytes) -> bytes:
        if not self.read_so_far.closed:
            self._write(data[: MOST_READ - self.read_so_far.tell()])
        return data

    def _write(self, data: bytes) -> None:
        so_far = self.read_so_far
        if isinstance(so_far, BytesIO) and so_far.tell() + len(data) > IN_MEMORY:
            self.read_so_far = workshop.nameless()
            self.read_so_far.write(so_far.getvalue())
        self.read_so_far.write(data)

    def close(self) -> None:
        self.stream.close()

    def forget(self) -> None:
        self.read_so_far.close()

    def parts(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The names and values of its boxes, and the names of its files, as far as it is read."""
        while self.read_so_far.tell() < MOST_READ and self.read(A_CHUNK):
            pass
        self.read_so_far.seek(0)
        body = LazyStream(ChunkIter(BytesIO(self.read_so_far.read()), A_CHUNK))
        self.forget()
        fields, files = [], []
        # A body that ends in the midst of a part is no reason to lose those before it.
        with suppress(MultiPartParserError):
            for kind, about, content in Parser(body, self.boundary):
                value = content.read()
                disposition = about.get("content-disposition", ("", {}))[1]
                name = _words(disposition.get("name", ""))
                file = _words(disposition.get("filename", ""))
                if name and kind == FIELD:
                    fields.append((name, _words(value)))
                elif name and file and kind == FILE:
                    files.append((name, file))
        return fields, files


def _words(sent: bytes | str) -> str:
    return force_str(sent, errors="replace").strip()


def in_parts(request: HttpRequest | None) -> InParts | None:
    """What came of the form of this request, if it has files and was not read to its end."""
    sent: InParts | None = getattr(request, SENT, None)
    return sent if sent and not sent.read_so_far.closed else None
