"""Long runs: `python -m tests.agreement.run --cells 1000000 --seed 7`, or `--replay 7:123` for one case."""

import argparse
import sys

from tests.agreement import cells


def main(arguments: list[str] | None = None) -> int:
    """Run cells and print how many there were a second, and each contradiction with the seed that replays its case."""
    parser = argparse.ArgumentParser(prog="python -m tests.agreement.run", description=__doc__)
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--replay", metavar="SEED:CASE", help="run one case again")
    options = parser.parse_args(arguments)
    if options.replay:
        done = cells.Run()
        cells.case(options.replay, done)
    else:
        done = cells.run(options.cells, options.seed)
    print(f"{done.cells:,} cells in {done.cases or 1:,} cases, {done.rate:,.0f} cells a second")
    for message in done.wrong[:50]:
        print(f"--replay {message}")
    print(f"{len(done.wrong):,} contradictions")
    return 1 if done.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
