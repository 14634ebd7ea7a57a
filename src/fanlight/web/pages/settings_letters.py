"""Pages on the words of the council's letters: every kind, one kind with its sections, and a section edited, tried and taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import letter_texts as acts
from fanlight.casework.actions.letter_texts import Reworded, WordsMoved
from fanlight.casework.queries import letter_texts
from fanlight.casework.rows import LetterText, Made, StepTaken
from fanlight.documents import wording
from fanlight.documents.letters import texts
from fanlight.documents.letters.composing import Incomplete
from fanlight.documents.letters.letter import NotPrintable
from fanlight.documents.letters.wording import Section
from fanlight.facts.files import Refused
from fanlight.licensing.deadlines import DatesInvalid
from fanlight.web.forms import Choice, Form, line, one_of, seen, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, given
from fanlight.web.pages.cases import told
from fanlight.web.pages.settings import ask, at, council_of, crumbs
from fanlight.web.wording import moment

TITLE = "Letters"
EXAMPLE = "example"
SAVE, PAGE, PDF = "save", "page", "pdf"
NOT_MADE = (Refused, Incomplete, DatesInvalid, NotPrintable, WordsMoved)
LEAVE_OUT = "Each line is a paragraph. Leave it empty to leave the section out."
BOUND = "The law has this section: it cannot be left out."


class WordsForm(Form):
    """The words of a section, and what they are tried on."""

    heading = line("Heading", required=False, hint="Leave it empty for the heading that comes with Fanlight.")
    words = words("Words", required=False, hint=LEAVE_OUT, rows=12)
    on = one_of("Try it on", [Choice(EXAMPLE, "An invented case")], required=False)


@for_council(Permission.EDIT_LETTERS)
def letters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every kind of letter, with how many of its sections have words of the council's own."""
    own = letter_texts.changed(council_of(actor))
    rows = [
        [
            {"text": text.title, "href": at(actor, "settings-letter", kind)}, text.law,
            wording.counted(sum(1 for of, _ in own if of == kind), "section") if any(of == kind for of, _ in own) else "None",
        ]
        for kind, text in sorted(texts.default().kinds.items(), key=lambda each: each[1].title)
    ]  # fmt: skip
    tables = [("Kinds of letter", ["Letter", "Law", "In your own words"], rows, "")]
    intro = ["What you change counts for letters made from then on. What was served stays as it was served."]
    return page(request, "settings/table.html", title=TITLE, intro=intro, tables=tables, breadcrumbs=crumbs(actor))


