"""Duties: the place of every period an edition writes, the national duties on both sides of each change, and to whom they apply."""

from datetime import date

import pytest

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing import deadlines, duties
from fanlight.licensing.duties import Place, is_ours, of_edition, of_law, placed
from fanlight.licensing.law import england
from fanlight.standards.edition import Encoded
from fanlight.standards.library import Library

ON = date(2021, 5, 1)
LIBRARY = Library.standard()
PLACES = [
    ("every 12 month", Place.RHYTHM, "12 months", ""),
    ("every year", Place.RHYTHM, "12 months", ""),
    ("every 2 week", Place.RHYTHM, "14 days", ""),
    ("every day", Place.RHYTHM, "1 day", ""),
    ("within 7 day of the written request", Place.WITHIN, "7 days", "the written request"),
    ("within 2 hours of the fault", Place.WITHIN, "2 hours", "the fault"),
    ("by 2026-05-31", Place.DAY, "", "2026-05-31"),
    ("by the maker's interval", Place.OTHER_DAY, "", "the maker's interval"),
    ("always", Place.ALWAYS, "", "always"),
    ("once", Place.ONCE, "", "once"),
    ("at the start of each tenancy", Place.START, "", "at the start of each tenancy"),
    ("at each letting", Place.START, "", "at each letting"),
    ("at the end of each tenancy", Place.END, "", "at the end of each tenancy"),
    ("on change", Place.EVENT, "", "on change"),
    ("before an alternative is fitted", Place.EVENT, "", "before an alternative is fitted"),
]


def house(text: str = "house: {has_gas: yes}") -> object:
    return read_survey_text(f"{text}\nlicence: {{is_in_force: yes}}", "house")


def national(
    on: date = ON, *, kind: str = "hmo", granted: date | None = None, text: str = "house: {has_gas: yes}"
) -> dict[str, duties.Duty]:
    return {duty.names[1]: duty for duty in of_law(kind, house(text), on=on, granted=granted)}  # type: ignore[arg-type]


@pytest.mark.parametrize(("period", "place", "length", "event"), PLACES)
def test_every_period_has_its_place(period: str, place: Place, length: str, event: str) -> None:
    found = placed(period)
    assert (found[0], found[1].length if found[1] else "", found[2]) == (place, length, event)


@pytest.mark.parametrize("name", [name for name in LIBRARY.editions() if name != "england/2018-10"])
def test_every_duty_of_an_edition_gets_its_place(name: str) -> None:
    edition = LIBRARY.read(name)
    found = of_edition(edition, house(), on=edition.from_ or ON)  # type: ignore[arg-type]
    clauses = {duty.id.partition(":")[2] for duty in found}
    ours = [clause.id for clause in edition.clauses.values() if clause.encoded is Encoded.DUTY]
    assert set(ours) <= clauses
    assert all(duty.length for duty in found if duty.place in (Place.RHYTHM, Place.WITHIN))


def test_what_a_council_owes_and_what_is_a_right_are_no_duties_of_ours() -> None:
    clauses = LIBRARY.read("birmingham/2018-11").clauses
    assert not is_ours(clauses["1.40/scheme-consultation"])
    assert not is_ours(clauses["4.40/ten-appeal-28-days"])
    assert is_ours(clauses["4.10/gas-annual"])


def test_the_yearly_return_runs_by_the_year_of_the_licence_and_a_test_from_the_last_one() -> None:
    edition = LIBRARY.read("wyre-forest/2018-04")
    found = {duty.names[1]: duty for duty in of_edition(edition, house(), on=ON)}  # type: ignore[arg-type]
    assert found["4.5/insurance"].counts == duties.LICENCE_YEAR
    assert (found["a2.6.4/five-yearly"].deadline, found["a2.6.4/five-yearly"].counts) == ("wyre-forest/electrical-inspection", "")
    assert found["a1.5.2/weekly-2"].deadline == ""
    assert any("W21" in doubt for doubt in found["4.5/intro"].doubts)


