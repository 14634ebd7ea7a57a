"""Pages on how long personal data is kept: each kind with its period and ground, what is due, and holds that keep a case."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import retention as acts
from fanlight.casework.actions.retention import HoldNotOpen
from fanlight.casework.queries import retention as queries
from fanlight.casework.queries import retention_matters, retention_reports
from fanlight.casework.queries.retention import Due
from fanlight.casework.queries.retention_matters import DueMatter
from fanlight.casework.queries.retention_reports import DueReport
from fanlight.casework.rows import LegalHold, RetentionPeriod
from fanlight.documents import wording
from fanlight.licensing.retention import KEPT, Kind
from fanlight.web.forms import Choice, Form, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, given
from fanlight.web.pages.settings import ask, at, council_of, crumbs

TITLE = "What is erased, and when"
SOON = timedelta(days=30)
MOST = 200
STAYS = [
    ("Papers and people of a licence in force", "They are the licence. Once it has ended its time runs, with convictions and photographs."),
    ("That a licence was granted: its number, house, days and steps", "They are about a house. The public register names nobody any more."),
    (
        "Open matters between the council and the fire authority, and what the two agreed with each other",
        "They tell what is being done about the safety of a house, and who leads. What was said in a matter that has ended has a period.",
    ),
    (
        "Findings of assessments, houses and what is known of them, addresses of the gazetteer",
        "They are about houses and not about people.",
    ),
    ("Payments", "Accounts need them: amounts, days and references, without the reasons for which money was given back."),
    ("Drafts for which money was paid", "They wait until it is given back."),
    ("The record", "It tells who did what and when, by the number of an account. What it is about is erased with the rest."),
    ("Staff, their choices here, holds with their reasons, and keys of other systems", "They tell who answers for what was done."),
    ("Backups", "They hold what was erased until they are thrown away."),
]
NEVER = "Not erased: no period was chosen"
DUE = ["Of", "Kind", "Time runs since", "Erased on", "Why", "Held"]
FIRST = (
    "A kind for which you chose no period is never erased, but for how to reach reporters, who are told when it will be. What is due is "
    "erased in the night."
)
SIGNING_IN = (
    "Who is signed in is kept until an hour without a page, or ten hours, have passed. Of signing in nothing else is kept but the last "
    "time. That is the service’s and no choice of yours."
)
ERASES, KEEPS = "erase", "keep"
YES = Choice(ERASES, "Yes, after some months")
Anything = Due | DueReport | DueMatter
Chosen = Mapping[Kind, RetentionPeriod]


class PeriodForm(Form):
    """For how long a kind is kept, and why."""

    erases = one_of("Is it erased?", [YES, Choice(KEEPS, "No, it is kept")])
    months = forms.IntegerField(
        label="After how many months?", required=False, help_text="Leave it empty if it is kept.",
        error_messages={"invalid": "Months must be a whole number"},
    )  # fmt: skip
    ground = words("On what ground?", hint="Whoever asks why their data is kept, or gone, is told this.", rows=4)

    def without(self, otherwise: str) -> None:
        """Say what counts without a period, where that is not that it is kept."""
        both = (YES, Choice(KEEPS, "As where no period is chosen", wording.sentence(otherwise)))
        self.fields["erases"] = one_of("Is it erased?", both)

    def clean(self) -> dict[str, Any]:
        """Months where it is erased."""
        said = super().clean() or {}
        if said.get("erases") == ERASES and said.get("months") is None and "months" not in self.errors:
            self.add_error("months", "Enter after how many months it is erased")
        return said


class HoldForm(Form):
    """The case to be kept, and why."""

    reference = line("Reference of the case", hint="For example, HMO-2026-00001")
    reasons = words("Why does it have to be kept?", hint="A claim, an inquiry, or that somebody asked for what is held of them.", rows=4)


class LiftForm(Form):
    """Why a case need not be kept any more."""

    reasons = words("Why need it not be kept any more?", rows=4)


@for_council(Permission.ADMINISTER)
def retention(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every kind with its period and ground; what is due now or soon; and the holds."""
    council, today = council_of(actor), timezone.localdate()
    soon = today + SOON
    due: list[Anything] = [*queries.due(council, soon), *retention_reports.due(council, soon), *retention_matters.due(council, soon)]
    due.sort(key=lambda each: each.on)
    chosen = queries.chosen(council)
    tables = [
        ("Kinds of personal data", ["Kind", "What it takes in", "Kept for", "On what ground", "By", "Change"], _kinds(actor, chosen), ""),
        ("Due by " + wording.day(today + SOON), DUE, [_due(each, chosen) for each in due[:MOST]], "Nothing is due."),
        ("Holds", ["Case", "Why", "By", "Lifted"], [_hold(actor, each) for each in queries.holds(council)], "No case is held."),
        ("What is not erased, and why", ["What", "Why"], [list(each) for each in STAYS], ""),
    ]  # fmt: skip
    more = [f"The first {MOST} of {len(due)} that are due are shown."] if len(due) > MOST else []
    return page(
        request, "settings/table.html", title=TITLE, caption=f"{council.name} Council", tables=tables, breadcrumbs=crumbs(actor),
        links=[{"text": "Keep a case by a hold", "href": at(actor, "settings-hold")}],
        intro=[FIRST, SIGNING_IN, *more],
    )  # fmt: skip


