"""Reading a licence with its conditions, evidence and events from YAML, for the compliance calendar; problems are told with their place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fanlight.assessment.bounds import YES
from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import from_written, read_survey
from fanlight.licensing import duties
from fanlight.licensing.compliance import Event, History, Proof, Tenancy, is_named
from fanlight.licensing.duties import Duty
from fanlight.standards import particulars
from fanlight.standards.dates import day
from fanlight.standards.edition import Edition, Encoded

TOP = ("licence", "house", "survey", "conditions", "evidence", "events", "tenancies")
LICENCE = ("of", "council", "kind", "granted", "from", "until", "holder", "manager", "note")
CONDITION = ("condition", "says", "owed_by", "period", "evidence")
ENTRY = {
    "evidence": ("duties", "on", "next", "of", "note"),
    "events": ("duties", "on", "of", "note"),
    "tenancies": ("of", "from", "until", "note"),
}
KINDS = ("hmo", "block")
ONE = ("condition", "says", "period")


@dataclass(frozen=True, slots=True)
class Licensed:
    """A licence as a file tells it. `kind` is `hmo`, or `block` for a converted block under section 257."""

    of: str
    council: str
    kind: str
    granted: date
    survey: Survey
    history: History
    conditions: tuple[Duty, ...]
    written: Written

    def duties(self, edition: Edition | None, on: date) -> tuple[Duty, ...]:
        """The duties of the law, of an edition and of the licence's own conditions on a day.."""
        national = duties.of_law(self.kind, self.survey, on=on, granted=self.granted)
        local = duties.of_edition(edition, self.survey, on=on) if edition else ()
        return (*national, *local, *self.conditions)

    def unknown(self, known: Sequence[Duty]) -> list[Problem]:
        """Evidence and events for duties that nobody has, each with the nearest known name."""
        names = [name for duty in known for name in duty.names]
        return [problem for key in ("evidence", "events") for entry in _listed(self.written, key) for problem in _unnamed(entry, names)]


def _unnamed(entry: Written, names: Sequence[str]) -> Iterator[Problem]:
    written = entry.keys["duties"]
    for item in written.items if isinstance(written.value, list) else [written]:
        if not is_named((item.text,), names):
            yield item.problem(f"'{item.text}' is no duty here{nearest(item.text.rstrip('*'), names)}")


def read_licence(path: Path) -> Licensed:
    """Read a licence file. A survey it names is looked for beside it. Raises Refused with every problem."""
    content = files.read(path, str(path))
    problems = list(content.unknown_keys(TOP))
    head = content.get("licence")
    if head is None:
        raise content.refused("a licence file needs 'licence:' with 'council:', 'kind:', 'granted:' and 'from:'")
    problems.extend(_wrong(head, content))
    if problems:
        raise Refused(problems)
    text = {key: value.text for key, value in head.keys.items()}
    begins, granted = day(head.keys["from"]), day(head.keys["granted"])
    assert begins is not None and granted is not None
    history = History(
        begins, day(head.get("until")), tuple(_proofs(content)), tuple(_events(content)), tuple(_tenancies(content))
    )  # fmt: skip
    conditions = tuple(_condition(entry) for entry in _listed(content, "conditions"))
    return Licensed(
        text.get("of", ""), text["council"], text["kind"], granted, _survey(content, path), history, conditions, content
    )  # fmt: skip


def _listed(content: Written, key: str) -> list[Written]:
    found = content.get(key)
    return found.items if found is not None and found.value != "" else []


