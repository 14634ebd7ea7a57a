"""The tutorial of the service, done as it is written: every name in bold is a link or button, and each is used in its turn."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from fanlight.casework.demo import tales
from fanlight.casework.demo.people import PASSWORD
from tests.journeys import cases
from tests.journeys.conftest import Visitors
from tests.journeys.running import ROOT, service
from tests.journeys.visitor import Visitor

PAGE = ROOT / "docs" / "tutorials" / "run-a-licence.md"
TEXT = PAGE.read_text(encoding="utf-8")
FOUND = (
    "The house is reasonably suitable", "The proposed holder is fit", "The proposed manager has control",
    "The proposed arrangements for managing", "No banning order stands",
)  # fmt: skip


class Guide:
    """The names in bold, in the order in which they stand, once the page has told what bold means."""

    def __init__(self) -> None:
        written = TEXT.partition("## 1.")[2]
        self.names = [" ".join(name.split()) for name in re.findall(r"\*\*([^*]+)\*\*", written)]

    def says(self, who: Visitor, *names: str) -> None:
        """Somebody does what the page says next: follows the link or presses the button of each name."""
        for name in names:
            assert self.names.pop(0) == name
            words = re.compile(rf"^{re.escape(name)}")
            for part in ("main", "header"):  # what is named stands on the page itself, or above it
                here = who.page.locator(part)
                found = here.get_by_role("link", name=words).or_(here.get_by_role("button", name=words))
                if found.count():
                    break
            found.first.click()
            who.watch.look()


@pytest.fixture(scope="module")
def fresh(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration of its own, as whoever reads the tutorial has it."""
    with service(tmp_path_factory.mktemp("tutorial")) as address:
        yield address


def test_the_houses_of_the_tutorial_are_those_of_the_demonstration() -> None:
    for tale in (tales.handed_in, tales.to_sign):
        assert cases.house_of(tale).partition(",")[0] in TEXT


def test_what_the_tutorial_says_can_be_done_as_it_says(visitors: Visitors, fresh: str) -> None:
    guide = Guide()
    ada, olu, fay, mina = (visitors(name, at=fresh) for name in ("applicant", "officer", "fire", "manager"))
    for who, name in ((ada, "applicant"), (olu, "officer"), (fay, "fire"), (mina, "manager")):
        assert f"`{name}@example.org`" in TEXT
        who.signs_in_as(f"{name}@example.org", PASSWORD)
    applies(guide, ada)
    reference = accepts(guide, olu)
    answers(guide, fay)
    proposes(guide, olu, reference)
    signs(guide, mina, olu)
    ada.opens("/apply/")
    cases.follows(ada, "Licence LIC-")
    guide.says(ada, "What the licence asks, and by when")
    ada.sees("Its conditions", "What is due")
    assert guide.names == []


def applies(guide: Guide, ada: Visitor) -> None:
    ada.opens("/apply/")
    guide.says(ada, "Apply for a licence")
    cases.names_the_house(ada, "2 New Street, Exampleton")
    guide.says(ada, "Save and continue", "The people, and who was told", "Change your details, or say what else you are to the house")
    cases.can_be_reached(ada)
    guide.says(ada, "Save", "Back to your application")
    guide.says(ada, "What an officer would find", "Back to your application", "Check your answers and sign")
    cases.declares_it_true(ada)
    guide.says(ada, "Sign and continue")
    ada.page.get_by_role("button", name=re.compile("^Pay £")).click()
    guide.says(ada, "Pretend to pay", "Send the application")
    ada.is_at("Application sent")


def accepts(guide: Guide, olu: Visitor) -> str:
    olu.opens("/")
    guide.says(olu, "Exampleton Council", "All open")
    reference = cases.opens(olu, tales.handed_in)
    guide.says(olu, "What the law asks", "Record")
    records(olu)
    guide.says(olu, "Accept the application as duly made", "Check what will be served", "Confirm", "Ask the fire and rescue authority")
    olu.answers("What do you ask the fire and rescue authority?", "Is the means of escape enough?")
    olu.answers("What does the council mean to do?", "To decide on the licence.")
    guide.says(olu, "Check what will be served", "Confirm")
    olu.sees("The fire and rescue authority is told.")
    return reference


def records(olu: Visitor) -> None:
    """How the need stands whose page is open."""
    olu.chooses("Met")
    olu.answers("Why?", "It was looked at.")
    olu.presses("Record")


def answers(guide: Guide, fay: Visitor) -> None:
    fay.opens("/")
    guide.says(fay, "Exampleshire Fire and Rescue")
    house = cases.house_of(tales.handed_in).partition(",")[0]
    fay.page.locator("tr", has_text=house).get_by_role("link").first.click()
    guide.says(fay, "Answer")
    fay.answers("Answer", "It is, once every fire door closes by itself.")
    guide.says(fay, "Send")
    fay.sees("done. The other authority is told.")


def proposes(guide: Guide, olu: Visitor, reference: str) -> None:
    olu.opens(f"{cases.CASES}{reference}/")
    guide.says(olu, "Inspections", "Book a visit")
    olu.answers("Day of the visit", olu.today() - timedelta(days=1))
    olu.answers("Time", "10:30")
    olu.answers("Who goes?", "Olu Officer")
    olu.answers("How does the officer go in?", "The occupiers let us in")
    guide.says(olu, "Book", "Record this visit", "Record as done", "What the law asks")
    for need in FOUND:
        cases.follows(olu, f"Record {need}")
        records(olu)
        olu.follows("What the law asks")
    guide.says(olu, "The licence", "Fill in from the assessment")
    begins = olu.today() + timedelta(days=60)
    olu.answers("First day", begins)
    olu.answers("Last day", begins + timedelta(days=4 * 365))
    olu.answers("Most persons", 5)
    olu.answers("Most households", 5)
    guide.says(olu, "Save the licence", "What comes next", "Propose to grant the licence")
    olu.answers("What are your reasons?", "The house suits those who are to live in it.")
    guide.says(olu, "Check what will be served", "Confirm")
    olu.sees("Propose to grant the licence: done.", "Grant proposed")


def signs(guide: Guide, mina: Visitor, olu: Visitor) -> None:
    mina.opens("/")
    guide.says(mina, "Exampleton Council", "To sign")
    mina.sees(cases.house_of(tales.to_sign).partition(",")[0])
    mina.page.get_by_role("table").get_by_role("link").first.click()
    guide.says(mina, "Sign and serve")
    mina.sees("Signed. The letters are served.")
