"""Two people who act at once: one wins, the other is told, nothing is half-done, and the record's chain stays whole."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections

from fanlight.casework import recording
from fanlight.casework.actions import cases
from fanlight.casework.actions.cases import CaseMoved, Taking
from fanlight.casework.models import Case, Deadline, Event, Payment, StepTaken
from fanlight.casework.queries import record as records
from fanlight.licensing.procedure import Role, Standing, StepNotOpen
from tests.casework.conftest import NOW, staff

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6
MET = {"form-complete": Standing.MET, "relevant-persons-told": Standing.MET}


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gives or raises, when all begin together, each with a connection of its own."""
    begin = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            begin.wait(20)
            return act()
        except Exception as fault:
            return fault
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def submitted(house, applicant, number: int) -> Case:
    case = cases.open_case("application", house=house, by=applicant, at=NOW)
    Payment.objects.create(case=case, part="first", pence=48000, method="card", reference=f"p{number}", at=NOW)
    cases.take_step(case, Taking("submit", applicant, NOW))
    return case


def at_once_on(case: Case, *takings: Taking) -> tuple[list[Any], list[Exception]]:
    """What comes of steps taken at once in one case, each from a copy read before: those that were taken, and what the others were told."""
    copies = [Case.objects.get(pk=case.pk) for _ in takings]
    given = at_once(*map(partial, [cases.take_step] * len(takings), copies, takings))
    return [one for one in given if not isinstance(one, Exception)], [one for one in given if isinstance(one, Exception)]


def check_whole(council, case: Case, *, steps: int) -> None:
    """The case, its steps, its deadlines and the record say the same."""
    case = Case.objects.get(pk=case.pk)
    taken = list(StepTaken.objects.filter(case=case).order_by("number"))
    assert [step.number for step in taken] == list(range(1, steps + 1))
    assert (case.steps, case.state) == (steps, taken[-1].state)
    assert Event.objects.filter(case=case, kind="step taken").count() == steps
    assert Deadline.objects.filter(case=case, step=taken[-1]).count() == Deadline.objects.filter(case=case).count()
    council.refresh_from_db()
    assert records.prove(council).fault == ""


@pytest.mark.parametrize(
    ("seen", "told"), [pytest.param(1, CaseMoved, id="who looked is told"), pytest.param(None, StepNotOpen, id="who did not is refused")]
)
def test_of_two_officers_who_take_a_step_at_once_one_wins(council, house, applicant, officer, seen, told):
    other = staff("Ola Other", Role.HOUSING_OFFICER, council=council)
    for number in range(ROUNDS):
        case = submitted(house, applicant, number)
        won, lost = at_once_on(case, *(Taking("accept", who, NOW, seen=seen, needs=MET) for who in (officer, other)))
        assert (len(won), [type(fault) for fault in lost]) == (1, [told])
        assert won[0].step.by in (officer.account, other.account)
        if told is CaseMoved:
            assert str(won[0].step.by) in str(lost[0])
        check_whole(council, case, steps=2)
        assert Deadline.objects.filter(case=case).count() == 1


def test_different_steps_at_once_do_not_mix(council, house, applicant, officer):
    for number in range(ROUNDS):
        case = submitted(house, applicant, number)
        accept = Taking("accept", officer, NOW, seen=1, needs=MET)
        withdraw = Taking("withdraw", applicant, NOW, seen=1)
        won, lost = at_once_on(case, accept, withdraw)
        assert (len(won), [type(fault) for fault in lost]) == (1, [CaseMoved])
        check_whole(council, case, steps=2)


def test_events_written_by_eight_at_once_make_one_chain(council):
    def write(name: int) -> int:
        return len([recording.write("tried", council=council, by=None, at=NOW, about={"by": name, "try": number}) for number in range(25)])

    assert at_once(*(partial(write, name) for name in range(8))) == [25] * 8
    council.refresh_from_db()
    assert records.prove(council) == records.Proof("exampleton", 200)


def test_cases_opened_at_once_never_share_a_reference(council, house, officer, applicant):
    opened = at_once(*(partial(cases.open_case, "application", house=house, by=who, at=NOW) for who in [officer, applicant] * 4))
    assert sorted(case.reference for case in opened) == [f"HMO-2026-{number:05d}" for number in range(1, 9)]
    council.refresh_from_db()
    assert records.prove(council).events == 8


def test_a_step_whose_record_cannot_be_written_leaves_nothing(council, house, applicant, officer, monkeypatch):
    case = submitted(house, applicant, 1)

    def refuse(*given: object, **named: object) -> None:
        raise RuntimeError("the disc is full")

    monkeypatch.setattr(recording, "write", refuse)
    with pytest.raises(RuntimeError):
        cases.take_step(Case.objects.get(pk=case.pk), Taking("accept", officer, NOW, seen=1, needs=MET))
    check_whole(council, case, steps=1)
    assert not Deadline.objects.exists()


def test_what_was_committed_is_gone_and_the_guards_are_on_again(council, house, applicant, officer):
    """The tests above committed; none of it is left, and what was emptied is guarded as before."""
    assert (Case.objects.count(), Event.objects.count()) == (0, 0)
    recording.write("tried", council=council, by=None, at=NOW, about={})
    with pytest.raises(Exception, match="append-only"):
        Event.objects.all().delete()
