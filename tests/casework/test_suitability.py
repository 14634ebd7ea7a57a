"""Suitability: only those who weigh may look, every look is recorded, spent convictions are out, and what is open is not met."""

import ast
import json
from datetime import timedelta
from pathlib import Path

import pytest

import fanlight
from fanlight.casework import access, fitness, needs
from fanlight.casework.actions import suitability
from fanlight.casework.actions.suitability import Judged, NotWeighed, Weight
from fanlight.casework.models import Adoption, Declaration, Event, Weighing
from fanlight.facts.files import Refused
from fanlight.licensing.procedure import Role, Standing
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.licensing.suitability_policies import Heading
from tests.casework.conftest import NOW, move, party, staff

ON = NOW.date()
FRAUD = {"id": "o1", "party": "me", "wrongdoing": "offence", "type": "fraud", "conviction_date": "2025-12-01", "is_convicted": "yes"}


@pytest.fixture
def case(case):
    """The application once it was sent: before that no officer sees it."""
    return move(case, "submitted")


def document(*offences, sentences=None):
    return json.dumps({
        "complete": "all", "parties": [{"id": "me", "role": "licence_holder"}], "offences": list(offences), "sentences": sentences or {},
    })  # fmt: skip


@pytest.fixture
def holder(case, applicant):
    return party(case, LegalRole.PROPOSED_HOLDER, account=applicant.account)


def stands(case, need="holder-fit"):
    found = needs.standings(case, ON).get(need)
    return found.standing if found else Standing.OPEN


def weight(standing=Standing.MET, **headings):
    given = {Heading[name]: Judged(each, "As written.") for name, each in headings.items()}
    return Weight(standing, "All in all.", given)


def all_headings(found, standing=Standing.MET):
    return {each.heading: Judged(standing, "Weighed.") for each in found.record.considerations}


def test_a_look_shows_what_is_to_be_weighed_and_is_recorded_with_who_when_and_why(case, holder, applicant, officer):
    suitability.declare(
        holder,
        document(FRAUD, sentences={"o1": {"sentences": [{"kind": "fine"}], "under_18": "no"}}),
        signed_as="Ada",
        by=applicant,
        at=NOW,
    )
    found = suitability.look(holder, by=officer, at=NOW, why="Application to decide.")
    assert [seen.id for seen in found.declared.survey.things["offence"]] == ["o1"]
    assert Heading.OFFENCE in {each.heading for each in found.record.considerations}
    event = Event.objects.get(kind="declaration looked at")
    assert (event.by, event.at) == (officer.account, NOW)
    assert json.loads(event.about) == {"case": case.reference, "person": holder.pk, "why": "Application to decide."}


def test_a_look_without_a_reason_or_by_anybody_else_shows_nothing(holder, applicant, manager, fire_officer, council, other_council):
    suitability.declare(holder, document(FRAUD), signed_as="Ada", by=applicant, at=NOW)
    policy = staff("Pat Policy", "policy officer", council=council, weighs=True)
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council, weighs=True)
    for actor in (applicant, manager, fire_officer, policy, stranger):
        with pytest.raises(access.NotPermitted):
            suitability.look(holder, by=actor, at=NOW, why="Curious.")
    weigher = staff("Will Weigher", Role.HOUSING_OFFICER, council=council, weighs=True)
    with pytest.raises(ValueError, match="say why"):
        suitability.look(holder, by=weigher, at=NOW, why=" ")
    assert not Event.objects.filter(kind="declaration looked at").exists()


def test_a_spent_conviction_is_not_shown_nor_weighed(holder, applicant, officer):
    old = {**FRAUD, "conviction_date": "2015-05-01"}
    suitability.declare(holder, document(old, sentences={"o1": {"sentences": [{"kind": "fine"}]}}), signed_as="Ada", by=applicant, at=NOW)
    found = suitability.look(holder, by=officer, at=NOW, why="Application to decide.")
    assert (found.declared.survey.things["offence"], found.declared.spent) == ((), 1)
    assert not [each for each in found.record.considerations if each.subject == "o1"]


def test_the_record_never_tells_what_was_declared(holder, applicant, officer):
    suitability.declare(holder, document({**FRAUD, "circumstances": "a very particular story"}), signed_as="Ada", by=applicant, at=NOW)
    found = suitability.look(holder, by=officer, at=NOW, why="To decide.")
    given = Weight(Standing.NOT_MET, "because of a very particular story", all_headings(found, Standing.NOT_MET))
    suitability.weigh(holder, given, by=officer, at=NOW)
    assert not Event.objects.filter(about__contains="particular story").exists()
    assert "particular story" not in str(needs.standings(holder.case, ON)["holder-fit"])


def test_a_declaration_that_cannot_be_read_or_is_unsigned_is_not_kept(holder, applicant):
    with pytest.raises(Refused, match="about one person"):
        suitability.declare(holder, "{}", signed_as="Ada", by=applicant, at=NOW)
    with pytest.raises(ValueError, match="sign"):
        suitability.declare(holder, document(), signed_as=" ", by=applicant, at=NOW)
    assert not Declaration.objects.exists()


