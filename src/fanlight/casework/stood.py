"""How a need of the law stands in a case, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from fanlight.licensing.procedure import Standing


@dataclass(frozen=True, slots=True)
class Stood:
    """A need's standing with why, and where it comes from: worked out (no name) or found by somebody."""

    need: str
    standing: Standing
    why: str
    by: str = ""


Standings = Mapping[str, Stood]
