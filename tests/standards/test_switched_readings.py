"""A council may read a real edition in another way: the verdict follows the way, the finding shows it, and an unknown way is refused."""

from datetime import date
from pathlib import Path

import pytest

from fanlight.assessment import proving, reporting
from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Assessment, Verdict
from fanlight.cli.main import main
from fanlight.facts.files import Refused, read_text
from fanlight.facts.survey_file import from_written
from fanlight.standards.edition import Edition
from fanlight.standards.library import Library, shipped
from tests.standards.shipped import EDITIONS, edition

NOT_MET, CANNOT_TELL, MET, DOES_NOT_APPLY = Verdict.NOT_MET, Verdict.CANNOT_TELL, Verdict.MET, Verdict.DOES_NOT_APPLY
FAMILY = "house: {category_a_to_f: single_family, households: 1}\n"
ATTIC = "floor_area: 12 m2, floor_area_under_low_ceiling: 1 m2, floor_area_under_five_foot_ceiling: 6 m2"
KITCHEN = (
    "rooms: [{id: r1, use: kitchen, has_heat_alarm: no, is_onto_escape_route: ONTO}]\nkitchens: [{id: k1, room: r1, is_shared: yes}]\n"
)
BATHS = "house: {category_a_to_f: a, bathing_places: 1}\nunits: [{id: u1, has_bath_or_shower: no, has_wash_basin: no, persons: 5}]\n"
USERS = "kitchens: [{id: k1, is_shared: yes, adult_users: 4, users: 7, amenities_are_equivalent: {value: no, by: A. Officer}}]\n"
# A reading with another way: the edition, the reading, the way, a clause, a house, and its verdict as adopted and by the way.
CASES = [
    ("sheffield/2009-10", "C48", "onto_route", "15.4/heat-detector", KITCHEN.replace("ONTO", "no"), NOT_MET, DOES_NOT_APPLY),
    ("sheffield/2009-10", "C48", "onto_route", "15.4/heat-detector", KITCHEN.replace("ONTO", "yes"), NOT_MET, NOT_MET),
    ("sheffield/2009-10", "C48", "onto_route", "15.4/heat-detector", KITCHEN.replace("ONTO", "unknown"), NOT_MET, CANNOT_TELL),
    ("birmingham/2018-11", "B45", "table", "2.25/bath-ratio", BATHS, NOT_MET, MET),
    ("birmingham/2018-11", "B45", "table", "2.25/bath-ratio", BATHS.replace("persons: 5", "persons: 6"), NOT_MET, NOT_MET),
    ("wyre-forest/2018-04", "W6", "all_persons", "a2.2.1", USERS, MET, NOT_MET),
    ("wyre-forest/2018-04", "W6", "all_persons", "a2.2.1", USERS.replace("users: 7", "users: 5"), MET, MET),
    ("wyre-forest/2018-04", "W6", "all_persons", "a2.2.1", USERS.replace("users: 7", "users: unknown"), MET, CANNOT_TELL),
    ("wyre-forest/2013-04", "W6", "all_persons", "5.5", USERS, MET, NOT_MET),
]


@pytest.fixture
def read(tmp_path: Path) -> "Reads":
    return Reads(tmp_path)


class Reads:
    """Reads a shipped edition with choices of a council, kept in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def library(self, name: str, **choices: str) -> Library:
        """The shipped standards with a council's choices beside them."""
        place = self.folder / name.partition("/")[0] / "readings.yaml"
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"{name}: {{{', '.join(f'{reading}: {way}' for reading, way in choices.items())}}}\n", encoding="utf-8")
        return Library((*shipped(), self.folder))

    def __call__(self, name: str, **choices: str) -> Edition:
        return self.library(name, **choices).read(name)


def assess(read: Edition, clause: str, house: str) -> Assessment:
    return Program(read, [clause]).assess(from_written(read_text(f"complete: all\n{house}", "house.yaml"), "house"), date(2026, 11, 21))


@pytest.mark.parametrize(("name", "reading", "way", "clause", "house", "as_adopted", "switched"), CASES)
def test_the_verdict_follows_the_way(
    read: Reads, name: str, reading: str, way: str, clause: str, house: str, as_adopted: Verdict, switched: Verdict
) -> None:  # fmt: skip
    assert assess(edition(name), clause, house).verdicts() == {clause: as_adopted}
    assert assess(read(name, **{reading: "adopted"}), clause, house).verdicts() == {clause: as_adopted}
    assert assess(read(name, **{reading: way}), clause, house).verdicts() == {clause: switched}


