"""Stops writing a sent file to disk once it is larger than any file we take.

What is left of it is then refused.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponseBase

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
