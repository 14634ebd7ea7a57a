"""The check that anybody may make: does this house need a licence, and would it pass; the answers are kept in the form alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.queries import people
from fanlight.casework.rows import Council
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.facts.vocabulary import THINGS
from fanlight.web import checking
from fanlight.web.checking import COUNTING, COUNTS, LETTING, LETTINGS, Kept, NotOurs, Step
from fanlight.web.forms import Form
from fanlight.web.frame import page
from fanlight.web.pages.checker_answer import CAUTION, Answer, answer, permitted, printed
from fanlight.web.public import of_council
from fanlight.web.questions import document as documents
from fanlight.web.questions import forms
from fanlight.web.questions.answers import NOT_KNOWN, shown
from fanlight.web.questions.forms import Place

TITLE = "Does this house need a licence, and would it pass?"
KEEPABLE = "private, max-age=0, must-revalidate"
"""So that the back button shows a page again as it was, and does not ask to send the form once more."""


def councils(request: HttpRequest) -> HttpResponse:
    """In whose area the house is; where there is one council, its check."""
    held = list(people.councils())
    if len(held) == 1:
        return redirect("check", held[0].slug)
    links = [{"text": f"{each.name} Council", "href": reverse("check", args=[each.slug])} for each in held]
    return page(request, "check/councils.html", title=TITLE, links=links)


class CountForm(Form):
    """How many there are of some kinds; blank where nobody knows."""

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, most) in COUNTED[step].items():
            wrong = f"{label} must be a whole number from 0 to {most}"
            self.fields[name] = django_forms.IntegerField(
                label=label, help_text=hint, required=False, min_value=0, max_value=most,
                error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Numbers that can be together: no more flats than lettings."""
        said = super().clean() or {}
        if (said.get("flats") or 0) > (said.get("lettings") or 0):
            self.add_error("flats", "There cannot be more self-contained flats than lettings")
        return said


COUNTED: dict[Step, dict[str, tuple[str, str, int]]] = {
    COUNTING: {
        "bedrooms": ("Rooms that somebody sleeps in", "", COUNTS["bedrooms"][2]),
        "living_rooms": ("Living and dining rooms", "Rooms that nobody sleeps in or cooks in.", COUNTS["living_rooms"][2]),
        "kitchens": ("Kitchens", "Count each place to cook, also one within a bedsit.", COUNTS["kitchens"][2]),
        "bathrooms": ("Bathrooms, shower rooms and separate WCs", "Count each room of its own.", COUNTS["bathrooms"][2]),
    },
    LETTING: {
        "lettings": ("Separate lettings", "A house that friends rent together is one. Six bedsits are six.", LETTINGS),
        "flats": (
            "How many of them are self-contained flats?",
            "A self-contained flat has its kitchen, bathroom and WC behind its own front door.",
            LETTINGS,
        ),
    },
}
HEADINGS = {COUNTING: "How many rooms are there?", LETTING: "How is the house let?"}
"""What is counted on a page, with how it is asked and the most that are taken."""


@of_council
def check(request: HttpRequest, council: Council) -> HttpResponse:
    """The page that begins, and each page after it: what was answered comes with the form and goes out with the next."""
    if request.method != "POST":
        return page(request, "check/start.html", title=TITLE, council=council, sealed=Kept({}).sealed(), breadcrumbs=[])
    try:
        kept = checking.opened(request.POST.get("kept", ""))
        return _kept(_turned(request, council, kept))
    except NotOurs as error:
        return page(
            request, "check/start.html", title=TITLE, council=council, sealed=Kept({}).sealed(), breadcrumbs=[],
            problems=[{"text": str(error), "href": "#begin"}],
        )  # fmt: skip


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = KEEPABLE
    return response


def _turned(request: HttpRequest, council: Council, kept: Kept) -> HttpResponse:
    """The page that a button leads to."""
    do, _, of = request.POST.get("do", "").partition(":")
    if do == "back" and kept.done:
        return _asked(request, council, replace(kept, now=kept.done[-1], done=kept.done[:-1]))
    if do == "change" and of.isdecimal() and len(of) < 4 and int(of) < len(kept.done):
        return _asked(request, council, replace(kept, now=kept.done[int(of)]))
    if do in ("answer", "pdf"):
        return _answered(request, council, replace(kept, now=None), as_pdf=do == "pdf")
    if do == "continue" and kept.now is not None:
        return _counted(request, council, kept) if kept.now in COUNTED else _read(request, council, kept)
    return _asked(request, council, kept)