def test_every_heading_with_something_to_weigh_needs_its_own_reasons(case, holder, applicant, officer):
    suitability.declare(holder, document(FRAUD), signed_as="Ada", by=applicant, at=NOW)
    with pytest.raises(NotWeighed, match="offence"):
        suitability.weigh(holder, weight(), by=officer, at=NOW)
    found = suitability.look(holder, by=officer, at=NOW, why="To decide.")
    with pytest.raises(ValueError, match="say why"):
        suitability.weigh(holder, Weight(Standing.MET, " ", all_headings(found)), by=officer, at=NOW)
    opened = {**all_headings(found), Heading.OFFENCE: Judged(Standing.OPEN, "Police asked.")}
    with pytest.raises(NotWeighed, match="offence is still open"):
        suitability.weigh(holder, Weight(Standing.MET, "Fit.", opened), by=officer, at=NOW)
    assert not Weighing.objects.exists() and stands(case) is Standing.OPEN


def test_the_latest_weighing_counts_and_a_new_declaration_opens_it_again(case, holder, applicant, officer):
    assert "holder-fit" not in needs.standings(case, ON)
    suitability.declare(holder, document(), signed_as="Ada", by=applicant, at=NOW)
    assert needs.standings(case, ON)["holder-fit"].standing is Standing.OPEN
    found = suitability.look(holder, by=officer, at=NOW, why="To decide.")
    heads = {
        **all_headings(found),
        Heading.BANNING_ORDER: Judged(Standing.MET, "None on the list."),
        Heading.MANAGEMENT: Judged(Standing.MET, "Sound."),
    }
    suitability.weigh(holder, Weight(Standing.NOT_MET, "Not yet.", heads), by=officer, at=NOW)
    suitability.weigh(holder, Weight(Standing.MET, "Fit.", heads), by=officer, at=NOW)
    assert {stands(case, need) for need in ("holder-fit", "no-banning-order", "management-satisfactory")} == {Standing.MET}
    assert len(suitability.look(holder, by=officer, at=NOW, why="Again.").weighed) == 2
    suitability.declare(holder, document(FRAUD), signed_as="Ada", by=applicant, at=NOW + timedelta(hours=1))
    assert {stands(case, need) for need in ("holder-fit", "no-banning-order", "management-satisfactory")} == {Standing.OPEN}


def test_a_second_holder_who_was_not_weighed_leaves_the_need_open(case, holder, officer):
    suitability.weigh(holder, weight(**{name: Standing.MET for name in _wanted(holder, officer)}), by=officer, at=NOW)
    assert stands(case) is Standing.MET
    party(case, LegalRole.PROPOSED_HOLDER, "Second Holder")
    assert stands(case) is Standing.OPEN
    assert fitness.under(fitness.of_case(case), (LegalRole.PROPOSED_MANAGER,), Heading.MANAGEMENT) is None


def _wanted(row, officer):
    found = suitability.look(row, by=officer, at=NOW, why="To decide.")
    return {each.heading.name for each in found.record.considerations}


def test_the_policy_of_the_edition_that_the_council_adopted_is_weighed_too(case, holder, officer, council):
    bare = suitability.look(holder, by=officer, at=NOW, why="Before.")
    Adoption.objects.create(
        council=council, edition="birmingham/2018-11", from_on="2019-01-01", decided_by="Cabinet", decided_on="2018-12-11"
    )
    adopted = suitability.look(holder, by=officer, at=NOW, why="After.")
    assert not any(each.source.startswith("birmingham") for each in bare.record.considerations)
    assert any(each.source.startswith("birmingham") for each in adopted.record.considerations)


def test_nothing_is_declared_or_weighed_once_the_case_has_ended(case, holder, applicant, officer):
    move(case, "refused")
    holder.case.refresh_from_db()
    with pytest.raises(access.NotPermitted):
        suitability.declare(holder, document(), signed_as="Ada", by=applicant, at=NOW)
    with pytest.raises(access.NotPermitted):
        suitability.weigh(holder, weight(), by=officer, at=NOW)


def test_no_other_module_reads_what_was_declared_or_why_it_was_weighed_so():
    """The text of a declaration is read in one module; three others ask only whether there is one, and when.

    One more erases it, and one writes the whole of a council's tables out for whoever runs the service.
    """
    base = Path(fanlight.__file__).parent
    naming = set()
    for path in [*base.glob("casework/**/*.py"), *base.glob("web/**/*.py")]:
        tables = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom))
        names = {each.name for node in tables if (node.module or "").startswith("fanlight.casework") for each in node.names}
        if names & {"Declaration", "Weighing"}:
            naming.add(path.relative_to(base).as_posix())
    assert naming <= {
        "casework/actions/suitability.py", "casework/fitness.py", "casework/particulars.py", "casework/models/__init__.py",
        "casework/queries/applications.py", "casework/actions/erasing_cases.py", "casework/exporting.py",
    }  # fmt: skip
    for name in ("casework/fitness.py", "casework/particulars.py", "casework/queries/applications.py"):
        text = (base / name).read_text(encoding="utf-8")
        asked = [line for line in text.splitlines() if "Declaration.objects" in line]
        assert asked and all(any(only in line for only in ("values_list", ".only(", ".count()")) for line in asked)
        if name != "casework/particulars.py":  # which reads the documents of surveys
            assert ".document" not in text
