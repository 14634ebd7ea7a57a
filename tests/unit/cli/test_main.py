"""The command as a whole: its exit status, where messages go, a closed pipe, and what it does without."""

import importlib
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from fanlight import __version__
from tests.unit.cli.command import Command

ROOT = Path(__file__).resolve().parents[3]
main_module = importlib.import_module("fanlight.cli.main")


def run(*words: str, **more: object) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, env=environment, cwd=ROOT, **more)  # type: ignore[call-overload,no-any-return]


def test_it_says_its_version_and_its_words(fanlight: Command) -> None:
    assert fanlight("--version").out == f"fanlight {__version__}\n"
    told = fanlight("--help")
    assert told.status == 0 and all(word in told.out for word in ("assess", "ask", "compare", "standards", "facts", "survey"))


@pytest.mark.parametrize("words", [(), ("asess",), ("assess",), ("standards",), ("assess", "x", "--on", "yesterday")])
def test_wrong_words_leave_with_status_2_and_a_message_on_stderr(fanlight: Command, words: tuple[str, ...]) -> None:
    ran = fanlight(*words)
    assert (ran.status, ran.out) == (2, "") and "error: " in ran.err


def test_a_wrong_date_is_named_with_what_to_write(fanlight: Command) -> None:
    told = fanlight.about("assess", "--on", "1.10.2018").err
    assert "'1.10.2018' is not a date; write the year, month and day, for example 2018-10-01" in told


def test_a_refusal_names_every_problem_with_file_and_line(fanlight: Command) -> None:
    survey = fanlight.write("bad.yaml", "house: {persns: 5}\nrooms:\n- {floor_area: 7}\n")
    ran = fanlight.about("assess", survey=survey)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"error: {survey}:1: 'persns' has no meaning here; did you mean 'persons'?\n"
        f"error: {survey}:3: '7' has no unit; write for example '7 m2'\n"
    )


def test_a_file_that_is_not_there_is_refused(fanlight: Command) -> None:
    ran = fanlight.about("assess", survey=Path("gone.yaml"))
    assert ran.status == 2 and ran.err.startswith("error: gone.yaml: cannot be read: ")


def test_a_contradiction_is_refused_before_any_clause(fanlight: Command) -> None:
    survey = fanlight.write("bad.yaml", "house: {persons: 2, households: 3}\n")
    for command in ("assess", "ask", "compare"):
        ran = fanlight.about(command, survey=survey)
        assert ran.status == 2 and "there are more households than people" in ran.err


def test_a_reader_of_our_output_may_leave_early(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(given: object) -> int:
        raise BrokenPipeError

    class Words:
        run = staticmethod(broken)

    monkeypatch.setattr(main_module, "parser", lambda only: type("Parser", (), {"parse_args": staticmethod(lambda words: Words)}))
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main_module.main([]) == 0


def test_a_closed_pipe_is_no_error() -> None:
    shown = f"{sys.executable} -m fanlight.cli facts list | head -n 1"
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {shown}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_it_runs_as_a_module() -> None:
    ran = run("-m", "fanlight.cli", "--version")
    assert (ran.returncode, ran.stdout) == (0, f"fanlight {__version__}\n")


def test_the_module_leaves_with_the_status_of_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["fanlight", "facts", "list", "--thing", "bins"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("fanlight.cli", run_name="__main__")
    assert left.value.code == 0 and "facts" in capsys.readouterr().out


def test_it_needs_no_django_to_start() -> None:
    assert run("-c", "import sys, fanlight.cli; print('django' in sys.modules)").stdout == "False\n"


def test_an_assessment_of_an_edition_once_read_loads_no_parser() -> None:
    rooms = "fanlight.assessment.reporting, fanlight.assessment.assess, fanlight.assessment.consistency, fanlight.standards.library"
    assert run("-c", f"import sys, {rooms}; print('lark' in sys.modules)").stdout == "False\n"


def test_it_works_where_django_cannot_be_imported() -> None:
    ran = run(
        "-c",
        "import sys; sys.modules['django'] = None; from fanlight.cli import main; sys.exit(main(['facts', 'list', '--thing', 'bins']))",
    )
    assert ran.returncode == 0 and "facts" in ran.stdout
