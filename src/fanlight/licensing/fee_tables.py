"""Reading a council's fees: every mistake is refused with file and line, and so is a fee that takes the whole on application."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.licensing.law import CERTAINTY, Provision, england
from fanlight.licensing.written_amounts import number, pounds, share, word
from fanlight.standards.dates import day
from fanlight.standards.library import shipped

FILE = "fees.yaml"
COMMON = ("says", "from", "until", "citation", "certainty", "note", "not_held")
FEE_KEYS = ("fee", *COMMON, "whole", "on_application", "on_grant", "inspections_included", "reductions", "refunds")
CHARGE_KEYS = ("charge", *COMMON, "force", "when", "amount")
REDUCTION_KEYS = ("when", "says", "asks", "of", "off", "to", "not_held", "citation")
REFUND_KEYS = ("when", "of", "share", "citation")
AT_COST = "at cost"
T = TypeVar("T")


class Due(StrEnum):
    """When a part of a fee is charged."""

    APPLICATION = "on application"
    GRANT = "on grant"
    WHOLE = "in one sum on application"


DUE = {"on_application": Due.APPLICATION, "on_grant": Due.GRANT, "whole": Due.WHOLE}


@dataclass(frozen=True, slots=True)
class Reduction:
    """A lower fee in one circumstance: so many pounds off a part, a share of it off, or a fixed sum. All None: by how much is not held.

    `asks` is the question by which whoever applies says whether it is so; empty where the council judges it.
    """

    when: str
    says: str
    due: Due
    off: Decimal | None
    share: Decimal | None
    to: Decimal | None
    not_held: str
    citation: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class RefundTerm:
    """What share of a paid part is given back after an event."""

    when: str
    due: Due
    share: Decimal
    citation: str


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee over one period (`until` excluded), in pounds. `not_held`: where its figures are, if not here."""

    name: str
    says: str
    from_: date
    until: date | None
    parts: Mapping[Due, Decimal]
    reductions: tuple[Reduction, ...]
    refunds: tuple[RefundTerm, ...]
    inspections_included: int
    not_held: str
    citation: str
    certainty: str
    note: str
    place: str

    @property
    def cited(self) -> str:
        """The citation with its certainty."""
        return f"{self.citation} [{self.certainty}: {CERTAINTY[self.certainty]}]"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge beside the fee, in the circumstances named. `force` is may or must; `amount` None: at cost, or not held."""

    name: str
    says: str
    from_: date
    until: date | None
    force: str
    when: tuple[str, ...]
    amount: Decimal | None
    not_held: str
    citation: str
    certainty: str


@dataclass(frozen=True, slots=True)
class FeeTable:
    """A council's fees and charges."""

    council: str
    fees: tuple[Fee, ...]
    charges: tuple[Charge, ...]


