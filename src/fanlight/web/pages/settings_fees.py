"""Pages on the council's fees: what is charged on a day, and a new table from a day on, tried before it is adopted."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework import fees
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import fee_tables as acts
from fanlight.casework.actions.fee_tables import Charged, NewTable
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.licensing import fees as quoting
from fanlight.licensing.fee_tables import Due, Fee, FeeTable, Reduction
from fanlight.licensing.law import NotKnown, england
from fanlight.web.forms import Form, a_day, line
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import told
from fanlight.web.pages.settings import at, council_of, crumbs

TITLE = "Fees"
DAY = timedelta(days=1)
COLUMNS = ["For", "From", "Last day", "On application", "On grant", "In all", "Lowered where"]
PAID = ["For", "In these circumstances", "On application", "On grant", "In all"]
NO_ROOMS = "A fee does not go by rooms: a house of 7 rooms pays what a house of 3 pays. What lowers it is named with it."
SAVE = "save"


class DayForm(Form):
    """The day of an application."""

    on = a_day("What is paid by who applies on")


class TableForm(Form):
    """A new table; its amounts are added by the fees there are."""

    from_on = a_day("From which day?", hint="Tomorrow or later. Who applied before that day pays what they were told.")
    citation = line("Where does the decision stand?", hint="For example: Cabinet of 3 March 2027, minute 8.")


@for_council(Permission.ADMINISTER)
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every fee with its days, and what is paid on a day."""
    form = DayForm(request.GET if "on-day" in request.GET else None, initial={"on": timezone.localdate()})
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else timezone.localdate()
    held, problems = None, form.problems()
    try:
        held = fees.table_of(council_of(actor))
    except Refused as refused:
        problems = [*problems, *({"text": str(each), "href": "#main-content"} for each in refused.problems)]
    tables = [
        (f"Paid by who applies on {wording.day(on)}", PAID, _paid(held, on) if held else [], "No fee is held for that day."),
        ("Every fee", COLUMNS, [_row(each) for each in held.fees] if held else [], "The council has given no fees."),
    ]
    return page(
        request, "settings/fees.html", title=TITLE, caption=f"{council_of(actor).name} Council", form=form, problems=problems,
        tables=tables, intro=[NO_ROOMS], links=[{"text": "New fees from a day on", "href": at(actor, "settings-fees-new")}],
        breadcrumbs=crumbs(actor),
    )  # fmt: skip


def _row(each: Fee) -> list[str]:
    last = wording.day(each.until - DAY) if each.until else "No end"
    lowered = " ".join(reduction.says for reduction in each.reductions) or "Nothing lowers it"
    return [wording.sentence(each.name), wording.day(each.from_), last, *_parts(each), lowered]


def _parts(each: Fee) -> list[str]:
    if not each.parts:
        return [f"Not held: {each.not_held}"] * 3
    first = each.parts.get(Due.APPLICATION, each.parts.get(Due.WHOLE, Decimal(0)))
    second = each.parts.get(Due.GRANT, Decimal(0))
    return [_pounds(first), _pounds(second), _pounds(first + second)]


def _paid(held: FeeTable, on: date) -> list[list[str]]:
    """What is paid by who applies on a day: where nothing lowers it, and where one circumstance alone does."""
    rows = []
    for each in held.fees:
        if each.from_ <= on and (each.until is None or on < each.until):
            rows += [_quoted(held, each, on, lowered) for lowered in (None, *each.reductions)]
    return rows


def _quoted(held: FeeTable, each: Fee, on: date, lowered: Reduction | None) -> list[str]:
    said = {other.when: other is lowered for other in each.reductions}
    because = lowered.says if lowered else "Nothing lowers it"
    try:
        quote = quoting.quote(held, each.name, law=england(), applied_on=on, circumstances=said)
    except NotKnown as gap:
        return [wording.sentence(each.name), because, *[f"Cannot tell: {gap}"] * 3]
    if quote.most is None:
        return [wording.sentence(each.name), because, *[f"Cannot tell: {'; '.join(quote.open)}"] * 3]
    second = sum((part.most for part in quote.lines if part.due is Due.GRANT), Decimal(0))
    open_ = f" or less: {'; '.join(quote.open)}" if quote.open else ""
    return [wording.sentence(each.name), because, _pounds(quote.most - second), _pounds(second), _pounds(quote.most) + open_]


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}"


