"""The editions that are shipped, as the tests of the standards read them: each once."""

import functools
from pathlib import Path

from fanlight.standards.edition import Edition
from fanlight.standards.library import Library

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIBRARY = Library((ROOT / "law", ROOT / "councils"))
EDITIONS = sorted(LIBRARY.editions())


@functools.cache
def edition(name: str) -> Edition:
    return LIBRARY.read(name)
