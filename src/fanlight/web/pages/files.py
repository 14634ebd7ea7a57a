"""Files of a case as they are handed out: only to those who may see them, as something to keep and never as a page of ours."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from fanlight.casework.queries.uploads import Handed

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def answer(file: Handed | None) -> HttpResponse:
    """A file (`queries.uploads.hand_out`) to download. Raises Http404 for none."""
    if file is None:
        raise Http404
    response = HttpResponse(file.content, content_type=file.content_type)
    # The type was found by content when the file was given; a browser must neither guess another nor show it as a page of this site.
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response
