"""What another edition would change for one house: each pair of clauses that may differ, before and after."""

from collections.abc import Sequence
from datetime import date

from fanlight.assessment.assess import Program, Ready
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import ORDER, Verdict
from fanlight.assessment.model import dated
from fanlight.assessment.stock.pairing import ABSENT, Pairing
from fanlight.facts.survey import Survey


class Weighing:
    """Two editions made ready to be held against each other, house by house, as they stand on a day."""

    def __init__(self, pairing: Pairing, on: date) -> None:
        self.pairing, self.on = pairing, on
        self._old, self._new = (_Side(Program(pairing.run(side)), on) for side in ("old", "new"))

    def changes(self, house: Survey) -> dict[str, tuple[str, str]]:
        """Of each pair that changes, by its name, the verdict before and after: of a clause the worst over its subjects.

        Raises Refused where the survey contradicts itself.
        """
        check(house)
        before, after = self._old.verdicts(house), self._new.verdicts(house)
        found = {pair.name: (_worst(pair.old, before), _worst(pair.new, after)) for pair in self.pairing.pairs}
        return {name: sides for name, sides in found.items() if sides[0] != sides[1]}


class _Side:
    def __init__(self, program: Program, on: date) -> None:
        self.program, self.on = program, on
        self.running: Sequence[Ready] = [ready for ready in program.clauses if ready.clause.in_force_on(on)]

    def verdicts(self, house: Survey) -> dict[str, Verdict]:
        worst: dict[str, Verdict] = {}
        for clause, _, verdict in self.program.verdicts(dated(house, self.on), self.running):
            known = worst.get(clause)
            if known is None or ORDER[verdict] < ORDER[known]:
                worst[clause] = verdict
        return worst


def _worst(clauses: Sequence[str], found: dict[str, Verdict]) -> str:
    """The worst verdict of some clauses; one that is not asked, or of nothing that the house has, does not apply."""
    verdicts = [found.get(clause, Verdict.DOES_NOT_APPLY) for clause in clauses]
    return min(verdicts, key=ORDER.__getitem__).value if verdicts else ABSENT
