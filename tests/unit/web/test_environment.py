"""The templates find the design system's macros, escape what they are given, and refuse a name that nobody gave."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from jinja2 import DictLoader, UndefinedError

from fanlight.web.environment import COMPONENTS, TEMPLATES, plain
from tests.house.tree import ROOT

STATIC = TEMPLATES.parent / "static" / "fanlight"
SITE = {
    "council": "Exampleton <Council>",
    "service": "License a shared house",
    "decides": "Exampleton Council",
    "home_url": "/",
    "stylesheet_url": "/colours.css",
    "phase": "Invented data",
    "phase_text": "No such house exists.",
    "navigation": [{"text": "Cases", "href": "/cases", "current": True}, {"text": "Register", "href": "/register"}],
    "footer": [{"text": "Accessibility", "href": "/accessibility"}],
}


def page(source: str, **view: Any) -> str:
    made = plain({"static": lambda path: f"/static/{path}", "url": lambda name: f"/{name}"}, loader=DictLoader({"page.html": source}))
    return made.get_template("page.html").render(**view)


def test_a_page_has_the_councils_name_and_colours_and_the_notice_of_the_demonstration() -> None:
    text = page('{% extends "layout.html" %}', title="Hello", site=SITE)
    assert "<title>Hello – License a shared house – Exampleton &lt;Council&gt;</title>" in text
    assert '<link rel="stylesheet" href="/colours.css">' in text
    assert "Invented data" in text
    assert "Exampleton Council makes the decisions on this service." in text
    assert "There is a problem" not in text


def test_a_page_with_problems_says_so_in_its_title_and_links_to_them() -> None:
    problems = [{"text": "Say what the room is used for", "href": "#use"}]
    text = page('{% extends "layout.html" %}', title="Hello", site=SITE, problems=problems)
    assert "<title>Error: Hello" in text
    assert '<a href="#use">Say what the room is used for</a>' in text


def test_a_page_tells_what_happened_and_where_it_stands() -> None:
    messages = [{"text": "Saved", "kind": "success"}, {"text": "Two visits clash", "kind": ""}]
    text = page('{% extends "layout.html" %}', title="Hello", site=SITE, messages=messages, breadcrumbs=[{"text": "Cases", "href": "/c"}])
    assert text.index("Saved") < text.index("Two visits clash")
    assert 'id="message-1"' in text and 'id="message-2"' in text
    assert "govuk-breadcrumbs" in text
    assert "govuk-back-link" in page('{% extends "layout.html" %}', title="Hello", site=SITE, back_url="/c")


def test_nothing_in_a_page_runs_or_styles_from_within() -> None:
    text = page('{% extends "layout.html" %}', title="Hello", site=SITE)
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text) == []


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="titel"):
        page("{{ titel }}", title="Hello")


def test_dates_are_written_in_full() -> None:
    assert page("{{ on | day }}", on=date(2026, 3, 2)) == "2 March 2026"
    assert page("{{ on | day }}", on=None) == "a day that is not recorded"
    assert page("{{ at | moment }}", at=datetime(2026, 3, 2, 9, 5, tzinfo=UTC)) == "2 March 2026 at 9:05am"
    assert page("{{ at | moment }}", at=datetime(2026, 3, 2, 12, 0, tzinfo=UTC)) == "2 March 2026 at 12:00pm"
    assert page("{{ at | moment }}", at=datetime(2026, 3, 2, 0, 30, tzinfo=UTC)) == "2 March 2026 at 12:30am"


def test_counts_and_units_read_as_words() -> None:
    assert (
        page("{{ 1 | counted('room') }}, {{ 2 | counted('room') }}, {{ 2 | counted('storey', 'storeys') }}") == "1 room, 2 rooms, 2 storeys"
    )
    assert page("{{ 'm2' | unit }}, {{ 'mm' | unit }}, {{ 'min' | unit }}, {{ 'h' | unit }}") == "m², mm, minutes, hours"
    assert page("{{ 'wash_basin' | words }}, {{ 'FD30S' | words }}, {{ 'wc_compartment' | words }}") == "Wash basin, FD30S, WC compartment"


def test_the_stylesheet_holds_every_component_that_a_template_may_use() -> None:
    css = (STATIC / "fanlight.css").read_text(encoding="utf-8")
    # A skip link, for one, is drawn where the design system says `govuk-skip-link`.
    assert [name for name in COMPONENTS if f".govuk-{name}" not in css] == []


def test_the_files_served_hold_no_crown_no_foreign_typeface_and_no_address() -> None:
    for name in ("fanlight.css", "fanlight.js", "icon.svg"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert re.findall(r"sourceMappingURL|GDS Transport|crest|crown|@font-face|url\(", text) == [], name


def test_the_script_and_the_stylesheet_weigh_little() -> None:
    import gzip

    weight = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in ("fanlight.css", "fanlight.js"))
    assert weight < 30_000


def test_what_the_assets_are_made_from_is_pinned_and_names_no_host() -> None:
    source = ROOT / "script" / "assets-src"
    lock = (source / "package-lock.json").read_text(encoding="utf-8")
    assert re.findall(r"https?://|\"resolved\"", lock) == []
    assert re.findall(r'": "[\^~>*]', (source / "package.json").read_text(encoding="utf-8")) == []


def parts(call: str, **view: Any) -> str:
    return " ".join(page('{% import "parts.html" as parts %}' + call, **view).split())


@pytest.mark.parametrize("words", ["met", "not met", "cannot tell", "does not apply"])
def test_a_verdict_is_told_by_a_word_and_not_only_by_a_colour(words: str) -> None:
    assert f"> {words.capitalize()} <" in parts("{{ parts.verdict(words) }}", words=words)


def test_a_summary_says_what_its_links_change() -> None:
    text = parts(
        "{{ parts.summary(rows, 'Room') }}", rows=[{"name": "Use", "text": "<b>", "note": "By A", "href": "/x", "what": "use of it"}]
    )
    assert "&lt;b&gt;" in text and "By A" in text and "<h2" in text
    assert 'Change<span class="govuk-visually-hidden"> use of it</span>' in text
    assert "Change" not in parts("{{ parts.summary(rows) }}", rows=[{"name": "Use", "text": "kitchen"}])


def test_a_stacking_table_names_the_column_in_each_cell() -> None:
    text = parts(
        "{{ parts.table('Rooms', ['Room', 'Use'], rows) }}", rows=[["Hall", {"text": "circulation", "href": "/h"}], ["Attic", "none"]]
    )
    assert 'data-label="Use"' in text and 'href="/h"' in text and ">none</td>" in text.replace("none </td>", "none</td>")


def test_pages_of_a_long_list_skip_the_middle() -> None:
    text = parts("{{ parts.pages(5, 9, '?page=') }}")
    assert re.findall(r'href="\?page=(\d)"', text) == ["4", "1", "4", "5", "6", "9", "6"]
    assert text.count("&ctdot;") == 2 or text.count("⋯") == 2
    assert parts("{{ parts.pages(1, 1, '?page=') }}") == ""
    assert "Previous" not in parts("{{ parts.pages(1, 2, '?page=') }}")
    assert "Next" not in parts("{{ parts.pages(2, 2, '?page=') }}")


def test_the_other_parts_say_what_they_are_given() -> None:
    text = parts(
        "{{ parts.heading('Title', 'Caption') }}{{ parts.case_header('HMO/1', '1 Road', 'Open', [{'name': 'By', 'text': 'B'}]) }}"
        "{{ parts.task_list([{'text': 'Rooms', 'href': '/r', 'hint': '3 left', 'state': 'Started'},"
        " {'text': 'Doors', 'href': '/d', 'state': 'Completed'}]) }}"
        "{{ parts.timeline([{'title': 'Sent', 'when': '2 March 2026', 'by': 'A', 'text': 'T', 'href': '/s'},"
        " {'title': 'Made', 'when': ''}])"
        " }}"
        "{{ parts.meaning('HMO', 'A house') }}"
    )
    for words in (
        "Title",
        "Caption",
        "HMO/1",
        "1 Road",
        "Open",
        "By: B",
        "3 left",
        "Started",
        "Completed",
        "2 March 2026, A",
        "What “HMO” means",
    ):
        assert words in text
