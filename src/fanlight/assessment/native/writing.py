"""A whole program in code: the columns of each level in turn, then its findings, for one house after another."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.resources import files
from typing import TypeVar

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.judging import CODES, Judged
from fanlight.assessment.columnar.pool import Frame, Kept
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.finding import Verdict
from fanlight.assessment.native.code import LIST, NUMBER, WIDE, Code, Slots, Value
from fanlight.assessment.native.gathering import gathered, listing
from fanlight.assessment.native.kinds import Kinds
from fanlight.assessment.native.rows import Making, Scope, each, place_of

Item = TypeVar("Item")
A_FUNCTION = 24
"""How many columns or clauses one function works out: LLVM takes far longer over one large function than over several small ones."""

FEW = 40
"""A program of so few functions becomes one: that saves a tenth of its time, and is soon compiled."""

ONE_OF_HOUSE = 2**31 - 1
"""The subject of a finding on the house as a whole."""


class Writing:
    """Writes the code of a program. `as_rows` asks for a finding of each clause and subject; otherwise for a verdict of each clause."""

    def __init__(self, program: Program, *, as_rows: bool) -> None:
        self.program, self.plan, self.as_rows = program, program.plan, as_rows
        self.making = Making(Kinds(program.book))
        self.steps: list[str] = []

    @property
    def slots(self) -> Slots:
        """The table of numbers and addresses."""
        return self.making.slots

    def text(self) -> str:
        """Everything, as LLVM reads it."""
        functions = [*self._levels(), *self._findings()]
        while waiting := [name for name in self.making.lists if f"list:{name}" not in self.making.functions]:
            for name in waiting:
                self.making.functions.append(f"list:{name}")
                functions.append(listing(self.making, name, self.making.lists[name]))
        main = self._main()
        runtime = [files(__package__).joinpath(name).read_text(encoding="utf-8") for name in ("figures.ll", "lists.ll")]
        if len(self.steps) <= FEW:
            functions[: len(self.steps)] = [each.replace(" noinline {", " alwaysinline {", 1) for each in functions[: len(self.steps)]]
        return "\n".join([*runtime, *functions, main, self.slots.marks])

    def _levels(self) -> Iterator[str]:
        for level in range(self.plan.deepest + 1):
            for number, (gathering, columns) in enumerate(self.plan.gatherings.items()):
                read = [kept for kept in columns if kept.is_read and self.making.kinds.of_kept(kept) != LIST]
                if gathering[2] == level:
                    for first, some in _parts(read):
                        yield gathered(self.making, self._step(f"gather_{number}_{first}"), some)
            for frame in self.plan.states():
                new = [kept for kept in self.plan.new_at(frame, level) if kept.made is not None]
                new = [kept for kept in new if self.making.kinds.of_kept(kept) != LIST]
                for first, some in _parts(new):
                    yield self._made(self._step(f"state_{'_'.join(frame)}_{level}_{first}"), some, new)

    def _step(self, name: str) -> str:
        """One more function that is called for each house, in this order."""
        self.steps.append(name)
        return name

    def _made(self, name: str, some: Sequence[Kept], new: Sequence[Kept]) -> str:
        """Columns made of others of the same row. What another function makes of the same level is made here too, where it is needed."""
        code, frame = Code(name, self.slots), some[0].frame
        with each(code, frame) as rows:
            scope = Scope(self.making, code, self.program.book.pool(frame), rows, new)
            for kept in some:
                code.store(code.given(self.making.array(kept)), place_of(code, rows), scope.kept(kept, rows))
        code.say("ret void")
        return code.text

    # Findings.

    def _findings(self) -> Iterator[str]:
        of_frame: dict[Frame, list[Judged]] = {}
        for one in self.program.findings:
            of_frame.setdefault(one.pool.frame, []).append(one)
        for frame, findings in of_frame.items():
            for first, some in _parts(findings):
                yield self._found(self._step(f"find_{'_'.join(frame)}_{first}"), some)

    def _found(self, name: str, some: Sequence[Judged]) -> str:
        code, pool = Code(name, self.slots), some[0].pool
        with each(code, pool.frame) as rows:
            scope = Scope(self.making, code, pool, rows)
            for one in some:
                with ExitStack() as stack:
                    if one.rows.names:
                        stack.enter_context(code.when(scope.expressions.truth(one.rows.tree)))
                    self._row(one, scope) if self.as_rows else self._verdict(one, scope)
        code.say("ret void")
        return code.text

    def _verdict(self, one: Judged, scope: Scope) -> None:
        """The worst verdict of a clause, in the row of the house."""
        code = scope.code
        at = code.do(f"mul i64 {code.given('house', 'i64')}, {len(self.program.clauses)}")
        at = code.do(f"add i64 {at}, {self.program.clauses.index(one.clause)}")
        at = code.element(code.given("verdicts"), at, "i8")
        found = code.do(f"trunc i64 {scope.expressions.value(one.verdict.tree).text} to i8")
        before = code.read(at, "i8")
        less = code.do(f"icmp slt i8 {found}, {before}")
        code.write(at, "i8", code.do(f"select i1 {less}, i8 {found}, i8 {before}"))

    def _row(self, one: Judged, scope: Scope) -> None:
        """A finding, after those there are."""
        code, kind = scope.code, one.kind
        at = code.load(code.slot(f"found{kind}"), "0", NUMBER).text
        verdict = scope.expressions.value(one.verdict.tree).text
        clause = self.program.clauses.index(one.clause)
        subject = scope.key(scope.rows[0]) if one.subject else str(ONE_OF_HOUSE)
        code.store(
            code.given(f"house_id{kind}"), at, Value(code.load(code.given("house ids"), code.given("house", "i64"), NUMBER).text, NUMBER)
        )
        columns = {
            "clause": (16, str(clause)),
            "verdict": (8, verdict),
            "subject": (32, subject),
            "missing": (32, self._missing(one, scope, verdict)),
        }
        for name, (bits, text) in columns.items():
            self._put(code, f"{name}{kind}", bits, at, text)
        if self.program.facts:
            code.store(code.given(f"until{kind}"), at, code.load(code.slot("facts found"), "0", NUMBER))
        self._measures(one, scope, at)
        self._count(code, clause, verdict)
        code.store(code.slot(f"found{kind}"), "0", Value(code.do(f"add i64 {at}, 1"), NUMBER))

    @staticmethod
    def _put(code: Code, array: str, bits: int, at: str, text: str) -> None:
        """Put a small number into an array."""
        small = code.do(f"trunc i64 {text} to i{bits}")
        code.write(code.element(code.given(array), at, f"i{bits}"), f"i{bits}", small)

    def _measures(self, one: Judged, scope: Scope, at: str) -> None:
        if not one.measures:
            return
        code, wanted = scope.code, WIDE if one.is_wide else NUMBER
        self._put(code, f"measured{one.kind}", 8, at, code.do(f"zext i1 {scope.expressions.truth(one.measured.tree)} to i64"))
        for name, (measure, end) in self.program.measures().items():
            if measure < len(one.measures):
                value = scope.expressions.wider(scope.expressions.value(one.measures[measure][end].tree), wanted)
                code.store(code.given(f"{name}{one.kind}"), at, value)

    def _missing(self, one: Judged, scope: Scope, verdict: str) -> str:
        """How many facts are missing: a list of them is made only where nobody can tell."""
        if not one.missing.names:
            return scope.expressions.value(one.missing.tree).text
        code = scope.code
        before, then, end = code.block, code.fresh(), code.fresh()
        code.fork(code.do(f"icmp eq i64 {verdict}, {CODES[Verdict.CANNOT_TELL]}"), then, end)
        code.begin(then)
        with code.inside():
            if self.program.facts:
                self._facts(code, scope.expressions.value(sql.once(one.facts).tree).text)
            count = scope.expressions.value(one.missing.tree).text
        after = code.block
        code.jump(end)
        code.begin(end)
        return code.do(f"phi i64 [0, %{before}], [{count}, %{after}]")

    @staticmethod
    def _facts(code: Code, list_: str) -> None:
        """Copy the missing facts after those of the findings before."""
        code.say(f"call void @copied(ptr %c, i64 {list_}, i64 {code.slots.place('facts')})")

    @staticmethod
    def _count(code: Code, clause: int, verdict: str) -> None:
        counts, place = code.given("counts"), code.do(f"add i64 {clause * len(CODES)}, {verdict}")
        before = code.load(counts, place, NUMBER).text
        code.store(counts, place, Value(code.do(f"add i64 {before}, 1"), NUMBER))

    # The houses.

    def _main(self) -> str:
        """Each house in turn: where its things begin and how many they are, then every step."""
        code = Code("every_house", self.slots, ["%from", "%to"])
        with code.loop("%from", "%to") as house:
            code.store(code.slot("house"), "0", Value(house, NUMBER))
            code.store(code.slot("arena top"), "0", Value("0", NUMBER))
            mark = code.load(code.slot("mark"), "0", NUMBER).text
            code.store(code.slot("mark"), "0", Value(code.do(f"add i64 {mark}, 1"), NUMBER))
            for thing in self.plan.things:
                first = code.load(code.given(f"first {thing}"), house, NUMBER).text
                last = code.load(code.given(f"first {thing}"), code.do(f"add i64 {house}, 1"), NUMBER).text
                code.store(code.slot(f"base {thing}"), "0", Value(first, NUMBER))
                code.store(code.slot(f"rows {thing}"), "0", Value(code.do(f"sub i64 {last}, {first}"), NUMBER))
            for step in self.steps:
                code.say(f"call void @{step}(ptr %c)")
        code.say("ret void")
        return code.text.replace("define internal void", "define void")


def _parts(items: Sequence[Item]) -> Iterator[tuple[int, Sequence[Item]]]:
    """Some items a few at a time, each time with the number of the first."""
    return ((first, items[first : first + A_FUNCTION]) for first in range(0, len(items), A_FUNCTION))
