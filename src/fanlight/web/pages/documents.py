"""The files of a case: listed, handed out, and taken in on somebody's behalf."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import uploads
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.queries import uploads as held_files
from fanlight.casework.rows import Case, Upload
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, file, one_of
from fanlight.web.frame import for_council, page
from fanlight.web.pages import files
from fanlight.web.pages.asking import Asked, Place, ask, given
from fanlight.web.pages.cases import around, held

COLUMNS = ["File", "What it is", "Given by", "On", "Looked at for viruses"]
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx"


class FileForm(Form):
    """A file, and what it is for."""

    kind = one_of("What is it?", [Choice(kind, wording.sentence(kind.value)) for kind in Kind])
    file = file("File", hint="A PDF, a JPEG or PNG picture; a Word document where somebody wrote it.", accept=ACCEPTED)


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Every file of a case."""
    case = held(actor, reference)
    place = Place(actor, case)
    rows = [_row(each, place) for each in held_files.of_case(case, actor)]
    return page(request, "cases/documents.html", title="Files", rows=rows, columns=COLUMNS, **around(case, actor))


def _row(each: Upload, place: Place) -> list[Any]:
    link = {"text": each.name, "href": place.at("document", each.pk)}
    return [link, wording.sentence(each.kind), str(each.by), wording.day(timezone.localdate(each.at)), wording.sentence(each.scan)]


@for_council(Permission.SEE_CASES)
def document(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """A file to keep."""
    return files.answer(held_files.hand_out(held(actor, reference), number, actor))


@for_council(Permission.WORK_CASES)
def give(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Take in a file that came by letter or mail."""
    case = held(actor, reference)
    place = Place(actor, case)
    asked = Asked(
        "Add a file", "Add", place.at("documents"), takes_files=True, refused=(FileNotTaken,),
        intro=("A file that somebody sent by letter or mail, or brought. The record says that you added it.",),
    )  # fmt: skip
    return ask(request, place, FileForm(**given(request)), asked, lambda said: take_in(case, said, actor))


def take_in(case: Case, said: dict[str, Any], actor: Actor) -> str:
    """Keep a file that a form brought; what was done, in words. Raises FileNotTaken."""
    with uploads.intake() as into:
        made = uploads.accept(
            case, Given(Kind(said["kind"]), said["file"].name, said["file"].read()), by=actor, at=timezone.now(), into=into
        )
    return f"{made.name} is kept."
