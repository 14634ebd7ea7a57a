"""`fanlight licence-needed`: what it prints, as text and as data, and what it refuses."""

import json
from pathlib import Path

import pytest

from fanlight.cli.main import main
from tests.house.tree import ROOT

FIXTURES = str(ROOT / "tests" / "fixtures" / "councils")
HOUSE = """survey: {of: 3 Invented Row, on: 2024-02-03, council: exampleton}
complete: [units, persons, notices, orders, storeys]
house:
  kind: house
  is_main_residence: yes
  accommodation_has_other_use: no
  has_rent_or_other_consideration: yes
  shares_or_lacks_basic_amenity: yes
  run_by: none_of_these
  is_owner_occupied: no
  is_converted: no
  is_declared_hmo: no
  has_resident_landlord: no
  resident_landlord_family: 0
  is_wholly_under_tenancies: yes
  has_exempt_tenancy: no
  ward: Market
  location: 50.2, -29.8
units: [{id: w, is_self_contained: yes}]
storeys: [{level: 0, is_lived_in: yes}, {level: 1, is_lived_in: yes}]
persons:
- {id: ann, relationship: first_person, related_to: nobody, is_owner: no}
- {id: ben, relationship: partner, related_to: ann, is_owner: no}
- {id: cat, relationship: cousin, related_to: ben, is_owner: no}
- {id: dan, related_to: nobody, is_owner: no}
- {id: eve, related_to: nobody, is_owner: no}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.yaml"
    path.write_text(HOUSE, encoding="utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["licence-needed", *words]) == 0
    return capsys.readouterr().out


def test_the_answer_names_the_test_the_licence_the_links_and_the_times(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, str(house), "--on", "2024-05-01", "--standards-folder", FIXTURES)
    assert text.startswith("3 Invented Row, on 2024-05-01\n")
    assert "Is it an HMO? yes\n" in text
    assert "Does it need a licence? yes\n    mandatory: yes\n" in text
    assert "SI 2018/221 art 4(a) [A: the text, or an official guide, was read]" in text
    assert "People: 5. Households: 3, by Housing Act 2004." in text
    assert "ann, ben, cat: ben is partner of ann (Housing Act 2004" in text
    assert "ann and cat are joined only through others" in text
    assert "from 2018-10-01 onwards: needed: mandatory (SI 2018/221 art 4(a) [A])" in text
    assert "from 2006-04-06 until 2018-10-01: no licence needed" in text


def test_everything_is_explained_on_request(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, str(house), "--on", "2024-05-01", "--standards-folder", FIXTURES, "--explain")
    assert (
        "(a) It consists of living accommodation that is not one or more self-contained flats. yes (Housing Act 2004, s.254(2)(a)" in text
    )
    assert "exempt? Only two people live there, who form two households. no (Housing Act 2004, Sch 14 para 7" in text
    assert "selective: no\n        Housing Act 2004, ss.79" in text


def test_what_is_open_says_what_would_settle_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text("house: {kind: house, is_owner_occupied: no}\npersons: [{id: a}, {id: b}]\n", encoding="utf-8")
    text = printed(capsys, str(path), "--on", "2024-05-01")
    assert text.startswith("bare, on 2024-05-01")
    assert "Is it an HMO? cannot tell" in text
    assert "; and " in text and "more\n" in text
    assert "By birmingham/1.30 alone: 1 to 200" in text
    assert "cannot tell: mandatory, perhaps (SI 2018/221 art 4(a) [A]); additional, perhaps" in text
    assert "were it always let and lived in as the survey says" in text


def test_what_section_260_presumes_and_what_contradicts_is_said(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house.write_text(HOUSE.replace("  is_main_residence: yes\n", "  is_refuge: no\n  households: 4\n"), encoding="utf-8")
    text = printed(capsys, str(house), "--on", "2024-05-01", "--standards-folder", FIXTURES)
    assert "presumed to be one unless the contrary is shown (Housing Act 2004, s.260)" in text
    assert "Contradiction: house.households is given as 4" in text


def test_a_duty_that_is_lifted_and_a_licence_carried_over_are_said(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "councils" / "elsewhere" / "schemes"
    folder.mkdir(parents=True)
    (folder / "s.yaml").write_text(
        "scheme: s\nkind: selective\nsays: All lets.\nmade_on: 2015-05-01\nconfirmed_on: 2015-05-02\nfrom: 2016-01-01\nuntil: 2020-01-01\n"
        "area: {whole: yes}\ncitation: An invented designation\n"
    )
    (folder.parent / "council.yaml").write_text("council: elsewhere\n")
    notice = "notices: [{id: n, kind: temporary_exemption, start_date: 2024-04-01, end_date: 2024-06-30}]\n"
    house.write_text(HOUSE + notice, encoding="utf-8")
    words = ("--on", "2024-05-01", "--council", "elsewhere", "--standards-folder", str(tmp_path / "councils"))
    text = printed(capsys, str(house), *words)
    assert "; the duty is lifted" in text
    assert "counts as an HMO licence where mandatory licensing now reaches the house" in text


def test_the_answer_as_data_has_all_of_it(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, str(house), "--on", "2024-05-01", "--standards-folder", FIXTURES, "--format", "json"))
    assert found["shape"] == "fanlight-licence-needed/1"
    assert (found["is_hmo"]["answer"], found["needed"]["answer"], found["required"]["answer"]) == ("yes", "yes", "yes")
    assert found["parts"][0]["households"]["households"] == [3, 3]
    assert found["by_kind"]["mandatory"]["certainly"] is True
    assert [(each["from"], each["until"], each["needed"]) for each in found["timeline"]][0] == ("2006-04-06", "2018-10-01", "no")
    assert found["storeys"][0] == {"by": "storeys/mandatory-licensing", "citation": "SI 2006/371 art 3(3)", "storeys": [2, 2]}


def test_a_day_before_the_act_is_refused(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["licence-needed", str(house), "--on", "2006-04-05"]) == 2
    assert "bind from 2006-04-06" in capsys.readouterr().err


def test_a_council_of_which_nothing_is_held_is_refused(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["licence-needed", str(house), "--council", "birmingam"]) == 2
    assert "no such council: 'birmingam'; did you mean 'birmingham'?" in capsys.readouterr().err
