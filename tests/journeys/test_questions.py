"""The pages of the questions in a browser: no barrier that axe can find, on a phone too, and no need of scripts."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.unit.web.questions.pages import every_page, write

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"


class _Served(SimpleHTTPRequestHandler):
    """Files with the policy that the service sends with its pages."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *said: Any) -> None:
        """Say nothing: the tests have their own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pages")
    write(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Served, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


# On a wide screen little differs that axe looks at: the menu, tables and button groups.
WIDE = ["form-with-problems", "list", "sheet", "check"]
NAMES = [name.replace(" ", "-") for name in every_page()]


def opened(browser: Browser, address: str, width: int, *, scripts: bool = True) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    return page, said


@pytest.mark.parametrize(("name", "width"), [*((name, 320) for name in NAMES), *((name, 1280) for name in WIDE)])
def test_a_page_has_no_barrier_that_axe_can_find(browser: Browser, site: str, name: str, width: int) -> None:
    page, said = opened(browser, f"{site}/{name}.html", width)
    # What is folded away is looked at too.
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(page)
    assert said == []
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"
    page.context.close()


def test_the_link_of_a_problem_goes_to_its_box(browser: Browser, site: str) -> None:
    page, _ = opened(browser, f"{site}/form-with-problems.html", 320)
    page.get_by_role("link", name="‘big’ is not a number").click()
    assert page.evaluate("document.activeElement.id") == "floor_area"
    page.context.close()


def test_the_council_is_named_in_its_own_colour(browser: Browser, site: str) -> None:
    page, _ = opened(browser, f"{site}/list.html", 1280)
    header = page.locator(".govuk-generic-header")
    assert header.inner_text().strip() == "Exampleton Council"
    assert header.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(0, 112, 60)"
    page.context.close()


def test_without_scripts_the_menu_and_the_questions_are_there(browser: Browser, site: str) -> None:
    page, _ = opened(browser, f"{site}/form-of-room.html", 320, scripts=False)
    assert page.get_by_role("link", name="Register").is_visible()
    assert page.get_by_role("textbox", name="What is the floor area of this room").is_visible()
    assert page.get_by_role("button", name="Save and continue").is_visible()
    page.context.close()


def test_the_sheet_fits_the_width_of_paper_and_hides_what_is_for_the_screen(browser: Browser, site: str) -> None:
    page, _ = opened(browser, f"{site}/sheet.html", 680)
    assert page.get_by_role("button", name="Print this sheet").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print this sheet").is_visible()
    assert not page.locator(".fanlight-footer").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    widths = page.locator(".fanlight-sheet__line").evaluate_all("each => each.map(line => line.getBoundingClientRect().width)")
    assert widths and min(widths) >= 60, "a line is too short to write on"
    page.context.close()


def test_a_printed_sheet_fills_its_pages(browser: Browser, site: str) -> None:
    page, _ = opened(browser, f"{site}/sheet.html", 1000)
    pages = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [each.get_textpage().get_text_range() for each in pages]
    assert all(f"Page {number} of {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert min(len(text) for text in texts[:-1]) > 2000, "a page of two columns holds some 2,500 letters, one of a column about 1,200"
    pages.close()
    page.context.close()
