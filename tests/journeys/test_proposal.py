"""A proposal and what is said to it: representations made, entered and weighed one by one, changes, and a second consultation."""

from datetime import timedelta
from pathlib import Path

import pytest

from fanlight.casework.demo import tales
from tests.casework.files_given import PDF
from tests.journeys import cases
from tests.journeys.cases import follows
from tests.journeys.conftest import Visitors
from tests.journeys.visitor import Visitor

on_a_phone = pytest.mark.parametrize("way", ["phone"], indirect=True)
THINK = "Say what you think of it"
SAID = "Please give us until the summer"
CHANGE = "Propose changes after representations"


def test_an_applicant_says_what_they_think_of_a_proposal(visitors: Visitors, tmp_path: Path) -> None:
    olu, ada = visitors("officer"), visitors("applicant")
    cases.arrives((olu, "officer"), (ada, "applicant"))
    reference = cases.opens(olu, tales.proposed)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(PDF)
    cases.opens_own(ada, reference)
    follows(ada, f"{THINK} : Notice of a proposal")
    ada.sees("The last day is")
    ada.presses("Send")
    ada.is_told("Enter an answer to “What do you want to say?”")
    ada.answers("What do you want to say?", "The kitchen door can wait until the summer.")
    ada.uploads("Files that go with it", letter)
    ada.presses("Send")
    ada.sees("What you said is kept, and the officer considers it.", "letter.pdf")
    olu.follows("Representations")
    olu.sees("1 representation; 1 waits to be weighed.", "The kitchen door can wait until the summer.")
    olu.follows("Files")
    olu.sees("letter.pdf")


def test_representations_are_weighed_one_by_one_and_change_what_is_proposed(visitors: Visitors) -> None:
    olu, ada = visitors("officer"), visitors("applicant")
    cases.arrives((olu, "officer"), (ada, "applicant"))
    reference = cases.opens(olu, tales.objected)
    olu.follows("Representations")
    olu.sees("1 representation; 1 waits to be weighed.", SAID)
    olu.presses("Enter one that came by post")
    olu.presses("Enter")
    olu.is_told("Enter an answer to “What does it say?”")
    enters_by_post(olu, "The yard should be kept clear of waste.")
    olu.sees("2 representations; 2 wait to be weighed.")
    weighs(olu, SAID, "Accepted in part", "Three more months are enough.")
    olu.sees("2 representations; 1 waits to be weighed.")
    olu.does_not_see(CHANGE)
    weighs(olu, "The yard should be kept clear", "Accepted", "A condition says so now.")
    olu.sees("none that came in time waits to be weighed", "Three more months are enough.")

    olu.follows("The licence")
    olu.answers("Another condition", "Keep the yard clear of waste.")
    olu.presses("Save the licence")
    olu.sees("The licence is saved.")
    olu.follows("Representations")
    olu.presses(CHANGE)
    olu.is_at(CHANGE)
    cases.takes(olu, CHANGE, "The yard is kept clear, as was asked.")
    olu.sees("Representations may be made until")  # the second consultation runs, and nothing is granted before its end

    cases.opens_own(ada, reference)
    ada.sees("The council proposed changes to the licence")
    follows(ada, f"{THINK} : Notice of")
    ada.answers("What do you want to say?", "That suits me.")
    ada.presses("Send")
    ada.sees("What you said is kept, and the officer considers it.")


def enters_by_post(olu: Visitor, says: str) -> None:
    """Enter what a person of the case wrote to a notice, before its last day."""
    olu.page.locator("[name=notice]").first.check()
    olu.page.locator("[name=party]").last.check()
    olu.answers("Day on which it came", olu.today() - timedelta(days=20))
    olu.answers("What does it say?", says)
    olu.presses("Enter")
    olu.sees("The representation is entered.")


def weighs(olu: Visitor, said: str, answer: str, why: str) -> None:
    """Weigh the representation that says something."""
    section = olu.page.locator("section", has_text=said)
    section.get_by_role("link", name="Weigh").click()
    olu.is_at("Weigh a representation")
    olu.sees(said)
    olu.presses("Record")
    olu.is_told("Enter an answer to “Why?”")
    olu.chooses(answer)
    olu.answers("Why?", why)
    olu.presses("Record")
    olu.sees(f"is weighed: {answer.lower()}.")


@on_a_phone
def test_an_application_is_withdrawn_before_it_is_decided(visitors: Visitors) -> None:
    olu, ada = visitors("officer"), visitors("applicant")
    cases.arrives((olu, "officer"), (ada, "applicant"))
    reference = cases.opens(olu, tales.refusing)
    cases.opens_own(ada, reference)
    ada.follows("Withdraw")
    ada.presses("Withdraw")
    ada.is_told("Enter an answer to “Why?”")
    ada.answers("Why?", "The house is sold.")
    ada.presses("Withdraw")
    ada.sees("It is withdrawn.", "Withdrawn")
    ada.does_not_see("Say what you think of it")
    cases.opens(olu, tales.refusing, show="ended")
    olu.sees("Withdrawn", "The house is sold.")
    olu.sees("There is nothing for you to do here now.")
