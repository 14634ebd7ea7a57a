"""The figures of the law and of councils as rows of a table: penalties, fees, rehabilitation periods, hazards, and what is not held."""

from collections.abc import Iterator

from fanlight.licensing import penalties
from fanlight.licensing.fee_tables import FeeTable
from fanlight.licensing.hazard_tables import Tables
from fanlight.licensing.law import Law, Provision
from fanlight.licensing.rehabilitation import GENERAL, PREFIX

Row = tuple[str, ...]
PENALTY_HEAD = ("offence", "what", "from", "until", "at most", "law")
PERIOD_HEAD = ("sentence", "from", "until", "begins with", "adults", "under 18", "law")
FEE_HEAD = ("council", "fee", "from", "until", "charged", "lowered or beside it", "source")
BAND_HEAD = ("band", "from", "until", "least score", "law")
HAZARD_HEAD = ("number", "hazard", "group", "most vulnerable", "in the reformed system")
GAP_HEAD = ("rule", "from", "what is missing")
BEGINS = {
    "conviction": "the conviction", "completion": "the end of the sentence, licence included", "order_end": "the last day of the order",
    "payment": "full payment", "at_once": "spent at once", "caution": "the caution",
}  # fmt: skip


def penalty_rows(law: Law) -> Iterator[Row]:
    """Each figure of each offence, by date."""
    for offence in penalties.offences(law):
        for kind, words in penalties.KINDS.items():
            for rule in law.rules.get(f"{penalties.PREFIX}{offence}/{kind}", ()):
                yield offence, words, *_days(rule), penalties.in_words(rule), _law(rule)


def period_rows(law: Law) -> Iterator[Row]:
    """When each sentence is spent, by the date of the question."""
    for name in sorted(law.rules):
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in GENERAL:
            for rule in law.rules[name]:
                listed = "; never where listed" if "listed" in rule.values else ""
                yield (
                    _sentence(rule), *_days(rule), BEGINS[rule.values["begins"]], _length(rule.values["adult"]) + listed,
                    _length(rule.values["under_18"]) + listed, _law(rule),
                )  # fmt: skip


def _sentence(rule: Provision) -> str:
    over, to = rule.values.get("over"), rule.values.get("to")
    name = rule.id.removeprefix(PREFIX).partition("/")[0].replace("-", " ")
    return " ".join([name, *([f"over {_length(over)}"] if over else []), *([f"up to {_length(to)}"] if to else [])])


def _length(text: str) -> str:
    return {"0 month": "no longer", "never": "never"}.get(text, f"{text}s")


def fee_rows(table: FeeTable) -> Iterator[Row]:
    """A council's fees and charges."""
    for fee in table.fees:
        charged = "; ".join(f"£{amount} {due}" for due, amount in fee.parts.items()) or f"not held: {fee.not_held}"
        beside = " ".join(each.says + ("" if each.to is None else f" Then £{each.to}.") for each in fee.reductions)
        yield table.council, fee.name, str(fee.from_), str(fee.until or ""), charged, beside, f"{fee.citation} [{fee.certainty}]"
    for charge in table.charges:
        charged = f"£{charge.amount}" if charge.amount is not None else f"not held: {charge.not_held}" if charge.not_held else "at cost"
        says, source = f"{charge.says} ({charge.force})", f"{charge.citation} [{charge.certainty}]"
        yield table.council, charge.name, str(charge.from_), str(charge.until or ""), charged, says, source


def band_rows(law: Law) -> Iterator[Row]:
    """The bands of both rating systems."""
    for name in law.rules:
        if name.startswith("hhsrs/band/"):
            for rule in law.rules[name]:
                yield name.removeprefix("hhsrs/band/"), *_days(rule), rule.value, _law(rule)


def hazard_rows(tables: Tables) -> Iterator[Row]:
    """The hazards of the first system."""
    for each in tables.of("2005"):
        yield each.number, each.name, each.group, each.most_vulnerable, each.becomes


def gap_rows(law: Law) -> Iterator[Row]:
    """Every rule whose figure was not found, whole or in part: data to fill in."""
    for name in sorted(law.rules):
        for rule in law.rules[name]:
            parts = [part.replace("_", " ") for part, written in rule.values.items() if written == penalties.NOT_HELD]
            if rule.value == penalties.NOT_HELD or parts:
                yield name, str(rule.from_), ", ".join(parts) or rule.says


def _days(rule: Provision) -> tuple[str, str]:
    return str(rule.from_), str(rule.until or "")


def _law(rule: Provision) -> str:
    return f"{rule.citation} [{rule.certainty}]"
