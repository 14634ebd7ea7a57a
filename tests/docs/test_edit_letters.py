"""The how-to on letters is right: its file is read and used, its code runs, and every refusal it shows is the reader's own."""

import re
from pathlib import Path

import pytest

from fanlight.documents.letters import example, texts
from fanlight.documents.letters.composing import compose
from fanlight.documents.letters.letter import Heading
from fanlight.documents.letters.wording import Words
from fanlight.facts.files import Refused
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "edit-letters.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
KEPT = " {representations.last_on} {council.address}"


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for block in blocks(PAGE):
        if block.file:
            path = tmp_path / block.file
            path.parent.mkdir(parents=True)
            path.write_text(block.body, encoding="utf-8")
    return tmp_path


def test_the_file_of_the_page_changes_the_letter(letters: Path) -> None:
    own = texts.with_changes(texts.default(), texts.changes_in(letters / "councils" / "exampleton" / "letters"))
    headings = [block.text for block in compose("refusal-proposal", example.WHOLE, own).blocks if isinstance(block, Heading)]
    assert "Tell us what you think" in headings and "If you need help" in headings and "By telephone" not in headings


def test_the_code_of_the_page_prints_the_letter(letters: Path) -> None:
    code = next(block.body for block in blocks(PAGE) if block.kind == "python")
    exec(compile(code, str(PAGE), "exec"), {})
    assert (letters / "refusal-proposal.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("written", "said"), ROW.findall(PAGE.read_text(encoding="utf-8")))
def test_every_refusal_shown_is_what_is_said(written: str, said: str) -> None:
    words = written if written.startswith("Write") else written + KEPT
    with pytest.raises(Refused) as refused:
        texts.with_changes(texts.default(), {"refusal-proposal": {"representations": Words((words,))}})
    assert any(said in problem.message for problem in refused.value.problems)


def test_the_page_shows_five_refusals() -> None:
    assert len(ROW.findall(PAGE.read_text(encoding="utf-8"))) == 5
