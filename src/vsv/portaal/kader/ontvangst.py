"""Taking in files that are sent along with a form: in memory and never on disk, for they hold BSN's."""

from io import BytesIO
from typing import Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

HOOGSTENS: Final = 10 * 1024 * 1024
"""Bytes that the files of one request may have together; some 200,000 jongeren (our decision)."""


class Ontvangst(FileUploadHandler):
    """Keeps files in memory up to `HOOGSTENS`. What comes after that is dropped, though its size is told."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.received = 0
        self.buffer = BytesIO()

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a next file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.buffer = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  # Django's signature
        """Keep a part of a file, as long as there is room."""
        self.received += len(raw_data)
        if self.received <= HOOGSTENS:
            self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file; its size is what was sent, also where that was not kept."""
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            file=self.buffer,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
