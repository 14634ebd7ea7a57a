"""A licence that is held: its second fee, its renewal, a variation, its revocation, and the holder's death."""

import re
from datetime import timedelta

from fanlight.casework.demo import tales
from tests.journeys import cases
from tests.journeys.cases import follows
from tests.journeys.conftest import Visitors
from tests.journeys.visitor import Visitor


def officer_and_holder(visitors: Visitors) -> tuple[Visitor, Visitor]:
    olu, ada = visitors("officer"), visitors("holder")
    cases.arrives((olu, "officer"), (ada, "applicant"))
    return olu, ada


def test_the_second_part_of_the_fee_is_paid_after_the_grant(visitors: Visitors) -> None:
    olu, ada = officer_and_holder(visitors)
    cases.opens_own(ada, cases.opens(olu, tales.granted, show="ended"))
    ada.sees("The second part of the fee is due by")
    ada.page.get_by_role("button", name=re.compile("^Pay £")).click()
    ada.is_at("Pay by card")
    ada.presses("Pretend to pay")
    ada.sees("is paid.")
    ada.does_not_see("The second part of the fee is due by")


def test_a_licence_is_renewed_with_the_short_list_and_what_is_known_filled_in(visitors: Visitors) -> None:
    olu, ada = officer_and_holder(visitors)
    licence = cases.opens(olu, tales.in_force, "Licence")
    ada.opens("/apply/")
    follows(ada, f"Renew {licence}")
    ada.sees("The law asks less for a renewal by the same holder")
    ada.presses("Begin the renewal")
    ada.sees("This is a renewal. Everything known is filled in; correct what has changed.")
    ada.does_not_see("How many kitchens there are")  # the house was described when it was licensed first

    ada.sees("1 answer still missing")  # and the people are as they were when the licence was granted
    follows(ada, "What has changed since the licence that runs out was granted")
    ada.answers("What has changed in the house or its management since the last licence?", "A new boiler.")
    ada.presses("Save and continue")
    reference = ada.page.url.partition("/exampleton/")[2].partition("/")[0]
    ada.opens(f"/apply/exampleton/{reference}/tasks/")
    ada.sees("Nothing that the law asks for is missing.")
    ada.follows("Check your answers and sign")
    ada.sees("A new boiler.")
    for box in ada.page.locator("[name=declare]").all():
        box.check()
    ada.answers("Your full name", "Ada Applicant")
    ada.presses("Sign and continue")
    ada.is_at("Pay and send")
    ada.page.get_by_role("button", name=re.compile("^Pay £")).click()
    ada.presses("Pretend to pay")
    ada.presses("Send the application")
    ada.is_at("Application sent")
    olu.opens(f"{cases.CASES}{reference}/")
    olu.follows("What is missing")
    olu.sees("What the law prescribes and the application does not tell")


def test_a_variation_that_the_holder_asks_for_is_decided(visitors: Visitors) -> None:
    (olu, ada), mina = officer_and_holder(visitors), visitors("manager")
    cases.arrives((mina, "manager"))
    reference = cases.opens(olu, tales.varying, "Variation")
    olu.sees("A bathroom was added: six persons, please.")
    cases.finds(olu, "The holder agrees, or circumstances have changed", "A bathroom was added.")
    cases.finds(olu, "The variation is not material", "The holder asked for it, and nobody else is concerned.")
    olu.follows("The licence")
    olu.sees("Nothing yet: the draft is as the licence in force.")
    olu.answers("Another condition", "Keep the new bathroom ventilated.")
    olu.presses("Save the licence")
    olu.sees("Keep the new bathroom ventilated.")
    olu.opens(f"{cases.CASES}{reference}/")
    cases.puts_up(olu, "Vary the licence without notice before", "The holder asked for it.")
    cases.signs(mina, reference)
    cases.opens_own(ada, reference)
    ada.sees("Varied")
    follows(ada, "Notice of the decision to vary a licence")
    ada.sees("Keep the new bathroom ventilated.")


def test_a_holder_asks_for_the_licence_to_be_ended_and_withdraws_it(visitors: Visitors) -> None:
    olu, ada = officer_and_holder(visitors)
    cases.opens_own(ada, cases.opens(olu, tales.varying, "Licence"))
    ada.follows("Ask for the licence to be ended")
    ada.presses("Send")
    ada.is_told("Enter an answer to “Why should the licence end?”")
    ada.answers("Why should the licence end?", "I mean to live there with my family.")
    ada.presses("Send")
    ada.sees("It is asked for, under REV-")
    ada.follows("Withdraw")
    ada.answers("Why?", "I stay where I am.")
    ada.presses("Withdraw")
    ada.sees("It is withdrawn.")


def test_a_licence_is_revoked_because_its_holder_agrees(visitors: Visitors) -> None:
    (olu, ada), mina = officer_and_holder(visitors), visitors("manager")
    cases.arrives((mina, "manager"))
    reference = cases.opens(olu, tales.revoking, "Revocation")
    olu.sees("The licence holder agrees. Open.")
    cases.finds(olu, "The licence holder agrees.", "Her letter of this week.")
    cases.puts_up(olu, "Revoke the licence because its holder agrees", "The house is one family's home now.")
    cases.signs(mina, reference)
    cases.opens_own(ada, reference)
    ada.sees("Revoked")
    follows(ada, "Notice of the decision to revoke a licence")
    ada.sees("The house is one family's home now.")


def test_a_council_proposes_to_revoke_a_licence_and_its_holder_answers(visitors: Visitors) -> None:
    olu, ada = officer_and_holder(visitors)
    cases.opens(olu, tales.in_force, "Licence")
    olu.follows("Begin another matter")
    olu.follows("Begin to revoke this licence")
    olu.presses("Begin")
    olu.is_told("Enter an answer to “On which grounds?”")
    olu.answers("On which grounds?", "A condition was broken, and seriously.")
    olu.presses("Begin")
    olu.sees("is begun.")
    reference = olu.page.url.rstrip("/").rpartition("/")[2]
    olu.presses("Propose to revoke the licence")
    cases.takes(olu, "Propose to revoke the licence", "Eleven people sleep in it.")
    cases.opens_own(ada, reference)
    follows(ada, "Say what you think of it")
    ada.answers("What do you want to say?", "They were visitors.")
    ada.presses("Send")
    olu.follows("Representations")
    olu.sees("They were visitors.", "1 waits to be weighed")


def test_the_death_of_a_holder_ends_the_licence(visitors: Visitors) -> None:
    olu = visitors("officer")
    cases.arrives((olu, "officer"))
    cases.opens(olu, tales.granted, "Licence")
    olu.follows("Begin another matter")
    olu.follows("Record the death of the licence holder")
    olu.answers("Day on which the holder died", olu.today() + timedelta(days=1))
    olu.answers("How is it known?", "The family wrote.")
    olu.presses("Record")
    olu.sees("is still to come")
    olu.answers("Day on which the holder died", olu.today() - timedelta(days=3))
    olu.presses("Record")
    olu.sees("The death is recorded and the licence has ended.", "Ended")
