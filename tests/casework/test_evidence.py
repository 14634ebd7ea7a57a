"""What a licence asks is read from one calendar by those who hold it and by the council, whoever recorded that it was done."""

from datetime import timedelta

import pytest

from fanlight.casework import access
from fanlight.casework.actions import cases, conditions
from fanlight.casework.actions.conditions import ConditionNotOpen, Proved
from fanlight.casework.models import Condition, Evidence, Licence, Message, Upload
from fanlight.casework.queries import licences, people
from fanlight.licensing.compliance import State
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework import test_after_the_licence as after
from tests.casework.conftest import NOW, account, party

ON = NOW.date()
GAS = "duty/licence/gas-certificate"
holder, licence = after.holder, after.licence  # a licence in force with its holder


def paper(case, by):
    return Upload.objects.create(
        case=case, kind="gas", name="gas.pdf", content_type="application/pdf", size=1, sha256="0", stored_as=f"x{Upload.objects.count()}",
        by=by.account, at=NOW,
    )  # fmt: skip


def stands(licence, duty=GAS):
    return next(each for each in licences.calendar(Licence.objects.get(case=licence), ON) if each.duty.id == duty)


def test_evidence_counts_alike_whoever_recorded_it(licence, holder, officer):
    assert stands(licence).state is not State.DONE
    held = Licence.objects.get(case=licence)
    conditions.prove(held, Proved(GAS, ON, "Seen on a visit."), by=officer, at=NOW)
    found = stands(licence)
    assert (found.state, found.proof.note) == (State.DONE, "Seen on a visit. Recorded by the council.")
    theirs = conditions.prove(held, Proved(GAS, ON, "Sent.", upload=paper(licence, holder)), by=holder, at=NOW)
    assert [each.is_theirs for each in licences.evidence(held)] == [True, False]
    assert Message.objects.get().key == f"evidence {theirs.pk}"


def test_the_holder_sends_the_paper_and_nobody_else_of_the_case_sends_any(licence, holder, applicant):
    held = Licence.objects.get(case=licence)
    with pytest.raises(ValueError, match="send the paper"):
        conditions.prove(held, Proved(GAS, ON), by=holder, at=NOW)
    tenant = people.as_applicant(account("Tim Tenant"))
    party(licence.parent, LegalRole.TENANT, "Tim Tenant", account=tenant.account)
    for somebody in (tenant, people.as_applicant(account("Nosy Neighbour"))):
        assert not licences.may_prove(somebody, licence)
        with pytest.raises(access.NotPermitted):
            conditions.prove(held, Proved(GAS, ON, upload=paper(licence, holder)), by=somebody, at=NOW)
    assert licences.may_prove(holder, licence) and licences.may_prove(applicant, licence)
    assert not Evidence.objects.exists()


def test_evidence_refused_stays_and_does_not_count(licence, holder, officer):
    held = Licence.objects.get(case=licence)
    made = conditions.prove(held, Proved(GAS, ON, upload=paper(licence, holder)), by=holder, at=NOW)
    with pytest.raises(access.NotPermitted):
        conditions.refuse(made, reasons="No.", by=holder, at=NOW)
    with pytest.raises(ValueError, match="say why"):
        conditions.refuse(made, reasons=" ", by=officer, at=NOW)
    assert stands(licence).state is State.DONE
    conditions.refuse(made, reasons="Of another house.", by=officer, at=NOW)
    assert stands(licence).state is not State.DONE
    kept = licences.evidence(held)
    assert [(each.row, each.refused.note) for each in kept] == [(made, "Of another house.")]
    with pytest.raises(ConditionNotOpen, match="Olu Officer refused"):
        conditions.refuse(made, reasons="Again.", by=officer, at=NOW)
    assert Message.objects.get(key__startswith="evidence refused").to == holder.account.email


def test_a_condition_with_a_day_has_its_own_line_for_both(licence, officer):
    held = Licence.objects.get(case=licence)
    row = Condition.objects.create(
        licence=held, key="repair-the-door", words="Repair the door.", source="officer", due_on=ON - timedelta(days=1), from_version=1
    )
    assert stands(licence, row.key).state is State.LATE
    Condition.objects.filter(pk=row.pk).update(due_on=ON + timedelta(days=5))
    assert stands(licence, row.key).state is State.DUE
    conditions.meet(row, on=ON, note="Seen.", by=officer, at=NOW)
    assert stands(licence, row.key).state is State.DONE


def test_a_licence_without_terms_asks_nothing_yet(case, licence, officer):
    own = cases.open_case("licence", house=case.house, by=officer, at=NOW)
    bare = Licence.objects.create(council=case.council, house=case.house, number="bare", case=own, application=licence)
    assert licences.calendar(bare, ON) == ()