def councils(folders: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The councils whose fees come with Fanlight, or lie in folders of councils' own."""
    return tuple(sorted({path.parent.name for base in (shipped()[1], *folders) for path in base.glob(f"*/{FILE}")}))


@cache
def council_table(council: str, folders: tuple[Path, ...] = ()) -> FeeTable:
    """The table of a council, by the last folder that holds one. Raises Refused for a council without one."""
    held = [base for base in (shipped()[1], *folders) if (base / council / FILE).is_file()]
    if not held:
        known = councils(folders)
        raise Refused([Problem(council, 0, f"no fees are held for '{council}'{nearest(council, known)}")])
    path = held[-1] / council / FILE
    return read_table(path, str(path.relative_to(held[-1].parent)))


def read_table(path: Path, name: str | None = None) -> FeeTable:
    """Read a council's fees. Raises Refused with every problem."""
    return read_fees(files.read(path, name or str(path)), path.parent.name)


def read_fees(content: Written, council: str) -> FeeTable:
    """A council's fees from what is written, wherever it stands. Raises Refused with every problem."""
    problems = list(content.unknown_keys(("fees", "charges")))
    fees = _each(content.get("fees"), read_fee, problems)
    charges = _each(content.get("charges"), read_charge, problems)
    problems.extend(_overlaps(fees))
    if problems:
        raise Refused(problems)
    return FeeTable(council, tuple(fees), tuple(charges))


def _each(listed: Written | None, read: Callable[[Written], T], problems: list[Problem]) -> list[T]:
    found = []
    for entry in listed.items if listed else []:
        try:
            found.append(read(entry))
        except Refused as refusal:
            problems.extend(refusal.problems)
    return found


def read_fee(entry: Written) -> Fee:
    """One fee. Raises Refused, with the reason where the law forbids it."""
    _check(entry, FEE_KEYS, ("fee", "says", "from", "citation", "certainty"))
    from_, until = _dates(entry)
    parts = {due: pounds(written) for key, due in DUE.items() if (written := entry.get(key))}
    problem = _wrong_parts(entry, parts, from_, until)
    if problem:
        raise Refused([problem])
    text = _texts(entry)
    return Fee(
        text["fee"], text["says"], from_, until, parts, tuple(_reduction(each, parts) for each in _list(entry, "reductions")),
        tuple(_refund(each, parts) for each in _list(entry, "refunds")), number(entry.get("inspections_included")),
        text.get("not_held", ""), text["citation"], text["certainty"], text.get("note", ""), f"{entry.file}:{entry.line}",
    )  # fmt: skip


def _wrong_parts(entry: Written, parts: Mapping[Due, Decimal], from_: date, until: date | None) -> Problem | None:
    ways = [way for way in (("whole",), ("on_application", "on_grant"), ("not_held",)) if any(entry.get(key) for key in way)]
    if len(ways) != 1 or any(entry.get(key) is None for key in ways[0]):
        return entry.problem(
            "a fee has 'on_application:' and 'on_grant:'; or 'whole:' for old days; or 'not_held:', which says where it is"
        )
    forbidden = unlawful(from_, until)
    if forbidden and (Due.WHOLE in parts or parts.get(Due.GRANT) == 0):
        written = entry.keys["whole" if Due.WHOLE in parts else "on_grant"]
        return written.problem(
            f"a fee charged whole on application is unlawful from {forbidden.from_}: {forbidden.says} ({forbidden.citation}). "
            "Write 'on_application:' and 'on_grant:', or end the fee by then with 'until:'"
        )
    return None


def unlawful(from_: date, until: date | None) -> Provision | None:
    """The provision by which a whole fee on application is unlawful at some time of a period."""
    periods = england().periods("fees/whole-on-application")
    return next((rule for rule in periods if rule.value == "unlawful" and (until is None or rule.from_ < until)), None)


def read_charge(entry: Written) -> Charge:
    """One charge. Raises Refused."""
    _check(entry, CHARGE_KEYS, ("charge", "says", "from", "citation", "certainty", "force", "when"))
    from_, until = _dates(entry)
    text = _texts(entry)
    if text["force"] not in ("may", "must"):
        raise entry.keys["force"].refused(f"'{text['force']}' is no force of a charge; write may or must")
    if (entry.get("amount") is None) == (entry.get("not_held") is None):
        raise entry.refused("a charge has 'amount:' (pounds, or 'at cost'), or 'not_held:', which says where it is")
    amount = entry.get("amount")
    return Charge(
        text["charge"], text["says"], from_, until, text["force"], tuple(word(each) for each in _list(entry, "when")),
        None if amount is None or amount.text == AT_COST else pounds(amount), text.get("not_held", ""), text["citation"],
        text["certainty"],
    )  # fmt: skip


def _check(entry: Written, known: tuple[str, ...], needed: tuple[str, ...]) -> None:
    problems = list(entry.unknown_keys(known))
    problems += [entry.problem(f"'{key}:' is missing") for key in needed if entry.get(key) is None]
    certainty = entry.get("certainty")
    if certainty is not None and certainty.text not in CERTAINTY:
        problems.append(certainty.problem(f"'{certainty.text}' is no certainty; write A, B, C or M"))
    if problems:
        raise Refused(problems)


def _texts(entry: Written) -> dict[str, str]:
    return {key: value.text for key, value in entry.keys.items() if isinstance(value.value, str)}


def _list(entry: Written, key: str) -> list[Written]:
    listed = entry.get(key)
    return listed.items if listed else []


def _dates(entry: Written) -> tuple[date, date | None]:
    from_, until = day(entry.get("from")), day(entry.get("until"))
    assert from_ is not None
    if until is not None and until <= from_:
        raise entry.keys["until"].refused(f"'{until}' is not after the first day, {from_}; 'until:' is the first day it no longer holds")
    return from_, until


def _due(entry: Written, parts: Mapping[Due, Decimal]) -> Due:
    """The part that is meant: it must be said where there are two."""
    of = entry.get("of")
    known = {key: due for key, due in DUE.items() if due in parts}
    if of is None and len(known) < 2:
        return next(iter(known.values()), Due.WHOLE)
    if of is None or of.text not in known:
        raise (of or entry).refused(f"'of:' says which part of the fee is meant; here: {', '.join(known)}")
    return known[of.text]


def _reduction(entry: Written, parts: Mapping[Due, Decimal]) -> Reduction:
    _check(entry, REDUCTION_KEYS, ("when", "says", "citation"))
    given = [key for key in ("off", "to", "not_held") if entry.get(key) is not None]
    if len(given) != 1:
        raise entry.refused("a reduction has one of 'off:' (pounds or a share), 'to:' (pounds) and 'not_held:'")
    due, text = _due(entry, parts), _texts(entry)
    off, to = entry.get("off"), entry.get("to")
    part = share(off) if off and off.text.strip().endswith("%") else None
    lowered = pounds(off) if off and part is None else None
    fixed = pounds(to) if to else None
    if max(lowered or 0, fixed or 0) > parts.get(due, Decimal("Infinity")):
        raise (off or to or entry).refused(f"'{(off or to or entry).text}' is more than the part of the fee it lowers")
    return Reduction(
        word(entry.keys["when"]), text["says"], due, lowered, part, fixed, text.get("not_held", ""), text["citation"], text.get("asks", "")
    )


def _refund(entry: Written, parts: Mapping[Due, Decimal]) -> RefundTerm:
    _check(entry, REFUND_KEYS, REFUND_KEYS[:1] + REFUND_KEYS[2:])
    return RefundTerm(word(entry.keys["when"]), _due(entry, parts), share(entry.keys["share"]), entry.keys["citation"].text)


def _overlaps(fees: list[Fee]) -> Iterator[Problem]:
    by_name = sorted(fees, key=lambda fee: (fee.name, fee.from_))
    for one, after in zip(by_name, by_name[1:], strict=False):
        if one.name == after.name and (one.until is None or after.from_ < one.until):
            file, line = files.place_of(after.place)
            yield Problem(file, line, f"'{after.name}' begins on {after.from_}, while the period before it still runs ({one.place})")
