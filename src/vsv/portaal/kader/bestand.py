"""A file as an answer: sent in pieces, so that it costs no more memory than one of them."""

from django.http import FileResponse, HttpResponse

from vsv.rapport.service import Download


class Bestand(FileResponse):
    """A file that is sent in pieces of 64 kB."""

    block_size = 65_536


def send(download: Download) -> Bestand:
    """Hand out a file under its own name; it is gone when it was sent, or when nobody waits for it any more."""
    return Bestand(download.bestand, as_attachment=True, filename=download.naam, content_type=download.mediatype)


def send_bytes(inhoud: bytes, naam: str, mediatype: str) -> HttpResponse:
    """Hand out what was made in memory as a file, under a name of letters, digits, dashes and a point."""
    headers = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return HttpResponse(inhoud, content_type=mediatype, headers=headers)
