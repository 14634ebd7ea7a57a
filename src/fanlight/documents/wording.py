"""What a finding holds, in words that somebody who has never seen the data understands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fanlight.assessment.finding import Fact, Verdict
from fanlight.assessment.model import PHANTOM
from fanlight.facts import units
from fanlight.facts.kinds import Choice, Link, Measured, YesNo
from fanlight.facts.survey import Observed, Survey
from fanlight.facts.units import DATE, LENGTH, MONEY, Dimension
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.edition import Clause, Edition, Encoded, Force
from fanlight.standards.nodes import FAR

NATIONAL = "england"
UNIT_WORDS = {
    "m2": ("m²", "m²"), "degC": ("°C", "°C"), "min": ("minute", "minutes"), "l": ("litre", "litres"), "month": ("month", "months"),
    "l/s": ("litre a second", "litres a second"), "1/h": ("air change an hour", "air changes an hour"), "day": ("day", "days"),
    "W/m2K": ("W/m²K", "W/m²K"),
}  # fmt: skip
WRITTEN_UNIT = re.compile(r"(?<=\d) ?(m2|cm2|mm2|degC|W/m2K)\b")
PRETTY = {"m2": "m²", "cm2": "cm²", "mm2": "mm²", "degC": "°C", "W/m2K": "W/m²K"}


@dataclass(frozen=True, slots=True)
class Binding:
    """How strongly a clause binds: in a word or two, in a sentence, and how early it comes (0 is the strongest)."""

    short: str
    long: str
    order: int


LAW = Binding("Law: minimum", "The law sets this minimum. A council may ask for more and never for less.", 0)
LOCAL = {
    Force.MUST: Binding("Local standard: must", "The council's standard requires it.", 1),
    Force.SHOULD: Binding("Local standard: should", "The council's standard expects it.", 2),
    Force.RECOMMENDED: Binding("Advice", "The council's standard recommends it. Advice does not bind.", 3),
    Force.MAY: Binding("Permission", "The standard allows it. A permission never counts against a house.", 4),
    Force.NONE: Binding("Information", "The standard says so. It binds nobody by itself.", 5),
}
GUIDANCE = {
    Force.SHOULD: Binding("National guidance: should", "National guidance expects it.", 2),
    Force.RECOMMENDED: Binding("National advice", "National guidance recommends it. Advice does not bind.", 3),
}
VERDICTS = {
    Verdict.NOT_MET: ("✗", "Not met", "What was seen falls short of what is asked."),
    Verdict.CANNOT_TELL: ("?", "Cannot tell yet", "Something has to be found out, or decided by an officer, before it can be said."),
    Verdict.MET: ("✓", "Met", "What was seen is enough, whatever is still unknown."),
    Verdict.DOES_NOT_APPLY: ("–", "Does not apply", "It is not asked of this house, or of this part of it."),
}
HELD = {
    Encoded.FULLY: "worked out from facts",
    Encoded.ASKED: "asked of whoever surveys, then worked out",
    Encoded.JUDGEMENT: "judged by a person",
    Encoded.PROCEDURE: "a step of the procedure",
    Encoded.DUTY: "a duty over time",
    Encoded.DEFINITION: "a definition",
    Encoded.SCOPE: "what the standard covers",
    Encoded.INFORMATION: "information",
}


def is_national(edition: Edition) -> bool:
    """Whether an edition holds England's own law and not a council's standard."""
    return edition.council == NATIONAL


def binding(clause: Clause, edition: Edition) -> Binding:
    """How strongly a clause binds."""
    if is_national(edition):
        return LAW if clause.force is Force.MUST else GUIDANCE.get(clause.force, LOCAL[clause.force])
    return LOCAL[clause.force]


def day(value: date | None) -> str:
    """A date as people write it."""
    return f"{value.day} {value:%B %Y}" if value else "a day that is not recorded"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 question`, `2 questions`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def plain(name: str) -> str:
    """A name of the vocabulary as words."""
    return name.replace("_", " ")


def sentence(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def paragraph(clause: Clause) -> str:
    """Where a clause stands in its document."""
    pages = "pages" if re.search(r"\d\s*[-–,]\s*\d", clause.page) else "page"
    return f"Paragraph {clause.paragraph}" + (f", {pages} {clause.page}" if clause.page else "")


def document(edition: Edition) -> str:
    """The title of the document an edition is made from."""
    return edition.head.get("document.title", edition.title)


def place(label: str) -> str:
    """The name of a subject; the house as a whole has none of its own."""
    return "The house" if label in ("", "house") else sentence(label)


def quantity(value: int, decimals: int, dimension: Dimension, *, small: bool = False) -> str:
    """A figure with its unit; `small` lengths are given in millimetres."""
    if abs(value) >= FAR:
        return "no figure"
    if dimension is DATE:
        return day(date.fromordinal(value))
    if small and dimension is LENGTH and decimals >= 3:
        return units.shown(value, decimals - 3, "mm")
    figure = units.shown(value, decimals, "")
    if dimension is MONEY:
        return f"£{figure}"
    one, many = UNIT_WORDS.get(dimension.base, (dimension.base, dimension.base))
    return f"{figure} {one if figure == '1' else many}".strip()


def fact_value(fact: Fact, seen: Observed, survey: Survey) -> str:
    """What was observed, in words; of a fact about people only that it is known."""
    declared = THINGS[fact.thing].facts[fact.name]
    if isinstance(declared, Link):
        return " or ".join(_label(declared.to, target, survey) or declared.optional or "none" for target in seen.targets) or seen.text
    if isinstance(declared, YesNo):
        return declared.show(seen.bounds)
    if isinstance(declared, Choice):
        return plain(declared.show(seen.bounds))
    if isinstance(declared, Measured) and declared.kind == "date" and seen.bounds[0] == seen.bounds[1]:
        return day(date.fromordinal(seen.bounds[0]))
    return WRITTEN_UNIT.sub(lambda unit: f" {PRETTY[unit[1]]}", seen.text)


def _label(thing: str, target: str, survey: Survey) -> str:
    return next((seen.label or seen.id for seen in survey.things.get(thing, ()) if seen.id == target), target)


def is_list(fact: Fact) -> bool:
    """Whether what is missing is not a fact of a thing but whether a list holds everything."""
    return not fact.name or fact.id == PHANTOM


def measure_name(written: str, edition: Edition) -> str:
    """What is measured, in a few words; an expression that has no name of its own stays as it is written."""
    words = written.split(".")
    if not all(re.fullmatch("[a-z0-9_]+", word) for word in words) or words[0] not in THINGS:
        return written
    thing = words[0]
    for link in words[1:-1]:
        declared = THINGS[thing].facts.get(link)
        if not isinstance(declared, Link):
            return written
        thing = declared.to
    term = edition.terms.get(f"{thing}.{words[-1]}")
    if term is not None and term.says:
        return term.says.rstrip(".")
    return sentence(re.sub(r"( \d+)+$", "", plain(words[-1])))


def ways(clause: Clause, clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """The other ways of meeting a clause, in the words of the clauses they name where they name one."""
    found = []
    for written in clause.alternatives_written:
        named = re.fullmatch(r"holds\(([^()]+)\)", written.strip())
        found.append(clauses[named[1]].says if named and named[1] in clauses else written)
    return tuple(found)
