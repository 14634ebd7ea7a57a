"""The papers of a matter between council and fire authority: listed for both, handed out, and added by the fire officer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.acting import Actor
from fanlight.casework.actions import fire_papers, uploads
from fanlight.casework.actions.fire_papers import KINDS, MatterEnded
from fanlight.casework.actions.uploads import Given, Intake
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.queries import fire
from fanlight.casework.rows import FirePaper, FireRecord
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, file, one_of
from fanlight.web.frame import page
from fanlight.web.wording import words

COLUMNS = ["Paper", "What it is", "It goes with", "Added by", "On", "Looked at for viruses"]
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx"
HINT = "A PDF, a JPEG or PNG picture, or a Word document that somebody wrote. The council sees it; the applicant does not."
FIELD = "paper"


class PaperForm(Form):
    """A paper, and what it is."""

    kind = one_of("What is it?", [Choice(kind, wording.sentence(kind.value)) for kind in KINDS])
    paper = file("Paper", hint=HINT, missing="Choose a paper", accept=ACCEPTED)


def may_give(actor: Actor, held: FireRecord) -> bool:
    """Whether somebody adds papers to a matter: the fire authority, until it has ended."""
    return actor.fire_authority is not None and not held.is_ended


def ask_beside(form: Form) -> None:
    """Let a form take a paper beside what it asks."""
    form.fields[FIELD] = file("A paper to go with it", required=False, hint=HINT, accept=ACCEPTED)


def keep(held: FireRecord, form: Form, *, by: Actor, into: Intake) -> None:
    """Keep the paper that a form brought, if it did. Raises FileNotTaken and MatterEnded."""
    given = form.cleaned_data.get(FIELD)
    if given:
        kind = Kind(form.cleaned_data.get("kind", Kind.OTHER))
        fire_papers.give(held, Given(kind, given.name, given.read()), by=by, at=timezone.now(), into=into)


def rows(actor: Actor, held: FireRecord) -> list[list[Any]]:
    """The papers of a matter, as the table of its page shows them; each is found below the page."""
    return [_row(each) for each in fire.papers(actor, held)]


def _row(each: FirePaper) -> list[Any]:
    entry = f"{words(each.entry.name.replace('-', '_'))} (entry {each.entry.number})" if each.entry else "No entry of theirs yet"
    day = wording.day(timezone.localdate(each.at))
    return [{"text": each.name, "href": f"papers/{each.pk}/"}, wording.sentence(each.kind), entry, str(each.by), day, each.scan]


def give(request: HttpRequest, held: FireRecord, *, by: Actor, then: str, trail: list[dict[str, Any]]) -> HttpResponse:
    """Ask for a paper, and add it to a matter."""
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            with uploads.intake() as into:
                keep(held, form, by=by, into=into)
        except (FileNotTaken, MatterEnded) as error:
            problems = [{"text": wording.sentence(str(error)), "href": f"#{FIELD}"}]
        else:
            messages.success(request, "The paper is added. The council is told.")
            return redirect(then)
    return page(
        request, "form.html", title="Add a paper", caption=held.house.address, form=form, problems=[*form.problems(), *problems],
        files=True, intro=["It goes with the last entry that the fire and rescue authority made here."], button="Add", breadcrumbs=trail,
    )  # fmt: skip
