"""Checking a house without an account: what to ask next while it matters, and the answers as the form itself carries them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core import signing

from fanlight.assessment.finding import Assessment, Verdict
from fanlight.casework import assessing
from fanlight.casework.assessing import NoEdition
from fanlight.casework.rows import Council
from fanlight.facts.kinds import Fact, Link, Text
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import THINGS, Thing
from fanlight.licensing import answers, licence_terms
from fanlight.licensing.answers import OPEN, with_house, worked_out
from fanlight.licensing.law import NotKnown
from fanlight.licensing.need import Need
from fanlight.standards.edition import Force
from fanlight.web.questions import document as documents
from fanlight.web.questions.audience import HOUSE_APPLICANT
from fanlight.web.questions.document import IDLE, Document
from fanlight.web.questions.sections import Part, Section

SALT = "fanlight.check"
LONGEST = 200_000
"""The most characters that the answers may have on their way."""
FIRST = ("kind", "persons", "households")
"""What is asked of every house first."""
AT_ONCE = 5
COUNTS = {"bedrooms": ("room", "bedroom", 20), "living_rooms": ("room", "living_room", 5), "kitchens": ("kitchen", "", 10),
          "bathrooms": ("bathroom", "", 15)}  # fmt: skip
"""What is counted: its thing, the use of a room, and the most that are taken."""
WHICH_UNITS = "whether all units are listed"
SCHEMES = {"every additional": "house.is_covered_by_additional_scheme", "every selective": "house.is_covered_by_selective_scheme"}
"""What somebody may know of schemes that the service does not hold."""
LISTED = ("room", "kitchen", "bathroom")
BINDING = (Force.MUST, Force.SHOULD)
IS_HMO = "house.is_hmo"
"""What the tests of the law work out, and nobody is asked."""
MANY = (8, 3, 1)
"""How many requirements wait for a fact that is asked in the first round, in the second and in the last."""


class NotOurs(ValueError):
    """Answers that do not come from this form, or were changed on their way."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page: the facts asked of one thing; without facts it is asked how many there are, of lettings or (no thing) of rooms."""

    thing: str = ""
    id: str = ""
    facts: tuple[str, ...] = ()

    @property
    def section(self) -> Section:
        """Its questions as a section of a form. Raises KeyError."""
        thing = THINGS[self.thing]
        return Section(thing, "check", "", (Part("", tuple(thing.facts[name] for name in self.facts)),))


COUNTING, LETTING = Step(), Step("unit")
LETTINGS = 30
"""The most lettings that are taken."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers so far: the survey as a document, the pages that were answered, and the page that is asked now (None: the answer)."""

    document: Document
    done: tuple[Step, ...] = ()
    now: Step | None = Step("house", "house", FIRST)

    def sealed(self) -> str:
        """As the form carries it: signed, so that nothing but what this form wrote is ever read again."""
        plain = {"document": self.document, "done": [_plain(step) for step in self.done], "now": _plain(self.now) if self.now else None}
        return signing.dumps(plain, salt=SALT, compress=True)


def _plain(step: Step) -> list[Any]:
    return [step.thing, step.id, list(step.facts)]


def opened(sealed: str) -> Kept:
    """What a form carried. Raises NotOurs."""
    if len(sealed) > LONGEST:
        raise NotOurs("There are too many answers: begin again")
    try:
        plain = signing.loads(sealed, salt=SALT)
    except signing.BadSignature as error:
        raise NotOurs("These answers do not come from this form: begin again") from error
    steps = [Step(thing, id_, tuple(facts)) for thing, id_, facts in [*plain["done"], *([plain["now"]] if plain["now"] else [])]]
    return Kept(plain["document"], tuple(steps[: len(plain["done"])]), steps[-1] if plain["now"] else None)


def answered(kept: Kept, document: Document, council: Council, on: date) -> Kept:
    """The next page once this one is answered. What was left blank counts as not known. Raises Refused where answers contradict."""
    assert kept.now is not None
    told = idle(document, kept.now)
    documents.survey_of(told, "the answers")
    done = (*(step for step in kept.done if step != kept.now), kept.now)
    found = Kept(told, done, None)
    return replace(found, now=following(found, council, on))


def idle(document: Document, step: Step) -> Document:
    """The document in which nobody knows what a page left blank."""
    if not step.facts:
        return document
    entry = documents.entry(document, THINGS[step.thing], step.id)
    blank = {name: IDLE for name in step.facts if not documents.said(entry, name).is_answered}
    return documents.replaced(document, THINGS[step.thing], step.id, {**entry, **blank})


def following(kept: Kept, council: Council, on: date) -> Step | None:
    """What to ask next; None where nothing more matters. First what decides if a licence is needed, then what the standards ask."""
    need = need_of(kept.document, council, on)
    if need is not None:
        if WHICH_UNITS in need.needed.missing and LETTING not in kept.done:
            return LETTING
        open_ = [name for name in _of_house(need.needed.missing) if not _is_answered(kept.document, "house", "house", name)]
        if open_:
            return Step("house", "house", tuple(open_[:AT_ONCE]))
        if need.needed.word == "no":
            return None
    if COUNTING not in kept.done:
        return COUNTING
    try:
        done = assessing.assess(house_of(kept.document, need), assessing.editions(council, on), on)
    except NoEdition:
        return None
    return _next(done, kept.document)


