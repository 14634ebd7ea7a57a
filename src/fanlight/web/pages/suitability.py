"""Whether the persons of a case are fit and proper: how each stands, what is to be weighed, and weighing it; each look is recorded."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework import fitness
from fanlight.casework.access import Permission, is_permitted
from fanlight.casework.acting import Actor
from fanlight.casework.actions import suitability
from fanlight.casework.actions.suitability import Judged, Looked, NotWeighed, Weight
from fanlight.casework.rows import Case, Party
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.licensing.procedure import Standing
from fanlight.licensing.suitability import Clock, Consideration
from fanlight.licensing.suitability_policies import Heading
from fanlight.web.forms import Choice, Form, one_of, seen, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Place
from fanlight.web.pages.cases import around, held, told

WORDS = {
    Heading.OFFENCE: "Offences", Heading.DISCRIMINATION: "Discrimination", Heading.CONTRAVENTION: "Contraventions of housing law",
    Heading.CODE: "Codes of practice", Heading.ASSOCIATE: "Associates", Heading.FRONT: "Somebody behind them",
    Heading.RECORD: "Earlier dealings with the council", Heading.COMPETENCE: "Competence", Heading.TRAINING: "Training",
    Heading.MANAGEMENT: "Management arrangements", Heading.FINANCE: "Money for the house", Heading.BANNING_ORDER: "Banning orders",
}  # fmt: skip
STANDINGS = (
    Choice(Standing.MET, "Nothing here speaks against them"),
    Choice(Standing.NOT_MET, "It speaks against them"),
    Choice(Standing.OPEN, "Still open"),
    Choice(Standing.DOES_NOT_APPLY, "Does not apply"),
)
WHOLE = (Choice(Standing.MET, "Fit and proper"), Choice(Standing.NOT_MET, "Not fit and proper"), Choice(Standing.OPEN, "Still open"))
SPENT = (
    "left out: a spent conviction may not be weighed (Rehabilitation of Offenders Act 1974, section 4). Nothing of it is shown and "
    "nothing of it may be asked."
)


class LookForm(Form):
    """Why somebody looks at what a person declared."""

    why = words("Why do you look?", hint="Each look is kept on the record with your name and this reason.", rows=3)


class WeighForm(Form):
    """How each heading was weighed, and the whole."""

    def __init__(self, headings: list[Heading], posted: Any = None) -> None:
        super().__init__(posted)
        self.headings = headings
        for heading in headings:
            label = WORDS[heading]
            self.fields[f"standing-{heading}"] = one_of(f"{label}: how does it stand?", STANDINGS)
            self.fields[f"reasons-{heading}"] = words(f"{label}: why?", missing=f"Say why under “{label}”", rows=3)
        self.fields["standing"] = one_of("In the whole, are they fit and proper?", WHOLE)
        self.fields["reasons"] = words("Why?", missing="Say why in the whole", hint="Kept on the record with your name.")

    def weight(self) -> Weight:
        """What the form says."""
        said = self.cleaned_data
        each = {one: Judged(Standing(said[f"standing-{one}"]), said[f"reasons-{one}"]) for one in self.headings}
        return Weight(Standing(said["standing"]), said["reasons"], each)


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Every person of a case with how they stand, and nothing of what was declared."""
    case = held(actor, reference)
    rows = [_row(party, stands) for party, stands in fitness.of_case(case)]
    weighs = is_permitted(actor, Permission.WEIGH_OFFENCES)
    return page(request, "cases/suitability.html", title="Fit and proper", rows=rows, weighs=weighs, **around(case, actor))


def _row(party: Party, stands: fitness.Fitness | None) -> dict[str, Any]:
    open_ = "Nothing was declared or weighed, so nothing is known."
    return {
        "number": party.pk, "name": party.name, "role": wording.sentence(party.role), "why": stands.why if stands else open_,
        "standing": stands.standing.value if stands else Standing.OPEN.value,
    }  # fmt: skip


