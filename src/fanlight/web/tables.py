"""Tables and calendars as files to keep: CSV in which a spreadsheet finds nothing to run, and iCalendar."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from fanlight.documents.register_files import harmless


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as a file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([("" if cell is None else harmless(cell)) for cell in row] for row in rows)
    return attached(text.getvalue(), f"{name}.csv", "text/csv; charset=utf-8")


def attached(text: str, name: str, content_type: str) -> HttpResponse:
    """A text as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type=content_type, headers=headers)
