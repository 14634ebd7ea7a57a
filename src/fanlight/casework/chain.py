"""The chain of the record: each event's digest covers what it says and the digest before it, so that a change shows."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(about: Mapping[str, Any]) -> str:
    """Plain data as one text, the same for the same data. Dates are written as ISO texts."""
    return json.dumps(about, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(text: str | bytes) -> str:
    """SHA-256 as hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def salted(text: str, salt: str) -> str:
    """The digest of a text together with something nobody can guess: without it nobody can try which text it was taken of."""
    return digest(canonical({"salt": salt, "text": text}))


def link(entry: Mapping[str, Any], before: str) -> str:
    """The digest of an event: over its place in the chain, what it says, and the digest of the one before."""
    return digest(canonical({**entry, "before": before}))
