"""The stories of the demonstration: how far each application of the invented council has come, so that every state is there to see."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from fanlight.casework.actions import cases, matters, steps
from fanlight.casework.actions import time as passing
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.matters import Notified
from fanlight.casework.actions.parties import Described
from fanlight.casework.demo import showing, whole_forms
from fanlight.casework.demo.telling import Cast, Telling
from fanlight.casework.models import Case, Licence
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole

Tale = Callable[[Telling], object]
IN_FORCE = 90
"""Days after the beginning on which a licence granted in the ordinary way surely runs."""


def opened(story: Telling) -> None:
    """The form is being filled in."""
    story.begin()


def handed_in(story: Telling) -> None:
    """Handed in, and nobody has looked at it."""
    story.begin()
    story.submit()


def whole(story: Telling) -> None:
    """Handed in with all that is prescribed."""
    story.begin()
    whole_forms.finish(story)
    story.submit()


def incomplete(story: Telling) -> None:
    """The council asked for what is missing."""
    handed_in(story)
    story.ask_for_more()


def made(story: Telling) -> None:
    """Duly made; a visit is booked."""
    whole(story)
    story.accept()
    story.book()


def consulted(story: Telling) -> None:
    """The fire authority is asked."""
    whole(story)
    story.accept()
    record = story.consult()
    if story.number < len(TALES):
        showing.fire_paper(story, record)


def answered(story: Telling) -> None:
    """The fire authority answered, and the house was inspected."""
    whole(story)
    story.accept()
    story.answer(story.consult())
    visit = story.inspect()
    if story.number < len(TALES):
        showing.photograph(story, visit)


def proposed(story: Telling) -> None:
    """The grant is proposed and people may make representations."""
    answered(story)
    whole_forms.weigh(story, 24)
    story.propose()


def objected(story: Telling) -> None:
    """Somebody made representations, and the time for them is over."""
    proposed(story)
    story.object()


def to_sign(story: Telling) -> None:
    """The grant waits for the manager."""
    objected(story)
    story.weigh()
    story.put_up()


def granted(story: Telling) -> Licence | None:
    """The licence is granted."""
    proposed(story)
    return story.decide()


def in_force(story: Telling) -> Licence:
    """The licence is granted; time brings it into force."""
    licence = granted(story)
    assert licence is not None
    return licence


def refusing(story: Telling) -> None:
    """The refusal is proposed."""
    answered(story)
    story.propose(name="propose-to-refuse")


def refused(story: Telling) -> None:
    """The licence is refused."""
    refusing(story)
    story.decide(name="refuse")


def appealed(story: Telling) -> Case:
    """The refusal is under appeal."""
    refused(story)
    decision = story.case.steps_taken.get(name="refuse")
    appeal = matters.open_appeal(decision, by=story.cast.applicant, at=story.at(65))
    details = {"tribunal_number": f"EX/2026/{story.number:04d}", "grounds": "The rooms were measured wrongly."}
    matters.appeal(appeal, details, by=story.cast.applicant, at=story.at(66))
    return appeal


def withdrawn(story: Telling) -> None:
    """The applicant withdrew."""
    made(story)
    story.take("withdraw", story.cast.applicant, 15, reasons="The house was sold.")


def varying(story: Telling) -> Case:
    """The holder asks for the licence to be varied."""
    licence = _running(story)
    grounds = "A bathroom was added: six persons, please."
    return matters.ask(licence.case, "variation", grounds=grounds, by=story.cast.applicant, at=story.at(100))


def revoking(story: Telling) -> Case:
    """The council means to revoke the licence."""
    licence = _running(story)
    return matters.begin(licence.case, "revocation", grounds="The house is one family's home now.", by=story.officer, at=story.at(100))


def ended_by_death(story: Telling) -> None:
    """The holder died."""
    licence = _running(story)
    died_on = story.began + timedelta(110)
    matters.record_death(licence.case, died_on, how_known="The certificate was seen.", by=story.officer, at=story.at(114))


def _running(story: Telling) -> Licence:
    """A licence that time has brought into force."""
    in_force(story)
    for _ in passing.let_pass(story.at(IN_FORCE + 20)):
        pass
    return Licence.objects.select_related("case").get(application=story.case)


def exempted(story: Telling) -> Case:
    """The house is temporarily exempt."""
    case = notified(story)
    seen = "The contract of sale was seen."
    cases.record_need(case, "particular-steps-intended", Standing.MET, reasons=seen, by=story.officer, at=story.at(3))
    reasons = "The sale is agreed and dated."
    steps.take(case, Taking("serve", story.cast.manager, story.at(4), None, reasons, {}, {"delivery": "hand"}))
    return case


def notified(story: Telling) -> Case:
    """The council is notified of what will be done so that the house needs no licence."""
    who = story.invented.particulars.person_having_control
    person = Described(LegalRole.HAVING_CONTROL, who.name, who.address.replace(", ", "\n"), who.email, who.phone, who.is_company)
    words = "The house is sold to a family, who move in within ten weeks."
    return matters.notify(story.house, Notified(words, person), by=story.cast.applicant, at=story.at(0))


TALES: tuple[tuple[Tale, int, int], ...] = (
    (opened, 4, 3), (handed_in, 6, 4), (incomplete, 5, 15), (made, 8, 18), (consulted, 6, 20), (answered, 7, 28), (proposed, 7, 35),
    (objected, 4, 64), (to_sign, 3, 70), (granted, 4, 75), (refusing, 2, 35), (refused, 3, 75), (appealed, 2, 90), (withdrawn, 3, 60),
    (varying, 2, 160), (revoking, 2, 170), (ended_by_death, 1, 150), (notified, 2, 3), (exempted, 3, 30), (in_force, 76, 200),
)  # fmt: skip
"""Each tale with how often it is told, and how many days ago the newest of them began."""


def told() -> Iterator[tuple[Tale, int]]:
    """Every tale with the days ago it began: first one of each, so that a short demonstration has every state, then the rest."""
    for turn in range(max(count for _, count, _ in TALES)):
        for tale, count, newest in TALES:
            if turn < count:
                spread = 19 if tale is in_force else 2
                yield tale, newest + turn * spread


def tell(cast: Cast, today: date, *, first: int, last: int) -> Iterator[Telling]:
    """Tell some of the stories, by their place from 0, each when it is asked for."""
    for number, (tale, days) in enumerate(told()):
        if first <= number < last:
            story = Telling(cast, number, today - timedelta(days))
            tale(story)
            yield story
