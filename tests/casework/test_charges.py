"""What a fee depends on is asked as the council's table asks it; what nobody knows never lowers it, and officers correct with reasons."""

from datetime import date

import pytest

from fanlight.casework import access, fees
from fanlight.casework.actions import charges
from fanlight.casework.actions.charges import NotAsked
from fanlight.casework.fees import CHARGED_WHOLE, Part
from fanlight.casework.models import Circumstance, Event, StepTaken
from fanlight.casework.queries import applications
from tests.casework.conftest import NOW, move

TABLE = """
fees:
- fee: licence
  says: A licence.
  from: 2018-10-01
  on_application: 100 GBP
  on_grant: 200 GBP
  reductions:
  - {when: early, says: It came early., asks: Do you apply early?, of: on_application, off: 30 GBP, citation: Own fees 1}
  - {when: full, says: It was whole., of: on_grant, off: 50 GBP, citation: Own fees 2}
  citation: Own fees
  certainty: A
charges: []
"""


@pytest.fixture(autouse=True)
def own_fees(settings, tmp_path):
    folder = tmp_path / "councils" / "exampleton"
    folder.mkdir(parents=True)
    (folder / "fees.yaml").write_text(TABLE, encoding="utf-8")
    settings.COUNCIL_FOLDERS = (tmp_path / "councils",)


def amounts(case):
    return [(each.least, each.most) for each in (fees.owed(case, part) for part in Part)]


def test_what_nobody_answered_lowers_nothing_and_both_amounts_are_shown(case):
    assert amounts(case) == [(7000, 10000), (15000, 20000)]
    working = fees.quoted(case).working
    assert "£70.00 to £100.00 on application." in working and working[-1] == CHARGED_WHOLE
    assert [line for line in working if line.startswith("Not settled")] == [
        "Not settled: whether this is so: It came early.", "Not settled: whether this is so: It was whole.",
    ]  # fmt: skip
    assert fees.is_answered(case) is False


@pytest.mark.parametrize(("answer", "most", "word"), [(True, 7000, "Lowered: It came early."), (False, 10000, "Not lowered, since")])
def test_the_working_shows_which_answer_changed_the_fee(case, applicant, answer, most, word):
    charges.say(case, {"early": answer}, by=applicant, at=NOW)
    assert amounts(case)[0] == (most, most)
    line = next(each for each in fees.quoted(case).working if each.startswith(word))
    assert "Answered by Ada Applicant on 2 March 2026. Own fees 1." in line
    assert fees.is_answered(case) is True


def test_not_known_is_an_answer_that_lowers_nothing(case, applicant):
    charges.say(case, {"early": None}, by=applicant, at=NOW)
    assert amounts(case)[0] == (7000, 10000) and fees.is_answered(case) is True
    assert fees.quoted(case).working[-1] == CHARGED_WHOLE


def test_the_same_answer_is_written_once_and_another_follows_it(case, applicant):
    charges.say(case, {"early": True}, by=applicant, at=NOW)
    assert charges.say(case, {"early": True}, by=applicant, at=NOW) == []
    charges.say(case, {"early": False}, by=applicant, at=NOW)
    assert [row.answer for row in Circumstance.objects.order_by("id")] == [True, False]
    assert amounts(case)[0] == (10000, 10000)


def test_only_what_is_asked_is_said_and_only_before_it_is_sent(case, applicant, officer):
    with pytest.raises(NotAsked, match="full"):
        charges.say(case, {"full": True}, by=applicant, at=NOW)
    with pytest.raises(access.NotPermitted):
        charges.say(case, {"early": True}, by=officer, at=NOW)
    move(case, "submitted")
    with pytest.raises(NotAsked, match="was sent"):
        charges.say(case, {"early": True}, by=applicant, at=NOW)
    assert not Circumstance.objects.exists()


def test_an_officer_corrects_with_reasons_and_judges_what_the_council_judges(case, applicant, officer):
    charges.say(case, {"early": True}, by=applicant, at=NOW)
    move(case, "submitted")
    with pytest.raises(access.NotPermitted):
        charges.correct(case, "early", False, reasons="Late.", by=applicant, at=NOW)
    with pytest.raises(ValueError, match="how you know"):
        charges.correct(case, "early", False, reasons=" ", by=officer, at=NOW)
    with pytest.raises(NotAsked, match="does not depend"):
        charges.correct(case, "charity", True, reasons="Seen.", by=officer, at=NOW)
    charges.correct(case, "early", False, reasons="It came in May.", by=officer, at=NOW)
    charges.correct(case, "full", True, reasons="All was there.", by=officer, at=NOW)
    assert amounts(case) == [(10000, 10000), (15000, 15000)]
    lines = fees.quoted(case).working
    assert any("Corrected by Olu Officer on 2 March 2026 because: It came in May. Own fees 1." in line for line in lines)
    assert CHARGED_WHOLE not in lines
    assert Event.objects.filter(kind="fee circumstance corrected").count() == 2


def test_what_the_table_no_longer_asks_does_not_count(case, applicant, settings, tmp_path):
    charges.say(case, {"early": True}, by=applicant, at=NOW)
    other = tmp_path / "other" / "exampleton"
    other.mkdir(parents=True)
    (other / "fees.yaml").write_text(TABLE.replace("early", "first"), encoding="utf-8")
    settings.COUNCIL_FOLDERS = (tmp_path / "other",)
    assert amounts(case)[0] == (7000, 10000)
    (tmp_path / "third" / "exampleton").mkdir(parents=True)
    (tmp_path / "third" / "exampleton" / "fees.yaml").write_text("fees: [nothing]", encoding="utf-8")
    settings.COUNCIL_FOLDERS = (tmp_path / "third",)
    assert fees.is_answered(case) is None


def test_a_fee_that_depends_on_nothing_asks_nothing(case):
    case.kind = "renewal"
    case.save()
    assert fees.reductions(case) != ()  # a table without a fee of its own for renewals uses that of a licence
    case.table = "appeal"
    assert fees.reductions(case) == () and fees.is_answered(case) is None


def test_a_correction_after_the_grant_lowers_what_is_demanded(case, officer):
    move(case, "granted")
    said = {"second_pence": 20000, "second_due_on": "2026-05-01"}
    StepTaken.objects.create(
        case=case, number=9, name="grant", from_state="grant proposed", state="granted", role="x", at=NOW, on=NOW.date(), details=said
    )
    assert applications.second_due(case) == (20000, date(2026, 5, 1))
    charges.correct(case, "full", True, reasons="All was there.", by=officer, at=NOW)
    assert applications.second_due(case) == (15000, date(2026, 5, 1))
