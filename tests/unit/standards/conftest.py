"""The folders that a test makes go when it ends."""

import tempfile
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def folders_go_when_the_test_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