def _kinds(actor: Actor, chosen: Chosen) -> list[list[Any]]:
    rows = []
    for kind, kept in KEPT.items():
        row = chosen.get(kind)
        period = f"{wording.counted(row.months or 0, 'month')} from {kept.runs_from}" if row else wording.sentence(kept.otherwise) or NEVER
        by = f"{row.by}, {wording.day(timezone.localdate(row.at))}" if row else "Nobody"
        link = {"text": "Change", "href": at(actor, "settings-period", kind.value)}
        rows.append([wording.sentence(kind.value), kept.says, period, row.ground if row else "None", by, link])
    return rows


def _due(each: Anything, chosen: Chosen) -> list[str]:
    row, kept = chosen.get(each.kind), KEPT[each.kind]
    why = f"{wording.counted(row.months or 0, 'month')}: {row.ground}" if row else kept.otherwise
    held = f"Yes, since {wording.day(timezone.localdate(each.hold.at))}: it stays" if each.hold else "No"
    return [each.named, wording.sentence(each.kind.value), wording.day(each.since), wording.day(each.on), why, held]


def _hold(actor: Actor, each: LegalHold) -> list[Any]:
    lift: Any = {"text": "Lift it", "href": at(actor, "settings-lift", each.pk)}
    if each.lifted_at is not None:
        lift = f"{wording.day(timezone.localdate(each.lifted_at))}, by {each.lifted_by}. {each.lifted_reasons}"
    return [each.case.reference, each.reasons, f"{each.by}, {wording.day(timezone.localdate(each.at))}", lift]


def _trail(actor: Actor) -> list[tuple[str, str]]:
    return [(TITLE, at(actor, "settings-retention"))]


@for_council(Permission.ADMINISTER)
def period(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Choose how long a kind is kept."""
    if kind not in tuple(Kind):
        raise Http404("There is no such kind")
    kept, row = KEPT[Kind(kind)], queries.chosen(council_of(actor)).get(Kind(kind))
    initial = {"erases": ERASES, "months": row.months, "ground": row.ground} if row else {}
    form = PeriodForm(**given(request), initial=initial)
    most = f", and at most {kept.most_months}" if kept.otherwise else ""
    intro = (
        kept.says,
        f"The time runs from {kept.runs_from}. At least {wording.counted(kept.least_months, 'month')}{most}. {kept.because}",
    )
    if kept.otherwise:
        form.without(kept.otherwise)
    asked = Asked(f"How long to keep: {kind}", "Save", at(actor, "settings-retention"), intro, trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        months = said["months"] if said["erases"] == ERASES else None
        acts.choose(council_of(actor), Kind(kind), months, ground=said["ground"], by=actor, at=timezone.now())
        without = f"No period is chosen any more: {kept.otherwise}." if kept.otherwise else "The kind is not erased any more."
        return "The period is saved. It counts from tonight." if months else without

    return ask(request, actor, form, asked, do)


@for_council(Permission.ADMINISTER)
def hold(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put a hold on a case."""
    form = HoldForm(**given(request))
    intro = (
        "Nothing of the case is erased until the hold is lifted, nor of what belongs to the same licence, nor of reports of the house that "
        "were linked to any of it, nor of matters with the fire and rescue authority about it. Only an administrator puts and lifts holds.",
    )
    asked = Asked("Keep a case", "Keep it", at(actor, "settings-retention"), intro, (HoldNotOpen,), trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        case = queries.case_of(council_of(actor), said["reference"].strip())
        if case is None:
            raise ValueError(f"there is no case '{said['reference'].strip()}'")
        acts.hold(case, reasons=said["reasons"], by=actor, at=timezone.now())
        return f"{case.reference} is kept until the hold is lifted."

    return ask(request, actor, form, asked, do)


@for_council(Permission.ADMINISTER)
def lift(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Lift a hold."""
    held = queries.hold(council_of(actor), number)
    if held is None:
        raise Http404("There is no such hold")
    form = LiftForm(**given(request))
    intro = (f"{held.case.reference} is kept since {wording.day(timezone.localdate(held.at))}: {held.reasons}",)
    asked = Asked("Lift a hold", "Lift it", at(actor, "settings-retention"), intro, (HoldNotOpen,), trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        acts.lift(held, reasons=said["reasons"], by=actor, at=timezone.now())
        return f"{held.case.reference} is not held any more. What is due is erased in the night."

    return ask(request, actor, form, asked, do)
