"""How much may be uploaded at once: a bound on the request, whatever is in it.

What a single picture may be is no concern of this module.
"""

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MAX_REQUEST_BYTES = 50 * 1024 * 1024


class BoundedUploadHandler(FileUploadHandler):
    """Answers 400 to a request that is too large; goes before the handlers that store it."""

    received = 0  # bytes, of all files of the request

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  # Django's name for it
        content_length: int,
        *args: Any,
    ) -> None:
        """Refuse what says that it is too large, before any of it is read."""
        _refuse_beyond_bound(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Refuse what said less, or nothing, and goes on; hand on the rest."""
        self.received += len(raw_data)
        _refuse_beyond_bound(self.received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep no file: the next handler does."""


def _refuse_beyond_bound(size: int) -> None:
    if size > MAX_REQUEST_BYTES:
        raise RequestDataTooBig("The request is larger than MAX_REQUEST_BYTES.")
