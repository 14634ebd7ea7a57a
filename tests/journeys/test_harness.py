"""The harness itself: every sentence works on a page that is well made, in every way of visiting, and every fault of a page is seen."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from fanlight.web.headers import POLICY
from tests.journeys.conftest import PATIENCE, Visitors
from tests.journeys.looking import HEADERS, shape_of
from tests.journeys.visitor import Visitor

GOOD = {**HEADERS, "content-security-policy": POLICY, "cache-control": "no-store"}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head><body><main>{body}</main></body></html>"""
FORM = """<h1>Apply</h1><form method="post" action="/told" enctype="application/x-www-form-urlencoded">
<label for="name">What is your name?</label> <input id="name" name="name">
<label for="ward">Which ward?</label> <select id="ward" name="ward"><option>North</option><option>South</option></select>
<fieldset><legend>Is it let?</legend><input type="radio" id="y" name="let" value="yes"><label for="y">Yes</label>
<input type="radio" id="n" name="let" value="no"><label for="n">No</label></fieldset>
<fieldset><legend>When did it begin?</legend><label for="d">Day</label> <input id="d" name="d"> <label for="m">Month</label>
<input id="m" name="m"> <label for="yr">Year</label> <input id="yr" name="yr"></fieldset>
<fieldset><legend>What is there?</legend><input type="checkbox" id="g" name="has" value="gas"><label for="g">Gas</label>
<input type="checkbox" id="s" name="has" value="solar"><label for="s">Solar panels</label></fieldset>
<label for="plan">The plan</label> <input type="file" id="plan" name="plan"><button>Continue</button></form>
<p><a href="/plain">Read more</a></p>"""
ERROR = """<div class="govuk-error-summary"><h2>There is a problem</h2><a href="#name">Enter your name</a></div><h1>Apply</h1>
<label for="name">What is your name?</label> <input id="name">"""
LOGIN = """<h1>Sign in</h1><form method="post" action="/in"><label for="e">Email</label> <input id="e" name="login">
<label for="p">Password</label> <input id="p" name="password" type="password"><button type="submit">Sign in</button></form>"""


def page(body: str = "<h1>A page</h1>", *, title: str = "A page", head: str = "") -> str:
    return PAGE.format(title=title, head=head, body=body)


