"""Reading for the policy officer: editions loaded and adopted, what one changes and for which houses, and the words of the document."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from fanlight.assessment.stock.pairing import kinds
from fanlight.casework import assessing, loaded, weighed
from fanlight.casework.models import Account, Adoption, Case, Council, CouncilDocument, EditionLoaded, ImpactOfHouse
from fanlight.casework.queries import people
from fanlight.documents.passages import Passages
from fanlight.standards import difference
from fanlight.standards.difference import Change
from fanlight.standards.edition import Edition


@dataclass(frozen=True, slots=True)
class Affected:
    """A licensed house for which something changes: its licence number, its ward, and the clauses by kind of change."""

    number: str
    address: str
    ward: str
    clauses: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Impact:
    """What an edition changes for the houses looked at so far. Findings are counted by clause and kind, houses by ward and kind.

    `licensed` are all licences in force; `unsurveyed` those without a survey, `waiting` those not looked at yet, and `faults` the numbers
    of those whose survey cannot be assessed, with the reason: of none of these anything is told.
    """

    against: str
    licensed: int
    unsurveyed: int
    waiting: int
    done: int = 0
    by_clause: dict[str, Counter[str]] = field(default_factory=dict)
    by_ward: dict[str, Counter[str]] = field(default_factory=dict)
    affected: list[Affected] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shipped:
    """An edition that comes with Fanlight: its name and title, from when it is in force by its own words, and until when."""

    name: str
    title: str
    from_: date | None
    until: date | None


def shipped(council: Council) -> list[Shipped]:
    """The editions of councils that come with Fanlight, this council's own before the others, and the newest of each first."""
    held = loaded.library()
    found = [Shipped(name, held.title(name), *held.period(name)) for name in held.of_councils()]
    newest = sorted(found, key=lambda each: each.name, reverse=True)
    return sorted(newest, key=lambda each: (each.name.partition("/")[0] != council.slug, each.name.partition("/")[0]))


def of_council(council: Council) -> QuerySet[EditionLoaded]:
    """What a council loaded, the last first, without the files."""
    return EditionLoaded.objects.filter(council=council).select_related("by").defer("files", "notes").order_by("-pk")


def not_adopted(council: Council) -> list[EditionLoaded]:
    """Those that a council has not adopted, each in its last text."""
    latest: dict[str, EditionLoaded] = {}
    taken = set(Adoption.objects.filter(council=council, withdrawn_at=None).values_list("edition", flat=True))
    for row in EditionLoaded.objects.filter(council=council).select_related("council", "builds_on").order_by("pk"):
        if row.edition not in taken:
            latest[row.edition] = row
    return list(latest.values())


def find(council: Council, number: int) -> EditionLoaded | None:
    """One of them."""
    return EditionLoaded.objects.filter(council=council, pk=number).select_related("by", "council", "builds_on").first()


def adoptions(council: Council) -> QuerySet[Adoption]:
    """What a council adopted, the last to begin first, those withdrawn too."""
    return Adoption.objects.filter(council=council).select_related("by", "withdrawn_by", "loaded").order_by("-from_on", "-pk")


def adoption(council: Council, number: int) -> Adoption | None:
    """One of them."""
    return adoptions(council).filter(pk=number).first()


def adopted_as(row: EditionLoaded) -> list[Adoption]:
    """How the council adopted this text, the last to begin first; of one that comes with Fanlight also before it was taken up here."""
    held = adoptions(row.council).filter(edition=row.edition, withdrawn_at=None)
    return list(held if loaded.is_shipped(row.edition) else held.filter(loaded=row))


def edition(row: EditionLoaded) -> Edition:
    """A loaded edition, read. Raises Refused."""
    return assessing.program_in(row.edition, loaded.of(row)).edition


def changes(row: EditionLoaded, on: date) -> tuple[str, list[Change]]:
    """The edition in force on a day, and clause by clause what a loaded one changes of it. Raises NoEdition, and Refused."""
    name, library = weighed.against(row, on)
    return name, list(difference.compare(assessing.program_in(name, library).edition, edition(row)))


def impact_of(row: EditionLoaded, on: date) -> Impact:
    """What is known of the impact of a loaded edition on the houses licensed on a day. Raises NoEdition, and Refused."""
    name, library = weighed.against(row, on)
    held = {(each.licence.pk, each.survey): each for each in weighed.houses(row.council, on)}
    kept = ImpactOfHouse.objects.filter(loaded=row, against=weighed.key(name, library)).order_by("licence")
    rows = [each for each in kept.values_list("licence", "survey", "found", "fault") if each[:2] in held]
    unsurveyed = sum(survey is None for _, survey in held)
    told = Impact(name, len(held), unsurveyed, len(held) - unsurveyed - len(rows), len(rows))
    for licence, survey, found, fault in rows:
        of = held[licence, survey].licence
        if fault:
            told.faults.append((of.number, fault))
            continue
        clauses = {clause: kinds(*sides) for clause, sides in found.items()}
        _count(told, of.house.ward or "Not known", clauses)
        if any(clauses.values()):
            by_kind: dict[str, list[str]] = {}
            for clause, each_kind in clauses.items():
                for kind in each_kind:
                    by_kind.setdefault(kind, []).append(clause)
            told.affected.append(Affected(of.number, of.house.address, of.house.ward, by_kind))
    return told


def _count(told: Impact, ward: str, clauses: Mapping[str, Iterable[str]]) -> None:
    """Count the findings of one house by clause, and the house itself by ward."""
    every: set[str] = set()
    for clause, found in clauses.items():
        told.by_clause.setdefault(clause, Counter()).update(found)
        every.update(found)
    told.by_ward.setdefault(ward, Counter()).update({"houses": 1, **dict.fromkeys(every, 1)})


def documents(council: Council) -> QuerySet[CouncilDocument]:
    """The copies of documents that a council gave, the last first."""
    return CouncilDocument.objects.filter(council=council).select_related("by").order_by("-pk")


def document(council: Council, number: int) -> CouncilDocument | None:
    """One of them."""
    return documents(council).filter(pk=number).first()


def latest_documents(council: Council, editions: Iterable[str]) -> dict[str, CouncilDocument]:
    """The last copy given of the document of each of some editions."""
    found: dict[str, CouncilDocument] = {}
    for row in CouncilDocument.objects.filter(council=council, edition__in=list(editions)).order_by("pk"):
        found[row.edition] = row
    return found


def passages(held: Mapping[str, CouncilDocument]) -> Passages:
    """The words of the documents, by edition and clause."""
    return {(name, clause): words for name, row in held.items() for clause, (words, _) in found_in(row).items()}


def found_in(row: CouncilDocument) -> dict[str, tuple[str, int]]:
    """The words found in a document by clause, each with its page."""
    return {clause: tuple(row.words[place]) for clause, place in row.places.items()}


def lacking(row: CouncilDocument) -> list[str]:
    """The clauses whose paragraph was not found in a copy. Raises Refused."""
    return [name for name in assessing.program(row.edition).edition.clauses if name not in row.places]


def may_read(account: Account, council: Council) -> bool:
    """Whether somebody may open the council's document: its staff today, and whoever has a case there or is named in one."""
    if people.memberships(account).filter(council=council).exists():
        return True
    return Case.objects.filter(council=council).filter(Q(applicant=account) | Q(parties__account=account)).exists()


def editions_with_words(council: Council) -> list[str]:
    """The editions of which a council may give the document: all that it adopted, and all that it loaded."""
    adopted = adoptions(council).filter(withdrawn_at=None).values_list("edition", flat=True)
    return list(dict.fromkeys(adopted))