@pytest.mark.parametrize(("name", "reading", "way", "clause", "house", "as_adopted", "switched"), CASES)
def test_left_to_an_officer_the_clause_stays_open(
    read: Reads, name: str, reading: str, way: str, clause: str, house: str, as_adopted: Verdict, switched: Verdict
) -> None:  # fmt: skip
    left = read(name, **{reading: "officer"})
    assert assess(left, clause, house).verdicts() == {clause: CANNOT_TELL}
    assert left.readings[reading].in_use == "The council leaves it to an officer."


def test_a_way_may_change_a_term_and_with_it_every_clause_that_uses_it(read: Reads) -> None:
    house = FAMILY + f"rooms: [{{id: r1, use: bedroom, sleepers: 2, sleepers_under_ten: 0, has_kitchen: no, {ATTIC}}}]\n"
    for choice, verdict in (("adopted", NOT_MET), ("kitchens", MET), ("officer", CANNOT_TELL)):
        assert assess(read("birmingham/2018-11", B34=choice), "2.13/bedroom-area", house).verdicts() == {"2.13/bedroom-area": verdict}


def test_findings_and_the_receipt_show_the_way_in_use(read: Reads) -> None:
    name, clause, house = "sheffield/2009-10", "15.4/heat-detector", KITCHEN.replace("ONTO", "yes")
    done = assess(read(name, C48="onto_route", C21="officer"), "18.1/kitchen", house)
    assert done.receipt["readings"] == "C21: officer, C48: onto_route"
    plain = reporting.assessment(assess(read(name, C48="onto_route"), clause, house))
    assert plain["readings"]["C48"].startswith("By the council's own choice (onto_route): Only a kitchen that opens")
    assert plain["findings"][0]["says"] == "Each kitchen that opens straight onto the escape route has a heat detector."
    assert [row["reading"] for row in reporting.rows(assess(read(name, C48="onto_route"), clause, house))] == ["C48=onto_route C21"]
    as_adopted = assess(edition(name), clause, house)
    assert "readings" not in as_adopted.receipt
    assert [row["reading"] for row in reporting.rows(as_adopted)] == ["C48 C21"]


def test_the_command_line_prints_the_way_in_use(read: Reads, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read.library("sheffield/2009-10", C48="onto_route")
    survey = tmp_path / "house.yaml"
    survey.write_text("complete: all\n" + KITCHEN.replace("ONTO", "yes"), encoding="utf-8")
    words = ["--standard", "sheffield/2009-10", "--standards-folder", str(tmp_path), "--explain", "15.4/heat-detector"]
    assert main(["assess", str(survey), *words]) == 0
    assert "reading C48: By the council's own choice (onto_route): " in capsys.readouterr().out


def test_an_unknown_way_or_reading_is_refused(read: Reads) -> None:
    with pytest.raises(Refused, match="the reading 'C48' has no way 'onto_rout'; did you mean 'onto_route'"):
        read("sheffield/2009-10", C48="onto_rout")
    with pytest.raises(Refused, match="'C999' is no reading of sheffield/2009-10"):
        read("sheffield/2009-10", C999="officer")


def test_the_examples_of_a_switched_clause_are_not_held_against_it(read: Reads) -> None:
    name = "birmingham/2018-11"
    library = read.library(name, B45="table")
    switched = library.read(name)
    examples, problems = proving.examples_in(library.folder(name), library)
    assert problems == [] and "2.25/bath-ratio" not in {example.clause for example in examples}
    about = [example for example in examples if example.clause.startswith(("2.25", "2.26"))]
    assert about and [str(problem) for problem in proving.failures(switched, about)] == []


@pytest.mark.parametrize("name", EDITIONS)
def test_every_way_of_every_reading_can_be_read_and_changes_something(read: Reads, name: str) -> None:
    as_adopted = edition(name)
    for reading in as_adopted.readings.values():
        for way in reading.ways:
            switched = read(name, **{reading.id: way})
            assert (switched.clauses, switched.terms) != (as_adopted.clauses, as_adopted.terms), (reading.id, way)
