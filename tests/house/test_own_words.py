"""Texts speak of the subject: no machine's own paths, no index of packages by its address, no tools the text was written with."""

import re

from tests.house.tree import ROOT, kept_files

# Put together from pieces, so that this file does not accuse itself.
REFUSED = [
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"(?<![\w.*~-])/" + "work/", 0),
        (r"(?<![\w.*~-])/" + r"root\b", 0),
        (r"\b" + "cla" + r"ude\b", re.IGNORECASE),
        ("anth" + "ropic", re.IGNORECASE),
        ("open" + "ai", re.IGNORECASE),
        ("chat" + "gpt", re.IGNORECASE),
        (r"\bco" + r"pilot\b", re.IGNORECASE),
        (r"\bL" + r"LMs?\b", 0),
        (r"\blanguage" + r"[ -]models?\b", re.IGNORECASE),
        (r"\bpy" + r"pi\.org\b", re.IGNORECASE),
        ("python" + "hosted", re.IGNORECASE),
        ("npm" + r"js\.(?:org|com)", re.IGNORECASE),
        (r"\bdeb" + r"ian\.org\b", re.IGNORECASE),
    )
]


def refused(text: str) -> list[str]:
    return [match[0] for pattern in REFUSED for match in pattern.finditer(text)]


def test_no_kept_file_speaks_of_where_it_was_written() -> None:
    wrong = []
    for path in kept_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        name = str(path.relative_to(ROOT))
        lines = enumerate(content.decode("utf-8", errors="replace").splitlines(), start=1)
        wrong += [f"{name}: its own name"] if refused(name) else []
        wrong += [f"{name}:{number}: {word}" for number, line in lines for word in refused(line)]
    assert wrong == []


def test_what_is_refused_is_seen_and_the_rest_is_not() -> None:
    assert refused("cd /" + "work/main") and refused("Files of py" + "pi.org") and refused("an L" + "LM wrote it")
    assert refused("fire/work/door, council.example/work/, a root of law, a model") == []
