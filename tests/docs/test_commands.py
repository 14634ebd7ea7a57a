"""Every `fanlight` command a page shows is run, and every line shown below it is printed."""

import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fanlight.cli import choosing
from fanlight.cli.main import main
from tests.docs.pages import PAGES, ROOT, Command, blocks, commands, name, not_shown

CALLS = ("./script/fanlight", "fanlight")
WITH_COMMANDS = [page for page in PAGES if any(block.kind == "console" for block in blocks(page))]
NOT_RUN = ("./script/test", "./script/check", "git ", "cd ", "mkdir ", "./script/setup", "./script/docs", "./script/serve")
Run = Callable[[str], tuple[int, list[str]]]


class TheDayOfTheTexts(date):
    """The day on which the pages were last gone through, so that what is in force does not change under them."""

    @classmethod
    def today(cls) -> "TheDayOfTheTexts":
        return cls(2026, 9, 1)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command as a reader would, in a folder that has the examples and the fixtures of the project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(choosing, "date", TheDayOfTheTexts)
    for folder in ("examples", "tests"):
        (tmp_path / folder).symlink_to(ROOT / folder)

    def once(words: str) -> tuple[int, list[str]]:
        given, _, into = words.partition(" > ")
        try:
            status = main(shlex.split(given)[1:])
        except SystemExit as stop:
            status = int(stop.code or 0)
        printed = capsys.readouterr()
        if into:
            (tmp_path / into).write_text(printed.out, encoding="utf-8")
            return status, printed.err.splitlines()
        return status, [*printed.out.splitlines(), *printed.err.splitlines()]

    return once


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name)
def test_what_a_page_shows_is_what_is_printed(page: Path, tmp_path: Path, run: Run) -> None:
    wrong: list[str] = []
    for block in blocks(page):
        if block.file:
            path = (tmp_path / block.file).resolve()
            assert path.is_relative_to(tmp_path.resolve()), f"{block.file} would be written outside the copy"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        wrong += played(list(commands(block)) if block.kind == "console" else [], page, run)
    assert wrong == []


def played(shown: list[Command], page: Path, run: Run) -> list[str]:
    """What is not as shown, of the commands of one block."""
    wrong: list[str] = []
    status = 0
    for command in shown:
        place = f"{name(page)}:{command.line}"
        if command.words == "echo $?":
            wrong += [] if command.shown[:1] == (str(status),) else [f"{place}: the status is {status}"]
        elif command.words.startswith(CALLS):
            status, printed = run(command.words)
            wrong += [f"{place}: not printed: {line}" for line in not_shown(command.shown, printed)]
        elif not command.words.startswith(NOT_RUN):
            wrong.append(f"{place}: no command that is known here: {command.words}")
    return wrong


def test_a_line_that_is_not_printed_is_seen() -> None:
    printed = ["one", "two and more", "three"]
    assert not_shown(("one", "...", "three"), printed) == []
    assert not_shown(("one", "two ..."), printed) == []
    assert not_shown(("three", "one"), printed) == ["one"]
    assert not_shown(("two",), printed) == ["two"]
