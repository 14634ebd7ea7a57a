"""Every kind of letter passes axe in a real browser, under a policy that lets nothing in but its own style."""

import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from fanlight.documents.letters import example, pages, texts
from fanlight.documents.letters.composing import compose

KINDS = sorted(texts.default().kinds)
# Every kind on a narrow screen, where most goes wrong, one with names of a thousand letters there too, and the longest in other ways.
LOOKS = [
    *((kind, 320, "screen") for kind in KINDS),
    ("long", 320, "screen"),
    ("grant-proposal", 1000, "screen"),
    ("grant-proposal", 800, "print"),
]
POLICY = "default-src 'none'; style-src 'self'"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the letters are served, each with the policy that a council's service would send."""
    for kind in KINDS:
        html = pages.render(compose(kind, example.particulars(kind)), stylesheet="style.css")
        (tmp_path / f"{kind}.html").write_text(html, encoding="utf-8")
    whole = replace(example.WHOLE, house=replace(example.HOUSE, address="x" * 1000), reference="y" * 1000)
    (tmp_path / "long.html").write_text(pages.render(compose("licence", whole), stylesheet="style.css"), encoding="utf-8")
    (tmp_path / "style.css").write_text(pages.style(example.COUNCIL.colour), encoding="utf-8")

    class Served(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, directory=str(tmp_path), **named)

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *given: Any) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Served) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def faults(found: Any) -> list[str]:
    return [f"{each['id']}: {each['help']}: {node['html'][:120]}" for each in found.response["violations"] for node in each["nodes"]]


def test_every_kind_of_letter_passes_axe_wide_narrow_and_in_print(address: str, browser: Browser) -> None:
    wrong: dict[str, list[str]] = {}
    context = browser.new_context(bypass_csp=True)  # for axe alone, which is put into the page; the pages are read under it below
    tab = context.new_page()
    for kind, width, media in LOOKS:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(media=media)  # type: ignore[arg-type]
        tab.goto(f"{address}/{kind}.html")
        wrong[f"{kind} {width} {media}"] = faults(Axe().run(tab))
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (kind, width)
    context.close()
    assert {where: found for where, found in wrong.items() if found} == {}


def test_a_letter_has_its_colour_and_nothing_is_refused(address: str, browser: Browser) -> None:
    strict = browser.new_page()
    refused: list[str] = []
    strict.on("console", lambda message: refused.append(message.text))
    strict.goto(f"{address}/licence.html")
    assert strict.evaluate("getComputedStyle(document.querySelector('header')).borderBottomColor") == "rgb(29, 79, 124)"
    assert [each for each in refused if "favicon" not in each and "Content Security Policy" in each] == []
    strict.close()
