"""Licensing schemes as dated data of a council: who designated which area for which houses, and what the law makes impossible."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from fanlight.assessment.bounds import YES, moved
from fanlight.facts import files, units
from fanlight.facts.files import Problem, Refused, Written
from fanlight.licensing.answers import Answer, Asked, all_of, said
from fanlight.licensing.areas import Area, covers, read_area
from fanlight.licensing.law import Law, NotKnown, Provision
from fanlight.standards.dates import day
from fanlight.standards.elaborate import read_truth
from fanlight.standards.scope import Scope
from fanlight.standards.types import BadExpression

KINDS = ("additional", "selective")
NEEDED = ("scheme", "kind", "says", "made_on", "from", "until", "area", "citation")
KEYS = (*NEEDED, "confirmed_on", "general_approval", "larger_than_a_fifth", "revoked_on", "description", "note")
COMPLETE = "complete.yaml"
COMPLETE_KEYS = ("from", "until", "by", "note")


@dataclass(frozen=True, slots=True)
class Scheme:
    """One designation. `until` is the first day it is no longer in force, by its own end or by being revoked."""

    id: str
    council: str
    kind: str
    says: str
    made_on: date
    confirmed_on: date | None
    from_: date
    until: date
    area: Area
    description: str
    citation: str
    note: str
    place: str

    def is_in_force(self, on: date) -> bool:
        """Whether the designation is in force on a day."""
        return self.from_ <= on < self.until

    @property
    def cited(self) -> str:
        """The scheme as an answer cites it."""
        return f"{self.council}/{self.id}, {self.citation}: in force from {self.from_} until {self.until}"

    def reaches(self, asked: Asked) -> Answer:
        """Whether the house lies in the area and is of the description, whatever the day."""
        described = said("Every house is of the description.", YES)
        if self.description:
            described = replace(asked.rule(_as_rule(self)), cited=(self.citation,))
        return all_of(self.says, [covers(self.area, asked.survey), described], [self.cited])


@dataclass(frozen=True, slots=True)
class Schemes:
    """A council's schemes as far as they are held. `complete_from` and `complete_until` bound the time of which all are held."""

    council: str
    listed: tuple[Scheme, ...] = ()
    complete_from: date | None = None
    complete_until: date | None = None

    def are_complete(self, on: date) -> bool:
        """Whether every scheme that was in force on a day is held."""
        begun = self.complete_from is not None and self.complete_from <= on
        return begun and (self.complete_until is None or on < self.complete_until)

    def covering(self, kind: str, asked: Asked) -> tuple[Answer, ...]:
        """What each scheme of a kind that is in force on the day asked about says of a house."""
        return tuple(scheme.reaches(asked) for scheme in self.listed if scheme.kind == kind and scheme.is_in_force(asked.on))


def of_council(council: str, folders: Sequence[Path], law: Law) -> Schemes:
    """The schemes of a council, from every folder of councils that has some. Raises Refused with every problem, by file and line."""
    found: list[Scheme] = []
    problems: list[Problem] = []
    whole: tuple[date | None, date | None] = (None, None)
    for folder in (base / council / "schemes" for base in folders):
        for path in sorted(folder.glob("*.yaml")):
            try:
                content = files.read(path, str(path.relative_to(path.parents[3])))
                if path.name == COMPLETE:
                    whole = _completeness(content)
                else:
                    found.append(_scheme(content, council, partial(read_area, folder=folder), law))
            except Refused as refusal:
                problems.extend(refusal.problems)
    problems.extend(_twice(found))
    if problems:
        raise Refused(problems)
    return Schemes(council, tuple(sorted(found, key=lambda scheme: (scheme.from_, scheme.id))), *whole)


def _completeness(content: Written) -> tuple[date | None, date | None]:
    problems = list(content.unknown_keys(COMPLETE_KEYS))
    if content.get("from") is None:
        problems.append(content.problem("say from which day every scheme is held: 'from:'"))
    if problems:
        raise Refused(problems)
    return day(content.get("from")), day(content.get("until"))


def entered(council: str, said: Mapping[str, str], area: Area, law: Law) -> Scheme:
    """A scheme as it was entered, in the words of its file, with its area beside it. Raises Refused with every problem."""
    place = str(said.get("scheme", "the scheme"))
    written = {key: Written(text, place, 0) for key, text in {**said, "area": area.words}.items()}
    return _scheme(Written(written, place, 0), council, lambda entry: area, law)


def _scheme(content: Written, council: str, area_of: Callable[[Written], Area], law: Law) -> Scheme:
    problems = [*content.unknown_keys(KEYS), *(content.problem(f"a scheme needs '{key}:'") for key in NEEDED if content.get(key) is None)]
    if problems:
        raise Refused(problems)
    scheme = _read(content, council, area_of)
    problems = [*_unlawful(scheme, content, law), *_unreadable(scheme, content)]
    if problems:
        raise Refused(problems)
    return scheme


