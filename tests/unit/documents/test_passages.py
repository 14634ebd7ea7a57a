"""The paragraphs of a document, found by their numbers as a clause cites them; where it is not certain which is meant, none is shown."""

import pytest

from fanlight.documents import passages
from tests.unit.standards.pages import clause, read

PAGES = (
    "Standards of a town\n1.1 Rooms .......... 2\n1.2 Kitchens 2\n",
    "Introduction\n1.1 Rooms are large\nenough for two.\n\n• Paragraph 1.2. Kitchens have a sink.\n2.5 m is the least height.\n1.3\n"
    "Late words.\n",
    "1.10) Alarms are tested.\nAppendix 1 Fire\n1.1 Doors close.\n2 of these are needed\n3 Stairs are lit.\n",
)


def found(paragraph: str, pages: tuple[str, ...] = PAGES, page: str = "") -> tuple[str, int] | None:
    lines = f"paragraph: '{paragraph}'" + (f"\npage: {page}" if page else "")
    place = passages.find(read(clause(lines)).clauses.values(), pages).get("1.1/a")
    return (place.words, place.page) if place else None


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("1.1", ("Rooms are large enough for two.", 2)),
        ("1.2", ("Kitchens have a sink. 2.5 m is the least height.", 2)),
        ("1.3", ("Late words.", 2)),
        ("1.10", ("Alarms are tested.", 3)),
        ("A1.1.1", ("Doors close. 2 of these are needed", 3)),
        ("a1.3", ("Stairs are lit.", 3)),
        ("9.9", None),
        ("contents", None),
    ],
)
def test_a_paragraph_runs_from_its_number_to_the_next(paragraph: str, words: tuple[str, int] | None) -> None:
    assert found(paragraph) == words


def test_a_number_that_stands_at_two_places_is_shown_only_where_a_page_is_cited() -> None:
    twice = ("1.1 Rooms are large\nand dry.", "1.1 Rooms are warm\nand light.")
    assert found("1.1", twice) is None
    assert found("1.1", twice, page="2") == ("Rooms are warm and light.", 2)
    assert found("1.1", twice, page="ii") is None


def test_a_line_of_the_contents_is_no_paragraph_and_a_single_line_is_one() -> None:
    assert found("1.1", ("1.1 Rooms 17",)) is None
    assert found("1.1", ("1.1 Rooms are dry.",)) == ("Rooms are dry.", 1)
    assert found("1.1", ("1.1 Rooms", "")) is None
    assert found("1.1", ("1.1",)) is None


def test_a_long_paragraph_is_cut_at_a_word() -> None:
    words, _ = found("1.1", ("1.1 Rooms\n" + "are dry and light\n" * 1000,)) or ("", 0)
    assert words.endswith(" …") and len(words) <= passages.LONGEST + 2


def test_a_document_without_numbers_has_no_paragraphs() -> None:
    assert passages.paragraphs(["A page\nof words", ""]) == {}
