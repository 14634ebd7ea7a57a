"""What journeys stand on: the real service, a real browser, and visitors whose every page is gone through."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.looking import WAYS, Watch, Way
from tests.journeys.running import ROOT, service
from tests.journeys.visitor import Kept, Visitor

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-first-run"]  # fmt: skip
SCREENSHOTS = ROOT / "var" / "screenshots"
PATIENCE = 10_000  # milliseconds
FAILED = pytest.StashKey[bool]()
ADVICE = pytest.StashKey[dict[str, str]]()
Visitors = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("FANLIGHT_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), "")
    if not program:
        why = "journeys need a browser; on Debian or Ubuntu: sudo apt install chromium fonts-liberation2 (or name it: FANLIGHT_CHROMIUM)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real service. The browser comes first: where there is none, nothing needs to be started."""
    with service(tmp_path_factory.mktemp("service")) as address:
        yield address


@pytest.fixture(scope="session")
def seen() -> set[str]:
    """Pages that were gone through already, so that each is gone through once however many journeys pass it."""
    return set()


@pytest.fixture(scope="session")
def kept() -> Kept:
    """Who signed in already, so that each does it once in each way of visiting; `signs_in` does it anew."""
    return {}


@pytest.fixture
def way(request: pytest.FixtureRequest) -> Way:
    """How the visitors of a test visit: at a desk, unless the test is parametrised with other ways (`WAYS`, indirect)."""
    return WAYS[getattr(request, "param", "desk")]


@pytest.fixture
def visitors(browser: Browser, address: str, way: Way, seen: set[str], kept: Kept, request: pytest.FixtureRequest) -> Iterator[Visitors]:  # noqa: PLR0913
    """Makes visitors, each with a browser of their own, who share nothing."""
    made: dict[str, Visitor] = {}

    def visitor(name: str = "visitor", *, at: str = address) -> Visitor:
        context = browser.new_context(
            viewport={"width": way.width, "height": way.height}, java_script_enabled=way.has_script, is_mobile=way.is_phone,
            has_touch=way.is_phone, locale="en-GB", timezone_id="Europe/London",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch = Watch(page, way, address=at, seen=seen, advice=request.config.stash.setdefault(ADVICE, {}))
        made[name] = Visitor(page, watch, kept)
        return made[name]

    yield visitor
    try:
        if request.node.stash.get(FAILED, False):
            _keep(made, request.node.nodeid)
        else:
            for each in made.values():
                each.watch.look()
    finally:
        for each in made.values():
            each.page.context.close()


@pytest.fixture
def visitor(visitors: Visitors) -> Visitor:
    """The only visitor of a test."""
    return visitors()


def _keep(made: dict[str, Visitor], test: str) -> None:
    """What each visitor had before them when a test failed, as a picture and as text."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for name, visitor in made.items():
        path = SCREENSHOTS / re.sub(r"[^\w.-]+", "-", f"{test.removeprefix('tests/journeys/')}-{name}")
        visitor.page.screenshot(path=f"{path}.png", full_page=True)
        path.with_name(f"{path.name}.html").write_text(visitor.page.content(), encoding="utf-8")
        print(f"{name} was at {visitor.page.url}: {path}.png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    advice = config.stash.get(ADVICE, {})
    if advice:
        terminalreporter.section("accessibility: advised, not required")
        for told, page in advice.items():
            terminalreporter.write_line(f"{told} - first at {page}")
