"""Hazards under both systems: the score, its bands on both sides of each figure, what is not held, and what findings bear on."""

import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.assessment.assess import Program
from fanlight.facts.files import Refused
from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing import hazard_tables, hazards
from fanlight.licensing.hazard_tables import Tables, read_tables, tables
from fanlight.licensing.hazards import Judged, JudgementInvalid, Rating
from fanlight.licensing.law import NotKnown, england
from fanlight.standards.library import Library, shipped
from tests.unit.standards.pages import read

LAW, TABLES = england(), tables()
BEFORE, AFTER = date(2026, 6, 21), date(2026, 6, 23)


def rated(likelihood: str | None, *harms: str | None, on: date = BEFORE) -> Rating:
    one, two, three = (None if each is None else Decimal(each) for each in harms)
    return hazards.rate(LAW, TABLES, Judged(None if likelihood is None else Decimal(likelihood), (one, two, three)), begun_on=on)


def test_the_score_is_weight_by_likelihood_by_spread_over_four_classes() -> None:
    found = rated("180", "0", "10", "31.6")
    # 1000 * 10 / 180 + 300 * 31.6 / 180 + 10 * 58.4 / 180
    exact = Fraction(10000 + 9480 + 584, 180)
    assert found.score == (exact, exact)
    assert (found.system, found.bands, found.is_category_1, found.open) == ("2005", ("F",), False, ())


def test_certain_death_scores_the_most_there_is() -> None:
    assert rated("1", "38.5", "0", "0").bands == ("A",)


@pytest.mark.parametrize(
    ("score", "band", "category"),
    [
        ("5000", "A", True), ("4999", "B", True), ("2000", "B", True), ("1999", "C", True), ("1000", "C", True), ("999", "D", False),
        ("500", "D", False), ("499", "E", False), ("200", "E", False), ("199", "F", False), ("100", "F", False), ("99", "G", False),
        ("50", "G", False), ("49", "H", False), ("20", "H", False), ("19", "I", False), ("10", "I", False), ("9", "J", False),
        ("0", "J", False),
    ],
)  # fmt: skip
def test_the_bands_a_to_j_on_both_sides_of_each_figure(score: str, band: str, category: bool) -> None:
    found = hazards.band_of(LAW, Fraction(score), begun_on=BEFORE)
    assert (found.bands, found.is_category_1, found.remarks) == ((band,), category, ())


@pytest.mark.parametrize(
    ("score", "band", "category"), [("1000", "High", True), ("999", "Medium", False), ("100", "Medium", False), ("99", "Low", False)]
)
def test_the_reformed_bands_on_both_sides_of_each_figure(score: str, band: str, category: bool) -> None:
    found = hazards.band_of(LAW, Fraction(score), begun_on=AFTER)
    assert (found.system, found.bands, found.is_category_1) == ("2026", (band,), category)
    assert hazards.names(LAW, AFTER) == ("High", "Medium", "Low")
    assert hazards.names(LAW, BEFORE) == tuple("ABCDEFGHIJ")


def test_a_score_between_two_printed_figures_has_not_reached_the_next() -> None:
    found = hazards.band_of(LAW, Fraction("999.6"), begun_on=BEFORE)
    assert (found.bands, found.is_category_1) == (("D",), False)
    assert found.remarks == ("a score between 999 and 1000 has not reached 1000",)


def test_the_day_the_inspection_began_decides_the_system() -> None:
    assert [hazards.system(LAW, day).value for day in (BEFORE, date(2026, 6, 22), AFTER)] == ["2005", "2005", "2026"]
    assert hazards.band_of(LAW, Fraction(10), begun_on=date(2026, 6, 22)).remarks == (
        "One tracker of legislation says that the amendments bite on inspections from 22 June 2026.",
    )
    with pytest.raises(NotKnown, match="'hhsrs/system' is not held for 2006-04-05"):
        hazards.system(LAW, date(2006, 4, 5))


def test_what_the_sources_do_not_give_of_the_reformed_system_is_said_and_not_made_up() -> None:
    found = rated("180", "0", "10", "31.6", on=AFTER)
    assert (found.system, found.score, found.bands, found.is_category_1) == ("2026", None, (), None)
    assert "The scales were made simpler; the text was not found: fill law/hhsrs/likelihoods.csv." in found.open
    assert len(found.open) == 6


def test_an_unknown_likelihood_or_share_leaves_bounds() -> None:
    found = rated(None, "0", "10", "31.6")
    assert found.bands == ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J")
    assert (found.is_category_1, found.open) == (None, ("how likely harm is within twelve months",))
    share = rated("180", "0", None, "30")
    assert share.open == ("what share of the harm would be severe",)
    assert share.score is not None
    assert share.score[0] < share.score[1]


