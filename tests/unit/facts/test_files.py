"""Reading YAML plainly: values are text with a place, and nothing clever gets in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, nearest, read, read_text


def refusal(text: str) -> str:
    with pytest.raises(Refused) as caught:
        read_text(text, "a.yaml")
    return str(caught.value)


def test_every_value_is_text_with_its_line() -> None:
    content = read_text("a: yes\nb:\n- 1.50\n- {c: 2018-10-01}\n", "a.yaml")
    assert content.keys["a"].text == "yes"
    number, inner = content.keys["b"].items
    assert (number.text, number.file, number.line) == ("1.50", "a.yaml", 3)
    assert inner.keys["c"].text == "2018-10-01"
    assert content.line_of("b") == 2
    assert content.line_of("never") == content.line


def test_an_empty_file_is_an_empty_text() -> None:
    assert read_text("# nothing\n", "a.yaml").text == ""


def test_a_value_of_the_wrong_shape_is_refused_at_its_place() -> None:
    content = read_text("a: [1]\nb: {c: 1}\nd: 1\n", "a.yaml")
    for use, words in (
        (lambda: content.keys["a"].text, "a.yaml:1: a single value is expected"),
        (lambda: content.keys["b"].items, "a.yaml:2: a list is expected"),
        (lambda: content.keys["d"].keys, "a.yaml:3: a mapping is expected"),
    ):
        with pytest.raises(Refused, match=words):
            use()
    assert content.get("e") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x 1\n", "a.yaml:1: anchors and aliases are not allowed; write the value out"),
        ("a: 1\nb: *x\n", "a.yaml:2: anchors and aliases are not allowed; write the value out"),
        ("a: !!python/name:os 1\n", "a.yaml:1: tags are not allowed; quote the value if it begins with '!'"),
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3: 'a' is given twice (first on line 1)"),
        ("? [a]\n: 1\n", "a.yaml:1: a key must be a single word or text"),
        ("a: [1\n", "a.yaml:2: not readable as YAML: did not find expected ',' or ']'"),
        ("a: 'x\n", "not readable as YAML"),
        ("a: \0", "not readable as YAML"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: a file holds one document only; leave out the line '---'"),
        ("[" * 40 + "]" * 40, "a.yaml:1: nested deeper than 30"),
    ],
)
def test_what_is_not_plain_is_refused(text: str, why: str) -> None:
    assert why in refusal(text)


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="nowhere.yaml: cannot be read"):
        read(tmp_path / "nowhere.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9\xff")
    with pytest.raises(Refused, match="the-file: cannot be read"):
        read(tmp_path / "latin.yaml", "the-file")
    (tmp_path / "long.yaml").write_text("a: 1234567890", encoding="utf-8")
    monkeypatch.setattr(files, "LARGEST", 5)
    with pytest.raises(Refused, match="larger than 5 bytes"):
        read(tmp_path / "long.yaml")


def test_a_file_that_holds_more_than_any_survey_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_VALUES", 3)
    assert "a.yaml:2: the file holds more than 3 values; split it" in refusal("a: 1\nb: 2\n")


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: é", encoding="utf-8")
    assert read(tmp_path / "a.yaml").keys["a"].text == "é"


def test_problems_come_in_the_order_of_the_file_and_once_each() -> None:
    problems = [Problem("b", 2, "x"), Problem("a", 9, "y"), Problem("b", 2, "x"), Problem("b", 1, "z")]
    assert str(Refused(problems)) == "a:9: y\nb:1: z\nb:2: x"
    assert str(Problem("a", 0, "x")) == "a: x"


def test_a_key_without_meaning_is_named_with_the_nearest_known_one() -> None:
    content = read_text("kitchn: 1\nkitchen: 2\n", "a.yaml")
    assert [str(each) for each in content.unknown_keys(["kitchen", "room"])] == [
        "a.yaml:1: 'kitchn' has no meaning here; did you mean 'kitchen'?"
    ]
    assert str(content.refused("no")) == "a.yaml:1: no"


def test_nearest_offers_one_word_or_all_of_a_few() -> None:
    assert nearest("rom", ["room", "unit"]) == "; did you mean 'room'?"
    assert nearest("xyz", ["room", "unit"]) == "; known here: room, unit"
    assert nearest("xyz", []) == ""
    assert nearest("xyz", [f"word{number}" for number in range(20)]) == ""


@given(some.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_text(text, "a.yaml")
    except Refused as refused:
        assert all(problem.file == "a.yaml" for problem in refused.problems)


PLAIN = some.recursive(
    some.text("ab c:#-'\"\\{}[],é1", max_size=6) | some.integers() | some.booleans() | some.none(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text("abc: ", max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(some.dictionaries(some.text("abc", max_size=3), PLAIN, max_size=4))
def test_json_on_one_line_is_read_as_the_same_text_on_two(content: dict[str, object]) -> None:
    text = json.dumps(content, ensure_ascii=False)
    assert plain(read_text(text, "house.json")) == plain(read_text(f"\n{text}", "house.json"))


def plain(found: files.Written) -> object:
    if isinstance(found.value, dict):
        assert set(found.key_lines or {}) == set(found.value)
        return {key: plain(each) for key, each in found.value.items()}
    return [plain(each) for each in found.value] if isinstance(found.value, list) else found.value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 2}', "given twice"),
        (f'{{"a": {"[" * 40}{"]" * 40}}}', "nested deeper"),
        ('{"a": 1', "not readable as YAML"),
        (f'{{"a": [{"1," * files.MOST_VALUES}]}}', "more than"),
    ],
)
def test_one_line_of_json_is_refused_as_any_text_is(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_text(text, "house.json")


def test_one_line_of_yaml_is_read_too() -> None:
    assert plain(read_text("{a: .nan, b: [1.50]}", "house.yaml")) == {"a": ".nan", "b": ["1.50"]}
    assert plain(read_text('{"a": NaN, "b": 1e3, "c": 1.50}', "house.yaml")) == {"a": "NaN", "b": "1e3", "c": "1.50"}


def test_a_line_longer_than_any_survey_is_left_to_the_other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 5)
    assert plain(read_text('{"a": "b"}', "house.json")) == {"a": "b"}
