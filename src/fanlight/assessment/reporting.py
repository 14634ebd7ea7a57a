"""Findings as plain data: the documented shape that JSON, CSV and text are written from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any as Anything

from fanlight.assessment.finding import Assessment, Fact, Finding, Measured
from fanlight.assessment.model import PHANTOM
from fanlight.facts import units
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Observed, Survey
from fanlight.facts.units import DATE
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.nodes import FAR

SHAPE = "fanlight-assessment/1"
LIMIT_WORDS = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "=": "exactly"}

Plain = dict[str, Anything]


def assessment(done: Assessment) -> Plain:
    """One assessment: its receipt, the verdict of each clause, and every finding. Also the clauses that no machine decides."""
    edition = done.edition
    verdicts = done.verdicts()
    return {
        "edition": edition.id,
        "title": edition.title,
        "receipt": dict(done.receipt),
        "readings": {name: reading.in_use for name, reading in edition.readings.items()},
        "clauses": [
            {"clause": clause.id, "paragraph": clause.paragraph, "force": clause.force.value, "encoded": clause.encoded.value,
             "settles": list(clause.settles), "verdict": verdicts[clause.id].value if clause.id in verdicts else None}
            for clause in edition.clauses.values()
        ],
        "findings": [finding(each, done) for each in done.findings],
    }  # fmt: skip


def finding(each: Finding, done: Assessment) -> Plain:
    """One finding, with everything it rests on."""
    clause, survey = each.clause, done.survey
    return {
        "clause": clause.id,
        "subject": subject(each),
        "verdict": each.verdict.value,
        "force": clause.force.value,
        "says": clause.says,
        "citation": {"edition": done.edition.id, "paragraph": clause.paragraph, "page": clause.page or None, "where": clause.place},
        "measured": [measured(one) for one in each.measures],
        "alternatives": [{"way": way, "holds": truth(holds)} for way, holds in each.alternatives],
        "relied_on": [relied(one, survey) for one in each.relied_on],
        "missing": [missing(one) for one in each.missing],
        "reading": list(clause.readings),
        "remedy": clause.remedy or None,
        "because": each.because or None,
    }


def subject(each: Finding) -> Plain | None:
    """What a finding is about: None for the house as a whole; `listed` is no for what a list may have left out."""
    if each.subject is None:
        return None
    one = each.subject
    return {"thing": one.thing, "id": one.id, "label": one.label, "listed": not one.phantom}


def measured(one: Measured) -> Plain:
    """A measure and its limit, as exact decimal numbers with their unit."""
    return {
        "what": one.what,
        "value": span(one.measured, one),
        "limit": LIMIT_WORDS[one.op],
        "required": span(one.required, one),
        "unit": one.unit or None,
        "holds": truth(one.holds),
    }


def span(value: Bounds, one: Measured) -> Plain:
    """Both ends of a value as decimal text or date; null where there is no end (a figure the standard does not give)."""
    low, high = (None if abs(end) >= FAR else _shown(end, one) for end in value)
    return {"from": low, "to": high}


def _shown(end: int, one: Measured) -> str | None:
    if one.unit != DATE.name:
        return units.shown(end, one.decimals, "")
    return date.fromordinal(end).isoformat() if 0 < end <= date.max.toordinal() else None


def truth(value: Bounds) -> str:
    """A yes, no or unknown in words."""
    return "unknown" if value[0] != value[1] else "yes" if value[0] else "no"


def observed(one: Fact, survey: Survey) -> Observed | None:
    """The observation of a fact in the survey."""
    for seen in survey.things.get(one.thing, ()):
        if seen.id == one.id:
            return seen.values.get(one.name)
    return None


def relied(one: Fact, survey: Survey) -> Plain:
    """A fact a finding rests on: its value as written, where, by whom and when."""
    seen = observed(one, survey)
    plain: Plain = {"fact": one.path, "of": one.id}
    if seen is not None:
        plain |= {"value": seen.text, "where": seen.where, "by": seen.by or None, "on": seen.on.isoformat() if seen.on else None}
    return plain


def missing(one: Fact) -> Plain:
    """A fact that would settle a finding, with its question; for a list, whether it is complete."""
    if not one.name or one.id == PHANTOM:
        plural = THINGS[one.thing].plural or one.thing
        return {"fact": plural, "of": None, "question": f"Are all {plural.replace('_', ' ')} of the house listed?"}
    return {"fact": one.path, "of": one.id, "question": THINGS[one.thing].facts[one.name].question}


ROW = (
    "edition", "clause", "paragraph", "force", "subject", "verdict", "measured", "limit", "required", "unit", "missing", "reading",
    "remedy",
)  # fmt: skip


def rows(done: Assessment) -> Iterator[Plain]:
    """One row for each finding, for a spreadsheet: columns ROW."""
    for each in done.findings:
        first = each.measures[0] if each.measures else None
        yield {
            "edition": done.edition.id,
            "clause": each.clause.id,
            "paragraph": each.clause.paragraph,
            "force": each.clause.force.value,
            "subject": each.subject.label if each.subject else "",
            "verdict": each.verdict.words,
            "measured": words(first.measured, first) if first else "",
            "limit": LIMIT_WORDS[first.op] if first else "",
            "required": words(first.required, first) if first else "",
            "unit": first.unit if first else "",
            "missing": "; ".join(lacking(one) for one in each.missing),
            "reading": " ".join(_named(name, done) for name in each.clause.readings),
            "remedy": each.clause.remedy,
        }


def _named(reading: str, done: Assessment) -> str:
    """A reading by its number, and the way that the council has chosen where it is not the adopted one: `C48=onto_route`."""
    way = done.edition.switched.get(reading)
    return f"{reading}={way}" if way else reading


def words(value: Bounds, one: Measured) -> str:
    """A value in words, without its unit: `6`, `6 to 7`, `no figure`."""
    ends = span(value, one)
    if ends["from"] == ends["to"]:
        return str(ends["from"]) if ends["from"] is not None else "no figure"
    return f"{ends['from'] or 'no figure'} to {ends['to'] or 'no figure'}"


def in_words(one: Measured) -> str:
    """A measure and its limit in words, in the unit people use: small lengths in millimetres."""
    small = one.unit == "m" and abs(one.required[1]) < FAR and one.required[1] < 10**one.decimals
    shown = replace(one, unit="mm", decimals=one.decimals - 3) if small and one.decimals >= 3 else one
    unit = f" {shown.unit}" if shown.unit not in ("", DATE.name) else ""
    value, required = words(shown.measured, shown), words(shown.required, shown)
    asks = f"{LIMIT_WORDS[one.op]} {required}{unit} required" if required != "no figure" else "the standard gives no figure"
    return f"{value}{unit}, {asks}"


def lacking(one: Fact) -> str:
    """A missing fact in a few words: `room.floor_area of bed-1`, or the list that may be incomplete."""
    plain = missing(one)
    return f"{plain['fact']} of {plain['of']}" if plain["of"] else f"whether all {plain['fact'].replace('_', ' ')} are listed"
