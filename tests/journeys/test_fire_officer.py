"""The fire officer: what waits is found, read and answered; a house is referred with papers; a visit is agreed and booked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.casework.files_given import PDF
from tests.journeys import cases
from tests.journeys.conftest import Visitors
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)


def arrives(fire: Visitor) -> None:
    cases.arrives((fire, "fire"))
    fire.opens("/")
    fire.follows("Exampleshire Fire and Rescue")
    fire.is_at("Fire safety matters")


def finds(fire: Visitor, words: str) -> None:
    fire.follows("Refer a house, ask for help or propose a visit")
    fire.answers("Part of its address, or its postcode", words)
    fire.presses("Find")


@in_every_way
def test_a_consultation_shows_what_the_council_shares(visitor: Visitor) -> None:
    arrives(visitor)
    visitor.follows("All open")
    visitor.page.get_by_role("link", name="Consultation").first.click()
    visitor.sees("The case, as the council shares it", "Who may be responsible for fire safety", "Plans, certificates and photographs")
    visitor.does_not_see("Weigh", "Offence", "Fee")


def test_a_house_that_is_not_known_is_described_and_referred(visitors: Visitors) -> None:
    fire, officer = visitors("fire officer"), visitors("officer")
    arrives(fire)
    finds(fire, "Nowhere at all")
    fire.sees("Exampleton knows no such house.")
    fire.follows("The house is not listed: describe it")
    fire.presses("Continue")
    fire.is_told("Enter address")
    fire.answers("Address", "7 Unlisted Row, Exampleton")
    fire.answers("In which council's area is it?", "Exampleton")
    fire.presses("Continue")
    fire.is_at("7 Unlisted Row, Exampleton")
    fire.follows("Refer to the council")
    fire.presses("Send")
    fire.is_told("What was seen, and where: write it down")
    fire.answers("What was seen, and where", "Nine people, no heating, and a locked back door.")
    fire.presses("Send")
    fire.sees("done. The other authority is told.", "There is nothing for you to do here now.")

    cases.arrives((officer, "officer"))
    officer.opens("/c/exampleton/fire/")
    officer.sees("7 Unlisted Row, Exampleton")


def test_a_paper_goes_with_what_was_found_and_the_council_keeps_it(visitors: Visitors, tmp_path: Path) -> None:
    fire, officer = visitors("fire officer"), visitors("officer")
    report, wrong = tmp_path / "report.pdf", tmp_path / "report.exe"
    report.write_bytes(PDF)
    wrong.write_bytes(b"MZ" + bytes(80))
    arrives(fire)
    finds(fire, "Exampleton")
    fire.page.get_by_role("table").get_by_role("link").first.click()
    fire.follows("Tell what you found")
    fire.answers("What the fire and rescue authority found", "A wedge under the door of the kitchen.")
    fire.uploads("A paper to go with it", wrong)
    fire.presses("Send")
    fire.is_told("'report.exe' seems to be Windows Executable file: send a PDF or a JPEG picture or a PNG picture or a Word document")
    fire.uploads("A paper to go with it", report)
    fire.presses("Send")
    fire.sees("report.pdf", "Tell (entry 1)")
    matter = fire.page.url
    fire.presses("Add a paper")
    fire.presses("Add")
    fire.is_told("Choose a paper")
    fire.answers("What is it?", "Plan")
    fire.uploads("Paper", report)
    fire.presses("Add")
    fire.sees("The paper is added. The council is told.")

    cases.arrives((officer, "officer"))
    officer.opens(f"/c/exampleton/fire/{matter.rstrip('/').rpartition('/')[2]}/")
    with officer.page.expect_download() as kept:
        officer.page.get_by_role("link", name="report.pdf").first.click()
    assert Path(kept.value.path()).read_bytes() == PDF


def test_what_both_agreed_is_put_down_by_one_and_seen_by_the_other(visitors: Visitors) -> None:
    fire, officer = visitors("fire officer"), visitors("officer")
    arrives(fire)
    fire.follows("What you agreed with Exampleton")
    fire.sees("Both signed it on the day of this entry (invented).", "Nothing was agreed")
    fire.presses("Review")
    for answer in fire.page.get_by_label("Council", exact=True).all():
        answer.check()
    fire.answers("Days for the answer to a consultation", "10")
    fire.answers("What both agreed", "Signed by both chief officers.")
    fire.answers("What came of it", "A time for the answer was wanted.")
    fire.presses("Record")
    fire.sees("10 days", "Signed by both chief officers.")

    cases.arrives((officer, "officer"))
    officer.opens("/c/exampleton/fire/")
    officer.follows("What you agreed with the fire authority")
    officer.sees("10 days", "Signed by both chief officers.")


def test_a_joint_visit_is_proposed_agreed_and_booked(visitors: Visitors) -> None:
    fire, officer = visitors("fire officer"), visitors("officer")
    arrives(fire)
    fire.follows("All open")
    fire.page.get_by_role("link", name="Consultation").first.click()
    fire.follows("Propose a joint visit")
    day = datetime.now(UTC).date() + timedelta(days=9)
    fire.answers("Day you propose", day)
    fire.answers("Time", "10:30")
    fire.answers("What the visit is for, and who comes", "The doors of the stair; one officer of ours.")
    fire.presses("Send")
    matter = fire.page.url.rstrip("/").rpartition("/")[2]

    cases.arrives((officer, "officer"))
    officer.opens(f"/c/exampleton/fire/{matter}/")
    officer.presses("Agree")
    officer.answers("Answer", "Yes, we meet at the front door.")
    officer.presses("Send")
    officer.sees("Agreed")
    officer.presses("Book the inspection")
    officer.presses("Book")
    officer.is_told("Select an answer to “Who goes for the council?”")
    officer.page.get_by_role("group", name="Who goes for the council?").get_by_role("radio").first.check()
    officer.answers("How do they go in?", "Under the power of entry")
    officer.presses("Book")
    officer.sees("The inspection is booked.", "The inspection booked from it")
    officer.follows("See the inspection")
    officer.sees("None is recorded. Under the power of entry it is given by")
    officer.follows("Record that notice of going in was given")
    officer.answers("Day on which notice was given", datetime.now(UTC).date() - timedelta(days=1))
    officer.answers("Time", "09:00")
    officer.answers("To whom, and how?", "A letter through each door.")
    officer.presses("Record")
    officer.sees("A letter through each door.")
    officer.follows("The joint visit that both agreed on")

    fire.opens(f"/fire/exampleshire/{matter}/")
    fire.sees("Yes, we meet at the front door.", "The inspection booked from it")
    with fire.page.expect_download() as kept:
        fire.follows("Take it into your calendar")
    assert f"DTSTART:{day:%Y%m%d}T" in Path(kept.value.path()).read_text(encoding="utf-8")
