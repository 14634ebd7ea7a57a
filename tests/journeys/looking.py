"""What is asked of every page that a journey comes to, whatever the journey is about: nobody has to remember to ask."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

DEMANDED = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ADVISED = "best-practice"
NARROW = {"width": 320, "height": 640}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
LOOSE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "http:", "https:", "*")
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
WORDS, PLACES = re.compile(r">[^<]*[^<\s][^<]*<"), re.compile(r'\b(href|action|src|value)="[^"]+"')


@dataclass(frozen=True)
class Way:
    """A way of visiting."""

    name: str
    width: int = 1280
    height: int = 900
    is_phone: bool = False
    has_script: bool = True


WAYS = {way.name: way for way in (Way("desk"), Way("phone", 360, 740, is_phone=True), Way("no script", has_script=False))}


class Watch:
    """Follows one page of a browser from address to address and says what is wrong with each.

    `advice` gathers what accessibility advises without its being required, and `seen` the pages and shapes of pages that were gone
    through already; both may be shared by many watches.
    """

    def __init__(self, page: Page, way: Way, *, address: str, seen: set[str], advice: dict[str, str]) -> None:
        self.page, self.way, self.address, self.seen, self.advice = page, way, address, seen, advice
        self.wrong: list[str] = []
        self.answer: Response | None = None
        self.is_new = False
        self._beside: BrowserContext | None = None
        page.on("console", self._said)
        page.on("pageerror", lambda fault: self.wrong.append(f"{page.url}: its script failed: {fault}"))
        page.on("response", self._answered)
        page.on("requestfailed", self._unanswered)
        page.on("load", lambda: setattr(self, "is_new", True))

    def look(self) -> None:
        """Go through the page that is open, if it is a new one. Raises AssertionError that lists everything wrong."""
        self.page.wait_for_load_state()
        if self.is_new:
            self.is_new = False
            self.wrong += self._page()
        found, self.wrong = self.wrong, []
        assert not found, "\n".join(found)

    def _said(self, message: ConsoleMessage) -> None:
        # That the page itself was answered with 404, 403 or 422 is for the journey to say; what a page loads is seen below.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.wrong.append(f"{self.page.url}: the browser complains: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.answer = response
            if response.status >= 500:
                self.wrong.append(f"{response.url}: the service failed with {response.status}")
        elif response.status >= 400:
            self.wrong.append(f"{self.page.url} loads {response.url}, which is answered with {response.status}")
        elif not response.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"{self.page.url} loads {response.url}, which is another site's")

    def _unanswered(self, request: Any) -> None:
        # A page left before it was whole is no fault.
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.wrong.append(f"{self.page.url} could not load {request.url}: {request.failure}")

    def _page(self) -> Iterator[str]:
        answer = self.answer
        if answer is None or not self.page.url.startswith(self.address):
            return
        where = f"{self.page.url} ({self.way.name})"
        yield from (f"{where}: {fault}" for fault in headers_wrong(answer.headers, urlsplit(answer.url).path))
        if "text/html" not in answer.headers.get("content-type", ""):
            return
        content = CHANGING.sub("", self.page.content())
        whole, shape = (hashlib.sha256(f"{self.way.name} {each}".encode()).hexdigest() for each in (content, shape_of(content)))
        if whole in self.seen:
            return
        faults = [*self._shape(), *self._narrow(), *(self._barriers(answer) if shape not in self.seen else ())]
        yield from (f"{where}: {fault}" for fault in faults)
        if not faults:
            self.seen |= {whole, shape}

    def _shape(self) -> Iterator[str]:
        if not self.page.locator("html").get_attribute("lang"):
            yield "the page does not say its language"
        if not self.page.title().strip():
            yield "the page has no title"
        headings = self.page.locator("h1").count()
        if headings != 1:
            yield f"the page has {headings} headings of the first rank, not one"

    def _narrow(self) -> Iterator[str]:
        before = self.page.viewport_size
        self.page.set_viewport_size(NARROW)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            yield f"at {NARROW['width']} pixels it scrolls sideways: it is {width} wide"
        if before:
            self.page.set_viewport_size(before)

    def _barriers(self, answer: Response) -> Iterator[str]:
        page = self.page if self.way.has_script else self._as_it_stands(answer)
        options = {"runOnly": [*DEMANDED, ADVISED], "resultTypes": ["violations"]}
        for barrier in Axe().run(page, options=options).response["violations"]:
            where = "; ".join(" ".join(map(str, node["target"])) for node in barrier["nodes"][:5])
            told = f"{barrier['help']} ({barrier['id']}): {where}"
            if ADVISED in barrier["tags"]:
                self.advice.setdefault(told, self.page.url)
            else:
                yield told

    def _as_it_stands(self, answer: Response) -> Page:
        """The same page where our own scripts run and the page's do not: a browser without scripts could not look either."""
        if self._beside is None:
            browser = self.page.context.browser
            assert browser is not None
            self._beside = browser.new_context(viewport={"width": self.way.width, "height": self.way.height})
            self._beside.new_page()
        page, body = self._beside.pages[0], self.page.content()
        page.unroute_all()
        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": "script-src 'none'"}
        page.route(answer.url, lambda route: route.fulfill(status=200, headers=headers, body=body))
        page.goto(answer.url)
        return page


def shape_of(content: str) -> str:
    """A page without what differs from case to case: every text, address and value one letter. What axe looks for is in the shape."""
    return PLACES.sub(r'\1="x"', WORDS.sub(">x<", content))


def headers_wrong(headers: dict[str, str], path: str) -> Iterator[str]:
    """What is wrong with the headers of an answer: what a browser is told to forbid, and to forget."""
    policy = headers.get("content-security-policy", "")
    if not policy:
        yield "there is no Content-Security-Policy"
    words = policy.replace(";", " ").split()
    yield from (f"the Content-Security-Policy allows {word}" for word in LOOSE if word in words)
    yield from (f"{name} is {headers.get(name)!r}, not {value!r}" for name, value in HEADERS.items() if headers.get(name) != value)
    # The answers of a check lie in its pages alone, and the back button has to find them there.
    kept = "must-revalidate" if path.startswith("/check/") else "no-store"
    if not {kept, "no-store"} & set(headers.get("cache-control", "").replace(" ", "").split(",")):
        yield "a browser may keep the page (Cache-Control lacks no-store)"
