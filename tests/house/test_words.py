"""One word for one thing: the words GLOSSARY.md sets aside are refused in the names of rooms, modules, classes and facts."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ROOT, modules, rooms

# What is refused, and what to say.
INSTEAD = {
    "property": "house",
    "premises": "house",
    "dwelling": "house",
    "flat": "unit (of accommodation)",
    "story": "storey",
    "level": "storey",
    "habitable": "room, bedroom, kitchen",
    "landlord": "proposed licence holder, manager, person having control",
    "license": "licence",
    "rule": "clause",
    "control": "clause",
    "criterion": "requirement",
    "criteria": "requirement",
    "ref": "citation",
    "payload": "survey",
    "evaluation": "assessment",
    "result": "finding",
    "issue": "finding",
    "violation": "finding",
    "pass": "met",
    "fail": "not met",
    "workflow": "case, step",
    "transition": "step",
    "status": "state",
    "outcome": "decision",
    "comment": "representation",
    "listing": "register entry",
}
# Endings that say nothing of what a class is. (Manager is left out: the Housing Act has one.)
EMPTY_ENDINGS = {"helper", "handler", "processor", "service", "base", "data", "info"}
EMPTY_ROOMS = {"core", "common", "utils", "util", "helpers", "services", "shared", "lib", "misc", "constants"}
# Facts that must hold a refused word, each with its reason.
ALLOWED = {
    "House.fire_risk_level": "how grave the risk is, in the fire risk assessment's own word",
    "Room.is_habitable": "the question the standards ask of a room, not a name for one",
    "Storey.level": "how high the storey stands above or below the entrance",
}
IN_FACTS = {
    "landlord": "the party to a tenancy, and the resident landlord of the household tests",
    "level": "flat ground, or a change of height",
    "control": "a fire alarm's panel, or who has control",
    "rule": "the wiring rules and the rules on furniture",
    "flat": "a self-contained flat, as the Act uses the word",
    "premises": "what a food law speaks of",
    "dwelling": "a single private dwelling, as the fire safety order uses the words",
    "habitable": "the question the standards ask of a room, not a name for one",
    "property": "what a tenancy says it lets, or what an offence was about",
}


def words(name: str) -> list[str]:
    """`StepNotOpen`, `step_not_open` and `XMLReader` as lower-case words, plurals made single."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return [word if word in INSTEAD else single(word) for word in re.split(r"[_.]", spaced.lower()) if word]


def single(word: str) -> str:
    if word == "stories":
        return "story"
    for ending, put in (("ies", "y"), ("ses", "s"), ("s", "")):
        if word.endswith(ending) and (guess := word.removesuffix(ending) + put) in INSTEAD:
            return guess
    return word


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield f"{path}:{node.lineno}", node


def facts() -> Iterator[tuple[str, str]]:
    """Every attribute of a class in `facts/` that is declared by a call (`floor_area = Area(...)`), as `Room.floor_area`."""
    for where, node in classes():
        if where.startswith("fanlight/facts/"):
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call):
                    yield from ((where, f"{node.name}.{target.id}") for target in line.targets if isinstance(target, ast.Name))


def names() -> Iterator[tuple[str, str]]:
    for path in modules():
        yield from ((str(path), part) for part in path.with_suffix("").parts[1:])
    yield from ((where, node.name) for where, node in classes())
    yield from facts()


def test_no_name_holds_a_word_set_aside() -> None:
    found = {(where, name, word) for where, name in names() if name not in ALLOWED for word in words(name) if refused(name, word)}
    assert sorted(f"{where}: {name} (say {INSTEAD[word]}, not {word})" for where, name, word in found) == []


def refused(name: str, word: str) -> bool:
    """A refused word; one with a plain sense in what can be known of a house is refused in the names of classes and modules only."""
    return word in INSTEAD and not ("." in name and word in IN_FACTS)


def test_an_allowed_name_is_still_in_use() -> None:
    assert set(ALLOWED) - {name for _, name in names()} == set()


def test_no_class_ends_in_an_empty_word() -> None:
    assert [f"{where} {node.name}" for where, node in classes() if words(node.name)[-1] in EMPTY_ENDINGS] == []


def test_no_folder_is_a_lumber_room() -> None:
    assert rooms() & EMPTY_ROOMS == set()
    assert [str(path) for path in modules() if EMPTY_ROOMS & set(path.with_suffix("").parts)] == []


def test_a_module_opens_with_one_sentence() -> None:
    wrong = []
    for path, tree in modules().items():
        if path.parent.name == "migrations":  # Django writes them
            continue
        opening = " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split())
        if not opening.endswith(".") or re.search(r"[.?!] +[A-Z]", opening):
            wrong.append(f"{path}: {opening or 'has no docstring'}")
    assert wrong == []


def test_every_word_to_say_is_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").lower()
    said = {word.strip() for words_ in INSTEAD.values() for word in re.sub(r"\(.*?\)", "", words_).split(",")}
    assert {word for word in said if word not in glossary} == set()


def test_the_words_of_a_name_are_found() -> None:
    assert words("StepNotOpen") == ["step", "not", "open"]
    assert words("XMLReader") == ["xml", "reader"]
    assert words("fire_properties") == ["fire", "property"]
    assert words("premises") == ["premises"]
    assert words("access_passes") == ["access", "pass"]
