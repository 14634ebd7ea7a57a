"""Cases of the demonstration as journeys come to them: each by the tale that was told of it, so that no journey takes another's."""

import re

from fanlight.casework.demo.people import PASSWORD
from fanlight.casework.demo.tales import TALES, Tale
from fanlight.casework.demo.telling import SEED
from fanlight.facts.inventing import invented
from tests.journeys.visitor import Visitor

CASES = "/c/exampleton/cases/"
TALES_TOLD = [tale for tale, _, _ in TALES]


def house_of(tale: Tale) -> str:
    """The address of the house of which a tale was told first."""
    return ", ".join(invented.house(SEED, TALES_TOLD.index(tale)).particulars.address)


def opens(olu: Visitor, tale: Tale, kind: str = "Application", *, show: str = "all") -> str:
    """An officer finds a case of a tale in the list by its address, and opens it; its reference."""
    olu.opens(f"{CASES}?show={show}")
    olu.answers("Find a case by its reference, address or postcode", house_of(tale))
    olu.presses("Find")
    row = olu.page.locator("tr", has_text=f"{house_of(tale)},").filter(has_text=re.compile(rf"{kind}: "))
    reference = row.locator("a").first.inner_text()
    olu.follows(reference)
    return reference


def opens_own(ada: Visitor, reference: str) -> None:
    """Somebody opens their own case."""
    ada.opens(f"/apply/exampleton/{reference}/")


def follows(visitor: Visitor, words: str, number: int = 0) -> None:
    """Follow a link whose words are read out and not all seen: one of those that begin so."""
    visitor.page.get_by_role("link", name=re.compile(r"\s+".join(map(re.escape, words.split())))).nth(number).click()
    visitor.watch.look()


def finds(olu: Visitor, need: str, why: str, standing: str = "Met") -> None:
    """An officer records how a need of the law stands; back on the case."""
    olu.follows("What the law asks")
    follows(olu, f"Record {need}")
    olu.chooses(standing)
    olu.answers("Why?", why)
    olu.presses("Record")
    olu.sees(f"Recorded: {standing.lower()}.")


def puts_up(olu: Visitor, step: str, reasons: str) -> None:
    """An officer says why a decision is to be taken, looks at its letters and puts it up for signature."""
    olu.presses(step)
    olu.is_at(step)
    if olu.page.get_by_label("What follows from it, in one sentence").count():
        olu.answers("What follows from it, in one sentence", "The licence says so from that day.")
    olu.answers("What are your reasons?", reasons)
    olu.presses("Check what will be served")
    olu.is_at("Check before you put it up")
    olu.presses("Put up for signature")
    olu.sees(f"{step}: put up for signature.")


def signs(mina: Visitor, reference: str) -> None:
    """A manager signs what was put up in a case."""
    mina.opens("/c/exampleton/to-sign/")
    mina.follows(reference)
    mina.presses("Sign and serve")
    mina.sees("Signed. The letters are served.")


def takes(olu: Visitor, step: str, reasons: str = "") -> None:
    """An officer takes a step that they may take themselves, once its form is filled in."""
    if reasons:
        olu.answers("What are your reasons?", reasons)
    confirms(olu)
    olu.sees(f"{step}: done.")


def confirms(olu: Visitor) -> None:
    """An officer looks at what a step would serve, and takes it."""
    olu.presses("Check what will be served")
    olu.is_at("Check before you confirm")
    olu.presses("Confirm")


def arrives(*visitors: tuple[Visitor, str]) -> None:
    """Some of the demonstration's people sign in, each by the name of their part."""
    for visitor, part in visitors:
        visitor.signs_in_as(f"{part}@example.org", PASSWORD)


def names_the_house(ada: Visitor, address: str) -> None:
    """Somebody who applies says which house it is."""
    ada.chooses("A house in multiple occupation")
    ada.answers("Address of the house", address)
    ada.answers("Postcode", "ZZ99 1AB")


def can_be_reached(ada: Visitor) -> None:
    """Somebody who applies says where they are reached."""
    ada.answers("Address", "3 Close, Exampleton ZZ99 1AA")
    ada.answers("Telephone number", "01632 960001")


def declares_it_true(ada: Visitor) -> None:
    """Somebody who applies ticks that their answers are true and writes their name."""
    ada.page.locator("[name=declare][value=truth]").check()
    ada.answers("Your full name", "Ada Applicant")