@for_council(Permission.ADMINISTER)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """New fees from a day on: seen first, then adopted."""
    problems: Sequence[dict[str, str]] = ()
    paid: list[list[str]] = []
    try:
        before = acts.in_force(council_of(actor), timezone.localdate() + DAY)
    except Refused as refused:
        before, problems = (), [{"text": str(each), "href": "#main-content"} for each in refused.problems]
    form = _form(request, before)
    if request.method == "POST" and form.is_valid() and before:
        try:
            found = _new(form.cleaned_data, before)
            if request.POST.get("do") == SAVE:
                acts.adopt(council_of(actor), found, by=actor, at=timezone.now())
                told(request, f"The fees are adopted from {wording.day(found.from_on)}.")
                return redirect(at(actor, "settings-fees"))
            paid = _paid(acts.made(council_of(actor), found), found.from_on)
        except Refused as refused:
            problems = [{"text": wording.sentence(each.message), "href": f"#{form.first}"} for each in refused.problems]
        except ValueError as error:
            problems = [{"text": wording.sentence(str(error)), "href": f"#{form.first}"}]
    return page(
        request, "settings/new_fees.html", title="New fees from a day on", caption=f"{council_of(actor).name} Council", form=form,
        problems=[*form.problems(), *problems], paid=paid, columns=PAID, intro=[NO_ROOMS],
        breadcrumbs=crumbs(actor, (TITLE, at(actor, "settings-fees"))),
    )  # fmt: skip


def _form(request: HttpRequest, before: Sequence[Fee]) -> Form:
    """The day and the decision, and for each fee its two parts and by how many pounds each circumstance lowers it."""
    form = TableForm(request.POST if request.method == "POST" else None)
    for fee in before:
        of = wording.sentence(fee.name)
        form.fields[f"{fee.name}_application"] = _amount(f"{of}: on application", "The cost of processing an application.")
        form.fields[f"{fee.name}_grant"] = _amount(f"{of}: on grant", "The rest, paid only once a licence is granted.")
        form.initial[f"{fee.name}_application"] = fee.parts.get(Due.APPLICATION, "")
        form.initial[f"{fee.name}_grant"] = fee.parts.get(Due.GRANT, "")
        for each in fee.reductions:
            if each.off is not None:
                form.fields[f"{fee.name}_off_{each.when}"] = _amount(f"{of}: lowered by", each.says)
                form.initial[f"{fee.name}_off_{each.when}"] = each.off
    return form


def _amount(label: str, hint: str) -> forms.DecimalField:
    told = {
        "required": f"Enter pounds for “{label}”", "invalid": f"“{label}” must be pounds, like 480 or 480.50",
        "min_value": f"“{label}” must not be below nothing", "max_decimal_places": f"“{label}” must have at most two decimals",
        "max_digits": f"“{label}” is too much", "max_value": f"“{label}” is too much",
    }  # fmt: skip
    return forms.DecimalField(
        label=label, help_text=hint, min_value=0, max_value=100_000, decimal_places=2, error_messages=told,
        widget=forms.TextInput({"inputmode": "decimal", "classes": "govuk-input--width-5"}),
    )  # fmt: skip


def _new(said: Mapping[str, Any], before: Sequence[Fee]) -> NewTable:
    charged = {
        fee.name: Charged(
            said[f"{fee.name}_application"], said[f"{fee.name}_grant"],
            {each.when: said[name] for each in fee.reductions if (name := f"{fee.name}_off_{each.when}") in said},
        )
        for fee in before
    }  # fmt: skip
    return NewTable(said["from_on"], charged, said["citation"])
