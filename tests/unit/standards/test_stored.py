"""The interchange form of an edition, and the cache: what goes in comes out, and whatever else stands there is no edition."""

import json
from pathlib import Path

import pytest

from fanlight.standards import stored
from fanlight.standards.edition import Force
from fanlight.standards.stored import decode, encode, from_json, keep, recall, to_json
from tests.unit.standards.pages import clause, read

PAGE = (
    """
readings:
- {reading: R1, problem: P, adopted: A, ways: {w: W}}
conflicts:
- {conflict: K1, kind: gap, says: S, clauses: 1.1/a, from: 2020-01-01}
tables:
- {table: areas, by: number, gives: m2, rows: {1..2: 6.5, 3..: 8}}
terms:
- {term: room.is_used, is: 'room.use in (bedroom, bedsit) and not room.unit is none'}
clauses:
- clause: 1.1/a
  encoded: asked
  force: should
  says: S.
  each: room
  when: room.is_used and house.as_at_date + 1 year > 2020-01-01
  measure: room.floor_area
  at_least: table areas by room.sleepers
  requires: 'some(window where window.room is room: window.area >= room.floor_area / 10) or min(1, abs(room.sleepers - 2)) = 1'
  or: if house.is_hmo then ceil(room.sleepers / 2) = 1 else most(window as w; w.area) > 2 m2
  from: 2020-01-01
  reading: R1
""".replace("w; w", "w: w")
    .replace("  or: ", "  or: '")
    .replace("> 2 m2\n", "> 2 m2'\n")
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "fanlight"


def test_an_edition_survives_the_interchange_form() -> None:
    edition = read(PAGE)
    assert from_json(to_json(edition)) == edition
    assert json.loads(to_json(edition))[0] == "Edition"


@pytest.mark.parametrize("value", [1, "x", None, (1, (2, "3")), {"a": (1,)}, Force.MUST, ()])
def test_plain_values_survive(value: object) -> None:
    assert decode(json.loads(json.dumps(encode(value)))) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "1", "[]", '["Path", "x"]', '["Edition"]', '["Edition", 1]', '["Dimension", "magic"]', '["date", "x"]', '["date", 5]',
        '["Force", "shall"]', '[["Edition"]]', '["Const", 1]', '{"a": 1}', '["os.system", "ls"]', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_edition_is_refused_as_none(text: str) -> None:
    with pytest.raises(ValueError, match="not an edition in the interchange form|Expecting|Invalid isoformat|is not a valid|line 1"):
        from_json(text)


def test_what_is_kept_is_recalled_by_the_same_key_only(home: Path) -> None:
    edition = read(clause())
    keep("a", edition)
    assert recall("a") == edition and recall("b") is None
    [file] = home.iterdir()
    assert file.suffix == ".json"


@pytest.mark.parametrize("damage", ["", "{", '["Edition"]', '["Magic", 1]', "[" * 100_000, "\udcff"])
def test_a_damaged_cache_is_no_cache(home: Path, damage: str) -> None:
    keep("a", read(clause()))
    [file] = home.iterdir()
    file.write_text(damage, encoding="utf-8", errors="surrogateescape")
    assert recall("a") is None


def test_other_code_recalls_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("a", read(clause()))
    monkeypatch.setattr(stored, "code_digest", lambda: "other code")
    assert recall("a") is None


def test_a_place_that_cannot_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep("a", read(clause()))
    assert recall("a") is None


def test_without_a_place_of_its_own_the_cache_is_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    keep("a", (1, 2))
    assert recall("a") == (1, 2) and (tmp_path / ".cache" / "fanlight").is_dir()
