"""Somebody with a browser, so that a journey reads as sentences: `ada.opens("/"); ada.answers("What is your name?", "Ada")`."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import Watch

Answer = str | int | bool | date | Sequence[str]
LONDON = ZoneInfo("Europe/London")
Kept = dict[tuple[str, str, str, str], list[SetCookieParam]]
"""What a browser kept for each who signed in: by the service's address, the way of visiting, who and with which password."""
PARTS = (("Day", "day"), ("Month", "month"), ("Year", "year"))


class Visitor:
    """Each sentence waits for what it speaks of, and every page it leads to is gone through (`Watch`)."""

    def __init__(self, page: Page, watch: Watch, kept: Kept) -> None:
        self.page, self.watch, self.kept = page, watch, kept

    def opens(self, path: str) -> None:
        """Go to a page of the service by its path."""
        self.page.goto(self.watch.address + path)
        self.watch.look()

    def signs_in_as(self, email: str, password: str) -> None:
        """Be signed in: by the page the first time, and by what the browser kept of it after that."""
        who = (self.watch.address, self.watch.way.name, email, password)
        if who in self.kept:
            self.page.context.add_cookies(self.kept[who])
        else:
            self.signs_in(email, password)
            self.kept[who] = cast(list[SetCookieParam], self.page.context.cookies())

    def signs_in(self, email: str, password: str) -> None:
        """Sign in by the page, from wherever they are."""
        self.opens("/account/login/")
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("form:has([name=password]) button[type=submit]").click()
        self.watch.look()
        assert not self.page.locator("[name=password]").count(), f"{email} could not sign in: {self.says()}"

    def follows(self, link: str) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=link, exact=True).click()
        self.watch.look()

    def presses(self, button: str) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=button, exact=True).click()
        self.watch.look()

    def chooses(self, label: str, *, for_: str = "") -> None:
        """Choose one of some radio buttons, or tick a box, by its label; `for_` is the question it stands under, where two have it."""
        within = self._group(for_) if for_ else self.page
        within.get_by_label(label, exact=True).check()

    def answers(self, question: str, value: Answer) -> None:
        """Answer a question by its words: with text, a number, a date, yes or no, one choice, or several."""
        group = self._group(question)
        if not group.count():
            self._fills(self.page.get_by_label(question, exact=True), value)
        elif isinstance(value, date):
            for label, part in PARTS:
                group.get_by_label(label, exact=True).fill(str(getattr(value, part)))
        else:
            for choice in [value] if isinstance(value, str | int) else value:
                label = {True: "Yes", False: "No"}[choice] if isinstance(choice, bool) else str(choice)
                group.get_by_label(label, exact=True).check()

    def _fills(self, field: Locator, value: Answer) -> None:
        expect(field, f"there is one field of that name on {self.page.url}").to_have_count(1)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=str(value))
        else:
            field.fill(str(value))

    def uploads(self, question: str, *files: Path) -> None:
        """Give files."""
        self.page.get_by_label(question, exact=True).set_input_files(list(files))

    def sees(self, *texts: str) -> None:
        """The page shows each text, somewhere."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        self.watch.look()

    def does_not_see(self, *texts: str) -> None:
        """The page that is open shows none of the texts."""
        self.watch.look()
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True)).to_have_count(0)

    def is_at(self, heading: str) -> None:
        """The page that is open has this heading."""
        expect(self.page.locator("h1")).to_have_text(heading, use_inner_text=True)
        self.watch.look()

    def is_told(self, problem: str) -> None:
        """The error summary names a problem, and its link leads to a field; the title says that something is wrong."""
        link = self.page.locator(".govuk-error-summary").get_by_role("link", name=problem, exact=True)
        expect(link).to_be_visible()
        target = link.get_attribute("href") or ""
        assert target.startswith("#") and self.page.locator(target).count() == 1, f"'{problem}' leads to no field: {target}"
        assert self.page.title().startswith("Error: "), f"the title does not say that there is an error: {self.page.title()}"

    def today(self) -> date:
        """The day that it is, as the service and the browser have it: where the demonstration is."""
        return datetime.now(LONDON).date()

    def says(self) -> str:
        """The words of the page that is open."""
        return self.page.locator("body").inner_text()

    def _group(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=question, exact=True)
