"""What the policy officer does with the council's standard: editions loaded, adopted and withdrawn, and its own copy of the document."""

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, assessing, chain, contents, loaded, recording
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import uploads
from fanlight.casework.actions.uploads import Given, Intake
from fanlight.casework.contents import FileNotTaken
from fanlight.casework.models import Account, Adoption, Council, CouncilDocument, EditionLoaded
from fanlight.documents import passages
from fanlight.facts.files import Problem, Refused
from fanlight.gateways import child, document_words
from fanlight.gateways.child import NotDone
from fanlight.standards import parcel
from fanlight.standards.parcel import Parcel

SECONDS, MEGABYTES = 40, 2048
"""How long the check of an edition may take, and how much memory: the largest that comes with Fanlight takes four seconds."""
MOST_LOADED = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """How an edition is adopted: from which day, by whom and when it was decided, and the minute or notice that says so.

    `because` is needed where the first day is past.
    """

    from_on: date
    decided_by: str
    decided_on: date
    notice: str
    because: str = ""


def load(given: Sequence[tuple[str, bytes]], *, by: Actor, at: datetime) -> EditionLoaded:
    """Load an edition from its files. Nothing is kept of one with any mistake. Raises NotPermitted, and Refused with every problem."""
    council, who = _setter(by)
    found = parcel.read(given, council=council.slug)
    digest = chain.digest(chain.canonical(dict(found.files)))
    _check_free(council, found, digest)
    older = _older(council, found)
    row = EditionLoaded(
        council=council, edition=found.edition, title=found.title, digest=digest, files=dict(found.files), builds_on=older,
        on=timezone.localdate(at), by=who, at=at,
    )  # fmt: skip
    return _keep(row, _checked(found, older, row.on), "edition loaded")


def take_up(edition: str, *, by: Actor, at: datetime) -> EditionLoaded:
    """Check an edition that comes with Fanlight, so that the council sees what it would change before it adopts it.

    Raises NotPermitted, and Refused for one that does not come with Fanlight or is none of a council.
    """
    council, who = _setter(by)
    library = loaded.library()
    if edition not in library.of_councils():
        raise Refused([Problem(edition[:100], 0, "no such edition of a council comes with Fanlight")])
    read = assessing.program_in(edition, library).edition
    row = EditionLoaded(
        council=council, edition=edition, title=read.title, digest=read.digest, files={}, on=timezone.localdate(at), by=who, at=at
    )
    return _keep(row, _check(edition, library.folders, row.on), "edition taken up")


def _keep(row: EditionLoaded, checked: Mapping[str, Any], kind: str) -> EditionLoaded:
    """Keep an edition that was checked, once: the one that is kept already where it is the same."""
    with transaction.atomic():
        row.council = Council.objects.select_for_update().get(pk=row.council_id)
        same = EditionLoaded.objects.filter(council=row.council, digest=row.digest).first()
        if same is not None:
            return same
        row.notes, row.about = checked["notes"], {name: checked[name] for name in ("clauses", "examples")}
        row.save(force_insert=True)
        about = {"edition": row.edition, "digest": row.digest, "loaded": row.pk, "clauses": checked["clauses"]}
        recording.write(kind, council=row.council, by=row.by, at=row.at, about=about)
        return row


def _setter(by: Actor) -> tuple[Council, Account]:
    """The council whose standard an actor may set, and who they are. Raises NotPermitted."""
    access.check_permitted(by, Permission.SET_STANDARD)
    if by.council is None or by.account is None:
        raise access.NotPermitted("only a person who acts for a council may do this")
    return by.council, by.account


