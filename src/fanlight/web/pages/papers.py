"""The papers of a case: what was served, as a page and as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.queries import notices, people, receipts
from fanlight.casework.rows import Notice
from fanlight.documents import wording
from fanlight.documents.letters import pages as letter_pages
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import case_header, held, sections, trail

COLUMNS = ["Document", "To", "Served", "Delivery", "Last day it names", "PDF"]


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Every document served in a case."""
    case = held(actor, reference)
    assert actor.council is not None
    slug = actor.council.slug
    became = receipts.of_case(case)
    rows = [
        [
            {"text": each.title, "href": reverse("notice", args=[slug, case.reference, each.pk])},
            each.to or "The file of the case",
            wording.day(each.served_on),
            became.get(each.pk, "Not followed"),
            wording.day(each.last_on) if each.last_on else "None",
            {"text": "PDF", "href": reverse("notice-pdf", args=[slug, case.reference, each.pk])},
        ]
        for each in notices.of_case(case)
    ]
    return page(
        request, "cases/papers.html", title="Letters and notices", rows=rows, columns=COLUMNS, case=case_header(case),
        sections=sections(case, actor), breadcrumbs=trail(actor, (case.reference, "../")),
    )  # fmt: skip


@for_council(Permission.SEE_CASES)
def notice(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """A document as it was served, as a page."""
    return HttpResponse(_held(actor, reference, number).html)


@for_council(Permission.SEE_CASES)
def notice_pdf(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """A document as it was served, as PDF."""
    return as_pdf(_held(actor, reference, number))


def _held(actor: Actor, reference: str, number: int) -> Notice:
    found = notices.get(held(actor, reference), number)
    if found is None:
        raise Http404("There is no such document in this case")
    return found


def as_pdf(notice: Notice) -> HttpResponse:
    """The PDF as it was served."""
    name = f"{notice.case.reference}-{notice.kind}-{notice.pk}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(notice.pdf), content_type="application/pdf", headers=headers)


def style(request: HttpRequest, council: str) -> HttpResponse:
    """The style of a council's letters."""
    row = people.council(council)
    if row is None:
        raise Http404("There is no such council here")
    return HttpResponse(letter_pages.style(row.colour), content_type="text/css", headers={"Cache-Control": "max-age=3600"})
