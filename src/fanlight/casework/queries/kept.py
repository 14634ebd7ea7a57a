"""Proving what is kept beside the record: that cases stand where their steps led, and that documents are those whose digests are kept."""

from collections.abc import Iterator

from django.db import transaction

from fanlight.casework import chain
from fanlight.casework.models import (
    MARK_OF_BYTES,
    Case,
    Council,
    CouncilDocument,
    Event,
    FirePaper,
    HouseReportPhotograph,
    Notice,
    StepTaken,
    StoredFile,
    SurveyKept,
    Upload,
)
from fanlight.casework.queries import uploads
from fanlight.casework.recording import ERASURE
from fanlight.gateways.storage import FileLost, Storage
from fanlight.licensing import procedure
from fanlight.licensing.retention import Kind as RetentionKind


def cases(council: Council) -> Iterator[tuple[str, str]]:
    """Each case of a council by its reference, with what is wrong with its steps; an empty text where nothing is.

    Each step follows from the one before, as the table of its day has it, and the case's row repeats the last one.
    """
    steps = StepTaken.objects.filter(case__council=council).order_by("case_id", "number").iterator(chunk_size=2000)
    held = next(steps, None)
    for case in Case.objects.filter(council=council).order_by("pk").iterator(chunk_size=2000):
        own: list[StepTaken] = []
        while held is not None and held.case_id == case.pk:
            own.append(held)
            held = next(steps, None)
        yield case.reference, _fault(case, own) and _fault_again(case)


@transaction.atomic
def _fault_again(case: Case) -> str:
    """What is wrong with a case, looked at again while nobody can move it: it may have moved between its row and its steps."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    return _fault(held, list(StepTaken.objects.filter(case=held).order_by("number")))


def _fault(case: Case, steps: list[StepTaken]) -> str:
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        return "its steps are not numbered without a gap"
    for before, step in zip((None, *steps), steps, strict=False):
        if before is not None and step.from_state != before.state:
            return f"step {step.number} begins in '{step.from_state}', and the one before led to '{before.state}'"
    try:
        reached = procedure.state_after([(step.name, step.on) for step in steps], case.table)
    except (procedure.StepNotOpen, LookupError) as fault:
        return str(fault)
    last = steps[-1].state if steps else reached
    if last != reached or case.state != last or case.steps != len(steps):
        return f"it stands at step {case.steps} in '{case.state}', and its {len(steps)} steps led to '{reached}'"
    return ""


def documents(council: Council) -> Iterator[tuple[str, str]]:
    """Each survey and notice that is kept, with what is wrong with it; an empty text where nothing is.

    The mark of an erasure is in its place where the record tells of one in that case.
    """
    erased = _erased(council)
    for survey in SurveyKept.objects.filter(case__council=council).select_related("case").iterator(chunk_size=500):
        is_erased = survey.case_id in erased and survey.document == "{}"
        yield f"survey {survey.number} of {survey.case.reference}", "" if is_erased else _differs(survey.document, survey.digest)
    for notice in Notice.objects.filter(case__council=council).select_related("case").iterator(chunk_size=50):
        is_erased = notice.case_id in erased and bytes(notice.pdf) == MARK_OF_BYTES
        yield f"notice {notice.pk} of {notice.case.reference}", "" if is_erased else _differs(bytes(notice.pdf), notice.digest)


def files(council: Council, storage: Storage) -> Iterator[tuple[str, str]]:
    """Each file that was given, with what is wrong with it on the disk; an empty text where nothing is."""
    told = Event.objects.filter(council=council, kind=ERASURE)
    uploads_ = Upload.objects.filter(case__council=council).exclude(erased_at__isnull=False, case__in=_erased(council))
    for upload in uploads_.select_related("case").iterator(chunk_size=500):
        yield f"file {upload.pk} of {upload.case.reference}", _lost(upload, storage)
    matters = told.filter(erasure__matter__isnull=False).values("erasure__matter")
    papers = FirePaper.objects.filter(record__council=council).exclude(erased_at__isnull=False, record__in=matters)
    for paper in papers.iterator(chunk_size=500):
        yield f"paper {paper.pk} of fire safety matter {paper.record_id}", _lost(paper, storage)
    reports = told.filter(erasure__kind=RetentionKind.REPORTS, erasure__report__isnull=False).values("erasure__report")
    pictures = HouseReportPhotograph.objects.filter(report__council=council).exclude(erased_at__isnull=False, report__in=reports)
    for picture in pictures.iterator(chunk_size=500):
        yield f"photograph {picture.pk} of report {picture.report_id}", _lost(picture, storage)
    for copy in CouncilDocument.objects.filter(council=council).iterator(chunk_size=100):
        yield f"document {copy.pk} of {copy.edition}", _lost(copy, storage)


def _erased(council: Council) -> set[int]:
    """The numbers of the cases of which the record tells of an erasure, with all that followed from them, which went at once."""
    below = set(Event.objects.filter(council=council, kind=ERASURE, case__isnull=False).values_list("case", flat=True))
    found: set[int] = set()
    while below:
        found |= below
        below = set(Case.objects.filter(parent__in=below).values_list("pk", flat=True)) - found
    return found


def _lost(file: StoredFile, storage: Storage) -> str:
    try:
        uploads.content(file, storage)
    except FileLost as lost:
        return str(lost)
    return ""


def _differs(content: str | bytes, digest: str) -> str:
    return "" if chain.digest(content) == digest else "it is not what its digest was taken of"
