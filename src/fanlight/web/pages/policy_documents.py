"""The council's own copies of its documents: given by the policy officer, and opened by those whose findings cite them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import editions as acts
from fanlight.casework.actions import uploads
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.queries import editions, people
from fanlight.casework.queries.uploads import handed
from fanlight.casework.rows import Council, CouncilDocument
from fanlight.documents import wording
from fanlight.documents.passages import Passages
from fanlight.facts.files import Refused
from fanlight.web.forms import Choice, Form, file, one_of
from fanlight.web.frame import for_council, page, signed_in
from fanlight.web.pages import asking, files
from fanlight.web.pages.cases import told
from fanlight.web.pages.policy import at, trail

INTRO = (
    "The paragraphs that the edition cites are looked for by their numbers, and shown beside each finding in the document's own words. "
    "The copy stays with the council: it is shown to its officers and to those who apply or hold a licence."
)


class DocumentForm(Form):
    """A document and the edition taken from it."""

    file = file("The document", hint="A PDF whose text can be selected, at most 20 MB.", accept=".pdf")


@for_council(Permission.SET_STANDARD)
def give(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give the council's own copy of the document of an edition."""
    assert actor.council is not None
    form = DocumentForm(**asking.given(request))
    choices = [Choice(each, each) for each in editions.editions_with_words(actor.council)]
    form.fields["edition"] = one_of("Which edition is taken from it?", choices)
    problems = form.problems()
    if request.method == "POST" and not problems:
        given = Given(Kind.OTHER, form.cleaned_data["file"].name, form.cleaned_data["file"].read())
        try:
            with uploads.intake() as into:
                row = acts.give_document(form.cleaned_data["edition"], given, by=actor, at=timezone.now(), into=into)
        except (FileNotTaken, Refused) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#file"}]
        else:
            told(request, f"{row.name} is kept: the words of {wording.counted(len(row.places), 'clause')} were found.")
            return HttpResponseRedirect(at(actor, "standard-found", row.pk))
    return page(
        request, "form.html", title="Give the council's document", form=form, problems=problems, button="Give", files=True, intro=[INTRO],
        breadcrumbs=trail(actor),
    )  # fmt: skip


@for_council(Permission.SET_STANDARD)
def found(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Which clauses of an edition found their paragraph in a document, and which did not."""
    assert actor.council is not None
    row = _held(actor.council, number)
    rows = [[name, str(page), words] for name, (words, page) in editions.found_in(row).items()]
    return page(
        request, "policy/document.html", title=row.name, row=row, rows=rows, lacking=editions.lacking(row),
        href=at(actor, "standard", row.pk), breadcrumbs=trail(actor),
    )  # fmt: skip


def _held(council: Council, number: int) -> CouncilDocument:
    row = editions.document(council, number)
    if row is None:
        raise Http404("The council gave no such document")
    return row


@login_required
def document(request: HttpRequest, council: str, number: int) -> HttpResponse:
    """A document to keep, for the council's staff and for whoever applies to it or is named in a case."""
    held = people.council(council)
    if held is None or not editions.may_read(signed_in(request), held):
        raise Http404("There is no such document for you")
    return files.answer(handed(_held(held, number)))


def copies(council: Council, names: Iterable[str]) -> tuple[Passages, dict[str, Any]]:
    """The words of the council's documents by edition and clause; and by edition where its copy is, with the page of each clause."""
    rows = editions.latest_documents(council, names)
    places = {
        name: {
            "href": reverse("standard", args=[council.slug, row.pk]),
            "pages": {clause: page for clause, (_, page) in editions.found_in(row).items()},
        }
        for name, row in rows.items()
    }
    return editions.passages(rows), places
