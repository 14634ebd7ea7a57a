"""The pages of the questions hold what they are given, and run and style nothing from within."""

import gzip
import re

import pytest

from fanlight.facts.vocabulary import fact
from fanlight.web.environment import TEMPLATES
from tests.unit.web.questions.pages import every_page

PAGES = every_page()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_and_styles_nothing_from_within(name: str) -> None:
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", PAGES[name]) == []


@pytest.mark.parametrize("name", PAGES)
def test_an_id_stands_once_on_a_page_and_every_label_has_its_box(name: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', PAGES[name])
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\sfor="([^"]+)"', PAGES[name])) <= set(ids)
    described = {word for group in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', PAGES[name]) for word in group.split()}
    assert described <= set(ids)


def test_the_error_summary_leads_to_the_boxes() -> None:
    text = PAGES["form with problems"]
    links = set(re.findall(r'<a href="#([^"]+)"', text)) - {"main-content"}
    assert links == {"use", "storey", "floor_area", "ceiling_height"}
    assert links <= set(re.findall(r'\sid="([^"]+)"', text))
    assert "<title>Error: Hall" in text and 'value="big"' in text


def test_a_page_with_what_it_needs_weighs_at_most_100_kb() -> None:
    files = [TEMPLATES.parent / "static" / "fanlight" / name for name in ("fanlight.css", "fanlight.js", "icon.svg")]
    needs = sum(len(gzip.compress(path.read_bytes())) for path in files)
    heavy = {name: len(gzip.compress(text.encode())) + needs for name, text in PAGES.items()}
    assert {name: weight for name, weight in heavy.items() if weight > 100_000} == {}


def test_the_sheet_prints_what_is_needed_and_room_for_more() -> None:
    text = PAGES["sheet"]
    assert "So far: 10.8 m² +/- 2%" in text and "A. Officer, 2 March 2026" in text
    assert "from A. Officer, 2 March 2026 where nobody else is named" in text and "(A. Officer, 2 March 2026)" not in text
    assert "Another window" in text and "Windows: are these all there are?" in text
    assert fact("house.has_yard").question not in text and text.count("Anything else here") >= 3
    assert "What is the floor area of this room" in PAGES["blank sheet"]


def test_more_questions_stand_apart_from_those_needed() -> None:
    text = PAGES["tasks of one"]
    assert text.index("Where it belongs") < text.index("More questions about front room, ground floor") < text.index("Judgements")


def test_who_is_to_remove_a_room_sees_what_belongs_to_it() -> None:
    assert "Window 1 (Which room" in PAGES["remove"] and "Keep it" in PAGES["remove"]


def test_what_is_unknown_is_said_and_what_is_blank_is_counted() -> None:
    assert "Not known" in PAGES["check"] and re.search(r"\d+ questions have no answer", PAGES["check"])