def test_a_clause_applies_to_what_is_there_for_certain_or_only_perhaps() -> None:
    edition = LIBRARY.read("wyre-forest/2018-04")

    def oil(text: str) -> object:
        [duty] = [duty for duty in of_edition(edition, house(text), on=ON) if duty.names[1] == "a2.6.3/oil"]  # type: ignore[arg-type]
        return duty.applies

    assert oil("heaters: [{id: h, type: oil_central}]") == YES
    assert oil("heaters: [{id: h, type: gas_central}]\ncomplete: [heaters]") == NO
    assert oil("heaters: [{id: h, type: gas_central}]") == OPEN


CHANGES = [
    ("licence/carbon-monoxide-alarms", date(2022, 9, 30), "solid fuel", date(2022, 10, 1), "combustion appliance"),
    ("licence/smoke-alarms", date(2015, 9, 30), "installed in the house", date(2015, 10, 1), "Each storey"),
]
BEGINNINGS = [
    ("management/contact-details-shown", date(2006, 4, 6)),
    ("fire/risk-assessment", date(2006, 10, 1)),
    ("licence/electrical-installation", date(2020, 6, 1)),
    ("electricity/five-yearly", date(2020, 7, 1)),
    ("fire/instructions", date(2023, 1, 23)),
    ("fire/record", date(2023, 10, 1)),
]


@pytest.mark.parametrize(("name", "before", "was", "after", "is_now"), CHANGES)
def test_a_duty_changed_on_its_day(name: str, before: date, was: str, after: date, is_now: str) -> None:
    assert was in national(before, granted=before)[name].says
    assert is_now in national(after, granted=before)[name].says


@pytest.mark.parametrize(("name", "begins"), BEGINNINGS)
def test_a_duty_began_on_its_day(name: str, begins: date) -> None:
    granted = date(2006, 4, 6)
    assert name in national(begins, granted=granted)
    assert name not in national(date.fromordinal(begins.toordinal() - 1), granted=granted)


def test_the_five_yearly_test_of_the_management_regulations_ended_in_june_2020() -> None:
    assert "management/electrical-test" in national(date(2020, 5, 31))
    assert "management/electrical-test" not in national(date(2020, 6, 1))


@pytest.mark.parametrize(("granted", "carries"), [(date(2018, 9, 30), False), (date(2018, 10, 1), True), (None, False)])
def test_room_sizes_bind_licences_granted_since_october_2018(granted: date | None, carries: bool) -> None:
    assert ("licence/room-sizes" in national(granted=granted)) is carries


def test_licence_conditions_are_duties_only_under_a_licence() -> None:
    assert not any(name.startswith("licence/") for name in national())
    assert "licence/written-terms" in national(granted=ON)


def test_a_block_under_section_257_has_no_certificate_to_send_under_the_regulations_of_2006() -> None:
    assert "management/gas-certificate" not in national(kind="block")
    assert "management/common-parts" in national(kind="block")


@pytest.mark.parametrize(("text", "applies"), [("house: {has_gas: yes}", YES), ("house: {has_gas: no}", NO), ("house: {}", OPEN)])
def test_gas_duties_apply_where_there_is_gas(text: str, applies: object) -> None:
    assert national(text=text)["gas/yearly-check"].applies == applies


@pytest.mark.parametrize(("persons", "applies"), [("4", NO), ("5", YES), ("unknown", OPEN)])
def test_escape_notices_are_for_more_than_four_occupiers(persons: str, applies: object) -> None:
    assert national(text=f"house: {{persons: {persons}}}")["management/escape-notices"].applies == applies


def test_a_duty_known_only_from_memory_or_a_summary_says_so() -> None:
    assert "secondary text" in national()["management/waste"].doubts[0]
    assert national()["management/supply-not-cut"].doubts == ()
    assert any("years of the licence" in doubt for doubt in national(granted=ON)["licence/gas-certificate"].doubts)


def test_every_national_duty_names_only_what_is_held() -> None:
    held = england().rules
    for name, rules in held.items():
        for rule in rules if name.startswith(duties.PREFIX) else ():
            given = rule.values
            assert given["for"] in ("any", "hmo", "block", "licence"), name
            assert given.get("early", name) in held and given.get("after", name) in held, name
            assert "deadline" not in given or deadlines.PREFIX + given["deadline"] in held, name
