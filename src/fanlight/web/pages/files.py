"""Files of a case as they are handed out: only to those who may see them, as something to keep and never as a page of ours."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from fanlight.casework.acting import Actor
from fanlight.casework.queries import uploads
from fanlight.casework.rows import Case

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def answer(case: Case, number: int, actor: Actor) -> HttpResponse:
    """A file to download. Raises Http404 alike for one that is not there and one that is not theirs to see, and FileLost."""
    upload = uploads.find(case, number, actor)
    if upload is None:
        raise Http404
    response = HttpResponse(uploads.content(upload), content_type=upload.content_type)
    # The type was found by content when the file was given; a browser must neither guess another nor show it as a page of this site.
    response["Content-Disposition"] = content_disposition_header(True, upload.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response