def _check_free(council: Council, found: Parcel, digest: str) -> None:
    """Make sure that the name of an edition is not that of a published one. Raises Refused."""
    if loaded.is_shipped(found.edition):
        told = f"{found.edition} comes with Fanlight and is never changed: give the new text a name of its own"
        raise Refused([Problem(parcel.HEAD, 0, told)])
    adopted = Adoption.objects.filter(council=council, edition=found.edition, withdrawn_at=None).select_related("loaded").first()
    if adopted is not None and (adopted.loaded is None or adopted.loaded.digest != digest):
        told = f"{found.edition} was adopted from {adopted.from_on:%-d %B %Y} and is changed no more: record a correction under a new name"
        raise Refused([Problem(parcel.HEAD, 0, told)])
    if EditionLoaded.objects.filter(council=council).count() >= MOST_LOADED:
        raise Refused([Problem(parcel.HEAD, 0, f"a council keeps at most {MOST_LOADED} loaded editions")])


def _older(council: Council, found: Parcel) -> EditionLoaded | None:
    """The loaded edition that one builds on: the one adopted under that name, else the last loaded; None for one that lies in a folder."""
    if not found.builds_on or loaded.is_shipped(found.builds_on):
        return None
    rows = EditionLoaded.objects.filter(council=council, edition=found.builds_on).order_by("-pk")
    return rows.filter(adoptions__withdrawn_at=None, adoptions__isnull=False).first() or rows.first()


def _checked(found: Parcel, older: EditionLoaded | None, on: date) -> dict[str, Any]:
    """What `fanlight standards check` says of the edition, in a process of its own. Raises Refused."""
    with tempfile.TemporaryDirectory() as made:
        base = Path(made) / loaded.FOLDER
        folder = found.lay_out(base)
        if older is not None:
            loaded.parcel(older).lay_out(base)
        return _check(found.edition, (*loaded.library().folders, base), on, folder.relative_to(made).as_posix())


def _check(edition: str, folders: Iterable[Path], on: date, given: str = "") -> dict[str, Any]:
    """What the check says of an edition in some folders; `given` is where it was laid out. Raises Refused."""
    within = [word for folder in folders for word in ("--standards-folder", str(folder))]
    words = ["standards", *within, "check", edition, "--examples", "--notes", "--on", on.isoformat(), "--format", "json"]
    try:
        told: dict[str, Any] = json.loads(child.run(["-m", "fanlight.cli", *words], seconds=SECONDS, megabytes=MEGABYTES))
    except NotDone as fault:
        raise Refused([Problem(edition, 0, str(fault))]) from None
    if told["problems"]:
        raise Refused(Problem(_name(file, given), line, message) for file, line, message in told["problems"])
    return told


def _name(file: str, given: str) -> str:
    """A file as its sender knows it, by its name alone: the folder that was made for it is nobody's business."""
    return Path(file).name if given and Path(file).parent.as_posix().endswith(given) else file


def adopt(row: EditionLoaded, decision: Decision, *, by: Actor, at: datetime) -> Adoption:
    """Adopt a loaded edition, or one taken up, from a day on. Cases whose application was made before keep their own edition.

    Raises NotPermitted, and ValueError for what cannot be so.
    """
    council, who = _setter(by)
    if row.council_id != council.pk:
        raise access.NotPermitted("this edition is not theirs to adopt")
    with transaction.atomic():
        held = Council.objects.select_for_update().get(pk=council.pk)
        _check_decision(held, row, decision, timezone.localdate(at))
        adoption = Adoption.objects.create(
            council=held, edition=row.edition, loaded=row, from_on=decision.from_on, decided_by=decision.decided_by.strip(),
            decided_on=decision.decided_on, notice=decision.notice.strip(), because=decision.because.strip(), by=who,
        )  # fmt: skip
        about = {
            "edition": row.edition, "digest": row.digest, "from": decision.from_on, "decided by": adoption.decided_by,
            "decided on": decision.decided_on, "notice": adoption.notice, "because": adoption.because,
        }  # fmt: skip
        recording.write("edition adopted", council=held, by=who, at=at, about=about)
        return adoption


