"""Code stays small: short files, short functions, few arguments. How tangled a function may be is the linter's to say."""

import ast
from collections.abc import Iterator

from tests.house.tree import PACKAGE, modules

FILE, FUNCTION, ARGUMENTS = 300, 30, 6

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[str, Function]]:
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{path}:{node.lineno} {node.name}", node


def length(function: Function) -> int:
    """Lines from `def` to the end, the docstring left out: explaining is never punished."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def arguments(function: Function) -> int:
    named = [*function.args.posonlyargs, *function.args.args]
    own = bool(named) and named[0].arg in {"self", "cls", "mcs"}
    return len(named) + len(function.args.kwonlyargs) - own


def test_a_file_has_at_most_300_lines() -> None:
    written = [path for path in modules() if "migrations" not in path.parts]  # those Django writes
    lines = {path: len((PACKAGE.parent / path).read_text(encoding="utf-8").splitlines()) for path in written}
    assert [f"{path}: {count} lines" for path, count in lines.items() if count > FILE] == []


def test_a_function_has_at_most_30_lines() -> None:
    assert [f"{where}: {count} lines" for where, function in functions() if (count := length(function)) > FUNCTION] == []


def test_a_function_takes_at_most_6_arguments() -> None:
    assert [f"{where}: {count} arguments" for where, function in functions() if (count := arguments(function)) > ARGUMENTS] == []


def test_the_ruler_leaves_out_docstrings_and_self() -> None:
    source = 'class A:\n    def f(self, a, *, b):\n        """One.\n\n        Two.\n        """\n        return a\n'
    function = next(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    assert length(function) == 2
    assert arguments(function) == 2
