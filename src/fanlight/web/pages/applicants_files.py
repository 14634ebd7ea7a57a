"""Plans, certificates and other files of a case: several at once, each with a fate of its own; and handing them out again."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from fanlight.casework import particulars
from fanlight.casework.acting import Actor
from fanlight.casework.actions import uploads as files
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import Kind
from fanlight.casework.queries import uploads
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, one_of
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages import files as handing
from fanlight.web.pages.applying import address, around, held, opened
from fanlight.web.pages.cases import told

KINDS = (
    Choice(Kind.PLAN, "Plan of the house"), Choice(Kind.GAS, "Gas safety record"), Choice(Kind.ELECTRICAL, "Electrical report"),
    Choice(Kind.ALARM, "Fire alarm certificate or report"), Choice(Kind.EMERGENCY_LIGHTING, "Emergency lighting certificate"),
    Choice(Kind.FIRE_RISK_ASSESSMENT, "Fire risk assessment"), Choice(Kind.PHOTOGRAPH, "Photograph"), Choice(Kind.OTHER, "Something else"),
)  # fmt: skip
NAMES = {choice.value: choice.text for choice in KINDS} | {Kind.REPRESENTATION.value: "With what you said to a notice"}
COLUMNS = ["File", "What it is", "Given on", "By"]


class SeveralFiles(forms.FileField):
    """Files, any number of them; what is wrong with each is said by whoever takes them in."""

    is_several = True

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Those that were given. Raises ValidationError where there must be one and is none."""
        given = [each for each in data or [] if each]
        if self.required and not given:
            raise forms.ValidationError("Choose a file")
        return given


class SeveralInput(forms.FileInput):
    """Reads every file under a name."""

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> list[Any]:
        return list(files.getlist(name))


def several(label: str, *, required: bool = True) -> SeveralFiles:
    """A box for files."""
    hint = "PDF, JPEG or PNG, at most 20 MB each. You can choose several at once."
    return SeveralFiles(label=label, required=required, help_text=hint, widget=SeveralInput())


class FilesForm(Form):
    """Files of one kind."""

    kind = one_of("What are they?", KINDS)
    uploads = several("Files")


def take(case: Case, kind: str, given: list[UploadedFile], by: Actor) -> files.Taken:
    """Take in what was given, each file by itself. Raises NotPermitted."""
    read = [Given(Kind(kind), str(each.name), each.read()) for each in given]
    with files.intake() as into:
        return files.accept_each(case, read, by=by, at=timezone.now(), into=into)


@for_applicant
def listing(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """The files of an application, and room for more."""
    case = opened(actor, council, reference)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        taken = take(case, form.cleaned_data["kind"], form.cleaned_data["uploads"], actor)
        if taken.uploads:
            told(request, f"Kept: {', '.join(each.name for each in taken.uploads)}.")
        problems = [{"text": wording.sentence(fault), "href": "#uploads"} for fault in taken.faults]
        if not problems:
            return redirect(address(case, "apply-files"))
    wanted = [each for each in particulars.missing(case) if each.wanting == ("the file",)]
    return page(
        request, "applying/files.html", title="Plans and certificates", form=form, rows=rows(case, actor),
        problems=[*form.problems(), *problems],
        columns=COLUMNS, wanted=wanted, next_url=address(case, "apply-tasks"),
        **around(case, (case.reference, address(case, "apply-tasks"))),
    )  # fmt: skip


def rows(case: Case, actor: Actor) -> list[list[Any]]:
    """The files of a case that somebody may see."""
    return [
        [
            {"text": each.name, "href": address(case, "application-file", each.pk)}, NAMES.get(each.kind, each.kind),
            wording.day(timezone.localdate(each.at)), str(each.by),
        ]
        for each in uploads.of_case(case, actor)
    ]  # fmt: skip


@for_applicant
def file(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """A file as it was given."""
    return handing.answer(uploads.hand_out(held(actor, council, reference), number, actor))