def test_a_judgement_on_the_border_of_two_ranges_is_worked_out_on_both() -> None:
    found = rated("2400", "0", "10", "30")
    assert found.open == (hazards.BORDER,)
    assert found.score is not None and found.score[1] / found.score[0] == Fraction(3200, 1800)


@pytest.mark.parametrize(
    ("likelihood", "points"),
    [
        ("1", [1]), ("1.4", [1]), ("1.5", [2]), ("2", [2]), ("2.5", [2, 3]), ("6", [6]), ("180", [180]), ("4200", [3200]), ("4201", [5600]),
        ("9999", [5600]),
    ],
)  # fmt: skip
def test_a_likelihood_is_put_on_the_scale(likelihood: str, points: list[int]) -> None:
    assert list(TABLES.likelihood_points("2005", Decimal(likelihood))) == points


@pytest.mark.parametrize(
    ("share", "points"),
    [("0", ["0"]), ("0.04", ["0"]), ("0.05", ["0.1"]), ("0.15", ["0.1", "0.2"]), ("20", ["21.5"]), ("38", ["31.6"]), ("39", ["46.4"])],
)
def test_a_share_is_put_on_the_scale(share: str, points: list[str]) -> None:
    assert list(TABLES.spread_points("2005", Decimal(share))) == [Fraction(point) for point in points]


