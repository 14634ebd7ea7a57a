"""The council's list of reported houses, and one report with its house, licence, score and what was done."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission, is_permitted
from fanlight.casework.acting import Actor
from fanlight.casework.actions import house_report_work as work
from fanlight.casework.queries import house_reports as queries
from fanlight.casework.queries import house_risks, houses_known, retention, retention_reports
from fanlight.casework.queries.house_reports import BY_DAY, BY_RISK, OPEN, Wanted
from fanlight.casework.rows import HouseReport
from fanlight.documents import wording
from fanlight.licensing.retention import Kind
from fanlight.web import report_words
from fanlight.web.forms import Choice, Form, one_of
from fanlight.web.frame import for_council, page
from fanlight.web.pages import files
from fanlight.web.public import whole
from fanlight.web.tables import as_csv

COLUMNS = ["House", "Report", "What is wrong", "Points", "Where it stands", "Received"]
FILE = ["Report", "Received", "Danger", "What is wrong", "Address", "Postcode", "UPRN", "Ward", "House", "Points", "State", "Closed", "Why"]
ORDERS = {BY_RISK: "The highest risk first", BY_DAY: "The oldest first"}
Row = dict[str, Any]


def wanted(request: HttpRequest, *, page_: int) -> Wanted:
    """What the address asks for; what it cannot mean is as if it were not said."""
    shown, order = request.GET.get("show", OPEN), request.GET.get("order", BY_RISK)
    return Wanted(
        shown if shown in report_words.SHOWN else OPEN, request.GET.get("ward", "")[:80], order if order in ORDERS else BY_RISK, page_
    )


def chooser(request: HttpRequest, wards: list[str], **more: Any) -> Form:
    """The form that narrows a list: by ward where there are wards, and by what else there is."""
    form = Form(initial={"ward": "", **{name: value for name, (_, _, value) in more.items()}})
    if wards:
        form.fields["ward"] = one_of("Ward", [Choice("", "Every ward"), *(Choice(each, each) for each in wards)], required=False)
        form.initial["ward"] = request.GET.get("ward", "")
    for name, (label, choices, _) in more.items():
        form.fields[name] = one_of(label, [Choice(value, text) for value, text in choices.items()], required=False)
    return form


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The reports, those of danger first, then by risk."""
    assert actor.council is not None
    asked = wanted(request, page_=max(1, whole(request, "page", 1)))
    found = queries.listed(actor.council, asked, timezone.localdate())
    rows = [_row(each, actor) for each in found.reports]
    form = chooser(request, houses_known.wards(actor.council), order=("In which order?", ORDERS, asked.order))
    again = urlencode({"show": asked.shown, "ward": asked.ward, "order": asked.order})
    return page(
        request, "reported/list.html", title="Reported houses", rows=rows, columns=COLUMNS, found=found, shown=asked.shown, form=form,
        ways=report_words.SHOWN, counts=queries.waiting(actor.council), address=f"?{again}&page=", csv=f"csv/?{again}",
        may_work=is_permitted(actor, Permission.WORK_CASES),
    )  # fmt: skip


def _row(each: queries.Shown, actor: Actor) -> list[Any]:
    assert actor.council is not None
    held = each.report
    danger = "Danger: " if held.is_danger else ""
    return [
        {"text": f"{danger}{report_words.where(held)}", "href": reverse("house-report", args=[actor.council.slug, held.pk])}, held.pk,
        "; ".join(report_words.kinds(held)), each.scored.points, report_words.state(held), wording.day(timezone.localdate(held.at)),
    ]  # fmt: skip


