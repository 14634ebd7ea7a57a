"""The ten clauses in CEL, run by two engines. The language has no sum, so the host sums people and kitchens where it can."""

from typing import Any

from benchmarks.ten_houses import House

STEP = "(h.n <= 5 ? 650 : h.n == 6 ? 750 : h.n == 7 ? 850 : h.n == 8 ? 950 : h.n <= 10 ? 1050 : h.n == 11 ? 1150 : h.n == 12 ? 1250 : 1350)"
EXPRESSIONS = (
    "h.rooms.all(r, r.kind != 'bedroom' || r.persons != 1 || r.area >= (h.living ? 651 : 1000))",
    "h.rooms.all(r, r.kind != 'bedroom' || r.persons != 2 || r.area >= (h.living ? 1100 : 1500))",
    f"h.n <= 15 && h.kitchen_area >= {STEP}",
    "h.cookers >= (h.n + 4) / 5 || (h.n <= 7 && h.cookers >= 1 && h.microwave)",
    "h.sinks >= (h.n + 4) / 5 || (h.n <= 7 && h.sinks >= 1 && h.dishwasher)",
    "h.baths >= (h.n + 4) / 5",
    "h.wcs >= (h.wc_separate ? (h.n + 4) / 5 : (h.n + 3) / 4)",
    "h.worktop >= 40 * h.n",
    "h.rooms.all(b, b.kind != 'bedroom' || h.rooms.exists(t, t.kind == 'bathroom' && b.floor - t.floor <= 2 && t.floor - b.floor <= 2))",
    "h.rooms.all(r, r.kind != 'kitchen' || r.extract >= 60)",
)


def summed(house: House) -> House:
    """The house with the two sums the expressions need, each left out where something it sums is missing."""
    sums = {}
    for name, kind, of in (("n", "bedroom", "persons"), ("kitchen_area", "kitchen", "area")):
        parts = [room.get(of) for room in house["rooms"] if room["kind"] == kind]
        if None not in parts:
            sums[name] = sum(parts)
    return {**house, **sums}


class Engine:
    """cel-python. Made once; asked of each house."""

    name = "cel-python"
    trace = "none (verdict or error)"

    def __init__(self) -> None:
        import celpy

        self.celpy = celpy
        environment = celpy.Environment()
        self.programs = [environment.program(environment.compile(text)) for text in EXPRESSIONS]

    def given(self, house: House) -> Any:
        """The house as this engine's users write it down: plain data."""
        return house

    def judge(self, house: Any, *, explain: bool) -> list[bool | None]:
        """Whether each clause is kept to; None where the engine gives no answer."""
        activation = {"h": self.celpy.json_to_cel(summed(house))}
        return [self._one(program, activation) for program in self.programs]

    def _one(self, program: Any, activation: Any) -> bool | None:
        try:
            return bool(program.evaluate(activation))
        except self.celpy.CELEvalError:
            return None


class Rust(Engine):
    """common-expression-language, whose interpreter is written in Rust."""

    name = "cel (Rust)"

    def __init__(self) -> None:
        import cel

        self.programs = [cel.compile(text) for text in EXPRESSIONS]

    def judge(self, house: Any, *, explain: bool) -> list[bool | None]:
        activation = {"h": summed(house)}
        return [self._one(program, activation) for program in self.programs]

    def _one(self, program: Any, activation: Any) -> bool | None:
        try:
            return bool(program.execute(activation))
        except Exception:  # noqa: BLE001 - it raises whatever class fits the missing fact
            return None