@for_council(Permission.WEIGH_OFFENCES)
def look(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Ask why somebody looks, record it, and show what is to be weighed."""
    case = held(actor, reference)
    party = _party(case, number)
    form = LookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _shown(request, Place(actor, case), party, form.cleaned_data["why"], [])
    return page(
        request, "cases/form.html", title=f"Look at the record of {party.name}", form=form, problems=form.problems(), button="Look",
        intro=["What people declare of offences is seen only by those who weigh it."], **_around(case, actor),
    )  # fmt: skip


def _party(case: Case, number: int) -> Party:
    for party, _ in fitness.of_case(case):
        if party.pk == number:
            return party
    raise Http404("There is no such person in this case")


def _around(case: Case, actor: Actor) -> dict[str, Any]:
    return around(case, actor, ("Fit and proper", Place(actor, case).at("suitability")))


@for_council(Permission.WEIGH_OFFENCES)
def weigh(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Record how a person was weighed. Where something is wrong, what is to be weighed is shown again, which is another look."""
    case = held(actor, reference)
    place, party = Place(actor, case), _party(case, number)
    if request.method != "POST":
        return HttpResponse(status=302, headers={"Location": place.at("look", number)})
    form = WeighForm([each for each in Heading if f"standing-{each}" in request.POST or f"asked-{each}" in request.POST], request.POST)
    problems = form.problems()
    if not problems:
        try:
            suitability.weigh(party, form.weight(), by=actor, at=timezone.now(), seen=seen(request))
        except (NotWeighed, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#standing"}]
        else:
            told(request, f"{party.name} is weighed.")
            return HttpResponse(status=302, headers={"Location": place.at("suitability")})
    return _shown(request, place, party, request.POST.get("why", ""), problems, form)


def _shown(  # noqa: PLR0913
    request: HttpRequest, place: Place, party: Party, why: str, problems: list[dict[str, str]], form: WeighForm | None = None
) -> HttpResponse:
    """What is to be weighed of a person; the look is recorded first."""
    try:
        found = suitability.look(party, by=place.actor, at=timezone.now(), why=why)
    except (ValueError, Refused) as error:
        ask = LookForm(None)
        wrong = [{"text": wording.sentence(str(error)), "href": "#why"}]
        return page(
            request, "cases/form.html", title=f"Look at the record of {party.name}", form=ask, problems=wrong, button="Look", intro=[],
            **_around(place.case, place.actor),
        )  # fmt: skip
    headings = list(dict.fromkeys(each.heading for each in found.record.considerations))
    return page(
        request, "cases/weigh.html", title=f"The record of {party.name}", form=form or WeighForm(headings), problems=problems,
        seen=fitness.seen(party), why=why, action=place.at("weigh", party.pk), headings=headings, **_record(found),
        **_around(place.case, place.actor),
    )  # fmt: skip


def _record(found: Looked) -> dict[str, Any]:
    record = found.record
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in record.considerations:
        groups.setdefault(WORDS[each.heading], []).append(_consideration(each))
    spent = found.declared.spent
    left_out = f"{wording.counted(spent, 'spent conviction')} {'is' if spent == 1 else 'are'} {SPENT}" if spent else ""
    return {
        "declared": f"Declared and signed by {found.signed_as} on {wording.day(timezone.localdate(found.declared_at))}."
        if found.declared_at
        else "Nothing was declared: nothing is known, which is not the same as nothing being wrong.",
        "groups": groups, "clocks": [_clock(each) for each in record.clocks], "left_out": left_out,
        "unsettled": found.declared.unsettled, "undeclared": [f"{each.says} ({each.cited})" for each in record.undeclared],
        "unlisted": [each.replace("_", " ") for each in record.unlisted], "principle": f"{record.principle.says} {record.principle.cited}",
        "weighed": [{"standing": each.standing.value, "reasons": each.reasons} for each in reversed(found.weighed)],
    }  # fmt: skip


def _consideration(each: Consideration) -> dict[str, Any]:
    shown = wording.VERDICTS[each.shown][1] if each.shown is not None else "a person has to say"
    return {
        "says": each.says, "leans": each.leans.value, "standing": each.standing.value, "shown": shown, "source": each.source,
        "missing": each.missing, "subject": each.subject,
    }  # fmt: skip


def _clock(each: Clock) -> dict[str, Any]:
    if each.first is None or each.last is None:
        return {"says": each.term.says, "when": "It cannot be told: the day it runs from is not known.", "source": each.term.source}
    return {"says": each.term.says, "when": f"From {wording.day(each.first)} to {wording.day(each.last)}", "source": each.term.source}
