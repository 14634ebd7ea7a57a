"""What clauses carry that no machine decides: who owes a duty and when, who judges and by what, which step a procedure governs."""

import re
from collections.abc import Iterator

from fanlight.facts.files import Problem, Written, nearest
from fanlight.standards.edition import Encoded

KEYS = ("owed_by", "period", "evidence", "decides", "weigh", "options", "governs")
NEEDED = {
    Encoded.DUTY: ("owed_by", "period"),
    Encoded.JUDGEMENT: ("decides",),
    Encoded.PROCEDURE: ("governs",),
}
PARTIES = (
    "applicant", "proposed licence holder", "licence holder", "manager", "person having control", "landlord", "owner", "occupier",
    "installer", "council", "housing officer", "fire officer", "fire authority", "tribunal", "police", "other authority",
)  # fmt: skip
PERIOD = re.compile(
    r"^(always|once|on request|on change|at each letting|at the start of each tenancy|at the end of each tenancy|before use|when needed"
    r"|every(?: \d+)? (hour|day|week|month|year)s?|within \d+ (hour|day|week|month|year)s? of .+"
    r"|before .+|after .+|for \d+ (day|month|year)s? .+|by .+)$"
)
GOVERNED = (
    "identification", "application", "fee", "suitability", "inspection", "fire_consultation", "licence",
    "conditions", "variation", "revocation", "refusal", "temporary_exemption", "appeal", "register",
    "annual_return", "management_order", "declaration", "rent_repayment", "civil_penalty", "prosecution",
    "enforcement", "overcrowding_notice", "designation", "complaint", "data_sharing", "policy", "departure",
    "works", "death_of_holder",
)  # fmt: skip
GOVERNS = re.compile(r"^([a-z_]+)(?:\.[a-z_]+)?$")


def read_particulars(entry: Written, encoded: Encoded) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The particulars of a clause by key, and what is wrong with them."""
    found = {key: _texts(entry.keys[key]) for key in KEYS if entry.get(key) is not None}
    return found, list(_problems(entry, encoded, found))


def _texts(value: Written) -> tuple[str, ...]:
    return tuple(item.text for item in value.items) if isinstance(value.value, list) else (value.text,)


def _problems(entry: Written, encoded: Encoded, found: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    for key in NEEDED.get(encoded, ()):
        if key not in found:
            yield entry.problem(f"a clause of kind {encoded.value} needs '{key}:'")
    for key, words in found.items():
        for word in words:
            message = CHECKS[key](word) if key in CHECKS else ""
            if message:
                yield entry.keys[key].problem(message)


def _party(word: str) -> str:
    return "" if word in PARTIES else f"'{word}' is nobody a clause can name{nearest(word, PARTIES)}; known: {', '.join(PARTIES)}"


def _period(word: str) -> str:
    like = "'every 12 month', 'within 7 day of the request', 'always' or 'at each letting'"
    return "" if PERIOD.match(word) else f"'{word}' is no period; write for example {like}"


def _governs(word: str) -> str:
    match = GOVERNS.match(word)
    known = match and match[1] in GOVERNED
    return "" if known else f"'{word}' is no part of the procedure{nearest(word.partition('.')[0], GOVERNED)}"


CHECKS = {"owed_by": _party, "decides": _party, "period": _period, "governs": _governs}