PAGES: dict[str, tuple[int, str, dict[str, str]]] = {
    "/form": (200, page(FORM), {}),
    "/plain": (200, page(), {}),
    "/error": (200, page(ERROR, title="Error: Apply"), {}),
    "/account/login/": (200, page(LOGIN), {}),
    "/file": (200, "a,b", {"content-type": "text/csv"}),
    "/gone": (404, page("<h1>Page not found</h1>"), {}),
    "/no-language": (200, page().replace(' lang="en"', ""), {}),
    "/no-title": (200, page(title=""), {}),
    "/two-headings": (200, page("<h1>One</h1><h1>Two</h1>"), {}),
    "/no-alt": (200, page('<h1>A</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), {}),
    "/pale": (200, page('<h1>A</h1><p><font color="#bbbbbb">Pale words</font></p>'), {}),
    "/wide": (200, page('<h1>A</h1><img alt="" width="700" height="9" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), {}),
    "/inline-script": (200, page("<h1>A</h1><script>document.title = 1</script>"), {}),
    "/inline-style": (200, page('<h1>A</h1><p style="color: red">Red</p>'), {}),
    "/broken-script": (200, page(head='<script src="/broken.js"></script>'), {}),
    "/broken.js": (200, "nobody.knows()", {"content-type": "text/javascript"}),
    "/missing-file": (200, page(head='<link rel="stylesheet" href="/nowhere.css">'), {}),
    "/fault": (500, page("<h1>Sorry</h1>"), {}),
    "/loose": (200, page(), {"content-security-policy": POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")}),
    "/kept": (200, page(), {"cache-control": "max-age=60"}),
    "/framed": (200, page(), {"x-frame-options": "SAMEORIGIN"}),
    "/advice": (200, page().replace("<main>", "<div>").replace("</main>", "</div>"), {}),
}


class Tiny(BaseHTTPRequestHandler):
    """Answers with one of the pages above, or with what a form was filled in with."""

    def do_GET(self) -> None:
        status, body, headers = PAGES.get(self.path, (404, page("<h1>Page not found</h1>"), {}))
        self.answer(status, body, headers)

    def do_POST(self) -> None:
        given = parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode())
        told = "<p>Signed in</p>" if self.path == "/in" else f"<p>{'; '.join(f'{name}={value}' for name, value in given)}</p>"
        self.answer(200, page(LOGIN if ("password", "wrong") in given else f"<h1>Told</h1>{told}"), {})

    def answer(self, status: int, body: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"content-type": "text/html; charset=utf-8"} | GOOD | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def address(browser: object) -> Iterator[str]:
    server = ThreadingHTTPServer(("localhost", 0), Tiny)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


in_every_way = pytest.mark.parametrize("way", ["desk", "phone", "no script"], indirect=True)


@in_every_way
def test_a_form_is_answered_in_sentences(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    visitor.opens("/form")
    visitor.is_at("Apply")
    visitor.answers("What is your name?", "Ada")
    visitor.answers("Which ward?", "South")
    visitor.answers("Is it let?", True)
    visitor.answers("When did it begin?", date(2026, 3, 2))
    visitor.answers("What is there?", ["Gas", "Solar panels"])
    visitor.uploads("The plan", tmp_path / "plan.pdf")
    visitor.presses("Continue")
    visitor.is_at("Told")
    visitor.sees("name=Ada; ward=South; let=yes; d=2; m=3; yr=2026; has=gas; has=solar; plan=plan.pdf")
    visitor.does_not_see("let=no")


def test_a_choice_may_be_named_with_its_question(visitor: Visitor) -> None:
    visitor.opens("/form")
    visitor.chooses("No", for_="Is it let?")
    visitor.chooses("Gas")
    visitor.presses("Continue")
    visitor.sees("let=no", "has=gas")


@in_every_way
def test_visitors_sign_in_and_follow_links(visitor: Visitor) -> None:
    visitor.signs_in("ada@example.org", "a secret")
    visitor.sees("Signed in")
    visitor.opens("/form")
    visitor.follows("Read more")
    visitor.is_at("A page")


def test_visitors_share_nothing(visitors: Visitors) -> None:
    ada, olu = visitors("Ada"), visitors("Olu")
    ada.opens("/form")
    olu.opens("/plain")
    olu.does_not_see("Apply")
    ada.is_at("Apply")
    assert ada.page.context is not olu.page.context


def test_a_problem_is_named_and_leads_to_its_field(visitor: Visitor) -> None:
    visitor.opens("/error")
    visitor.is_told("Enter your name")


def test_a_file_and_a_page_that_is_not_there_can_be_met(visitor: Visitor) -> None:
    visitor.opens("/gone")
    visitor.is_at("Page not found")


@pytest.mark.parametrize(
    "sentence",
    [
        lambda visitor: visitor.is_at("Other"),
        lambda visitor: visitor.sees("Nowhere"),
        lambda visitor: visitor.does_not_see("Is it let?"),
        lambda visitor: visitor.is_told("Enter your name"),
        lambda visitor: visitor.answers("What is your age?", 30),
        lambda visitor: visitor.signs_in("ada@example.org", "wrong"),
    ],
)
def test_a_sentence_that_is_not_so_fails(visitor: Visitor, sentence: Callable[[Visitor], None]) -> None:
    visitor.opens("/form")
    expect.set_options(timeout=300)
    try:
        with pytest.raises(AssertionError):
            sentence(visitor)
    finally:
        expect.set_options(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/no-language", "does not say its language"),
        ("/no-title", "has no title"),
        ("/two-headings", "2 headings of the first rank"),
        ("/no-alt", "image-alt"),
        ("/pale", "color-contrast"),
        ("/wide", "scrolls sideways"),
        ("/inline-script", "the browser complains: .*Content Security Policy"),
        ("/inline-style", "the browser complains: .*Content Security Policy"),
        ("/broken-script", "its script failed: nobody is not defined"),
        ("/missing-file", "nowhere.css, which is answered with 404"),
        ("/fault", "failed with 500"),
        ("/loose", "allows 'unsafe-inline'"),
        ("/kept", "lacks no-store"),
        ("/framed", "x-frame-options is 'SAMEORIGIN'"),
    ],
)
def test_a_fault_of_a_page_is_seen(visitor: Visitor, path: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        visitor.opens(path)


@pytest.mark.parametrize("way", ["no script"], indirect=True)
@pytest.mark.parametrize(("path", "fault"), [("/pale", "color-contrast"), ("/wide", "scrolls sideways"), ("/no-alt", "image-alt")])
def test_a_fault_is_seen_without_scripts_too(visitor: Visitor, path: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        visitor.opens(path)


def test_what_is_only_advised_is_listed_and_does_not_fail(visitor: Visitor) -> None:
    visitor.opens("/advice")
    assert any("landmark" in told for told in visitor.watch.advice)
    visitor.watch.advice.clear()


def test_a_page_that_was_gone_through_is_not_gone_through_again(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.opens("/plain")
    looked = len(visitor.watch.seen)
    monkeypatch.setattr(visitor.watch, "_barriers", None)
    visitor.opens("/plain")
    assert len(visitor.watch.seen) == looked


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ('<h1>B 7</h1><a href="/b/7">Seven</a>', True),
        ('<h1></h1><a href="/a/1">One</a>', False),
        ('<h2>A 1</h2><a href="/a/1">One</a>', False),
        ('<h1>A 1</h1><a href="">One</a>', False),
        ('<h1>A 1</h1><a href="/a/1" class="pale">One</a>', False),
        ('<h1>A 1</h1><a href="/a/1">One</a><a href="/a/2">Two</a>', False),
    ],
)
def test_pages_of_one_shape_differ_in_words_and_addresses_alone(other: str, is_same: bool) -> None:
    assert (shape_of(other) == shape_of('<h1>A 1</h1><a href="/a/1">One</a>')) is is_same


def test_somebody_signs_in_once_and_stays_signed_in(visitors: Visitors) -> None:
    first, second = visitors("first"), visitors("second")
    first.signs_in_as("once@example.org", "a secret")
    assert first.page.url.endswith("/in")
    second.signs_in_as("once@example.org", "a secret")
    assert second.page.url == "about:blank"
    second.signs_in("once@example.org", "a secret")
    assert second.page.url.endswith("/in")
