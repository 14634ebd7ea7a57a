"""The generated pages are current: what script/docs would write now is what is kept."""

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.house.tree import ROOT


def generator() -> ModuleType:
    """script/docs.py, which is no part of any package; its parts lie beside it."""
    sys.path.insert(0, str(ROOT / "script"))
    spec = importlib.util.spec_from_file_location("script_docs", ROOT / "script" / "docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    return generator()


@pytest.fixture(scope="module")
def pages(docs: ModuleType) -> dict[str, str]:
    made: dict[str, str] = docs.pages()
    return made


@pytest.mark.parametrize(
    "name",
    [
        "commands.md",
        "facts.md",
        "standards.md",
        "bathrooms.md",
        "register-layout.md",
        "register-check.schema.json",
        "letters.md",
        "api.md",
        "asvs.md",
        "law/procedure.md",
        "law/deadlines.md",
        "law/duties.md",
        "law/figures.md",
        "law/hmo.md",
    ],
)
def test_a_generated_page_is_current(pages: dict[str, str], name: str) -> None:
    kept = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert kept == pages[name], f"docs/reference/{name} is stale; run script/docs"


def test_every_generated_page_says_that_it_is_and_is_kept(pages: dict[str, str], docs: ModuleType) -> None:
    kept = {
        page.relative_to(docs.PAGES).as_posix()
        for page in docs.PAGES.rglob("*.md")
        if page.read_text(encoding="utf-8").startswith(docs.NOTICE)
    }
    assert kept == {name for name in pages if name.endswith(".md")}


def test_every_fact_and_clause_has_its_row(pages: dict[str, str]) -> None:
    from fanlight.facts.vocabulary import THINGS
    from fanlight.standards.library import Library

    facts = [fact.name for thing in THINGS.values() for fact in thing.facts.values()]
    assert [name for name in facts if f"| `{name}` |" not in pages["facts.md"]] == []
    library = Library.standard()
    clauses = [name for edition in library.editions() for name in library.read(edition).clauses]
    assert [name for name in clauses if f"| `{name}` |" not in pages["standards.md"]] == []


def test_a_bar_or_a_new_line_does_not_break_a_table(docs: ModuleType) -> None:
    assert list(docs.table(("head",), [("a | b\n c * <d>",)]))[-1] == "| a \\| b c \\* &lt;d> |"
