"""How long `script/serve` takes until its first page is there: the first time, again and again afterwards, and in a fresh clone."""

import argparse
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from benchmarks import measuring

ROOT = Path(__file__).resolve().parents[2]
DIRECT = build_opener(ProxyHandler({}))
OFTEN, PATIENCE = 0.02, 300  # seconds between two looks, and until it is given up


def main(given: argparse.Namespace) -> int:
    """Start it so many times. Returns 1 where a start ends before it shows a page."""
    with TemporaryDirectory() as folder:
        root = _cloned(Path(folder)) if given.cold else ROOT
        # Without the rest of the demo, which would be made in the background of the starts that follow.
        settings = {"FANLIGHT_DATA": f"{folder}/data", "FANLIGHT_DEMO_SHORT": "yes"}
        times = [_until_page(root, settings) for _ in range(1 + given.runs)]
    if None in times:
        print("error: script/serve ended before it showed a page; what is above says why")
        return 1
    first, *again = [each for each in times if each is not None]
    told = {"with everything to set up" if given.cold else "with its demo to make": {"p50": first}, "again": measuring.spread(again)}
    print(
        measuring.table(
            ["start", "best s", "p50 s", "p95 s"], [[n, t.get("best", ""), t["p50"], t.get("p95", "")] for n, t in told.items()]
        )
    )
    measuring.report("start", told, given.json)
    return 0


def _cloned(folder: Path) -> Path:
    made = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(made)], check=True)
    return made


def _until_page(root: Path, settings: dict[str, str]) -> float | None:
    """Seconds from the command to its first page; None where it ends before."""
    with socket.socket() as tried:
        tried.bind(("localhost", 0))
        port = tried.getsockname()[1]
    start = time.perf_counter()
    words = [str(root / "script" / "serve"), "--port", str(port)]
    with subprocess.Popen(words, env={**os.environ, **settings}, stdout=subprocess.DEVNULL) as serving:
        try:
            while serving.poll() is None and time.perf_counter() - start < PATIENCE:
                if _answers(f"http://localhost:{port}/"):
                    return time.perf_counter() - start
                time.sleep(OFTEN)
            return None
        finally:
            serving.send_signal(signal.SIGTERM)


def _answers(address: str) -> bool:
    try:
        with DIRECT.open(address, timeout=PATIENCE) as page:
            return bool(page.status == 200)
    except (URLError, OSError):
        return False