def _wrong(head: Written, content: Written) -> Iterator[Problem]:
    yield from head.unknown_keys(LICENCE)
    for key in ("council", "kind", "granted", "from"):
        if head.get(key) is None:
            yield head.problem(f"a licence needs '{key}:'")
    yield from _undated(head, ("granted", "from", "until"))
    kind = head.get("kind")
    if kind is not None and kind.text not in KINDS:
        yield kind.problem(f"'{kind.text}' is no kind; write hmo, or block for a converted block of flats under section 257")
    for key, known in ENTRY.items():
        for entry in _listed(content, key):
            yield from entry.unknown_keys(known)
            yield from _missing(entry, known[:2])
            yield from _undated(entry, ("on", "next", "from", "until"))
    for entry in _listed(content, "conditions"):
        yield from entry.unknown_keys(CONDITION)
        yield from _missing(entry, CONDITION[:4])
        yield from particulars.read_particulars(_of_duty(entry), Encoded.DUTY)[1]
        yield from _no_day(entry.get("period"))
        yield from (entry.keys[key].problem("a single value is expected here") for key in ONE if _is_several(entry.get(key)))
    if content.get("survey") is not None and content.get("house") is not None:
        yield content.keys["house"].problem("the survey tells of the house: leave out 'house:', or 'survey:'")


def _is_several(entry: Written | None) -> bool:
    return entry is not None and not isinstance(entry.value, str)


def _no_day(period: Written | None) -> Iterator[Problem]:
    """A period of the form `by 2026-05-31` with a day that no calendar has."""
    if period is not None and isinstance(period.value, str) and (match := duties.BY_DAY.match(period.text)):
        try:
            day(Written(match[1], period.file, period.line))
        except Refused as refusal:
            yield from refusal.problems


def _of_duty(entry: Written) -> Written:
    """Those keys of a condition that a clause has too."""
    kept = {key: value for key, value in entry.keys.items() if key in ("owed_by", "period", "evidence")}
    return Written(kept, entry.file, entry.line, entry.key_lines)


def _missing(entry: Written, needed: Sequence[str]) -> Iterator[Problem]:
    yield from (entry.problem(f"this needs '{key}:'") for key in needed if entry.get(key) is None)


def _undated(entry: Written, keys: Sequence[str]) -> Iterator[Problem]:
    for key in keys:
        try:
            day(entry.get(key))
        except Refused as refusal:
            yield from refusal.problems


def _texts(entry: Written, key: str) -> tuple[str, ...]:
    found = entry.get(key)
    if found is None:
        return ()
    return tuple(item.text for item in found.items) if isinstance(found.value, list) else (found.text,)


def _said(entry: Written) -> Mapping[str, str]:
    return {key: value.text for key, value in entry.keys.items() if isinstance(value.value, str)}


def _proofs(content: Written) -> Iterator[Proof]:
    for entry in _listed(content, "evidence"):
        on, said = day(entry.keys["on"]), _said(entry)
        assert on is not None
        yield Proof(_texts(entry, "duties"), on, day(entry.get("next")), said.get("of", ""), said.get("note", ""))


def _events(content: Written) -> Iterator[Event]:
    for entry in _listed(content, "events"):
        on = day(entry.keys["on"])
        assert on is not None
        yield Event(_texts(entry, "duties"), on, _said(entry).get("of", ""))


def _tenancies(content: Written) -> Iterator[Tenancy]:
    for entry in _listed(content, "tenancies"):
        begins = day(entry.keys["from"])
        assert begins is not None
        yield Tenancy(_said(entry)["of"], begins, day(entry.get("until")))


def _condition(entry: Written) -> Duty:
    """A condition of the licence itself as a duty of its holder."""
    said = _said(entry)
    period = said["period"]
    place, length, event = duties.placed(period)
    return Duty(
        id=f"condition:{said['condition']}", says=said["says"], owed_by=_texts(entry, "owed_by"), period=period, place=place, length=length,
        event=event, evidence=_texts(entry, "evidence"), force="must", cited=f"condition {said['condition']} of the licence", applies=YES,
    )  # fmt: skip


def _survey(content: Written, path: Path) -> Survey:
    """What is known of the house: the survey the file names, or the facts it gives itself; under a licence that is in force."""
    named = content.get("survey")
    licence = Written({"is_in_force": Written("yes", content.file, content.line)}, content.file, content.line, {})
    house = content.get("house") or Written({}, content.file, content.line, {})
    told = from_written(Written({"house": house, "licence": licence}, content.file, content.line, {}), path.stem)
    if named is None:
        return told
    survey = read_survey(path.parent / named.text)
    return replace(survey, things={"licence": told.things["licence"], **survey.things})