def _check_decision(council: Council, row: EditionLoaded, decision: Decision, today: date) -> None:
    """Make sure that a decision can be so. Raises ValueError."""
    if not decision.decided_by.strip() or not decision.notice.strip():
        raise ValueError("say who decided, and where that is written: the minute or the notice")
    if decision.decided_on > today:
        raise ValueError(f"{decision.decided_on:%-d %B %Y} is still to come: adopt the edition once that was decided")
    if decision.from_on < today and not decision.because.strip():
        raise ValueError("the first day is past: say why it is entered only now, or take a day from today on")
    _check_text(council, row, decision.from_on)
    if Adoption.objects.filter(council=council, from_on=decision.from_on, withdrawn_at=None).exists():
        raise ValueError(f"an edition is adopted from {decision.from_on:%-d %B %Y} already: withdraw that first, or take another day")


def _check_text(council: Council, row: EditionLoaded, from_on: date) -> None:
    """Make sure that a text is the one that goes by its name, and in force on a day by its own words. Raises ValueError."""
    read = assessing.program_in(row.edition, loaded.of(row)).edition
    if loaded.is_shipped(row.edition):
        if read.digest != row.digest:
            raise ValueError(f"the text of {row.edition} that comes with Fanlight is another by now: look at it again")
    elif Adoption.objects.filter(council=council, edition=row.edition, withdrawn_at=None).exclude(loaded=row).exists():
        raise ValueError(f"another text was adopted as {row.edition}: load this one under a new name")
    if read.from_ is not None and from_on < read.from_:
        raise ValueError(f"the edition itself says that it is in force from {read.from_:%-d %B %Y}: adopt it from then on")
    if read.until is not None and from_on >= read.until:
        raise ValueError(f"the edition itself says that it is in force only until {read.until:%-d %B %Y}: adopt the one that follows it")


def withdraw(adoption: Adoption, *, reasons: str, by: Actor, at: datetime) -> Adoption:
    """Withdraw an adoption before its day. Raises NotPermitted, and ValueError without reasons or from its first day on."""
    council, who = _setter(by)
    if not reasons.strip():
        raise ValueError("say why it is withdrawn")
    with transaction.atomic():
        Council.objects.select_for_update().get(pk=council.pk)
        held = Adoption.objects.select_for_update(of=("self",)).filter(pk=adoption.pk, council=council).first()
        if held is None:
            raise access.NotPermitted("this adoption is not theirs to withdraw")
        if held.withdrawn_at is not None:
            raise ValueError("it was withdrawn already")
        if held.from_on <= timezone.localdate(at):
            raise ValueError("it has begun, and cases may rest on it: adopt another edition from a later day")
        held.withdrawn_at, held.withdrawn_by, held.withdrawn_because = at, who, reasons.strip()
        held.save()
        about = {"edition": held.edition, "from": held.from_on, "because": held.withdrawn_because}
        recording.write("adoption withdrawn", council=council, by=who, at=at, about=about)
        return held


def give_document(edition: str, given: Given, *, by: Actor, at: datetime, into: Intake) -> CouncilDocument:
    """Keep the council's own copy of an edition's document, with the words of each clause's paragraph.

    Raises NotPermitted, FileNotTaken with the remedy, and Refused for an edition that there is not.
    """
    council, who = _setter(by)
    clauses = assessing.program(edition).edition.clauses.values()
    contents.identify(given.name, given.content, (contents.PDF,))
    try:
        pages = document_words.pages(given.content)
    except NotDone as fault:
        raise FileNotTaken(f"'{contents.clean_name(given.name)}' {fault}") from fault
    found = {name: (passage.words, passage.page) for name, passage in passages.find(clauses, pages).items()}
    each_once = list(dict.fromkeys(found.values()))
    numbers = {passage: number for number, passage in enumerate(each_once)}
    places = {name: numbers[passage] for name, passage in found.items()}
    row = CouncilDocument(council=council, edition=edition, pages=len(pages), words=each_once, places=places, by=who, at=at)
    return uploads.store(given, row, _kept(given), into=into)


def _kept(given: Given) -> Callable[[CouncilDocument], None]:
    def keep(row: CouncilDocument) -> None:
        row.save(force_insert=True)
        about = {"document": row.pk, "edition": row.edition, "clauses found": len(row.places), **uploads.told(row, given)}
        recording.write("document of the standard given", council=row.council, by=row.by, at=row.at, about=about)

    return keep
