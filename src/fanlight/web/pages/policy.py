"""The policy officer's pages: what the council adopted and loaded, and of one edition its lint, what it changes and for which houses."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import loaded, weighed
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import editions as acts
from fanlight.casework.actions import impact as weighing
from fanlight.casework.assessing import NoEdition
from fanlight.casework.queries import editions
from fanlight.casework.queries.editions import Impact, Shipped
from fanlight.casework.rows import Adoption, EditionLoaded
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.standards.edition import CONFLICTS
from fanlight.web.forms import Choice, Form, one_of
from fanlight.web.frame import for_council, page
from fanlight.web.pages import asking
from fanlight.web.pages.applicants_files import SeveralFiles, SeveralInput
from fanlight.web.pages.cases import told
from fanlight.web.tables import as_csv

AT_ONCE = 5.0
"""How many seconds of a request the impact is worked out for; whoever waits presses again, or lets the command do it overnight."""
MOST_HOUSES = 200
TAKEN_UP = (
    "Each was read from the document of the council it is named after. It is held to the law of today, as one that you load is. Checking "
    "changes nothing: an edition holds only once it is adopted. An edition of another council counts for yours only if yours decided so."
)
KINDS = {
    "newly_not_met": "Newly not met", "no_longer_not_met": "No longer not met", "newly_met": "Newly met",
    "newly_unknown": "Newly cannot tell",
}  # fmt: skip
ADOPTED = ["Edition", "From", "Decided by", "Decided on", "Minute or notice", "Where it stands"]
LOADED = ["Edition", "Title", "Clauses", "Loaded on", "By"]
DOCUMENTS = ["Edition", "File", "Clauses whose words were found", "Given on"]
TOLD = {"changed": "Changed", "gone": "Gone", "new": "New", "kept": "Kept"}


class LoadForm(Form):
    """The files of an edition."""

    given = SeveralFiles(
        label="Files of the edition", widget=SeveralInput({"accept": ".yaml,.csv,.zip"}),
        help_text="edition.yaml and the files beside it, all at once, or one .zip of them. At most 2 MB a file and 8 MB together.",
    )  # fmt: skip


@for_council(Permission.SET_STANDARD)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is in force and what follows, what was loaded, and the documents behind findings."""
    assert actor.council is not None
    today = timezone.localdate()
    held = list(editions.adoptions(actor.council))
    now = next((each for each in held if each.withdrawn_at is None and each.from_on <= today), None)
    documents = [
        [each.edition, {"text": each.name, "href": at(actor, "standard-found", each.pk)}, len(each.places), _day(each.at)]
        for each in editions.documents(actor.council)
    ]
    return page(
        request, "policy/listing.html", title="The council's standard", now=now, adopted=[_adopted(each, actor, now) for each in held],
        loaded=[_loaded(each, actor) for each in editions.of_council(actor.council)], documents=documents,
        columns={"adopted": ADOPTED, "loaded": LOADED, "documents": DOCUMENTS},
    )  # fmt: skip


def at(actor: Actor, name: str, *more: object) -> str:
    """The address of a page of the council's."""
    assert actor.council is not None
    return reverse(name, args=[actor.council.slug, *more])


def _day(instant: Any) -> str:
    return wording.day(timezone.localdate(instant))


def _adopted(each: Adoption, actor: Actor, now: Adoption | None) -> list[Any]:
    shown = {"text": each.edition, "href": at(actor, "edition", each.loaded_id) if each.loaded_id else ""}
    stands: Any = "In force" if now is not None and each.pk == now.pk else "Followed by another"
    if each.withdrawn_at is not None:
        stands = f"Withdrawn on {_day(each.withdrawn_at)} by {each.withdrawn_by}: {each.withdrawn_because}"
    elif each.from_on > timezone.localdate():
        stands = {"text": f"To come: withdraw {each.edition}", "href": at(actor, "withdraw-adoption", each.pk)}
    notice = f"{each.notice or 'None named'}{f'. Entered late: {each.because}' if each.because else ''}"
    return [shown, wording.day(each.from_on), each.decided_by, wording.day(each.decided_on), notice, stands]