def _read(content: Written, council: str, area_of: Callable[[Written], Area]) -> Scheme:
    kind = content.keys["kind"]
    if kind.text not in KINDS:
        raise kind.refused(f"'{kind.text}' is no kind of scheme; write {' or '.join(KINDS)}")
    text = {key: value.text for key, value in content.keys.items() if isinstance(value.value, str)}
    dates = {key: day(content.get(key)) for key in ("made_on", "confirmed_on", "from", "until", "revoked_on")}
    made, begins, ends = dates["made_on"], dates["from"], dates["until"]
    assert made and begins and ends
    return Scheme(
        text["scheme"], council, kind.text, text["says"], made, dates["confirmed_on"], begins, min(ends, dates["revoked_on"] or ends),
        area_of(content.keys["area"]), text.get("description", ""), text["citation"], text.get("note", ""),
        f"{content.file}:{content.line}",
    )  # fmt: skip


def _unlawful(scheme: Scheme, content: Written, law: Law) -> Iterator[Problem]:
    """What sections 58, 60, 82 and 84 of the Housing Act 2004 make impossible."""
    begins = content.keys["from"]
    effective = content.get("confirmed_on") or content.keys["made_on"]
    since = scheme.confirmed_on or scheme.made_on
    yield from _approval(scheme, content, law)
    if scheme.confirmed_on and scheme.confirmed_on < scheme.made_on:
        yield effective.problem(f"confirmed on {scheme.confirmed_on}, before it was made on {scheme.made_on}")
    soonest, longest = _within(law, "scheme/soonest", since), _within(law, "scheme/longest", scheme.from_)
    earliest, last = _after(since, soonest), _after(scheme.from_, longest)
    if scheme.from_ < earliest:
        how = "confirmed" if scheme.confirmed_on else "made"
        yield begins.problem(f"in force from {scheme.from_}, but {how} on {since} it cannot be before {earliest} ({soonest.citation})")
    ends = day(content.keys["until"])
    assert ends is not None
    if ends > last:
        yield content.keys["until"].problem(
            f"in force until {ends}, but from {scheme.from_} it cannot be after {last} ({longest.citation})"
        )
    if scheme.until <= scheme.from_:
        yield content.keys["until"].problem(f"it ends on {scheme.until}, and so was never in force")


def _approval(scheme: Scheme, content: Written, law: Law) -> Iterator[Problem]:
    """A designation is confirmed, or falls under a general approval that was given for it."""
    general = content.get("general_approval")
    if (general is None) == (scheme.confirmed_on is None):
        yield content.problem("a designation is either confirmed ('confirmed_on:') or under a general approval ('general_approval: yes')")
        return
    if general is None:
        return
    if general.text != "yes":
        yield general.problem("write 'general_approval: yes', or the day it was confirmed ('confirmed_on:')")
        return
    try:
        approval = law.at(f"general-approval/{scheme.kind}", scheme.made_on)
    except NotKnown as gap:
        yield general.problem(f"no general approval covered it: {gap}")
        return
    share = content.get("larger_than_a_fifth")
    if "largest-share" in approval.values and (share is None or share.text != "no"):
        where = share or content
        yield where.problem(f"the {approval.citation} covers no scheme over a fifth: write 'larger_than_a_fifth: no', or 'confirmed_on:'")


def _within(law: Law, name: str, on: date) -> Provision:
    return law.at(name, max(on, law.periods(name)[0].from_))


def _after(start: date, rule: Provision) -> date:
    """The day so many months or years after another."""
    months = int(units.parse(rule.value)[0])
    return date.fromordinal(moved(start.toordinal(), months, 0))


def _unreadable(scheme: Scheme, content: Written) -> Iterator[Problem]:
    """A description that is no question about the house."""
    if scheme.kind == "additional" and not scheme.description:
        yield content.problem("an additional scheme says which HMOs it takes in ('description:'); write 'house.persons >= 0' for all")
    if scheme.description:
        try:
            read_truth(scheme.description, Scope().about(None))
        except BadExpression as error:
            yield content.keys["description"].problem(str(error))


def _twice(found: Sequence[Scheme]) -> Iterator[Problem]:
    known: dict[str, Scheme] = {}
    for scheme in found:
        if scheme.id in known:
            file, line = files.place_of(scheme.place)
            yield Problem(file, line, f"two schemes are called '{scheme.id}' (the first at {known[scheme.id].place})")
        known[scheme.id] = scheme


def _as_rule(scheme: Scheme) -> Provision:
    return Provision(
        scheme.id, "It is of the description.", scheme.description, {}, scheme.from_, scheme.until, scheme.citation, "A", "", scheme.place
    )
