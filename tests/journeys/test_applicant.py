"""The applicant's journey: from a new application to one that is sent, read as whoever applies would tell it."""

from datetime import date
from pathlib import Path

import pytest

from tests.casework.files_given import PDF
from tests.journeys import cases
from tests.journeys.cases import can_be_reached, declares_it_true, follows, names_the_house
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)


def begins(ada: Visitor, address: str) -> None:
    """Sign in and begin an application for a house."""
    cases.arrives((ada, "applicant"))
    ada.opens("/apply/")
    ada.presses("Apply for a licence")
    names_the_house(ada, address)
    ada.presses("Save and continue")
    ada.is_at("Your application")


@in_every_way
def test_somebody_applies_from_the_start_until_it_is_sent(visitor: Visitor, way: object, tmp_path: Path) -> None:
    ada = visitor
    begins(ada, f"{len(repr(way))} Journey Street, Exampleton")

    ada.follows("The house")
    ada.is_at("About the house")
    ada.presses("Back to your application")

    ada.follows("The people, and who was told")
    ada.follows("Change your details, or say what else you are to the house")
    ada.chooses("Proposed licence holder")
    ada.chooses("Manager")
    ada.chooses("Person having control")
    can_be_reached(ada)
    ada.presses("Save")
    ada.sees("What is said of Ada Applicant is changed.")
    ada.presses("Add a person")
    ada.presses("Add")
    ada.is_told("Enter name of the person or company")
    ada.answers("Name of the person or company", "Made-up Bank")
    ada.chooses("Mortgage lender")
    ada.presses("Add")
    follows(ada, "when Made-up Bank was told")
    ada.answers("When did you tell them?", date(2026, 2, 1))
    ada.chooses("By letter")
    ada.presses("Save")
    ada.sees("On 1 February 2026, by letter")

    follows(ada, "the declaration of Ada Applicant")
    ada.presses("Add: something that happened")
    ada.answers("What happened?", "A thing that nobody else may read")
    ada.presses("Continue")
    ada.sees("A thing that nobody else may read")
    ada.presses("Sign and send")
    ada.is_told("Select whether that is everything")
    ada.chooses("Yes, that is everything")
    ada.answers("Full name of whoever signs", "Ada Applicant")
    ada.presses("Sign and send")
    ada.does_not_see("A thing that nobody else may read")
    ada.presses("Back to your application")

    ada.follows("Plans and certificates")
    good, odd = tmp_path / "plan.pdf", tmp_path / "odd.pdf"
    good.write_bytes(PDF)
    odd.write_bytes(b"nothing of a kind")
    ada.chooses("Plan of the house")
    ada.uploads("Files", good, odd)
    ada.presses("Add")
    ada.sees("plan.pdf", "There is a problem")
    ada.presses("Back to your application")

    ada.follows("What an officer would find")
    ada.sees("Does the house need a licence?", "£480.00")
    ada.presses("Back to your application")

    ada.follows("Check your answers and sign")
    ada.presses("Sign and continue")
    ada.is_told("Tick that your answers are true before you sign")
    declares_it_true(ada)
    ada.presses("Sign and continue")
    ada.is_at("Pay and send")
    ada.presses("Pay £480.00")
    ada.sees("This is a demonstration.")
    ada.presses("Pretend to pay")
    ada.sees("£480.00 is paid.")
    ada.presses("Send the application")
    ada.is_at("Application sent")
    ada.follows("Follow your application")
    ada.sees("Sent: the council checks that everything is there", "You sent the application")


def test_somebody_reports_a_change_and_withdraws(visitor: Visitor) -> None:
    begins(visitor, "77 Second Street, Exampleton")
    place = visitor.page.url.removeprefix(visitor.watch.address).removesuffix("tasks/")
    visitor.opens(f"{place}report/")
    visitor.presses("Tell the council")
    visitor.sees("There is a problem")
    visitor.chooses("Something else")
    visitor.answers("When did it, or will it, happen?", date(2026, 2, 1))
    visitor.answers("What should the council know?", "The cellar was dug out.")
    visitor.presses("Tell the council")
    visitor.opens(f"{place}withdraw/")
    visitor.answers("Why?", "The house is sold.")
    visitor.presses("Withdraw")
    visitor.sees("Withdrawn")


def test_an_exemption_is_asked_for_a_house_without_a_licence(visitor: Visitor) -> None:
    cases.arrives((visitor, "applicant"))
    visitor.opens("/apply/exemption/")
    visitor.answers("Address of the house", "5 Exempt Street, Exampleton")
    visitor.answers("Postcode", "ZZ99 1AB")
    visitor.chooses("The person managing")
    visitor.answers("Your telephone number", "01632 960001")
    visitor.answers("Your own address", "3 Close, Exampleton ZZ99 1AA")
    visitor.answers("What will you do so that the house needs no licence, and by when?", "Everybody leaves by June.")
    visitor.presses("Tell the council")
    visitor.sees("You told the council what you will do")


@in_every_way
def test_an_account_is_opened_and_its_pages_can_be_used_by_everybody(visitor: Visitor, way: object) -> None:
    visitor.opens("/account/signup/")
    visitor.answers("Email", f"new{len(repr(way))}@example.org")
    visitor.answers("Your full name", "Nia New")
    visitor.page.locator("[name=password1]").fill("a long enough password 9")
    visitor.presses("Create account")
    for page in ("2fa/", "password/change/", "email/", "sessions/", "reauthenticate/"):
        visitor.opens(f"/account/{page}")
    visitor.page.locator("[name=password]").fill("a long enough password 9")
    visitor.presses("Continue")
    for page in ("2fa/totp/activate/", "2fa/webauthn/add/", "2fa/webauthn/"):
        visitor.opens(f"/account/{page}")
    visitor.opens("/account/logout/")
    visitor.presses("Sign out")
    visitor.opens("/account/password/reset/")
    visitor.answers("Email", "nobody@example.org")
    visitor.presses("Send a link")
    visitor.is_at("Look at your email")
