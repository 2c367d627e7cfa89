"""A file as an answer: sent in pieces, so that it costs no more memory than one of them."""

from django.http import FileResponse

from vsv.rapport.service import Download


class Bestand(FileResponse):
    """A file that is sent in pieces of 64 kB."""

    block_size = 65_536


def send(download: Download) -> Bestand:
    """Hand out a file under its own name; it is gone when it was sent, or when nobody waits for it any more."""
    return Bestand(download.bestand, as_attachment=True, filename=download.naam, content_type=download.mediatype)
