"""Stops writing a sent file to disk once it is larger than any file we take; what is left of it is then refused."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CappedUpload(FileUploadHandler):
    """Goes before the handlers that keep the file. A file ends one byte above the limit at most a chunk late."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data, start):
        if self.seen > settings.UPLOAD_MAX_BYTES:
            return None
        self.seen += len(raw_data)
        return raw_data

    def file_complete(self, file_size):
        return None
