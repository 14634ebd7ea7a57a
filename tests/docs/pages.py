"""The pages of the documentation as the tests read them: their commands with the output shown, and the files they tell one to write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "GLOSSARY.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = "$ "


@dataclass(frozen=True)
class Block:
    """A block of code of a page. `file` is the file it tells one to write, empty for any other block."""

    kind: str
    body: str
    file: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command shown in a page, and the lines of output shown below it."""

    words: str
    shown: tuple[str, ...]
    line: int


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(match["kind"], match["body"], match["file"] or "", text.count("\n", 0, match.start("body")) + 1)
        for match in BLOCK.finditer(text)
    ]


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block; every line that begins with a dollar starts one."""
    words, shown, start = "", [], block.line
    for number, line in enumerate(block.body.splitlines(), start=block.line):
        if line.startswith(COMMAND):
            if words:
                yield Command(words, tuple(shown), start)
            words, shown, start = line.removeprefix(COMMAND), [], number
        else:
            shown.append(line.rstrip())
    if words:
        yield Command(words, tuple(shown), start)


def not_shown(shown: tuple[str, ...], printed: list[str]) -> list[str]:
    """The lines shown that were not printed, in order. Three dots stand for lines, or an end of one, left out."""
    left, wrong = iter([line.rstrip() for line in printed]), []
    for line in shown:
        if line.strip() in ("", "..."):
            continue
        start = line.removesuffix(" ...")
        if not any(found == line or (start != line and found.startswith(start)) for found in left):
            wrong.append(line)
            left = iter([])
    return wrong
