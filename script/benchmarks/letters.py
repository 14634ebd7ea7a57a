"""What a letter costs: composing it, laying it out as a page, and printing it as tagged PDF, for every kind, and many licences in a row."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks import measuring
from fanlight.documents.letters import example, pages, printing, texts
from fanlight.documents.letters.composing import compose

MANY = 200
HEADS = ("letter", "compose ms", "page ms", "PDF p50 ms", "PDF p95 ms", "PDF kB")


def main(given: argparse.Namespace) -> int:
    """Measure every kind, then many licences of different houses."""
    first = _ms(lambda: printing.render(compose("licence", example.WHOLE)))
    told = [_kind(kind, given.runs) for kind in sorted(texts.default().kinds)]
    print(measuring.table(HEADS, [(each["kind"], each["compose"], each["page"], each["p50"], each["p95"], each["kB"]) for each in told]))
    busy = process_time()
    many = measuring.spread([_ms(lambda number=number: printing.render(compose("licence", _house(number)))) for number in range(MANY)])
    busy = (process_time() - busy) * 1000 / MANY
    print(f"the first licence of the process, with the fonts and the texts to read: {first:.0f} ms")
    each = f"p50 {many['p50']:.1f} ms, p95 {many['p95']:.1f} ms, {busy:.1f} ms of the processor"
    print(f"{MANY} licences of different houses, composed and printed, each: {each}")
    peak = round(measuring.peak_memory())
    print(f"{given.runs} runs of each kind; peak memory of this process {peak} MB")
    measuring.report(
        "letters", {"runs": given.runs, "first_ms": first, "kinds": told, "licences": {**many, "busy": busy}, "peak_mb": peak}, given.json
    )
    return 0


def _kind(kind: str, runs: int) -> dict[str, Any]:
    letter = compose(kind, example.particulars(kind))
    printed = printing.render(letter)
    composing = median(_ms(lambda: compose(kind, example.particulars(kind))) for _ in range(runs))
    page = median(_ms(lambda: pages.render(letter, stylesheet="style.css")) for _ in range(runs))
    times = measuring.spread([_ms(lambda: printing.render(letter)) for _ in range(runs)])
    return {"kind": kind, "compose": composing, "page": page, **times, "kB": round(len(printed) / 1000)}


def _house(number: int) -> Any:
    """The case of another house, so that nothing that was laid out before can be used again."""
    house = replace(example.HOUSE, address=f"{number} Invented Terrace\nExampleton EX2 3CC")
    return replace(example.WHOLE, house=house, reference=f"HMO/2026/{number:04}")


def _ms(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000