def _loaded(each: EditionLoaded, actor: Actor) -> list[Any]:
    link = {"text": f"{each.edition} ({each.digest[:8]})", "href": at(actor, "edition", each.pk)}
    return [link, each.title, each.about.get("clauses", 0), _day(each.at), str(each.by)]


@for_council(Permission.SET_STANDARD)
def load(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Load an edition; every mistake of one that is not taken is told with its file and line."""
    form = LoadForm(**asking.given(request))
    problems, faults = form.problems(), list[str]()
    if request.method == "POST" and form.is_valid():
        given = [(each.name or "", each.read()) for each in form.cleaned_data["given"]]
        try:
            row = acts.load(given, by=actor, at=timezone.now())
        except Refused as refused:
            faults = [str(each) for each in refused.problems]
            said = f"{wording.counted(len(faults), 'mistake')} in the edition: nothing of it was kept"
            problems = [{"text": said, "href": "#given"}]
        else:
            told(request, f"{row.edition} is loaded. It is not in force: weigh it, then adopt it.")
            return HttpResponseRedirect(at(actor, "edition", row.pk))
    return page(
        request, "policy/load.html", title="Load an edition", form=form, problems=problems, faults=faults, button="Load and check",
        files=True, breadcrumbs=trail(actor),
    )  # fmt: skip


@for_council(Permission.SET_STANDARD)
def take_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose an edition that comes with Fanlight, to be weighed as one that the council loaded."""
    assert actor.council is not None
    form = Form(**asking.given(request))
    form.fields["edition"] = one_of(
        "Which edition?", [Choice(each.name, each.name, _hint(each)) for each in editions.shipped(actor.council)]
    )
    problems = form.problems()
    if request.method == "POST" and not problems:
        try:
            row = acts.take_up(form.cleaned_data["edition"], by=actor, at=timezone.now())
        except Refused as refused:
            problems = [{"text": wording.sentence(str(each)), "href": "#edition"} for each in refused.problems]
        else:
            told(request, f"{row.edition} is checked. It is not in force by that: weigh it, then adopt it.")
            return HttpResponseRedirect(at(actor, "edition", row.pk))
    return page(
        request, "form.html", title="Editions that come with Fanlight", form=form, problems=problems, button="Check it", intro=[TAKEN_UP],
        breadcrumbs=trail(actor),
    )  # fmt: skip


def _hint(each: Shipped) -> str:
    from_ = f", in force from {wording.day(each.from_)}" if each.from_ else ""
    return f"{each.title}{from_}{f' until {wording.day(each.until)}' if each.until else ''}"


def trail(actor: Actor, row: EditionLoaded | None = None) -> list[dict[str, str]]:
    """The way back."""
    found = [{"text": "The council's standard", "href": at(actor, "policy")}]
    return [*found, {"text": row.edition, "href": at(actor, "edition", row.pk)}] if row else found


def held(actor: Actor, number: int) -> EditionLoaded:
    """A loaded edition of the actor's council. Raises Http404."""
    assert actor.council is not None
    row = editions.find(actor.council, number)
    if row is None:
        raise Http404("The council loaded no such edition")
    return row


@for_council(Permission.SET_STANDARD)
def edition(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One loaded edition: what the check noted of its document and the law, and what can be done with it."""
    row = held(actor, number)
    groups = [(wording.sentence(words), [each for each in row.notes if each["kind"] == kind]) for kind, words in CONFLICTS.items()]
    adopted = editions.adopted_as(row)
    facts = [
        ("Taken up" if loaded.is_shipped(row.edition) else "Loaded", f"{_day(row.at)} by {row.by}"),
        ("Clauses", str(row.about.get("clauses", 0))),
        ("Examples, each with the verdict it demands", str(row.about.get("examples", 0))), ("Held against the law of", wording.day(row.on)),
        ("Adopted", "; ".join(f"from {wording.day(each.from_on)}" for each in adopted) or "No"), ("Digest of its files", row.digest),
    ]  # fmt: skip
    return page(
        request, "policy/edition.html", title=row.title, row=row, notes=[each for each in groups if each[1]],
        facts=[{"name": name, "text": text} for name, text in facts], breadcrumbs=trail(actor),
    )  # fmt: skip


@for_council(Permission.SET_STANDARD)
def changes(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What an edition changes against the one in force, clause by clause."""
    row = held(actor, number)
    shown: dict[str, Any] = {"against": "", "groups": [], "problem": ""}
    try:
        shown["against"], found = editions.changes(row, timezone.localdate())
        shown["groups"] = [(words, [each for each in found if each.kind == kind]) for kind, words in TOLD.items()]
    except (NoEdition, Refused) as error:
        shown["problem"] = str(error)
    return page(
        request, "policy/changes.html", title=f"What {row.edition} changes", breadcrumbs=trail(actor, row), **shown,
    )  # fmt: skip


@for_council(Permission.SET_STANDARD)
def impact(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What an edition changes for the council's licensed houses, worked out a few seconds at a time."""
    row, today = held(actor, number), timezone.localdate()
    shown: dict[str, Any] = {"impact": None, "problem": ""}
    try:
        if request.method == "POST":
            left = weighing.work_out(row, by=actor, at=timezone.now(), seconds=AT_ONCE)
            told(request, f"{wording.counted(left, 'house')} still to be looked at." if left else "Every surveyed house was looked at.")
            return HttpResponseRedirect(request.path)
        found = editions.impact_of(row, today)
        says = {pair.name: pair for pair in weighed.paired(row, today).pairs}
        shown |= {"impact": found, "clauses": _by_clause(found, says), "wards": _by_ward(found), "houses": _houses(found)[:MOST_HOUSES]}
    except (NoEdition, Refused) as error:
        shown["problem"] = str(error)
    return page(
        request, "policy/impact.html", title=f"Impact of {row.edition}", row=row, kinds=[*KINDS.values()], most=MOST_HOUSES,
        breadcrumbs=trail(actor, row), status=422 if request.method == "POST" else 200, **shown,
    )  # fmt: skip


def _by_clause(found: Impact, says: Any) -> list[list[Any]]:
    rows = [
        [f"{name}: {says[name].says}" if name in says else name, *(counts[kind] for kind in KINDS)]
        for name, counts in found.by_clause.items()
    ]
    return sorted((row for row in rows if any(row[1:])), key=lambda row: (-row[1], -row[3], row[0]))


def _by_ward(found: Impact) -> list[list[Any]]:
    return [[ward, counts["houses"], *(counts[kind] for kind in KINDS)] for ward, counts in sorted(found.by_ward.items())]


def _houses(found: Impact) -> list[list[Any]]:
    worst = sorted(found.affected, key=lambda each: (-len(each.clauses.get("newly_not_met", ())), each.number))
    return [[each.number, each.address, each.ward or "Not known", *(len(each.clauses.get(kind, ())) for kind in KINDS)] for each in worst]


@for_council(Permission.SET_STANDARD)
def table(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Every affected house with its clauses, as a file."""
    row = held(actor, number)
    try:
        found = editions.impact_of(row, timezone.localdate())
    except (NoEdition, Refused) as error:
        raise Http404(str(error)) from error
    rows = [(each.number, each.address, each.ward, *("; ".join(each.clauses.get(kind, ())) for kind in KINDS)) for each in found.affected]
    return as_csv(f"impact-{row.edition.replace('/', '-')}", ["Licence", "Address", "Ward", *KINDS.values()], rows)