def _read(request: HttpRequest, council: Council, kept: Kept) -> HttpResponse:
    """Read the answers of a page, and go on."""
    assert kept.now is not None
    place, given = _place(kept, kept.now), dict(request.POST.lists())
    document, troubles = forms.read(place, given)
    problems = [each.link for each in troubles]
    if not troubles:
        try:
            return _asked(request, council, checking.answered(kept, document, council, timezone.localdate()))
        except Refused as error:
            problems = [{"text": wording.sentence(each.message), "href": f"#{kept.now.facts[0]}"} for each in error.problems]
    return _asked(request, council, kept, problems, forms.fields(place, given=given, troubles=troubles))


def _counted(request: HttpRequest, council: Council, kept: Kept) -> HttpResponse:
    assert kept.now is not None
    form = CountForm(kept.now, request.POST)
    if not form.is_valid():
        return _asked(request, council, kept, form.problems(), form=form)
    said = form.cleaned_data
    is_let = kept.now == LETTING
    document = checking.let(kept.document, said["lettings"], said["flats"]) if is_let else checking.counted(kept.document, said)
    listed = {(thing.name, documents.id_of(entry, thing)) for thing, entry in documents.everything(document)}
    done = tuple(step for step in kept.done if step in COUNTED or (step.thing, step.id) in listed or step.thing == "house")
    return _asked(request, council, checking.answered(replace(kept, done=done), document, council, timezone.localdate()))


def _place(kept: Kept, step: Step) -> Place:
    return Place(kept.document, step.section, step.id)


def _asked(
    request: HttpRequest, council: Council, kept: Kept, problems: Sequence[dict[str, str]] = (), parts: Any = None, form: Form | None = None
) -> HttpResponse:
    """The questions of the page that comes, or the answer where nothing more matters."""
    if kept.now is None:
        return _answered(request, council, kept)
    around: dict[str, Any] = {
        "council": council, "sealed": kept.sealed(), "problems": problems, "can_go_back": bool(kept.done), "count": len(kept.done),
    }  # fmt: skip
    if kept.now in COUNTED:
        shown_form = form or CountForm(kept.now, initial=_counts(kept, kept.now))
        return page(request, "check/count.html", title=HEADINGS[kept.now], form=shown_form, **around)
    place = _place(kept, kept.now)
    label = documents.label_of(place.entry, place.section.thing)
    return page(request, "check/questions.html", title=label, fields=parts or forms.fields(place), **around)


def _counts(kept: Kept, step: Step) -> dict[str, int | None]:
    """What was counted before on a page; None of what was left open there."""
    if step not in kept.done:
        return {}
    whole = kept.document.get("complete") or []
    if step == LETTING:
        units = documents.entries(kept.document, THINGS["unit"])
        said = [documents.said(unit, "is_self_contained").words for unit in units]
        return {"lettings": len(units) if "units" in whole else None, "flats": said.count("yes") if all(said) and units else None}
    counts = dict.fromkeys(COUNTED[step], 0)
    for thing, entry in documents.everything(kept.document):
        name = documents.id_of(entry, thing).rpartition("-")[0].replace("-", "_") + "s"
        if name in counts:
            counts[name] += 1
    return {name: count if count or str(THINGS[COUNTS[name][0]].plural) in whole else None for name, count in counts.items()}


def _answered(request: HttpRequest, council: Council, kept: Kept, *, as_pdf: bool = False) -> HttpResponse:
    found = answer(kept.document, council, timezone.localdate())
    if as_pdf:
        headers = {"Content-Disposition": 'attachment; filename="check-of-a-house.pdf"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(printed(found, _said(kept), council), content_type="application/pdf", headers=headers)
    return page(
        request, "check/answer.html", title=TITLE, council=council, sealed=kept.sealed(), found=found,
        said=_said(kept), caution=CAUTION, numbers=permitted(found.numbers), more=_more(found, kept, council), on=timezone.localdate(),
    )  # fmt: skip


def _more(found: Answer, kept: Kept, council: Council) -> str:
    """The form with which somebody who saw the answer early goes on; empty where nothing more can be asked."""
    try:
        following = checking.following(kept, council, timezone.localdate())
    except Refused:
        return ""
    return replace(kept, now=following).sealed() if following and not found.problems else ""


def _said(kept: Kept) -> list[dict[str, Any]]:
    """Every page that was answered, with its answers in words."""
    pages = []
    for number, step in enumerate(kept.done):
        if step in COUNTED:
            counts = _counts(kept, step)
            rows = [
                {"name": asked[0], "text": NOT_KNOWN if counts[name] is None else str(counts[name])}
                for name, asked in COUNTED[step].items()
            ]
            pages.append({"heading": HEADINGS[step], "rows": rows, "number": number})
            continue
        thing = THINGS[step.thing]
        entry = documents.entry(kept.document, thing, step.id)
        facts = [thing.facts[name] for name in step.facts]
        rows = [{"name": fact.question, "text": shown(kept.document, fact, documents.said(entry, fact.name))} for fact in facts]
        pages.append({"heading": documents.label_of(entry, thing), "rows": rows, "number": number})
    return pages
