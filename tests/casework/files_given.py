"""Small files of every kind that people send, and hostile ones."""

import base64
import io
import struct
import zipfile
import zlib


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width=4, height=3, *, more=(), after=b""):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"".join(b"\0" + b"\x7f" * min(width, 4) for _ in range(min(height, 3))))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", rows) + chunk(b"IEND", b"") + after


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4QFcRXhpZgAATU0AKgAAAAgABgEOAAIAAAATAAAAVgEPAAIAAAAGAAAAagESAAMAAAABAAYAAAEyAAIAAAAUAAAAcIdp"
    "AAQAAAABAAAAhIglAAQAAAABAAAA1gAAAABzZWNyZXQgZGVzY3JpcHRpb24AAE1ha2VyADIwMjY6MDM6MDIgMTA6MDA6MDEAAAOQAwACAAAAFAAAAK6QEQAC"
    "AAAABwAAAMKSfAABAAAACwAAAMoAAAAAMjAyNjowMzowMiAxMDowMDowMAArMDA6MDAAAHNlY3JldCBub3RlAAAFAAEAAgAAAAJOAAAAAAIABQAAAAMAAAEY"
    "AAMAAgAAAAJXAAAAAAQABQAAAAMAAAEwAB0AAgAAAAsAAAFIAAAAAAAAADQAAAABAAAAHAAAAAEAAABhAAAAAgAAAAEAAAABAAAANgAAAAEAAAAlAAAABDIw"
    "MDE6MDE6MDEAAP/hAEJodHRwOi8vbnMuYWRvYmUuY29tL3hhcC8xLjAvADx4OnhtcG1ldGE+c2VjcmV0IHBsYWNlPC94OnhtcG1ldGE+//4AD3NlY3JldCBy"
    "ZW1hcmv/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/"
    "////////////////////////////////////////////////////////////////////////wAARCAAIAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAA"
    "AAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3"
    "ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
    "4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMi"
    "MoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJma"
    "oqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwBaKKKyND//2Q=="
)
"""Eight dots by eight: a place (noted on 1 January 2001), a time, a way up, and four texts called secret."""

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R>>\nstartxref\n40\n%%EOF\n"


def archive(entries):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return made.getvalue()


def docx(**more):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", **more})
