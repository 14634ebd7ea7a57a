"""The ten clauses in C, built with the machine's compiler: the limit of what one core can do."""

import ctypes
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.stock_houses import OF_HOUSE, Houses

SOURCE = Path(__file__).parent / "ten_clauses.c"
ROOMS = {"floor": np.int8, "area": np.int32, "persons": np.int8, "extract": np.int16}


def built(folder: Path) -> Any:
    """The compiled program."""
    path = folder / "ten_clauses.so"
    subprocess.run(["cc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(path), str(SOURCE)], check=True)
    return ctypes.CDLL(str(path))


def ready(houses: Houses) -> list[Any]:
    """The houses as the program takes them."""
    rooms = [houses.room[name].astype(kind) for name, kind in ROOMS.items()]
    return [houses.first.astype(np.int64), houses.kind.astype(np.int8), *rooms, *(houses.house[name].astype(np.int16) for name in OF_HOUSE)]


def judge(program: Any, columns: list[Any]) -> Any:
    """A column for each clause and a row for each house."""
    number = len(columns[0]) - 1
    found = np.zeros((number, 10), np.uint8)
    ends = (ctypes.c_int64(0), ctypes.c_int64(number))
    program.run(*ends, *(column.ctypes.data_as(ctypes.c_void_p) for column in (*columns, found)))
    return found
