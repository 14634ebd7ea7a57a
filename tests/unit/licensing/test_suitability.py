"""What is weighed of a person: assembled and never decided, spent convictions left out, facts about offences marked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fanlight.assessment.finding import Verdict
from fanlight.facts.files import Refused
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing import rehabilitation, suitability, suitability_policies
from fanlight.licensing.law import NotKnown, england
from fanlight.licensing.rehabilitation import Conviction, Sentence
from fanlight.licensing.suitability import Bearing, Consideration, Record, SpentDisagrees
from fanlight.licensing.suitability_policies import Heading, Leaning, Policy, of_act, of_council, read_policy
from fanlight.standards.edition import Edition
from fanlight.standards.library import Library

LAW = england()
ON = date(2025, 6, 1)
WYRE = Library.standard().read("wyre-forest/2018-04")
BIRMINGHAM = Library.standard().read("birmingham/2018-11")
MINOR = "{value: minor, by: P. Officer}"
PEOPLE = """
complete: [parties, offences, orders, applications]
parties:
- {id: ann, role: licence_holder}
- {id: bob, role: associate, relationship: spouse, has_wrongdoing_evidence: yes}
applications:
- {id: a1, kind: licence, date: 2025-05-01}
"""


def survey(text: str = "", people: str = PEOPLE) -> Survey:
    return read_survey_text(people + text, "case")


def offence(**facts: str) -> str:
    said = "".join(f", {name}: {value}" for name, value in facts.items())
    return f"offences:\n- {{id: o1, party: ann{said}}}\n"


def record(text: str = "", *, edition: Edition = WYRE, on: date = ON, people: str = PEOPLE) -> Record:
    policies = [of_act(LAW, on), of_council(edition)]
    return suitability.assembled(survey(text, people), policies, law=LAW, edition=edition, on=on)


def named(found: Record, source: str) -> list[Consideration]:
    return [each for each in found.considerations if each.source == source]


def test_an_unspent_fraud_is_weighed_under_the_act_and_presumed_against_by_the_policy() -> None:
    found = record(offence(wrongdoing="offence", type="fraud", is_unspent="yes", is_convicted="yes"))
    (act,) = named(found, "Housing Act 2004, s.66(2)(a)")
    assert (act.heading, act.leans, act.standing, act.party) == (Heading.OFFENCE, Leaning.NONE, Bearing.COUNTS, "ann")
    (rule,) = named(found, "wyre-forest/2018-04 3.19.2/rule")
    assert (rule.leans, rule.standing, rule.certainty) == (Leaning.UNFIT, Bearing.COUNTS, "A")
    assert rule in found.presumptions and act not in found.presumptions
    assert set(found.about("ann")) >= {act, rule}


@pytest.mark.parametrize(
    ("type_", "source", "leans"),
    [
        ("abh", "3.19.3/rule", Leaning.UNFIT),
        ("drug", "3.19.4/careful", Leaning.CARE),
        ("sexual_sch3", "3.19.5/rule", Leaning.UNFIT),
        ("unlawful_eviction", "3.14/unlawful-eviction", Leaning.UNFIT),
    ],
)
def test_each_kind_of_offence_has_its_own_presumption(type_: str, source: str, leans: Leaning) -> None:
    found = record(offence(wrongdoing="offence", type=type_, is_unspent="yes"))
    assert [each.leans for each in named(found, f"wyre-forest/2018-04 {source}")] == [leans]


def test_a_spent_conviction_is_left_out_of_everything_and_only_counted() -> None:
    found = record(offence(wrongdoing="housing_law_contravention", type="fraud", is_unspent="no", is_convicted="yes", severity=MINOR))
    assert [each for each in found.considerations if each.subject == "o1"] == []
    assert found.spent == 1


def test_an_offence_of_which_it_is_unknown_whether_it_is_spent_may_count_and_says_what_would_settle_it() -> None:
    found = record(offence(wrongdoing="offence", type="fraud"))
    (act,) = named(found, "Housing Act 2004, s.66(2)(a)")
    assert (act.standing, act.missing) == (Bearing.CANNOT_TELL, ("offence.is_unspent of o1",))
    assert found.spent == 0


def test_whether_it_is_spent_is_worked_out_from_the_sentence_where_nobody_said() -> None:
    case = survey(offence(wrongdoing="offence", type="fraud", is_convicted="yes"))
    conviction = Conviction("o1", date(2024, 1, 10), (Sentence("fine"),), False, False, False)

    def weighed(on: date) -> Record:
        known = suitability.with_rehabilitation(case, rehabilitation.standings(LAW, [conviction], on=on))
        return suitability.assembled(known, [of_act(LAW, on)], law=LAW, edition=WYRE, on=on)

    before, after = weighed(date(2025, 1, 9)), weighed(date(2025, 1, 10))
    assert [each.standing for each in named(before, "Housing Act 2004, s.66(2)(a)")] == [Bearing.COUNTS]
    assert (named(after, "Housing Act 2004, s.66(2)(a)"), after.spent) == ([], 1)
    open_ = rehabilitation.standings(LAW, [replace(conviction, on=None)], on=ON)
    assert suitability.with_rehabilitation(case, open_).things == case.things


def test_what_was_observed_is_never_overwritten_by_what_was_worked_out() -> None:
    spent = rehabilitation.standings(LAW, [Conviction("o1", date(2020, 1, 10), (Sentence("fine"),), False, False, False)], on=ON)
    said = survey(offence(wrongdoing="offence", is_unspent="no"))
    assert suitability.with_rehabilitation(said, spent).things["offence"][0].values["is_unspent"].where.startswith("case:")
    with pytest.raises(SpentDisagrees, match="the survey says that offence o1 is unspent, the sentence otherwise"):
        suitability.with_rehabilitation(survey(offence(wrongdoing="offence", is_unspent="yes")), spent)


def test_the_acts_other_heads_are_weighed_too() -> None:
    for wrongdoing, source, heading in (
        ("discrimination", "(2)(b)", Heading.DISCRIMINATION),
        ("landlord_tenant_law_contravention", "(2)(c)", Heading.CONTRAVENTION),
        ("code_breach", "(2)(d)", Heading.CODE),
    ):
        found = record(offence(wrongdoing=wrongdoing, is_convicted="no"))
        assert [each.heading for each in named(found, f"Housing Act 2004, s.66{source}")] == [heading]


def test_an_associate_with_evidence_against_them_is_weighed_and_so_is_a_front() -> None:
    found = record()
    assert [each.party for each in named(found, "Housing Act 2004, s.66(3)")] == ["bob"]
    assert [each.standing for each in named(found, "wyre-forest/2018-04 3.15/spouse-assess")] == [Bearing.COUNTS]
    (front,) = named(found, "wyre-forest/2018-04 3.15/front")
    assert (front.heading, front.leans, front.standing) == (Heading.FRONT, Leaning.UNFIT, Bearing.CANNOT_TELL)
    not_one = record(people=PEOPLE.replace("role: licence_holder", "role: licence_holder, is_front: {value: no, by: P. Officer}"))
    assert named(not_one, "wyre-forest/2018-04 3.15/front") == []


def test_minor_breaches_lean_the_other_way() -> None:
    found = record(offence(wrongdoing="housing_law_contravention", is_convicted="no", severity=MINOR))
    assert [each.leans for each in named(found, "wyre-forest/2018-04 3.14/minor")] == [Leaning.RESTRAINT]


def test_competence_management_and_money_show_what_the_facts_say() -> None:
    found = record(
        "manager: {has_satisfactory_arrangements: {value: no, by: P. Officer}, has_emergency_repair_funds: yes}\n", edition=BIRMINGHAM
    )
    shown = {each.source: each.shown for each in found.considerations}
    assert shown["birmingham/2018-11 4.20/arrangements-satisfactory"] is Verdict.NOT_MET
    assert shown["birmingham/2018-11 4.20/emergency-funds"] is Verdict.MET
    assert shown["birmingham/2018-11 4.20/finance-rents"] is Verdict.CANNOT_TELL
    (rents,) = named(found, "birmingham/2018-11 4.20/finance-rents")
    assert (rents.heading, rents.missing) == (Heading.FINANCE, ("manager.has_finance_for_rents",))
    (training,) = named(found, "birmingham/2018-11 4.20/training-course")
    assert (training.heading, training.shown) == (Heading.TRAINING, None)
    (competence,) = named(found, "Housing Act 2004, s.66(5) and (6)")[:1]
    assert (competence.heading, competence.shown, competence.party) == (Heading.COMPETENCE, Verdict.CANNOT_TELL, "ann")


def test_what_no_fact_is_declared_for_is_asked_from_the_day_it_became_law() -> None:
    def undeclared(on: date) -> list[str]:
        return [rule.id for rule in record(on=on).undeclared]

    assert undeclared(date(2016, 7, 19)) == []
    assert undeclared(date(2018, 4, 5)) == ["suitability/right-to-remain"]
    assert undeclared(date(2018, 4, 6)) == ["suitability/right-to-remain", "suitability/insolvency", "suitability/banning-order"]


def test_facts_about_offences_are_marked_and_can_be_withheld() -> None:
    found = record(offence(wrongdoing="offence", type="fraud", is_unspent="yes"))
    marked = [each.source for each in found.considerations if each.is_criminal_offence_data]
    assert {"Housing Act 2004, s.66(2)(a)", "Housing Act 2004, s.66(3)", "wyre-forest/2018-04 3.14/pattern"} <= set(marked)
    assert not any(
        each.heading in (Heading.COMPETENCE, Heading.FINANCE) and each.party == "ann"
        for each in found.considerations
        if each.source in marked
    )
    plain = found.without_criminal_offence_data()
    assert plain.withheld == len(marked)
    assert not any(each.is_criminal_offence_data for each in plain.considerations)
    assert (plain.spent, found.withheld) == (0, 0)


@pytest.mark.parametrize(
    ("facts", "marked"),
    [
        ({"wrongdoing": "discrimination", "is_convicted": "no"}, False),
        ({"wrongdoing": "discrimination"}, True),
        ({"wrongdoing": "housing_law_contravention", "is_convicted": "no"}, True),
        ({"wrongdoing": "discrimination or offence", "is_convicted": "no"}, True),
        ({"is_convicted": "no"}, True),
    ],
)
def test_what_may_be_an_offence_is_marked_as_one(facts: dict[str, str], marked: bool) -> None:
    found = [each for each in record(offence(**facts)).considerations if each.subject == "o1"]
    assert found
    assert {each.is_criminal_offence_data for each in found} == {marked}


def test_a_list_that_may_leave_something_out_is_named() -> None:
    assert record().unlisted == ()
    found = record(people=PEOPLE.replace("complete: [parties, offences, orders, applications]\n", ""))
    assert found.unlisted == ("offence", "order", "party")
    assert not any(each.subject == "*" for each in found.considerations)


def test_an_offence_of_nobody_in_particular_is_nobodys() -> None:
    text = "offences:\n- {id: o1, wrongdoing: offence, type: fraud, is_unspent: yes}\n"
    assert {each.party for each in record(text).considerations if each.subject == "o1"} == {""}


def test_five_years_are_counted_from_four_different_days() -> None:
    people = PEOPLE.replace(
        "role: licence_holder}", "role: licence_holder, unfit_finding_date: 2020-05-10, fitness_check_date: 2021-06-01}"
    )
    found = record("licence: {start_date: 2024-02-29}\n", people=people)
    clocks = {(each.term.clause, each.subject): each for each in found.clocks}
    assert {(name, str(each.first), str(each.last)) for (name, _), each in clocks.items() if each.first} == {
        ("3.18/five-years", "2020-05-10", "2025-05-09"),
        ("4.6/valid", "2021-06-01", "2026-05-31"),
        ("3.19.1/control-order", "2020-05-01", "2025-04-30"),
        ("4.1/five-years", "2024-02-29", "2029-02-28"),
    }
    finding = clocks["3.18/five-years", "ann"]
    assert [finding.runs_on(day) for day in (date(2025, 5, 9), date(2025, 5, 10))] == [True, False]
    assert clocks["3.18/five-years", "bob"].runs_on(ON) is None


def test_a_day_that_is_only_bounded_starts_no_clock() -> None:
    people = PEOPLE.replace("role: licence_holder}", "role: licence_holder, unfit_finding_date: 2020-05-10 to 2020-05-12}")
    (clock,) = (each for each in record(people=people).clocks if each.term.clause == "3.18/five-years" and each.subject == "ann")
    assert (clock.first, clock.last) == (None, None)


def test_one_case_has_four_dates_and_each_decides_another_law() -> None:
    assert {rule.id: rule.value for rule in suitability.four_dates(LAW, on=ON)} == {
        "clock/conditions": "grant", "clock/defence": "application", "clock/hazards": "inspection", "clock/penalty": "offence",
    }  # fmt: skip


def test_a_record_holds_no_conclusion() -> None:
    found = record(offence(wrongdoing="offence", type="fraud", is_unspent="yes"))
    assert "what follows from it the council decides" in found.principle.says
    assert not any(name in ("is_fit", "fit_and_proper", "decision", "score", "total") for name in Record.__dataclass_fields__)


def test_the_act_is_not_asked_before_it_was_in_force() -> None:
    with pytest.raises(NotKnown):
        of_act(LAW, date(2006, 4, 5))


def policy(tmp_path: Path, text: str) -> Policy | None:
    path = tmp_path / "town" / "suitability.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_policy(path, WYRE)


HEAD = "policies:\n- edition: wyre-forest/2018-04\n"
CLOCK = "  five_years:\n  - {clause: 4.6/valid, says: x, from: party.fitness_check_date, counts: before, amount: 60 month}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            HEAD + "  weighed:\n  - {clause: 3.10/frod, heading: offence}\n",
            "4: wyre-forest/2018-04 has no clause '3.10/frod'; did you mean",
        ),
        (HEAD + "  weighed:\n  - {clause: 3.10/fraud, heading: crime}\n", "4: 'crime' is no heading; known here: associate, "),
        (HEAD + "  weighed:\n  - {clause: 3.10/fraud}\n", "4: 'heading:' is missing"),
        (HEAD + "  weighed:\n  - {clause: 3.10/fraud, heading: offence, leans: bad}\n", "4: 'bad' is no leaning"),
        (HEAD + "  weighed:\n  - {clause: 3.10/fraud, heading: offence, only_if: party.is_frnt}\n", "4: 'party' is not in scope"),
        (HEAD + "  weighed:\n  - {clause: 3.14/minor, heading: offence, shows: yes}\n", "4: the clause 3.14/minor asks nothing that could"),
        (HEAD + "  weighed:\n  - {clause: 3.10/fraud, headng: offence}\n", "4: 'headng' has no meaning here; did you mean 'heading'?"),
        (HEAD + CLOCK.replace("60 month", "60 day"), "4: '60 day' is no period; write for example '60 month'"),
        (HEAD + CLOCK.replace("60 month", "long"), "4: 'long' is not a number with a unit"),
        (HEAD + CLOCK.replace("counts: before", "counts: around"), "4: 'around' is no way of counting"),
        (HEAD + CLOCK.replace("fitness_check_date", "fitness_chek_date"), "4: 'party.fitness_chek_date' is no day among the facts"),
        ("policies:\n- {weighed: []}\n", "2: 'edition:' is missing"),
        ("policy: []\n", "1: 'policy' has no meaning here; did you mean 'policies'?"),
    ],
)
def test_a_mistake_in_a_policy_is_refused_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        policy(tmp_path, text)
    assert f"town/suitability.yaml:{message}" in str(refused.value)


def test_a_file_without_the_edition_says_nothing_and_a_later_folder_replaces_an_earlier_one(tmp_path: Path) -> None:
    assert policy(tmp_path, "policies:\n- {edition: town/2020}\n") is None
    own = tmp_path / "wyre-forest"
    own.mkdir()
    (own / "suitability.yaml").write_text(HEAD + "  weighed:\n  - {clause: 3.22, heading: management}\n" + CLOCK, encoding="utf-8")
    found = of_council(WYRE, [tmp_path])
    assert [each.applies.id for each in found.weighed] == ["3.22"]
    assert len(of_council(WYRE, [tmp_path / "none"]).weighed) > 30
    assert of_council(Library.standard().read("sheffield/2009-10")).weighed == ()


def test_every_shipped_policy_is_read_and_every_heading_of_the_law_is_known() -> None:
    for name in ("wyre-forest/2013-04", "wyre-forest/2018-04", "birmingham/2018-11"):
        assert of_council(Library.standard().read(name)).weighed
    headings = {
        rule.values["heading"] for rules in LAW.rules.values() for rule in rules if rule.id.startswith("suitability/") and rule.values
    }
    assert headings <= {each.value for each in Heading}
    assert suitability_policies.LEANS["unfit"] is Leaning.UNFIT
