"""How many storeys a house has, as each text counts them: the order on mandatory licensing and the councils' own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.licensing.answers import Asked
from fanlight.licensing.law import Law, Provision

MARK = "storeys/"


@dataclass(frozen=True, slots=True)
class Counted:
    """The storeys of a house by one text, as bounds."""

    by: str
    rule: Provision
    storeys: Bounds


def counted(survey: Survey, law: Law, councils: Law, on: date) -> tuple[Counted, ...]:
    """The storeys of a house on a day by every text that counts them, the law's own counts first, held or not.

    A count of the law that no longer binds is given too: additional schemes and fire tables still speak of storeys.
    """
    asked = Asked(survey, on)
    return tuple(Counted(name, rule, asked.amount(rule.value)) for name, rule in (*_rules(law), *_rules(councils)))


def _rules(law: Law) -> Iterator[tuple[str, Provision]]:
    """The newest rule of each name that counts storeys."""
    for name in sorted(law.rules):
        if name.startswith(MARK) or f"/{MARK}" in name:
            yield name, law.periods(name)[-1]