def need_of(document: Document, council: Council, on: date) -> Need | None:
    """Whether a licence is needed; None for a day on which that cannot be asked. Raises Refused."""
    try:
        return assessing.licence_need(documents.survey_of(document, "the answers"), council, on)
    except NotKnown:
        return None


def house_of(document: Document, need: Need | None) -> Survey:
    """The house as it is held against the standards: no licence is in force yet, and whether it is an HMO is what the law's tests say."""
    house = licence_terms.unlicensed(documents.survey_of(document, "the answers"))
    found = need.tested.is_hmo.holds if need else OPEN
    if found == OPEN:
        return house
    return with_house(house, {**answers.house_of(house).values, "is_hmo": worked_out(found, "the tests of the Housing Act 2004")})


def _of_house(missing: Sequence[str]) -> Iterator[str]:
    """The facts of the house that can be asked, of those that would settle something."""
    for path in missing:
        thing, _, name = SCHEMES.get(" ".join(path.split()[:2]), path).partition(".")
        if thing == "house" and name in THINGS["house"].facts and _is_asked(THINGS["house"].facts[name]):
            yield name


def _is_asked(fact: Fact) -> bool:
    return HOUSE_APPLICANT.is_asked(fact) and not fact.sensitive and not isinstance(fact, Link | Text) and fact.path != IS_HMO


def _is_answered(document: Document, thing: str, id_: str, name: str) -> bool:
    return documents.said(documents.entry(document, THINGS[thing], id_), name).is_answered


def _next(done: Sequence[Assessment], document: Document) -> Step | None:
    """The facts of one thing that binding requirements wait for: what many wait for first, of the house and then from room to room."""
    waiting: Counter[tuple[str, str, str]] = Counter()
    for each in done:
        for finding in each.findings:
            if finding.verdict is Verdict.CANNOT_TELL and finding.clause.force in BINDING:
                waiting.update((fact.thing, fact.id, fact.name) for fact in finding.missing)
    for at_least in MANY:
        for thing in ("house", *LISTED):
            for entry in documents.entries(document, THINGS[thing]):
                names = _left(waiting, THINGS[thing], entry, at_least)
                if names:
                    return Step(thing, documents.id_of(entry, THINGS[thing]), tuple(names[:AT_ONCE]))
    return None


def _left(waiting: Counter[tuple[str, str, str]], thing: type[Thing], entry: documents.Entry, at_least: int) -> list[str]:
    """The facts of one thing for which so many requirements wait and which nobody was asked, those of most first."""
    id_ = documents.id_of(entry, thing)
    counts = {name: waiting[thing.name, id_, name] for name, fact in thing.facts.items() if _is_asked(fact)}
    wanted = [name for name, count in counts.items() if count >= at_least and not documents.said(entry, name).is_answered]
    return sorted(wanted, key=lambda name: (-counts[name], name))


def counted(document: Document, counts: dict[str, int | None]) -> Document:
    """The document with as many rooms, kitchens and bathrooms as were counted; what is listed already stays.

    A list is whole where all of it was counted; where anybody does not know, it may hold more.
    """
    found: dict[str, Any] = dict(document)
    whole = set(found.get("complete") or [])
    for thing in LISTED:
        parts = {name: held for name, held in COUNTS.items() if held[0] == thing}
        entries = [entry for name, (_, use, _) in parts.items() for entry in _entries(found, thing, name, use, counts.get(name) or 0)]
        plural = str(THINGS[thing].plural)
        found[plural] = entries
        whole = whole | {plural} if all(counts.get(name) is not None for name in parts) else whole - {plural}
    return {**found, "complete": sorted(whole)}


def let(document: Document, lettings: int | None, flats: int | None) -> Document:
    """The document with as many lettings as were counted, the first of them the self-contained flats; what nobody knows is left open."""
    found: dict[str, Any] = dict(document)
    units = _entries(found, "unit", "lettings", "", lettings or 0)
    for number, unit in enumerate(units, 1):
        unit.pop("is_self_contained", None)
        if flats is not None:
            unit["is_self_contained"] = "yes" if number <= flats else "no"
    found["units"] = units
    whole = set(found.get("complete") or []) - {"units"} | ({"units"} if lettings is not None else set())
    return {**found, "complete": sorted(whole)}


def _entries(document: Document, thing: str, name: str, use: str, count: int) -> list[dict[str, Any]]:
    held = {documents.id_of(entry, THINGS[thing]): dict(entry) for entry in documents.entries(document, THINGS[thing])}
    one = name.rstrip("s").replace("_", " ")
    made = []
    for number in range(1, count + 1):
        id_ = f"{name[:-1].replace('_', '-')}-{number}"
        made.append(held.get(id_) or {"id": id_, "label": f"{one.capitalize()} {number}", **({"use": use} if use else {})})
    return made
