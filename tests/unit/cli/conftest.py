"""The command line, as a fixture."""

from pathlib import Path

import pytest

from fanlight.standards import library
from tests.unit.cli.command import Command


@pytest.fixture
def fanlight(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command with no standards but its own: what is shipped is tested elsewhere, and changes."""
    monkeypatch.setattr(library, "shipped", list)
    return Command(tmp_path, capsys)
