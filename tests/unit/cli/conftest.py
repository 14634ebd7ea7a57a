"""The command line, as a fixture."""

from pathlib import Path

import pytest

from tests.unit.cli.command import Command


@pytest.fixture
def fanlight(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)