@pytest.mark.parametrize(
    ("likelihood", "harms", "message"),
    [
        ("0.5", ("0", "0", "0"), "is no likelihood"),
        ("2", ("-1", "0", "0"), "percentages"),
        ("2", ("50", "50", "1"), "together at most 100"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(likelihood: str, harms: tuple[str, str, str], message: str) -> None:
    with pytest.raises(JudgementInvalid, match=message):
        rated(likelihood, *harms)


shares = st.integers(0, 33).map(Decimal)


@given(st.integers(1, 6000).map(Decimal), st.tuples(shares, shares, shares), st.booleans(), st.sets(st.sampled_from([0, 1, 2])))
def test_leaving_a_judgement_out_only_widens_the_bounds(
    likelihood: Decimal, harms: tuple[Decimal, Decimal, Decimal], no_likelihood: bool, blank: set[int]
) -> None:
    full = hazards.rate(LAW, TABLES, Judged(likelihood, harms), begun_on=BEFORE)
    one, two, three = (None if place in blank else each for place, each in enumerate(harms))
    part = hazards.rate(LAW, TABLES, Judged(None if no_likelihood else likelihood, (one, two, three)), begun_on=BEFORE)
    assert full.score is not None and part.score is not None
    assert part.score[0] <= full.score[0] <= full.score[1] <= part.score[1]
    assert set(full.bands) <= set(part.bands)
    assert part.is_category_1 in (None, full.is_category_1)


@given(st.integers(1, 6000).map(Decimal), st.integers(1, 6000).map(Decimal), st.tuples(shares, shares, shares))
def test_likelier_harm_never_scores_less(one: Decimal, other: Decimal, harms: tuple[Decimal, Decimal, Decimal]) -> None:
    likely, unlikely = (
        hazards.rate(LAW, TABLES, Judged(each, harms), begun_on=BEFORE).score for each in (min(one, other), max(one, other))
    )
    assert likely is not None and unlikely is not None
    assert likely[0] >= unlikely[0] and likely[1] >= unlikely[1]


def test_there_are_29_hazards_of_the_first_system_and_the_gap_in_the_second_is_plain() -> None:
    first, second = TABLES.of("2005"), TABLES.of("2026")
    assert len(first) == int(LAW.at("hhsrs/hazards", BEFORE).value) == 29
    assert first[23].name == "Fire" and first[23].number == "24"
    assert len(second) < int(LAW.at("hhsrs/hazards", AFTER).value)
    assert LAW.at("hhsrs/hazards", AFTER).says.endswith("Their list was not found: fill law/hhsrs/hazards.csv.")
    assert {hazard.name for hazard in first if hazard.becomes == "Fire"} == {"Fire", "Explosions"}


def test_the_fire_authority_is_consulted_about_fire() -> None:
    duty = hazards.consult_fire_authority(LAW, "Fire", on=BEFORE)
    assert duty is not None and duty.citation.startswith("Housing Act 2004, s.10")
    assert hazards.consult_fire_authority(LAW, "Excess cold", on=BEFORE) is None


def bearing(edition: str, clause: str) -> set[str]:
    read = Library.standard().read(edition)
    return set(hazards.bearing_on(read.clauses[clause], read, TABLES))


@pytest.mark.parametrize(
    ("edition", "clause", "found"),
    [
        ("england/2018-10", "1A/one-over-10", {"Crowding and space"}),
        ("wyre-forest/2018-04", "a1.6.1", {"Fire"}),
        ("sheffield/2009-10", "1.7/certificate", set()),
    ],
)
def test_a_clause_bears_on_the_hazards_of_the_facts_it_asks(edition: str, clause: str, found: set[str]) -> None:
    assert bearing(edition, clause) == found


def test_the_facts_asked_are_those_that_meet_a_clause_through_its_terms() -> None:
    edition = Library.standard().read("wyre-forest/2018-04")
    for clause in edition.clauses.values():
        asked = hazards.facts_asked(clause, edition)
        assert bool(asked) or clause.proof is None or not hazards.bearing_on(clause, edition, TABLES)
        assert not set(asked) & set(edition.terms)


def test_a_set_that_is_only_counted_stands_for_its_things() -> None:
    edition = read("clauses:\n- {clause: 1/a, encoded: asked, force: must, says: One., measure: count(alarm), at_least: '1'}\n")
    assert hazards.facts_asked(edition.clauses["1/a"], edition) == ("alarm.",)
    assert list(hazards.bearing_on(edition.clauses["1/a"], edition, TABLES)) == ["Fire"]


def test_unmet_clauses_are_told_by_hazard() -> None:
    edition = Library.standard().read("england/2018-10")
    survey = read_survey_text(
        "house: {is_charity_shelter: no, kind: house}\nlicence: {is_in_force: no}\n"
        "rooms:\n- {id: r1, counted_floor_area: 5 m2, sleepers: 1, sleepers_under_ten: 0}\n",
        "s",
    )
    found = hazards.to_look_at(Program(edition).assess(survey, date(2020, 1, 1)), TABLES)
    assert list(found) == ["Crowding and space"]
    assert all(clause in edition.clauses for clause in found["Crowding and space"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "hhsrs"
    shutil.copytree(shipped()[0] / hazard_tables.FOLDER, copied)
    return copied


def refusal(folder: Path, file: str, text: str) -> str:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_tables(folder)
    return str(refused.value)


def test_a_mistake_in_a_table_is_refused_with_file_and_line(folder: Path) -> None:
    good = (folder / "spreads.csv").read_text(encoding="utf-8")
    assert refusal(folder, "spreads.csv", "head\n2005,1\n") == "spreads.csv:2: a row has 3 cells, this one 2"
    assert refusal(folder, "spreads.csv", "head\n2005,a,1\n") == "spreads.csv:2: 'a' and '1' are not both numbers"
    assert "begins at 0 and rises" in refusal(folder, "spreads.csv", "head\n2005,1,1\n")
    assert "begins at 0 and rises" in refusal(folder, "spreads.csv", "head\n2005,0,2\n2005,1,1\n")
    (folder / "spreads.csv").write_text(good, encoding="utf-8")
    entry = "bearing:\n- facts: [room.floor_aera]\n  hazards: [Fir]\n  says: x\n- facts: [alarm.kind]\n  because: y\n"
    assert refusal(folder, "bearing.yaml", entry).splitlines() == [
        "bearing.yaml:2: no fact fits 'room.floor_aera'; did you mean 'room.floor_area'?",
        "bearing.yaml:3: no hazard is called 'Fir'; did you mean 'Fire'?",
        "bearing.yaml:5: 'hazards:' is missing",
        "bearing.yaml:5: 'says:' is missing",
        "bearing.yaml:6: 'because' has no meaning here; known here: facts, hazards, says",
    ]
    (folder / "hazards.csv").unlink()
    with pytest.raises(Refused, match=r"hazards\.csv: cannot be read"):
        read_tables(folder)


def test_a_folder_without_any_bearing_is_read(folder: Path) -> None:
    (folder / "bearing.yaml").write_text("bearing: []\n", encoding="utf-8")
    assert read_tables(folder).bearings == ()
    (folder / "bearing.yaml").write_text("{}\n", encoding="utf-8")
    assert read_tables(folder).bearing(["alarm.kind"]) == {}


def test_the_narrowest_entry_about_a_fact_counts() -> None:
    assert set(TABLES.bearing(["alarm.kind"])) == {"Fire", "Carbon monoxide and fuel combustion products"}
    assert set(TABLES.bearing(["alarm.room", "staircase.side_drop"])) == {"Fire", "Falling on stairs", "Falling between levels"}
    assert isinstance(TABLES, Tables)
