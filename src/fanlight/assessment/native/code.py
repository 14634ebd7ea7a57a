"""The text of one function in the language of LLVM, written line by line: values, branches and loops."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

TRUTH, NUMBER, WIDE, LIST = "truth", "number", "wide", "list"
LLVM = {TRUTH: "i1", NUMBER: "i64", WIDE: "i128", LIST: "i64"}
STORED = {TRUTH: "i8", NUMBER: "i64", WIDE: "i128", LIST: "i64"}
BYTES = {TRUTH: 1, NUMBER: 8, WIDE: 16, LIST: 8}


class Value(NamedTuple):
    """A value: how it is called in the text, and of which kind it is. A list is a number that says where it lies."""

    text: str
    kind: str


FIXED = ("arena", "arena size", "arena top", "mark", "flag", "search", "search mark", "search mask", "facts", "facts found", "facts most")
"""The first places of the table, as lists.ll knows them."""

TABLE, MARKS = "the table", 2

YES, NO, NONE = Value("true", TRUTH), Value("false", TRUTH), Value("0", LIST)


def number(figure: int) -> Value:
    """A figure of the kind that holds it."""
    return Value(str(figure), WIDE if not -(2**63) <= figure < 2**63 else NUMBER)


@dataclass(slots=True)
class Slots:
    """The table every function is given: where each number and address stands in it. The first places are those of lists.ll."""

    places: dict[str, int] = field(default_factory=lambda: {name: place for place, name in enumerate(FIXED)})
    arrays: dict[str, int] = field(default_factory=lambda: {TABLE: 0})

    def place(self, name: str) -> int:
        """The place of a number or address."""
        return self.places.setdefault(name, len(self.places))

    def mark(self, array: str) -> str:
        """What stands beside an instruction that reads or writes an array: what is written to any other array leaves this one as it was."""
        return f", !tbaa !{MARKS + 2 * self.arrays.setdefault(array, len(self.arrays))}"

    @property
    def marks(self) -> str:
        """What the marks mean: kinds of memory, each apart from all others."""
        lines = ['!0 = !{!"memory"}', '!1 = !{!"any", !0, i64 0}']
        for first in range(MARKS, MARKS + 2 * len(self.arrays), 2):
            lines += [f"!{first} = !{{!{first + 1}, !{first + 1}, i64 0}}", f'!{first + 1} = !{{!"{first}", !1, i64 0}}']
        return "\n".join([*lines, ""])


class Code:
    """A function. What it reads of the table stands at its beginning, and what was worked out in a branch is known in that branch alone."""

    def __init__(self, name: str, slots: Slots, takes: Sequence[str] = (), gives: str = "void") -> None:
        self.name, self.slots, self.takes, self.gives = name, slots, takes, gives
        self.entry: list[str] = []
        self.lines: list[str] = []
        self.block = "start"
        self.scopes: list[dict[object, Value]] = [{}]
        self._read: dict[str, str] = {}
        self._array: dict[str, str] = {}
        self._count = 0

    @property
    def text(self) -> str:
        """The whole function."""
        takes = ", ".join(["ptr noalias %c", *(f"i64 {name}" for name in self.takes)])
        start = ["entry:", *self.entry, "  br label %start", "start:"]
        return "\n".join([f"define internal {self.gives} @{self.name}({takes}) noinline {{", *start, *self.lines, "}", ""])

    def fresh(self) -> str:
        """A name nothing else has."""
        self._count += 1
        return f"%v{self._count}"

    def do(self, text: str) -> str:
        """An instruction that gives a value; returns its name."""
        name = self.fresh()
        self.lines.append(f"  {name} = {text}")
        return name

    def say(self, text: str) -> None:
        """An instruction that gives none."""
        self.lines.append(f"  {text}")

    # The table.

    def slot(self, name: str) -> str:
        """The address of a place in the table."""
        key = f"at {name}"
        if key not in self._read:
            self._read[key] = made = self.fresh()
            self._array[made] = TABLE
            self.entry.append(f"  {made} = getelementptr i64, ptr %c, i64 {self.slots.place(name)}")
        return self._read[key]

    def given(self, name: str, kind: str = "ptr") -> str:
        """An address or number of the table that stays the same while the function runs."""
        if name not in self._read:
            at = self.slot(name)
            self._read[name] = made = self.fresh()
            self._array[made] = name
            self.entry.append(f"  {made} = load {kind}, ptr {at}{self.slots.mark(TABLE)}")
        return self._read[name]

    def element(self, array: str, index: str, kind: str) -> str:
        """The address of an element of an array of LLVM's kind."""
        at = self.do(f"getelementptr {kind}, ptr {array}, i64 {index}")
        self._array[at] = self._array[array]
        return at

    def read(self, at: str, kind: str) -> str:
        """What stands at the address of an element."""
        return self.do(f"load {kind}, ptr {at}{self.slots.mark(self._array[at])}")

    def write(self, at: str, kind: str, text: str) -> None:
        """Put what is of LLVM's kind at the address of an element."""
        self.say(f"store {kind} {text}, ptr {at}{self.slots.mark(self._array[at])}")

    def load(self, array: str, index: str, kind: str) -> Value:
        """An element of an array that holds values of a kind."""
        found = self.read(self.element(array, index, STORED[kind]), STORED[kind])
        return Value(self.do(f"trunc i8 {found} to i1"), TRUTH) if kind == TRUTH else Value(found, kind)

    def store(self, array: str, index: str, value: Value) -> None:
        """Put a value into an array of its kind."""
        at = self.element(array, index, STORED[value.kind])
        self.write(at, STORED[value.kind], self.do(f"zext i1 {value.text} to i8") if value.kind == TRUTH else value.text)

    # What is known already.

    def known(self, key: object) -> Value | None:
        """What was worked out before, here or in a block that always comes before this one."""
        return next((scope[key] for scope in reversed(self.scopes) if key in scope), None)

    def note(self, key: object, value: Value) -> Value:
        """Keep what was worked out."""
        self.scopes[-1][key] = value
        return value

    # Blocks.

    def begin(self, block: str) -> None:
        """Begin a block."""
        self.lines.append(f"{block[1:]}:")
        self.block = block[1:]

    def jump(self, block: str) -> None:
        """Go on in a block."""
        self.say(f"br label {block}")

    def fork(self, test: str, then: str, other: str) -> None:
        """Go on in one block or the other."""
        self.say(f"br i1 {test}, label {then}, label {other}")

    @contextmanager
    def inside(self) -> Iterator[None]:
        """What is worked out meanwhile is not known afterwards."""
        self.scopes.append({})
        yield
        self.scopes.pop()

    @contextmanager
    def when(self, test: str) -> Iterator[None]:
        """Only where a test holds."""
        then, end = self.fresh(), self.fresh()
        self.fork(test, then, end)
        self.begin(then)
        with self.inside():
            yield
        self.jump(end)
        self.begin(end)

    @contextmanager
    def loop(self, start: str, stop: str) -> Iterator[str]:
        """For each whole number from the first to before the last."""
        before, head, body, end, index = self.block, *(self.fresh() for _ in range(4))
        self.jump(head)
        self.begin(head)
        place = len(self.lines)
        self.fork(self.do(f"icmp slt i64 {index}, {stop}"), body, end)
        self.begin(body)
        with self.inside():
            yield index
        following = self.do(f"add i64 {index}, 1")
        self.lines.insert(place, f"  {index} = phi i64 [{start}, %{before}], [{following}, %{self.block}]")
        self.jump(head)
        self.begin(end)
