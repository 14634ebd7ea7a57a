"""The council's cases: the list, one case with what comes next, and the steps that need no page of their own."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.queries import cases, licences, retention
from fanlight.casework.queries.cases import Listed, Wanted
from fanlight.casework.received import BY_NAME, came_on, is_letter
from fanlight.casework.rows import Case, LicenceVersion
from fanlight.documents import wording
from fanlight.web import reported, step_words
from fanlight.web.frame import for_council, page
from fanlight.web.wording import moment

SHOWN = {"mine": "Mine", "late": "Late", "all": "All open", "ended": "Ended"}
PAGES = {
    "case": "What comes next",
    "handed-in": "People and application",
    "missing": "What is missing",
    "fee": "The fee",
    "findings": "What the law asks",
    "suitability": "Fit and proper",
    "inspections": "Inspections",
    "assessment": "Assessment",
    "case-fire": "Fire safety",
    "licence": "The licence",
    "conditions": "Conditions",
    "calendar": "Calendar",
    "representations": "Representations",
    "documents": "Files",
    "papers": "Letters and notices",
    "begin-matter": "Begin another matter",
}
ALL = ("application", "licence", "variation", "revocation", "temporary-exemption", "appeal")
OF_TABLE = {
    "missing": ("application",),
    "fee": ("application",),
    "suitability": ("application", "licence", "variation", "revocation"),
    "licence": ("application", "variation"),
    "conditions": ("licence",),
    "calendar": ("licence",),
    "representations": ("application", "variation", "revocation"),
}
"""Pages that only some kinds of case have."""
COUNCIL = "council"
"""Who is late with a period of the law; for anybody else its last day is the end of what they may do."""
COLUMNS = ["Case", "House", "Where it stands", "Next date", "Officer"]
Row = dict[str, Any]


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The case list: mine, late, all open or ended; what is sought by its reference, address or postcode is sought among all of them."""
    assert actor.council is not None and actor.account is not None
    words = request.GET.get("words", "").strip()
    shown = "" if words else request.GET.get("show") or "mine"
    wanted = Wanted(
        officer=actor.account.pk if shown == "mine" else None,
        late_on=cases.today() if shown == "late" else None,
        table=request.GET.get("table", ""),
        words=words,
        is_ended=None if words else shown == "ended",
        page=_number(request.GET.get("page", "1")),
    )
    found = cases.listed(actor.council, wanted)
    asked = request.GET.copy()
    asked.pop("page", None)
    waiting = cases.waiting_for_signature(actor.council).count() if access.is_permitted(actor, Permission.SIGN) else 0
    return page(
        request, "cases/list.html", title="Cases", rows=_rows(found, actor), columns=COLUMNS, found=found, shown=shown, ways=SHOWN,
        waiting=waiting, words=wanted.words, address=f"?{asked.urlencode()}&page=" if asked else "?page=",
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def _rows(found: Listed, actor: Actor) -> list[list[Any]]:
    assert actor.council is not None
    today, due, until = cases.today(), cases.due(found.cases), cases.invited_until(found.cases)
    return [
        [
            {"text": case.reference, "href": reverse("case", args=[actor.council.slug, case.reference])},
            f"{case.house.address}, {case.house.postcode}",
            f"{wording.sentence(case.table.replace('-', ' '))}: {case.state}{_invited(until.get(case.pk), today)}",
            _due(case, due, today),
            str(case.officer or "Nobody yet"),
        ]
        for case in found.cases
    ]


def _invited(until: date | None, today: date) -> str:
    if until is None:
        return ""
    return f", representations until {wording.day(until)}" if until >= today else ", the time for representations is over"


def _due(case: Case, due: dict[int, str], today: date) -> str:
    if case.next_due_on is None:
        return "See its calendar" if case.table == "licence" and case.state == "in force" else "None"
    late, what = " (late)" if case.next_due_on < today else "", due.get(case.pk)
    return f"{wording.day(case.next_due_on)}{late}{f': {what}' if what else ''}"


def held(actor: Actor, reference: str) -> Case:
    """The case of an address, if the actor may see it; otherwise there is none."""
    case = cases.get(actor, reference)
    if case is None:
        raise Http404("There is no such case for you")
    return case


@for_council(Permission.SEE_CASES)
def case(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """One case: where it stands, what comes next and what that lacks, its periods with their working, and what was done."""
    shown, today = held(actor, reference), cases.today()
    header, waits, until = case_header(shown), cases.put_up(shown), cases.invited_until([shown]).get(shown.pk)
    ways = [_way(way, shown, actor, is_one_put_up=waits is not None) for way in cases.ways(shown, actor, today)]
    return page(
        request, "cases/case.html", title=shown.house.address, case={**header, "place": shown.house.postcode},
        sections=sections(shown, actor), ways=ways, periods=[period(each, today, until) for each in cases.running(shown)],
        history=[*(_step(each, shown) for each in cases.history(shown)), *_entered(shown)],
        related=[_related(each, actor) for each in cases.related(shown)],
        waits=f"{step_words.name(shown.table, waits.step)}: put up by {waits.by}, waits for a manager's signature." if waits else "",
        notes=[_note(each) for each in cases.notes(shown)], reported=reported.of_case(shown, actor),
        may_work=access.is_permitted(actor, Permission.WORK_CASES), breadcrumbs=trail(actor), kept=_kept(shown),
    )  # fmt: skip


def _kept(case: Case) -> list[str]:
    """What was erased of a case, and what keeps the rest."""
    gone = [
        f"Personal data was erased on {wording.day(timezone.localdate(each.at))} when its time was over: {each.kind}."
        for each in retention.of_case(case)
    ]
    hold = retention.holding(case)
    return [*gone, *([f"Nothing of this case is erased while a legal hold stands: {hold.reasons}"] if hold else [])]


def _note(each: Any) -> Row:
    when = timezone.localtime(each.at)
    return {"title": each.words, "when": moment(when), "by": str(each.by)}


def _related(each: Case, actor: Actor) -> Row:
    assert actor.council is not None
    where = f"{wording.sentence(each.table.replace('-', ' '))}: {each.state}"
    return {"text": each.reference, "href": reverse("case", args=[actor.council.slug, each.reference]), "where": where}


def trail(actor: Actor, *more: tuple[str, str]) -> list[Row]:
    """The way back: the case list, and what else was passed."""
    assert actor.council is not None
    return [{"text": text, "href": href} for text, href in (("Cases", reverse("cases", args=[actor.council.slug])), *more)]


def case_header(case: Case) -> Row:
    """What stands above every page of a case."""
    rows = [("Officer", str(case.officer or "nobody yet")), ("Opened", wording.day(timezone.localdate(case.opened_at)))]
    licence = licences.of_case(case) if case.table == "licence" else None
    if licence and licence.current:
        rows += [("Term", f"{wording.day(licence.current.from_on)} to {wording.day(licence.current.until_on)}")]
        rows += [("Licence holder", licence.current.holder), ("At most", _most(licence.current))]
    return {
        "reference": case.reference, "place": f"{case.house.address}, {case.house.postcode}", "state": wording.sentence(case.state),
        "kind": wording.sentence(case.table.replace("-", " ")), "rows": [{"name": name, "text": text} for name, text in rows],
    }  # fmt: skip


def _most(version: LicenceVersion) -> str:
    persons = "Persons not known" if version.persons is None else wording.counted(version.persons, "person")
    households = "households not known" if version.households is None else wording.counted(version.households, "household")
    return f"{persons}, {households}"


def around(case: Case, actor: Actor, *more: tuple[str, str]) -> Row:
    """What every page of a case shows of it; `more` are the pages passed on the way from the case."""
    assert actor.council is not None
    at = reverse("case", args=[actor.council.slug, case.reference])
    return {"case": case_header(case), "sections": sections(case, actor), "breadcrumbs": trail(actor, (case.reference, at), *more)}


def sections(case: Case, actor: Actor) -> list[Row]:
    """The other pages of a case."""
    assert actor.council is not None
    place = [actor.council.slug, case.reference]
    return [{"text": text, "href": reverse(name, args=place)} for name, text in PAGES.items() if case.table in OF_TABLE.get(name, ALL)]


def _way(way: cases.Way, case: Case, actor: Actor, *, is_one_put_up: bool) -> Row:
    """A step that can be taken. What another has to sign cannot be put up while one thing of the case waits for a signature."""
    assert actor.council is not None
    has_to_wait = is_one_put_up and not set(way.step.who) & actor.roles
    return {
        "text": step_words.name(case.table, way.step.name), "says": way.step.says, "cited": way.step.provision.citation,
        "href": reverse("step", args=[actor.council.slug, case.reference, way.step.name]) if way.is_open and not has_to_wait else "",
        "has_to_wait": has_to_wait,
        "lacking": [
            {"says": each.says, "standing": each.standing.value, "why": each.why, "href": _found_at(each, case, actor)}
            for each in way.lacking
        ],
    }  # fmt: skip


def _found_at(each: cases.Lacking, case: Case, actor: Actor) -> str:
    """Where an officer records how a need stands that no machine works out."""
    assert actor.council is not None
    may = each.is_found and access.is_permitted(actor, Permission.WORK_CASES)
    return reverse("finding", args=[actor.council.slug, case.reference, each.need]) if may else ""


def period(each: Any, today: date, until: date | None) -> Row:
    """A period that runs in a case; of one whose last day a notice names, that day, which is `until`."""
    last, is_past = each.last_on, each.last_on is not None and each.last_on < today
    text = f"{wording.sentence(each.who)}: {each.does}"
    if last is None and until is not None and each.step.name.startswith("propose"):
        last, text = until, f"Representations {'may' if until >= today else 'could'} be made until the end of this day"
    return {
        "text": text, "last": wording.day(last) if last else "No last day",
        "is_late": is_past and each.who == COUNCIL, "is_over": is_past and each.who != COUNCIL,
        "working": each.working, "doubts": each.doubts, "cited": each.cited,
    }  # fmt: skip


def _step(each: Any, case: Case) -> Row:
    when = timezone.localtime(each.at)
    letter = f"{_came_by(each, case)} on {wording.day(came_on(each))}; entered by {each.by}"
    return {
        "title": step_words.taken(case.table, each.name), "when": moment(when),
        "by": letter if is_letter(each) else f"{each.by or 'by time alone'}, {each.role}", "text": each.reasons,
    }  # fmt: skip


def _came_by(each: Any, case: Case) -> str:
    if case.table == "appeal" and "tribunal_appellant" in each.details:
        return f"appeal of {each.details['tribunal_appellant']}, received by the tribunal"
    return f"by letter of {each.details.get(BY_NAME) or each.role}, received"


def _entered(case: Case) -> list[Row]:
    """That its licence came from a register, and what that did not say."""
    found = licences.from_register(case)
    if found is None:
        return []
    lacks = f"Not said there: {', '.join(each.replace('_', ' ') for each in found.missing)}." if found.missing else ""
    when = wording.day(timezone.localdate(found.at))
    return [{"title": "Entered from a register", "when": when, "by": f"{found.source}, row {found.row}", "text": lacks}]


def told(request: HttpRequest, text: str) -> None:
    """Say on the next page what was done."""
    messages.success(request, text)


def back(actor: Actor, case: Case) -> HttpResponse:
    """Back to the case."""
    assert actor.council is not None
    return redirect("case", actor.council.slug, case.reference)
