"""What is gathered over many rows, and lists of figures, each made by a function of its own when it is first asked for."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlglot import exp

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.joining import Chosen
from fanlight.assessment.columnar.pool import Frame, Kept, Pool, thing_of
from fanlight.assessment.native.code import LIST, LLVM, NUMBER, TRUTH, WIDE, Code, Value
from fanlight.assessment.native.kinds import cast_kind
from fanlight.assessment.native.rows import Lists, Making, Row, Scope, each, each_end, end_row, place_of, plain

FIRST: dict[type[exp.Expr], dict[str, str]] = {
    exp.LogicalOr: {TRUTH: "false"}, exp.LogicalAnd: {TRUTH: "true"}, exp.Sum: {NUMBER: "0", WIDE: "0"},
    exp.BitwiseOrAgg: {NUMBER: "0"}, exp.Filter: {LIST: "0"},
    exp.Min: {NUMBER: str(2**63 - 1), WIDE: str(2**127 - 1)}, exp.Max: {NUMBER: str(-(2**63)), WIDE: str(-(2**127))},
}  # fmt: skip
TAKEN: dict[type[exp.Expr], str] = {exp.LogicalOr: "or i1", exp.LogicalAnd: "and i1", exp.BitwiseOrAgg: "or i64"}


@dataclass(slots=True)
class Total:
    """What is taken over many rows: the part of a tree that says what, where it stands meanwhile, and of which kind it is."""

    tree: exp.Expr
    kind: str
    at: str = ""


def totals_of(tree: exp.Expr, making: Making, pool: Pool) -> list[Total]:
    """Everything an expression takes over many rows."""
    found = []
    for part in tree.walk(prune=lambda part: type(part) in FIRST):
        if type(part) in FIRST:
            around = part.parent if isinstance(part, exp.Sum) else None
            kind = LIST if isinstance(part, exp.Filter) else making.kinds.of(part, pool)
            kind = cast_kind(around) if isinstance(around, exp.Cast) else kind
            found.append(Total(part, kind))
    return found


class Gathering:
    """Takes columns over the rows of a frame. They stand in memory of the function while its rows are gone through."""

    def __init__(self, making: Making, code: Code, columns: Sequence[Kept]) -> None:
        self.making, self.code, self.columns = making, code, columns
        self.pool = making.kinds.book.pool(columns[0].over)
        self.trees = [kept.gathered.tree for kept in columns if kept.gathered is not None]
        self.totals = [totals_of(tree, making, self.pool) for tree in self.trees]
        self.any = self.room(TRUTH)
        for total in (total for of in self.totals for total in of):
            total.at = self.room(total.kind)

    def room(self, kind: str) -> str:
        """Room for a value in memory of the function."""
        name = self.code.fresh()
        self.code.entry.append(f"  {name} = alloca {LLVM[kind]}")
        return name

    def begin(self) -> None:
        """No row yet."""
        self.code.say(f"store i1 false, ptr {self.any}")
        for total in (total for of in self.totals for total in of):
            self.code.say(f"store {LLVM[total.kind]} {FIRST[type(total.tree)][total.kind]}, ptr {total.at}")

    @property
    def chosen(self) -> Chosen:
        """Which rows change anything."""
        return Chosen(self.pool, [kept.only.tests for kept in self.columns])

    def row(self, scope: Scope, *, is_picked: bool = False) -> None:
        """One more row, if it changes anything. What its last thing was picked for is not asked again."""
        self.code.say(f"store i1 true, ptr {self.any}")
        test = self.chosen.test
        if is_picked and test.tree == self.chosen.of(len(self.pool.frame) - 1).tree:
            test = sql.TRUE
        with ExitStack() as stack:
            if test is not sql.TRUE:
                stack.enter_context(self.code.when(scope.expressions.truth(test.tree)))
            for total in (total for of in self.totals for total in of):
                self._take(total, scope)

    def _take(self, total: Total, scope: Scope) -> None:
        code, kind = self.code, LLVM[total.kind]
        if isinstance(total.tree, exp.Filter):
            self._take_list(total, scope)
            return
        value = scope.expressions.wider(scope.expressions.value(total.tree.this), total.kind).text
        before = code.do(f"load {kind}, ptr {total.at}")
        if isinstance(total.tree, exp.Min | exp.Max):
            pick = "smin" if isinstance(total.tree, exp.Min) else "smax"
            after = code.do(f"call {kind} @llvm.{pick}.{kind}({kind} {before}, {kind} {value})")
        else:
            after = code.do(f"{TAKEN.get(type(total.tree), f'add {kind}')} {before}, {value}")
        code.say(f"store {kind} {after}, ptr {total.at}")

    def _take_list(self, total: Total, scope: Scope) -> None:
        """The figures of a list, or one figure where a test holds."""
        code, part = self.code, total.tree.this.this
        if isinstance(total.tree.parent, exp.Flatten):
            self._add(total, scope.expressions.value(part).text)
            return
        with code.when(scope.expressions.truth(total.tree.expression.this)):
            self._add(total, code.do(f"call i64 @list_of(ptr %c, i64 {scope.expressions.value(part).text})"))

    def _add(self, total: Total, list_: str) -> None:
        before = self.code.do(f"load i64, ptr {total.at}")
        self.code.say(f"store i64 {self.code.do(f'call i64 @joined(ptr %c, i64 {before}, i64 {list_})')}, ptr {total.at}")

    def end(self, scope: Scope) -> Iterator[tuple[Kept, Value]]:
        """What was found of each column; of no rows, what is said of none."""
        code = self.code
        any_ = code.do(f"load i1, ptr {self.any}")
        for kept, tree, totals in zip(self.columns, self.trees, self.totals, strict=True):
            kind = self.making.kinds.of_kept(kept)
            for total in totals:
                value = Value(code.do(f"load {LLVM[total.kind]}, ptr {total.at}"), total.kind)
                scope.expressions.gathered[id(total.tree)] = value
            assert kept.default is not None
            found = scope.expressions.wider(scope.expressions.value(tree), kind).text
            none = scope.expressions.wider(scope.expressions.value(kept.default.tree), kind).text
            yield kept, Value(code.do(f"select i1 {any_}, {LLVM[kind]} {found}, {LLVM[kind]} {none}"), kind)


@contextmanager
def members(making: Making, code: Code, pool: Pool, rows: Sequence[Row], among: tuple[str, str] | None = None) -> Iterator[Scope]:
    """For each row of a larger frame that belongs to a row of a smaller one. `among` names the numbers of its last things and how many."""
    own = Scope(making, code, pool, rows)
    with ExitStack() as stack:
        last = pool.frame[-1]
        if "." in last:
            yield Scope(making, code, pool, [stack.enter_context(each_end(code, last, rows[0], own))])
        elif among:
            place = stack.enter_context(code.loop("0", among[1]))
            yield Scope(making, code, pool, [*rows, Row(last, code.load(among[0], place, NUMBER).text)])
        else:
            yield Scope(making, code, pool, [*rows, *stack.enter_context(each(code, (last,)))])


def picked(making: Making, code: Code, gathering: Gathering) -> tuple[str, str] | None:
    """The numbers of the last things of a frame by which anything can change, found once and not for each of the other things again.

    None where that cannot be told of them alone.
    """
    pool = gathering.pool
    if len(pool.frame) < 2:
        return None
    test = gathering.chosen.of(len(pool.frame) - 1)
    if test is sql.TRUE or making.kinds.asks_lists(test.tree, pool):
        return None
    name, last = f"picked {code.name}", pool.frame[-1]
    making.sizes[name] = (last,), 8
    many = gathering.room(NUMBER)
    code.say(f"store i64 0, ptr {many}")
    with each(code, (last,)) as (row,):
        before = Value(code.do(f"load i64, ptr {many}"), NUMBER)
        code.store(code.given(name), before.text, Value(row.number, NUMBER))
        one = Scope(making, code, pool, [row] * len(pool.frame)).expressions.truth(test.tree)
        step = code.do(f"zext i1 {one} to i64")
        code.say(f"store i64 {code.do(f'add i64 {before.text}, {step}')}, ptr {many}")
    return code.given(name), code.do(f"load i64, ptr {many}")


def gathered(making: Making, name: str, columns: Sequence[Kept]) -> str:
    """A function that gathers some columns for all rows of their frame."""
    code = Code(name, making.slots)
    gathering = Gathering(making, code, columns)
    among = picked(making, code, gathering)
    with each(code, columns[0].frame) as rows:
        gathering.begin()
        with members(making, code, gathering.pool, rows, among) as scope:
            gathering.row(scope, is_picked=among is not None)
        for kept, value in gathering.end(Scope(making, code, gathering.pool, rows)):
            code.store(code.given(making.array(kept)), place_of(code, rows), value)
    code.say("ret void")
    return code.text


def listing(making: Making, name: str, made: Lists) -> str:
    """A function that makes a list for one row of a frame, or gives the one it has made."""
    code = Code(plain(name), making.slots, [f"%i{place}" for place in range(len(made.frame))], "i64")
    at = _remembered(making, code, name, made.frame)
    mark = code.given("mark", "i64")
    before = code.load(at, "0", NUMBER).text
    with code.when(code.do(f"icmp eq i64 {before}, {mark}")):
        code.say(f"ret i64 {code.load(at, '1', NUMBER).text}")
        code.begin(code.fresh())
    found = _listed(making, code, made)
    code.store(at, "0", Value(mark, NUMBER))
    code.store(at, "1", found)
    code.say(f"ret i64 {found.text}")
    return code.text


def _remembered(making: Making, code: Code, name: str, frame: Frame) -> str:
    """Where the list of a row is kept, with the mark of the house it was made of. Nothing, at the end of a link, comes after all things."""
    making.sizes[f"memo {name}"] = frame, 16
    place = "0"
    for number, item in enumerate(frame):
        many = code.given(f"rows {thing_of(item)}", "i64")
        index = f"%i{number}"
        if "." in item:
            index = code.do(f"select i1 {code.do(f'icmp slt i64 {index}, 0')}, i64 {many}, i64 {index}")
        place = code.do(f"add i64 {code.do(f'mul i64 {place}, {many}')}, {index}")
    return code.element(code.given(f"memo {name}"), place, "{i64, i64}")


def _listed(making: Making, code: Code, made: Lists) -> Value:
    pool = making.kinds.book.pool(made.frame)
    rows = [Row(item, f"%i{place}") for place, item in enumerate(made.frame)]
    own = Scope(making, code, pool, rows)
    if made.frame and "." in made.frame[0]:
        own.rows = [end_row(code, made.frame[0], "%i0", own)]
    if made.kept is None:
        return own.expressions.value(making.kinds.let(made.let, pool)[0])
    if made.kept.made is not None:
        return own.expressions.value(made.kept.made.tree)
    gathering = Gathering(making, code, [made.kept])
    gathering.begin()
    with members(making, code, gathering.pool, rows) as scope:
        gathering.row(scope)
    ((_, value),) = gathering.end(Scope(making, code, gathering.pool, rows))
    return value
