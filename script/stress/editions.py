"""Editions made faulty at random: each is refused by the names of its files and lines, or is still sound; nothing else happens."""

import random
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.facts.files import Refused
from fanlight.standards.reader import read_edition
from stress.serving import Browser

SOUND = Path(__file__).resolve().parents[1] / "benchmarks" / "standards"
BY_PAGE = 20
"""Of so many faulty editions one is given to the service as well, which checks each in a process of its own."""
NAMED = re.compile(rb"<li>[^<]*\.yaml(:[0-9]+)?: ")
WORDS = (
    "!!python/object:os.system",
    "&a [*a]",
    "\x00",
    "\t",
    "{",
    "]" * 50,
    "(" * 3000,
    "9" * 400,
    "- - - -",
    "\u202e",
    "clause: {",
    "needs: 1 / 0",
)


@dataclass(slots=True)
class Tried:
    """How many were refused, how many were sound after all, and everything that happened besides."""

    refused: int = 0
    sound: int = 0
    faults: list[str] = field(default_factory=list)
    faulty: list[dict[str, bytes]] = field(default_factory=list)
    """The files of some of those that were refused."""


def tried(folder: Path, count: int, seed: int) -> Tried:
    """Make and read so many of them."""
    chance, told = random.Random(f"{seed} editions"), Tried()
    shutil.copytree(SOUND, folder / "councils")
    edition = next((folder / "councils").glob("*/editions/*"))
    whole = {path: path.read_bytes() for path in sorted(edition.glob("*.yaml"))}
    for number in range(count):
        path = chance.choice(list(whole))
        path.write_bytes(spoilt(whole[path], chance))
        try:
            read_edition(edition, root=folder / "councils", find=lambda name: edition)
            told.sound += 1
        except Refused as refused:
            if told.refused % BY_PAGE == 0:
                told.faulty.append({each.name: each.read_bytes() for each in whole})
            told.refused += 1
            if not refused.problems or not all(problem.file and problem.message for problem in refused.problems):
                told.faults.append(f"edition {number}: refused without saying where: {refused}")
        except Exception as fault:  # what is counted is that there is none
            told.faults.append(f"edition {number}: {type(fault).__name__}: {str(fault)[:200]}")
        path.write_bytes(whole[path])
    return told


def sound() -> dict[str, bytes]:
    """The files of the one that all are made from."""
    return {path.name: path.read_bytes() for path in sorted(SOUND.glob("*/editions/*/*.yaml"))}


def load(officer: Browser, council: str, files: Mapping[str, bytes]) -> tuple[int, bytes]:
    """What the policy officer's page answers to an edition, under a name of the council's."""
    ours = [(name, content.replace(b"edition: ten/", f"edition: {council}/".encode())) for name, content in files.items()]
    return officer.give(f"/c/{council}/policy/load/", {}, "given", ours)


def not_refused(officer: Browser, council: str, faulty: Sequence[Mapping[str, bytes]]) -> list[str]:
    """Those of the faulty ones that the page took, or refused without naming the file."""
    faults = []
    for number, files in enumerate(faulty):
        state, body = load(officer, council, files)
        if state != 422 or not NAMED.search(body):
            faults.append(f"faulty edition {number} by the policy officer's page: {state}{'' if state != 422 else ', and no file named'}")
    return faults


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """A file with one to three faults."""
    for _ in range(chance.randrange(1, 4)):
        way: Callable[[bytes, random.Random], bytes] = chance.choice((_cut, _doubled, _put_in, _bytes, _swapped))
        content = way(content, chance)
    return content


def _cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.randrange(200) :]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    place = chance.randrange(len(lines))
    return b"".join([*lines[:place], lines[place], *lines[place:]])


def _put_in(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + chance.choice(WORDS).encode() + content[start:]


def _bytes(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + bytes(chance.randrange(256) for _ in range(chance.randrange(1, 8))) + content[start:]


def _swapped(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)
