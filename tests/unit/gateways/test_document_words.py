"""The words of a document, read in a process of its own that may take only so long and so much, and is told no secret."""

import io
import json
import sys
from pathlib import Path

import pytest
import typst

from fanlight.gateways import child, document_words
from fanlight.gateways.child import NotDone

TWO = typst.compile(b"1.1 Rooms are dry.\n#pagebreak()\n1.2 Kitchens have a sink.")


def test_the_words_of_each_page_are_read() -> None:
    assert [each.strip() for each in document_words.pages(TWO)] == ["1.1 Rooms are dry.", "1.2 Kitchens have a sink."]


@pytest.mark.parametrize("content", [b"", b"no document", TWO[:200], typst.compile(b"#rect()")])
def test_what_holds_no_words_is_refused(content: bytes) -> None:
    with pytest.raises(NotDone, match="holds no words that can be read"):
        document_words.pages(content)


def test_only_so_many_pages_and_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(document_words.read(TWO)) == 2
    monkeypatch.setattr(document_words, "MOST_SIGNS", 3)
    assert len(document_words.read(TWO)) == 1
    monkeypatch.setattr(document_words, "MOST_PAGES", 0)
    assert document_words.read(TWO) == []
    assert document_words.read(b"no document") == []


def test_the_process_prints_what_it_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TWO)))
    document_words.main()
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_work_that_takes_too_long_is_ended() -> None:
    with pytest.raises(NotDone, match="took longer than 1 second"):
        child.run(["-c", "while True: pass"], seconds=1, megabytes=500)


def test_work_that_asks_for_too_much_memory_is_ended() -> None:
    with pytest.raises(NotDone, match="more than 200 MB, or is damaged"):
        child.run(["-c", "print(len(b'0' * 10**9))"], seconds=20, megabytes=200)


def test_the_process_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANLIGHT_SECRET_KEY", "do not tell")
    told = child.run(["-c", "import os; print(sorted(os.environ))"], seconds=20, megabytes=500)
    assert b"PATH" in told and b"FANLIGHT" not in told


def test_the_process_is_given_what_it_works_on(tmp_path: Path) -> None:
    assert child.run(["-c", "import sys; print(sys.stdin.read()[::-1])"], b"abc", seconds=20, megabytes=500) == b"cba\n"
