"""Which browser somebody uses, by its family and nothing finer."""

from collections.abc import Sequence

FAMILIES: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Edge", ("Edg/", "EdgA/", "EdgiOS/")),
    ("Opera", ("OPR/",)),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Firefox", ("Firefox/", "FxiOS/")),
    ("Chrome", ("Chrome/", "CriOS/")),
    ("Safari", ("Safari/",)),
)
"""Each family with what its browsers say of themselves. Most say the words of others too, so the first that fits counts."""
OTHER = "Another browser"


def family(said: str) -> str:
    """The family of a browser by what it says of itself (the header `User-Agent`)."""
    return next((name for name, words in FAMILIES if any(word in said for word in words)), OTHER)