@for_council(Permission.EDIT_LETTERS)
def letter(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """One kind of letter with its sections."""
    text = letter_texts.text(kind)
    if text is None:
        raise Http404("There is no such letter")
    own = letter_texts.changed(council_of(actor))
    rows = [_row(actor, kind, each, own.get((kind, each.name))) for each in text.sections]
    tables = [("Sections", ["Section", "Demanded by", "Words in use"], rows, "")]
    return page(
        request, "settings/table.html", title=text.title, caption=TITLE, intro=[text.law], tables=tables,
        breadcrumbs=crumbs(actor, (TITLE, at(actor, "settings-letters"))),
    )  # fmt: skip


def _row(actor: Actor, kind: str, section: Section, own: LetterText | None) -> list[Any]:
    used = f"Yours, by {own.by}, {moment(timezone.localtime(own.at))}" if own else "Those that come with Fanlight"
    heading = own.heading if own and own.heading else section.heading
    return [{"text": heading, "href": at(actor, "settings-words", kind, section.name)}, section.statutory or "No provision", used]


@for_council(Permission.EDIT_LETTERS)
def edit(request: HttpRequest, actor: Actor, kind: str, section: str) -> HttpResponse:
    """Edit a section: see it on a case as a page or as PDF, then save it."""
    shipped = letter_texts.section(kind, section)
    if shipped is None:
        raise Http404("There is no such section of a letter")
    rows = letter_texts.versions(council_of(actor), kind, section)
    steps = {str(each.pk): each for each in letter_texts.steps(actor, kind)}
    form = _form(request, shipped, rows, steps)
    problems: list[dict[str, str]] = []
    shown: Made | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            found = _done(request, actor, Reworded(kind, section, said["heading"], said["words"], seen(request)), steps.get(said["on"]))
        except NOT_MADE as fault:
            problems = _problems(fault)
        else:
            if isinstance(found, HttpResponse):
                return found
            shown = found
    title = texts.default().text(kind).title
    return page(
        request, "settings/words.html", title=shipped.heading, caption=title, form=form, shown=shown,
        problems=[*form.problems(), *problems], breadcrumbs=crumbs(actor, (TITLE, at(actor, "settings-letters")), (title, "../")),
        **_about(kind, shipped, rows),
    )  # fmt: skip


def _done(request: HttpRequest, actor: Actor, reworded: Reworded, step: StepTaken | None) -> HttpResponse | Made:
    """Save the words, or make the letter with them: as PDF, or to be shown on the page. Raises what `NOT_MADE` lists."""
    wanted, now = request.POST.get("do", PAGE), timezone.now()
    if wanted == SAVE:
        acts.reword(council_of(actor), reworded, by=actor, at=now)
        told(request, "The words are saved. Letters made from now on have them.")
        return redirect(at(actor, "settings-letter", reworded.kind))
    made = acts.on_case(step, reworded, by=actor, at=now) if step else acts.on_example(council_of(actor), reworded)
    return _pdf(made.pdf, reworded.kind) if wanted == PDF else made


def _about(kind: str, shipped: Section, rows: Sequence[LetterText]) -> dict[str, Any]:
    """What the page says of a section besides its form."""
    return {
        "seen": len(rows), "intro": [BOUND] if shipped.statutory else [], "law": shipped.statutory, "must": _must(shipped),
        "placeholders": [["{" + name + "}", says] for name, says in texts.placeholders(kind).items()],
        "versions": [_version(each) for each in rows], "shipped_url": "shipped/" if rows and not rows[0].is_shipped else "",
    }  # fmt: skip


def _form(request: HttpRequest, shipped: Section, rows: Sequence[LetterText], steps: Mapping[str, StepTaken]) -> WordsForm:
    last = rows[0] if rows and not rows[0].is_shipped else None
    held = last.words if last else "\n\n".join(shipped.paragraphs)
    initial = {"heading": last.heading if last else "", "words": held, "on": EXAMPLE}
    form = WordsForm(**given(request), initial=initial)
    real = [Choice(key, f"{step.case.reference}, {step.case.house.address}") for key, step in steps.items()]
    _field(form).choices = [(each.value, each) for each in (Choice(EXAMPLE, "An invented case"), *real)]
    return form


def _field(form: Form) -> forms.ChoiceField:
    field = form.fields["on"]
    assert isinstance(field, forms.ChoiceField)
    return field


def _must(section: Section) -> str:
    return ", ".join("{" + name + "}" for name in section.must_state)


def _problems(fault: Exception) -> list[dict[str, str]]:
    said = [each.message for each in fault.problems] if isinstance(fault, Refused) else [str(fault)]
    return [{"text": wording.sentence(each), "href": "#words"} for each in said]


def _version(each: LetterText) -> dict[str, str]:
    text = "Back to the words that come with Fanlight." if each.is_shipped else each.words or "The section was left out."
    title = each.heading or ("Shipped words" if each.is_shipped else "Words of the council")
    return {"title": title, "when": moment(timezone.localtime(each.at)), "by": str(each.by), "text": text}


def _pdf(content: bytes, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="tried-{kind}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@for_council(Permission.EDIT_LETTERS)
def ship(request: HttpRequest, actor: Actor, kind: str, section: str) -> HttpResponse:
    """Go back to the words that come with Fanlight."""
    shipped = letter_texts.section(kind, section)
    if shipped is None:
        raise Http404("There is no such section of a letter")
    intro = ("Letters made from now on have these words again:", *(shipped.paragraphs or ("(nothing besides what the case holds)",)))
    asked = Asked(
        "Back to the words that come with Fanlight", "Go back", at(actor, "settings-letter", kind), intro,
        trail=[(TITLE, at(actor, "settings-letters"))],
    )  # fmt: skip

    def do(_: Any) -> str:
        acts.ship(council_of(actor), kind, section, by=actor, at=timezone.now())
        return "The words that come with Fanlight are in use again."

    return ask(request, actor, Form(**given(request)), asked, do)
