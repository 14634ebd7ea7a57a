"""Work on what strangers gave, done in a process of its own that may take only so long and so much memory, and knows no secret."""

import os
import subprocess
import sys
from collections.abc import Sequence

KNOWN = ("PATH", "PYTHONPATH", "HOME", "XDG_CACHE_HOME", "LANG", "LC_ALL", "TZ")
"""What of the environment the child is given; passwords and keys are not among it."""
SHELL = 'ulimit -t "$1"; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@"'


class NotDone(Exception):
    """The work was ended before it was done; the message says why, to be put after the name of what was worked on."""


def run(words: Sequence[str], given: bytes = b"", *, seconds: int, megabytes: int) -> bytes:
    """What `python WORDS` prints, given some bytes. It is ended after that many seconds. Raises NotDone unless it printed something."""
    limits = [str(seconds), str(megabytes * 1024)]
    child = ["/bin/sh", "-c", SHELL, "sh", *limits, sys.executable, *words]
    env = {name: os.environ[name] for name in KNOWN if name in os.environ}
    try:
        done = subprocess.run(child, input=given, capture_output=True, timeout=seconds, env=env, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotDone(f"took longer than {seconds} seconds: make it smaller or simpler") from None
    if not done.stdout:
        raise NotDone(f"could not be worked on (it ended with {done.returncode}): it asks for more than {megabytes} MB, or is damaged")
    return done.stdout
