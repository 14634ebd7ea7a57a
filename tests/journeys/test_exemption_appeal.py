"""Temporary exemptions, served and refused, and an appeal with what the tribunal decides, from their pages."""

from fanlight.casework.demo import tales
from fanlight.casework.demo.people import PASSWORD
from tests.journeys import cases
from tests.journeys.cases import follows
from tests.journeys.conftest import Visitors
from tests.journeys.visitor import Visitor

SERVE = "Serve a temporary exemption notice"
REFUSE = "Decide not to serve a temporary exemption notice"
STEPS_INTENDED = "Particular steps are notified that aim to end the need for a licence."


def three(visitors: Visitors) -> tuple[Visitor, Visitor, Visitor]:
    made = visitors("officer"), visitors("manager"), visitors("applicant")
    for visitor, name in zip(made, ("officer", "manager", "applicant"), strict=True):
        visitor.signs_in_as(f"{name}@example.org", PASSWORD)
    return made


def test_an_exemption_is_served_once_a_manager_signs(visitors: Visitors) -> None:
    olu, mina, ada = three(visitors)
    reference = cases.opens(olu, tales.notified, "Temporary exemption")
    cases.finds(olu, STEPS_INTENDED, "The contract of sale was seen.")
    cases.puts_up(olu, SERVE, "The sale is agreed and dated.")
    cases.signs(mina, reference)
    cases.opens_own(ada, reference)
    follows(ada, "Temporary exemption notice")
    ada.sees("The sale is agreed and dated.")


def test_an_exemption_is_refused_with_how_to_appeal(visitors: Visitors) -> None:
    olu, mina, ada = three(visitors)
    ada.opens("/apply/exemption/")
    ada.answers("Address of the house", "6 Hopeful Street, Exampleton")
    ada.answers("Postcode", "ZZ99 1AB")
    ada.chooses("The person managing")
    ada.answers("Your telephone number", "01632 960001")
    ada.answers("Your own address", "3 Close, Exampleton ZZ99 1AA")
    ada.answers("What will you do so that the house needs no licence, and by when?", "Something will be done one day.")
    ada.presses("Tell the council")
    reference = ada.page.url.rstrip("/").rpartition("/")[2]
    olu.opens(f"{cases.CASES}{reference}/")
    cases.puts_up(olu, REFUSE, "No step is named, and no day.")
    cases.signs(mina, reference)
    cases.opens_own(ada, reference)
    follows(ada, "Refusal of a temporary exemption")
    ada.sees("No step is named, and no day.", "First-tier Tribunal")


def test_a_second_exemption_is_asked_for(visitors: Visitors) -> None:
    olu, mina, ada = three(visitors)
    reference = cases.opens(olu, tales.exempted, "Temporary exemption")
    cases.opens_own(ada, reference)
    ada.follows("Ask for a second exemption")
    ada.answers("Why?", "The buyer's mortgage came late; completion is in four weeks.")
    ada.presses("Send")
    olu.opens(f"{cases.CASES}{reference}/")
    olu.sees("The buyer's mortgage came late")
    cases.finds(olu, "Exceptional circumstances justify a second notice", "The delay was the bank's.")
    cases.puts_up(olu, "Serve a second and last exemption notice", "The sale is certain, and nobody was to blame.")
    cases.signs(mina, reference)
    olu.opens(f"{cases.CASES}{reference}/")
    olu.sees("Second in force")


def test_an_appeal_is_recorded_and_what_the_tribunal_decided(visitors: Visitors) -> None:
    olu = visitors("officer")
    cases.arrives((olu, "officer"))
    cases.opens(olu, tales.refused, show="ended")
    olu.follows("Begin another matter")
    follows(olu, "Open an appeal against: Refuse the licence")
    olu.sees("The last day for an appeal:")
    olu.presses("Open")
    olu.sees("is opened. Enter there that the appeal was made.")
    olu.presses("Enter that an appeal was made")
    olu.presses("Check what will be served")
    olu.is_told("Enter the tribunal's number of the appeal")
    olu.answers("The tribunal's number of the appeal", "EX/2026/0042")
    olu.answers("Who appeals", "Ada Applicant")
    olu.answers("Against what", "The refusal of the licence")
    olu.answers("On which day did the tribunal receive the appeal?", olu.today())
    cases.confirms(olu)
    olu.sees("Enter that an appeal was made: done.")
    olu.presses("Enter what the tribunal decided")
    olu.chooses("It confirmed the decision")
    olu.answers("What the tribunal decided", "The refusal stands.")
    cases.confirms(olu)
    olu.sees("Decided by the tribunal")
    olu.follows("Letters and notices")
    olu.sees("Record of an appeal")
