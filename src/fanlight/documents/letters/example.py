"""An invented case that holds every particular a letter can need, to try words on before anybody is written to."""

from base64 import b64decode
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from fanlight.documents.letters import matters
from fanlight.documents.letters.particulars import Application, Condition, Decision, Licence, Particulars, Room
from fanlight.documents.letters.parties import Council, House, Officer, Party, Tribunal
from fanlight.licensing.deadlines import Delivery

LONDON = ZoneInfo("Europe/London")
TRIBUNAL = Tribunal(address="Tribunal House\n1 Court Road\nExampleton EX1 1AA", email="tribunal@example.org")
COUNCIL = Council(
    name="Exampleton Borough Council", address="Civic Centre\n2 Market Square\nExampleton EX1 2BB", email="hmo@example.org",
    tribunal=TRIBUNAL, phone="01632 960001", web="www.example.org/hmo", fire_authority="Exampleshire Fire and Rescue Service",
)  # fmt: skip
HOUSE = House(
    address="12 Invented Terrace\nExampleton EX2 3CC", description="A terraced house on three storeys", storeys=3, living_rooms=1,
    sleeping_rooms=5, flats_self_contained=0, flats_not_self_contained=0, shared_amenities="1 kitchen, 2 bathrooms, 2 toilets",
)  # fmt: skip
HOLDER = Party(
    name="Meera Fennimore", address="3 Imaginary Close\nExampleton EX3 4DD", capacity="the applicant and proposed licence holder"
)
MANAGER = Party(name="Exampleton Lettings Ltd", address="8 Fictional Way\nExampleton EX1 5EE", capacity="the manager of the house")
LENDER = Party(name="Made-up Building Society", address="PO Box 1\nExampleton EX1 6FF", capacity="a mortgagee of the house")
OFFICER = Officer(name="Tomasz Okonjo", office="Housing officer")
TEAM_MANAGER = Officer(name="Bridget Alleyne", office="Private sector housing manager")
ROOMS = (
    Room(name="Front bedroom", storey="ground floor", over_10=1, under_10=1, in_all=1, floor_area=Decimal("9.40")),
    Room(name="Back bedroom", storey="first floor", over_10=2, under_10=2, in_all=2, floor_area=Decimal("12.1")),
    Room(name="Box room", storey="first floor", over_10=0, under_10=1, in_all=1, floor_area=Decimal("5.20")),
    Room(name="Attic store", storey="second floor", over_10=0, under_10=0, in_all=0, floor_area=Decimal("4.10")),
)
LICENCE = Licence(
    reference="HMO/2026/0042", holder=HOLDER, manager=MANAGER, from_=date(2026, 5, 1), until=date(2031, 5, 1), persons=5, households=5,
    rooms=ROOMS,
    conditions=(
        Condition(text="A fire door that closes by itself is fitted to the kitchen by 1 August 2026.", founded_on="standard, 4.2"),
        Condition(text="A second wash basin is fitted on the first floor by 1 November 2026."),
    ),
)  # fmt: skip
EXEMPTION = matters.Exemption(
    notified_by=HOLDER, notified_on=date(2026, 3, 20), steps=("The house is sold to a family, who move in by the end of June.",),
    sent_on=date(2026, 4, 1), last_on=date(2026, 6, 30), delivery=Delivery.HAND,
)  # fmt: skip
SECOND = replace(EXEMPTION, notified_on=date(2026, 6, 10), first_last_on=date(2026, 6, 30), last_on=date(2026, 9, 30))
FOUND = (
    matters.Found(
        where="Kitchen", what="A fire door separates the kitchen from the escape route", cited="standard, 4.2", verdict="Not met"
    ),
    matters.Found(where="Box room", what="A room for one person over 10 has 6.51 m²", cited="Sch 4 para 1A", verdict="Not met"),
    matters.Found(where="The house", what="The alarm was tested within the year", cited="standard, 4.9", verdict="Cannot tell yet"),
)
DOOR = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/"
    "wAALCAAMABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABQT/xAAlEAAABQIEBwAAAAAAAAAAAAABAgMEEQASBQYTUSE0RHOCscH/2gAIAQEAAD8Aoxt4u00N"
    "BSy66eADMRvSDU5lGiJzjJjJlER3GKIzJ03l8pVjyLftF9BX/9k="
)
"""A drawing of a door, sixteen dots by twelve."""
PHOTOGRAPHS = (
    matters.Photograph(
        where="Kitchen", taken_on=date(2026, 3, 10), shows="the door to the hall, which does not close", content=DOOR, width=16, height=12
    ),
    matters.Photograph(where="The house", taken_on=date(2026, 3, 10), shows="", content=DOOR, width=16, height=12),
    matters.Photograph(where="Cellar", taken_on=date(2026, 3, 10), shows="the meters", lacks="the file is damaged"),
)
WHOLE = Particulars(
    council=COUNCIL, reference="HMO/2026/0042", dated_on=date(2026, 4, 1), house=HOUSE, officer=OFFICER, recipient=HOLDER,
    copies=(MANAGER, LENDER),
    application=Application(
        applicant=HOLDER, received_on=date(2026, 2, 2), duly_made_on=date(2026, 2, 20),
        asks_for="A licence for five persons in five households, for five years.",
    ),
    licence=LICENCE,
    representations=matters.Representations(sent_on=date(2026, 4, 1), last_on=date(2026, 4, 30), delivery=Delivery.POST),
    decision=Decision(decided_on=date(2026, 4, 1), officer=TEAM_MANAGER),
    appeal=matters.Appeal(last_on=date(2026, 4, 28)),
    reasons=(
        "The house is suitable for five persons in five households once the conditions are kept.",
        "The proposed licence holder and the manager are fit and proper, and the arrangements for managing the house are satisfactory.",
    ),
    heard=(matters.Heard(by="Made-up Building Society", said="It has no objection.", answer="Noted."),),
    changes=(matters.Change(what="Condition 2", before="By 1 August 2026", after="By 1 November 2026"),),
    effect=matters.Effect(what="There is more time for one work.", when="It takes effect when the time for an appeal is over."),
    asked=matters.Asked(by=HOLDER, on=date(2026, 3, 3), what="More time for the second wash basin."),
    request=matters.Request(
        missing=(
            matters.Missing(what="The date of birth of the manager", why="SI 2006/373, Schedule 2"),
            matters.Missing(what="A signed declaration", why="The declaration that came is not signed"),
        ),
        answer_by_on=date(2026, 4, 22),
    ),
    fee=matters.Fee(amount=Decimal("412.50"), due_on=date(2026, 5, 15), how="Pay by card on our web pages.", first=Decimal("640")),
    exemption=EXEMPTION,
    inspection=matters.Inspection(
        inspected_on=date(2026, 3, 10), officer=OFFICER, findings=FOUND, next="We will write again when the fire service has answered.",
        photographs=PHOTOGRAPHS,
    ),
    entry=matters.Entry(
        visit_at=datetime(2026, 4, 8, 10, 30, tzinfo=LONDON), sent_at=datetime(2026, 4, 1, 9, 15, tzinfo=LONDON),
        counts_by=datetime(2026, 4, 1, 9, 15, tzinfo=LONDON), officer=OFFICER, service="It is handed over at the house.",
        purpose="To see whether the house is suitable for the persons who are to live there.",
        with_="Exampleshire Fire and Rescue Service",
    ),
    works=(
        matters.Work(where="Kitchen", what="Fit a fire door.", why="There is none.", cited="standard, 4.2", within="3 months"),
        matters.Work(where="Box room", what="Let nobody over 10 sleep here.", why="5.2 m².", cited="Sch 4 para 1A", within="at once"),
    ),
    consultation=matters.Consultation(
        questions=("Is the means of escape adequate for five persons?",), asked_on=date(2026, 3, 1), answer_by_on=date(2026, 3, 29),
        answered_on=date(2026, 3, 20), answered_by="Watch Manager R. Quill", answer=("It is, once the kitchen has a fire door.",),
    ),
    withdrawal=matters.Withdrawal(what="the application for a licence", by="Meera Fennimore", withdrawn_on=date(2026, 3, 30)),
    ending=matters.Ending(ended_on=date(2026, 3, 14), why="The licence holder has died.", died_on=date(2026, 3, 14)),
    tribunal=matters.TribunalCase(
        number="EX/00AA/HMA/2026/0007", appellant="Meera Fennimore", against="the decision to grant a licence on its terms",
        made_on=date(2026, 4, 20), leave_on=date(2026, 5, 6), leave_because="The appellant was in hospital.",
        decided_on=date(2026, 7, 1), decision="The tribunal varied condition 2 and confirmed the rest.",
    ),
    invented=True,
)  # fmt: skip


def particulars(kind: str) -> Particulars:
    """The invented case as a letter of a kind needs it: a second exemption follows a first, and a plan's proposal has no decision yet."""
    if kind == "second-exemption":
        return replace(WHOLE, exemption=SECOND, decision=None, dated_on=date(2026, 6, 24))
    return replace(WHOLE, decision=None) if kind in ("grant-proposal", "modifications-proposal", "proposed-licence") else WHOLE
