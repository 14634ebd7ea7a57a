"""The pages hang together: every link leads to a file, every page can be reached from the map, and no page is empty."""

from pathlib import Path

import pytest

from tests.docs.pages import LINK, PAGES, ROOT, name

MAP = ROOT / "docs" / "index.md"


def targets(page: Path) -> list[tuple[str, Path]]:
    found = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    return [(link, (page.parent / link).resolve()) for link in found if link]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link, target in targets(page) if not target.exists()] == []


def test_every_page_of_the_documentation_is_on_the_map() -> None:
    listed = {target for _, target in targets(MAP)}
    assert [name(page) for page in PAGES if ROOT / "docs" in page.parents and page != MAP and page not in listed] == []


def test_decision_records_are_numbered_without_a_gap_and_say_what_a_record_says() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [record.name[:4] for record in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    parts = ("## Context", "## Options", "## Decision", "## Consequences", "## How it is enforced")
    texts = {record.name: record.read_text(encoding="utf-8") for record in records}
    assert [f"{record}: {part}" for record, text in texts.items() for part in parts if part not in text] == []
