"""Editions made faulty at random: each is refused by the names of its files and lines, or is still sound; nothing else happens."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.facts.files import Refused
from fanlight.standards.reader import read_edition

SOUND = Path(__file__).resolve().parents[1] / "benchmarks" / "standards"
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
            told.refused += 1
            if not refused.problems or not all(problem.file and problem.message for problem in refused.problems):
                told.faults.append(f"edition {number}: refused without saying where: {refused}")
        except Exception as fault:  # what is counted is that there is none
            told.faults.append(f"edition {number}: {type(fault).__name__}: {str(fault)[:200]}")
        path.write_bytes(whole[path])
    return told


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