@for_council(Permission.SEE_CASES)
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same list as CSV, whole. It holds no words of reporters and nothing of who they are."""
    assert actor.council is not None
    found = queries.listed(actor.council, wanted(request, page_=0), timezone.localdate())
    rows = (_line(each) for each in found.reports)
    return as_csv("reported-houses", FILE, rows)


def _line(each: queries.Shown) -> list[object]:
    held, house = each.report, each.report.house or each.report
    closed = timezone.localdate(held.closed_at) if held.closed_at else None
    return [
        held.pk, timezone.localdate(held.at), "yes" if held.is_danger else "no", "; ".join(report_words.kinds(held)), house.address,
        house.postcode, house.uprn, held.house.ward if held.house else "", held.house_id, each.scored.points, report_words.state(held),
        closed, work.CLOSED_BECAUSE.get(held.closed_because, ""),
    ]  # fmt: skip


def held(actor: Actor, number: int) -> HouseReport:
    """The report of an address, if it is theirs; otherwise there is none."""
    found = queries.get(actor, number)
    if found is None:
        raise Http404("There is no such report for you")
    return found


def trail(actor: Actor, report: HouseReport | None = None) -> list[dict[str, str]]:
    """The way back."""
    assert actor.council is not None
    found = [{"text": "Reported houses", "href": reverse("house-reports", args=[actor.council.slug])}]
    if report is not None:
        found.append({"text": f"Report {report.pk}", "href": reverse("house-report", args=[actor.council.slug, report.pk])})
    return found


@for_council(Permission.SEE_CASES)
def report(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One report: what was said, which house it is, its licence, score and other reports, and what was done."""
    assert actor.council is not None
    found, today = held(actor, number), timezone.localdate()
    may_work = is_permitted(actor, Permission.WORK_CASES)
    reporter = queries.reporter(actor, found)
    licence = houses_known.in_force(found.house_id, today) if found.house_id else None
    others = [each for each in houses_known.reports(found.house) if each.pk != found.pk] if found.house else []
    return page(
        request, "reported/one.html", title=report_words.where(found), report=found, rows=_said(found), may_work=may_work, others=others,
        reporter=reporter, erased=wording.day(retention_reports.reporter_due(found)) if reporter else "", state=report_words.state(found),
        licence=_licence(licence, actor), score=report_words.working(house_risks.of_council(actor.council, today).of_report(found)),
        done=[_done(each, actor) for each in queries.entries(found)], pictures=queries.photographs(found), linkable=_linkable(found),
        likely=[] if found.house_id or not may_work else houses_known.likely(actor.council, found.address, found.postcode, found.uprn),
        because=work.CLOSED_BECAUSE.get(found.closed_because, ""), breadcrumbs=trail(actor), slug=actor.council.slug,
        kept=_kept(found), is_erased=any(each.kind == Kind.REPORTS for each in retention_reports.of_report(found)),
    )  # fmt: skip


def _kept(found: HouseReport) -> list[str]:
    """What was erased of a report, and what keeps the rest."""
    gone = [
        f"Personal data was erased on {wording.day(timezone.localdate(each.at))} when its time was over: {each.kind}."
        for each in retention_reports.of_report(found)
    ]
    hold = retention_reports.hold_of(found, retention.open_holds(found.council))
    return [*gone, *([f"Nothing of this report is erased while a legal hold on {hold.case.reference} stands."] if hold else [])]


def _linkable(found: HouseReport) -> bool:
    return bool(found.house and houses_known.cases(found.house))


def _said(found: HouseReport) -> list[Row]:
    told = [
        ("What is wrong", "; ".join(report_words.kinds(found))), ("Somebody in danger", "Yes" if found.is_danger else "Not said"),
        ("Where", report_words.place(found.address, found.postcode, found.uprn)), ("UPRN given", found.uprn or "None"),
        ("People, as far as they know", found.persons or "Not known"), ("Storeys, as far as they know", found.storeys or "Not known"),
        ("What they have seen", found.words or "Nothing was written"), ("Received", wording.day(timezone.localdate(found.at))),
    ]  # fmt: skip
    return [{"name": name, "text": text} for name, text in told]


def _licence(licence: Any, actor: Actor) -> Row | None:
    if licence is None:
        return None
    assert actor.council is not None
    version = licence.current
    return {
        "number": licence.number, "href": reverse("case", args=[actor.council.slug, licence.case.reference]),
        "until": wording.day(licence.until_on), "persons": version.persons, "households": version.households, "holder": version.holder,
    }  # fmt: skip


def _done(each: Any, actor: Actor) -> Row:
    assert actor.council is not None
    words = [each.words, work.CLOSED_BECAUSE.get(each.about.get("because", ""), ""), each.case.reference if each.case else ""]
    told = f" Told the reporter: {each.told}" if each.told else ""
    return {
        "title": report_words.BY_OFFICERS[each.kind], "when": wording.day(timezone.localdate(each.at)), "by": str(each.by),
        "text": " ".join(f"{wording.sentence(part)}." if not part.endswith(".") else part for part in words if part) + told,
        "href": reverse("case", args=[actor.council.slug, each.case.reference]) if each.case else "",
    }  # fmt: skip


@for_council(Permission.SEE_CASES)
def photograph(request: HttpRequest, actor: Actor, number: int, picture: int) -> HttpResponse:
    """A photograph that came with a report, to keep."""
    return files.answer(queries.hand_out(actor, held(actor, number), picture))
