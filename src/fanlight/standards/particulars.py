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
    "applicant", "proposed licence holder", "licence holder", "manager", "person having control", "landlord", "owner", "occupier", "installer",
    "council", "housing officer", "fire officer", "fire authority", "tribunal", "police", "other authority",
)  # fmt: skip
PERIOD = re.compile(
    r"^(always|once|on request|on change|at each letting|at the start of each tenancy|at the end of each tenancy|before use|when needed"
    r"|every(?: \d+)? (hour|day|week|month|year)s?|within \d+ (hour|day|week|month|year)s? of .+|before .+|after .+|for \d+ (day|month|year)s? .+|by .+)$"
)
GOVERNED = (
    "identification", "application", "fee", "suitability", "inspection", "fire_consultation", "licence", "conditions", "variation", "revocation",
    "refusal", "temporary_exemption", "appeal", "register", "annual_return", "management_order", "declaration", "rent_repayment",
    "civil_penalty", "prosecution", "enforcement", "overcrowding_notice", "designation", "complaint", "data_sharing", "policy", "departure",
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
    for key in ("owed_by", "decides"):
        for party in found.get(key, ()):
            if party not in PARTIES:
                yield entry.keys[key].problem(
                    f"'{party}' is nobody a clause can name{nearest(party, PARTIES)}; known: {', '.join(PARTIES)}"
                )
    for period in found.get("period", ()):
        if not PERIOD.match(period):
            yield entry.keys["period"].problem(
                f"'{period}' is no period; write for example 'every 12 month', 'within 7 day of the request', 'always', 'at each letting'"
            )
    for name in found.get("governs", ()):
        match = GOVERNS.match(name)
        if not match or match[1] not in GOVERNED:
            yield entry.keys["governs"].problem(f"'{name}' is no part of the procedure{nearest(name.partition('.')[0], GOVERNED)}")
