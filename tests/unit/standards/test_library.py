"""Finding editions: by id, by council on a day, in several folders, and never an old reading of a changed file."""

from datetime import date
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.standards import library as library_module
from fanlight.standards import reader
from fanlight.standards.library import Library, shipped
from tests.unit.standards.pages import clause, folder

OLD = "edition: town/2015\ntitle: Old\nin_force: {from: 2015-01-01, until: 2020-01-01}\nids: old\n"
NEW = "edition: town/2020\ntitle: New\nin_force: {from: 2020-01-01}\nbeside: [land/2018]\nbuilds_on: 'town/2015'\n"
LAND = "edition: land/2018\ntitle: Law\nin_force: {note: for ever}\n"


@pytest.fixture
def councils(tmp_path: Path) -> Path:
    """A folder of two councils, one of them with two editions."""
    folder(clause(), OLD, base=tmp_path, name="town/2015")
    folder("clauses:\n- {clause: 2/b, same_as: old:1.1/a}\n", NEW, base=tmp_path, name="town/2020")
    folder(clause(), LAND, base=tmp_path, name="land/2018")
    return tmp_path


def refusal(library: Library, name: str, on: date = date(2020, 1, 1)) -> str:
    with pytest.raises(Refused) as refused:
        library.named(name, on)
    return str(refused.value)


def test_editions_are_found_by_council_and_day(councils: Path) -> None:
    library = Library((councils,))
    assert list(library.editions()) == ["land/2018", "town/2015", "town/2020"]
    assert library.folder("town/2015") == councils / "town" / "editions" / "2015"
    assert list(library.read("town/2020").clauses) == ["2/b"]


def test_a_folder_of_ones_own_stands_beside_the_shipped_ones_and_may_be_relative(councils: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(councils)
    library = Library.standard([Path()])
    assert {"town/2020", "england/2018-10"} <= set(library.editions())
    assert list(library.read("town/2015").clauses) == ["1.1/a"]
    assert library.read("town/2015").clauses["1.1/a"].place.endswith("town/editions/2015/page.yaml:2")


def test_the_editions_of_councils_are_those_that_are_not_the_law_of_a_nation(councils: Path) -> None:
    found = Library.standard([councils]).of_councils()
    assert {"wyre-forest/2018-04", "town/2020", "land/2018"} <= set(found)
    assert "england/2018-10" not in found


def test_the_head_of_an_edition_says_its_title_and_when_it_is_in_force(councils: Path, tmp_path: Path) -> None:
    library = Library((councils,))
    assert (library.title("town/2015"), library.period("town/2015")) == ("Old", (date(2015, 1, 1), date(2020, 1, 1)))
    assert library.period("land/2018") == (None, None)
    folder(clause(), "edition: bare/2020\n", base=tmp_path, name="bare/2020")
    assert (library.title("bare/2020"), library.period("bare/2020")) == ("", (None, None))


def test_a_council_means_its_edition_in_force_on_the_day(councils: Path) -> None:
    library = Library((councils,))
    assert library.named("town", date(2019, 12, 31)) == "town/2015"
    assert library.named("town", date(2020, 1, 1)) == "town/2020"
    assert library.named("land", date(1900, 1, 1)) == "land/2018"
    assert library.named("town/2015", date(2024, 1, 1)) == "town/2015"


def test_a_wrong_name_is_refused_with_what_there_is(councils: Path) -> None:
    library = Library((councils,))
    assert refusal(library, "twon") == "twon: no such council; did you mean 'town'?; known: land, town"
    assert refusal(library, "town/2016") == (
        "town/2016: no such edition; did you mean 'town/2015'?; known: land/2018, town/2015, town/2020"
    )
    assert refusal(library, "town", date(2014, 1, 1)) == (
        "town: no edition of town was in force on 2014-01-01: town/2015 from 2015-01-01, town/2020 from 2020-01-01"
    )


def test_an_edition_knows_when_it_is_in_force_and_what_stands_beside_it(councils: Path) -> None:
    library = Library((councils,))
    assert library.beside("town/2020") == ("land/2018",) and library.beside("town/2015") == ()
    days = [date(2014, 12, 31), date(2015, 1, 1), date(2019, 12, 31), date(2020, 1, 1)]
    assert [library.in_force("town/2015", day) for day in days] == [False, True, True, False]
    assert [library.has_begun("town/2015", day) for day in days] == [False, True, True, True]
    assert library.in_force("land/2018", date(1900, 1, 1)) and library.has_begun("land/2018", date(1900, 1, 1))


def test_an_edition_is_read_once_and_again_when_any_of_its_files_changes(councils: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = []
    read = reader.read_edition
    monkeypatch.setattr(reader, "read_edition", lambda *args, **more: times.append(args[0].name) or read(*args, **more))
    library = Library((councils,))
    first = library.read("town/2020")
    assert library.read("town/2020") == first and times == ["2020"]
    (councils / "town" / "editions" / "2015" / "page.yaml").write_text(clause(requires="house.persons > 2"), encoding="utf-8")
    assert library.read("town/2020").clauses != first.clauses, "the edition it builds on has changed"
    assert times == ["2020", "2020"]


def test_a_councils_own_choice_of_readings_is_read_with_the_edition(councils: Path) -> None:
    page = "readings:\n- {reading: R1, problem: P, adopted: A, ways: {other: W}}\n" + clause("reading: R1")
    folder(page, LAND.replace("2018", "2019"), base=councils, name="land/2019")
    library = Library((councils,))
    assert library.read("land/2019").switched == {}
    (councils / "land" / "readings.yaml").write_text("land/2019: {R1: other}\n", encoding="utf-8")
    assert library.read("land/2019").switched == {"R1": "other"}
    assert library.read("land/2018").switched == {}
    (councils / "land" / "readings.yaml").write_text("land/2019: {R1: othr}\n", encoding="utf-8")
    with pytest.raises(Refused, match="the reading 'R1' has no way 'othr'; did you mean 'other'?"):
        library.read("land/2019")


def test_a_head_that_is_no_text_is_refused(councils: Path) -> None:
    (councils / "land" / "editions" / "2018" / "edition.yaml").write_bytes(b"\xff")
    with pytest.raises(Refused, match="edition.yaml: cannot be read"):
        Library((councils,)).read("land/2018")


def test_the_standards_come_from_the_source_tree_or_from_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [path.name for path in shipped()] == ["law", "councils"] and all(path.is_dir() for path in shipped())
    monkeypatch.setattr(library_module, "PACKAGE", tmp_path)
    assert shipped() == [tmp_path.parent.parent / "law", tmp_path.parent.parent / "councils"]
    (tmp_path / "_data").mkdir()
    assert shipped() == [tmp_path / "_data" / "law", tmp_path / "_data" / "councils"]
