"""Files are stored whole or not at all, for their owner alone, under names that say nothing."""

import os
import stat

import pytest

from fanlight.gateways import storage
from fanlight.gateways.storage import FileLost, Storage


@pytest.fixture
def kept(tmp_path):
    return Storage(tmp_path / "uploads")


def files(kept):
    return [path for path in kept.folder.rglob("*") if path.is_file()]


def test_a_file_is_read_as_it_was_kept(kept):
    content = os.urandom(200_000)
    assert kept.read(kept.keep(content)) == content


def test_the_same_content_twice_has_two_names_of_64_hexadecimal_digits(kept):
    names = {kept.keep(b"same") for _ in range(20)}
    assert len(names) == 20
    assert all(storage.NAME.fullmatch(name) for name in names)


def test_only_the_owner_may_read(kept):
    kept.keep(b"plan")
    (path,) = files(kept)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_disk_that_fails_leaves_nothing(kept, monkeypatch):
    def full(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.keep(b"plan")
    assert files(kept) == []


def test_the_content_is_on_the_disk_before_the_name_is(kept, monkeypatch):
    seen = []
    real = os.fsync
    monkeypatch.setattr(storage.os, "fsync", lambda number: (seen.append([path.suffix for path in files(kept)]), real(number)))
    kept.keep(b"plan")
    assert seen[0] == [".part"]
    assert seen[-1] == [""]


def test_a_file_taken_away_is_lost_and_taking_it_twice_is_no_error(kept):
    name = kept.keep(b"plan")
    kept.remove(name)
    kept.remove(name)
    with pytest.raises(FileLost, match="No such file"):
        kept.read(name)


@pytest.mark.parametrize("name", ["", "../secret-key", "/etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", "ab/" + "c" * 61])
def test_no_other_name_reaches_the_disk(kept, name):
    for way in (kept.read, kept.remove):
        with pytest.raises(FileLost, match="is no name"):
            way(name)
