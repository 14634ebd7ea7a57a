"""The words of a document in PDF, page by page, read by PDFium in a process of its own."""

import json
import sys

from fanlight.gateways import child
from fanlight.gateways.child import NotDone

MOST_PAGES = 1000
MOST_SIGNS = 5_000_000
SECONDS, MEGABYTES = 30, 2048
PROGRAM = "from fanlight.gateways import document_words; document_words.main()"


def pages(content: bytes) -> list[str]:
    """The words of each page. Raises NotDone for what is no PDF, has no words, or takes too long."""
    found: list[str] = json.loads(child.run(["-c", PROGRAM], content, seconds=SECONDS, megabytes=MEGABYTES))
    if not any(each.strip() for each in found):
        raise NotDone("holds no words that can be read: it may be scanned; have its text recognised and save it again")
    return found


def read(content: bytes) -> list[str]:
    """The words of each page, up to a limit; nothing where it cannot be opened. Only for the process of its own."""
    import pypdfium2  # loads a library of its own, which no other process needs

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return []
    found: list[str] = []
    for number in range(min(len(document), MOST_PAGES)):
        text = document[number].get_textpage().get_text_bounded()
        found.append(text.replace("\r\n", "\n").replace("\ufffe", ""))
        if sum(map(len, found)) > MOST_SIGNS:
            break
    return found


def main() -> None:
    """Print the words of the document given on the standard input, as a list of pages."""
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
