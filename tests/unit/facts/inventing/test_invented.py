"""Invented houses: the same for the same seed, free of contradiction, known to three depths, and never to be taken for real."""

import argparse
import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest
import yaml

from fanlight.assessment import consistency
from fanlight.assessment.columnar import arrow
from fanlight.assessment.stock.dataset import opened
from fanlight.cli import stock_generate
from fanlight.facts.files import Problem, Refused
from fanlight.facts.inventing import invented
from fanlight.facts.inventing.invented import SYNTHETIC, House, house, write_surveys
from fanlight.facts.inventing.knowing import DEPTHS
from fanlight.facts.inventing.particulars import Particulars, house_particulars
from fanlight.facts.inventing.reading import shipped
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey, read_survey_text
from fanlight.facts.vocabulary import THINGS

SOME = range(120)


@cache
def stock() -> tuple[House, ...]:
    return tuple(house("stock", number) for number in range(500))


@cache
def places() -> tuple[Particulars, ...]:
    return tuple(house_particulars("stock", number) for number in range(5_000))


def test_a_house_is_the_same_whatever_else_is_drawn() -> None:
    alone = house(7, 12)
    house(8, 12)
    among = [house(7, number) for number in (30, 12, 4)][1]
    assert alone.text() == among.text()
    assert alone.particulars == among.particulars
    assert house(8, 12).text() != alone.text()


def test_asking_for_one_depth_does_not_change_another() -> None:
    one, other = house(7, 3), house(7, 3)
    before = one.text("inspection")
    for depth in (*DEPTHS, *reversed(DEPTHS)):
        one.text(depth)
    assert one.text("inspection") == before == other.text("inspection")


@pytest.mark.parametrize("number", SOME[::3])
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_survey_is_read_and_does_not_contradict_itself(number: int, depth: str) -> None:
    invented_house = stock()[number]
    consistency.check(read_survey_text(invented_house.text(depth), invented_house.name))


def plain(survey: Survey) -> object:
    """All of a survey but its name, its digest and the places where it was written."""
    said = [
        (
            seen.thing,
            seen.id,
            seen.label,
            {key: (each.bounds, each.text, each.targets, each.by, each.on) for key, each in seen.values.items()},
        )
        for seen in survey.all_seen()
    ]
    return survey.of, said, survey.complete, survey.on, survey.by, survey.notes, survey.about


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_survey_made_in_memory_is_the_one_that_its_file_gives(depth: str) -> None:
    for number in SOME[::12]:
        one = stock()[number]
        assert plain(one.observed(depth)) == plain(read_survey_text(one.text(depth), one.name))


def test_a_survey_as_a_document_is_what_its_file_holds() -> None:
    one = stock()[5]
    document = one.survey("inspection", on=date(2026, 5, 4), by="A. N. Other")
    written = yaml.load(one.text("inspection", on=date(2026, 5, 4), by="A. N. Other"), Loader=yaml.BaseLoader)
    assert {key: value for key, value in document["survey"].items() if value} == written["survey"]
    assert document["survey"]["by"] == "A. N. Other"
    assert document["survey"]["on"] == "2026-05-04"
    assert document["rooms"] == written["rooms"]
    assert document["house"] == written["house"]
    assert document["complete"] == written["complete"]


def test_a_survey_says_that_it_is_synthetic() -> None:
    for depth in DEPTHS:
        text = stock()[0].text(depth)
        assert text.startswith("# Synthetic: an invented house.")
        assert "(invented)" in read_survey_text(text, "house").of
        assert read_survey_text(text, "house").notes == (invented.SYNTHETIC,)


def test_there_is_no_other_depth() -> None:
    with pytest.raises(KeyError):
        stock()[0].text("hearsay")


def known(one: House, depth: str) -> dict[tuple[str, str, str], tuple[int, int]]:
    return {(seen.thing, seen.id, name): each.bounds for seen in one.observed(depth).all_seen() for name, each in seen.values.items()}


def is_quantity(thing: str, fact: str) -> bool:
    return THINGS[thing].facts[fact].kind not in ("choice", "text", "link")


def test_what_an_officer_sees_differs_from_what_was_said_only_by_the_mistakes() -> None:
    found = 0
    for one in stock()[:150]:
        wrong = {(each.thing, each.id, each.fact) for each in one.mistakes}
        seen = known(one, "inspection")
        for key, said in known(one, "application").items():
            if key in seen and is_quantity(key[0], key[2]):
                apart = seen[key][1] < said[0] or said[1] < seen[key][0]
                assert apart == (key in wrong), (one.name, key)
                found += apart
    assert found > 20


def test_what_a_register_prints_is_what_an_officer_finds() -> None:
    for one in stock()[:150]:
        seen = known(one, "inspection")
        printed = known(one, "register")
        assert ("house", "house", "sleeping_rooms") in printed
        assert all(seen.get(key, bounds) == bounds for key, bounds in printed.items())


def test_the_deeper_the_more_is_known() -> None:
    counts = [sum(len(known(one, depth)) for one in stock()[:60]) for depth in DEPTHS]
    assert counts[0] * 5 < counts[1] < counts[2] / 5


def test_an_inspection_leaves_little_open() -> None:
    so = sum(len(row) for one in stock()[:200] for rows in one.things.values() for row in rows)
    seen = sum(len(known(one, "inspection")) for one in stock()[:200])
    assert 0.85 < seen / so < 0.99


def test_a_locked_room_keeps_what_is_in_it_unknown() -> None:
    locked = [
        (one, row["id"])
        for one in stock()[:150]
        for row in one.sheet("inspection").things["room"]
        if row["sleepers"] != "0" and "ceiling_height" not in row and "floor_area" not in row
    ]
    assert locked
    for one, room in locked:
        windows = [row for row in one.sheet("inspection").things["window"] if row["room"] == room]
        assert all(row.keys() <= {"id", "room"} for row in windows)


def test_dates_are_counted_back_from_the_day_of_the_survey() -> None:
    one = stock()[1]
    early, late = (one.survey(on=date(2026, 1, day))["certificates"][0]["date"] for day in (1, 11))
    assert (date.fromisoformat(late) - date.fromisoformat(early)).days == 10


def test_every_kind_of_house_comes_as_often_as_its_figure_says() -> None:
    kinds = Counter(one.traits["kind"] for one in stock())
    chances = shipped().named["kind"].of({}).chances  # type: ignore[union-attr]
    assert sum((kinds[kind] - float(chance) * 500) ** 2 / (float(chance) * 500) for kind, chance in chances.items()) < 20


def number_of(row: dict[str, str], fact: str) -> int:
    return int(row[fact])


@pytest.mark.parametrize("kind", ["shared_house", "bedsits", "shared_flat", "converted_block", "hostel"])
def test_the_parts_of_a_house_agree(kind: str) -> None:
    for one in (one for one in stock() if one.traits["kind"] == kind):
        whole, things = one.things["house"][0], one.things
        persons = number_of(whole, "persons")
        assert persons == len(things["person"]) == sum(number_of(row, "sleepers") for row in things["room"])
        assert persons == sum(number_of(row, "persons") for row in things["unit"])
        assert number_of(whole, "storeys") == len(things["storey"]) <= 7
        assert {row["storey"] for row in things["room"]} <= {row["id"] for row in things["storey"]}
        assert all(row["has_wc"] == "yes" for row in things["bathroom"] if row["baths"] == row["showers"] == "0")
        assert all(number_of(row, "sleepers") <= 4 for row in things["room"])
        assert all(number_of(row, "users") >= 2 for row in things["kitchen"] if row["is_shared"] == "yes")
        assert all(len(rows) <= THINGS[thing].at_most for thing, rows in things.items())


def test_people_who_share_a_room_are_described() -> None:
    rooms = [row for one in stock() for row in one.things["room"] if row["sleepers"] not in ("0", "1")]
    couples = Counter((row["sharers_are_couple"], row["sharers_are_one_household"]) for row in rooms)
    assert couples["yes", "yes"] > couples["no", "no"] > 0
    assert couples["yes", "no"] == 0


def test_an_applicant_may_leave_one_person_out_everywhere() -> None:
    forgetful = [one for one in stock() if any(each.fact == "sleepers" for each in one.mistakes)]
    assert forgetful
    for one in forgetful:
        said = one.survey("application")
        assert int(said["house"]["persons"]) == int(one.things["house"][0]["persons"]) - 1
        consistency.check(one.observed("application"))
    assert {each.fact for one in forgetful for each in one.mistakes} >= {"sleepers", "persons", "households"}
    assert any({each.fact for each in one.mistakes}.isdisjoint({"households"}) for one in forgetful)


def test_an_area_that_is_overstated_is_more_than_a_tenth_too_large() -> None:
    wrong = [each for one in stock()[:200] for each in one.mistakes if each.fact == "floor_area"]
    assert wrong
    assert all(Decimal(each.said.split()[0]) > Decimal(each.so.split()[0]) * Decimal("1.1") for each in wrong)


def test_no_address_can_be_taken_for_a_real_one() -> None:
    for here in places():
        assert re.fullmatch(r"ZZ[1-6] [1-9][ABD-HJLNP-UW-Z]{2}", here.postcode)
        assert here.address[-1] == "Exampleton"
        assert re.fullmatch(r"9\d{12}", here.uprn)


def test_no_two_houses_of_a_stock_have_one_address() -> None:
    assert len({here.address for here in places()}) == len({here.uprn for here in places()}) == 5_000
    far = [house_particulars("stock", number).address for number in (0, 80_640, 161_280)]
    assert [lines[1] for lines in far] == ["Exampleton", "Quarter 2", "Quarter 3"]
    assert len({lines[0] for lines in far}) == 1


def test_nobody_behind_a_house_can_be_taken_for_real() -> None:
    for here in places()[:1_000]:
        for one in (here.proposed_licence_holder, here.manager, here.person_having_control, *(each for _, each in here.interested_persons)):
            assert re.fullmatch(r"07700 900\d{3}|01632 960\d{3}", one.phone)
            assert one.email.endswith("@example.org")
            assert "Exampleton, ZZ" in one.address
            assert not one.is_company or "(Exampleton)" in one.name


def test_a_house_agrees_with_its_particulars() -> None:
    for one in stock()[:100]:
        whole = one.things["house"][0]
        assert whole["has_managing_agent"] == ("yes" if one.particulars.has_agent else "no")
        assert whole["ward"] == one.particulars.ward
        assert one.particulars.ward in shipped().words["wards"]


def test_files_are_written_for_the_numbers_asked(tmp_path: Path) -> None:
    written = list(write_surveys(tmp_path / "new", 7, [4, 9], "application"))
    assert [path.name for path in written] == ["house-7-0000004.yaml", "house-7-0000009.yaml"]
    assert read_survey(written[1]).about["source"] == "invented, depth application, seed 7, number 9"


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    stock_generate.add(parser.add_subparsers())
    return parser


def test_a_stock_is_written_by_the_command_in_parts(
    tmp_path: Path, parser: argparse.ArgumentParser, capsys: pytest.CaptureFixture[str]
) -> None:
    given = parser.parse_args(["generate", "--houses", "2", "--seed", "7", "--first", "5", "--out", str(tmp_path), "--on", "2026-05-04"])
    assert given.run(given) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["house-7-0000005.yaml", "house-7-0000006.yaml"]
    assert read_survey(tmp_path / "house-7-0000005.yaml").on == date(2026, 5, 4)
    said = capsys.readouterr().out
    assert "2 surveys of invented houses" in said
    assert "Synthetic" in said


def test_a_stock_is_generated_at_once_and_every_file_says_it_is_synthetic(
    tmp_path: Path, parser: argparse.ArgumentParser, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fussy(survey: Survey) -> None:
        if survey.name.endswith("6"):
            raise Refused([Problem(survey.name, 0, "more floor than room")])

    monkeypatch.setattr(stock_generate, "check", fussy)
    out = tmp_path / "stock"
    words = ["generate", "--houses", "3", "--seed", "7", "--first", "5", "--as", "stock", "--council", "town", "--out", str(out)]
    given = parser.parse_args(words)
    assert given.run(given) == 0
    assert f"2 invented houses (1 set aside, see set_aside.json) written to {out}: depth inspection" in capsys.readouterr().out
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    tables_ = [path for path in files if path.suffix == ".parquet"]
    assert {parquet.read_schema(path).metadata[b"synthetic"].decode() for path in tables_} == {SYNTHETIC}
    assert [json.loads(path.read_text())["synthetic"] for path in files if path.suffix == ".json"] == [SYNTHETIC] * 2
    assert len(tables_) + 2 == len(files)
    assert json.loads((out / "set_aside.json").read_text())["houses"] == [{"house": "house-7-0000006", "reasons": ["more floor than room"]}]
    [kept] = opened(out).files["stock"]
    rows = parquet.ParquetFile(kept).read().to_pylist()
    assert [(row["house_id"], row["name"], row["council"]) for row in rows] == [
        (5, "house-7-0000005", "town"),
        (6, "house-7-0000007", "town"),
    ]


def test_several_processes_draw_the_same_houses_in_the_same_order(
    tmp_path: Path, parser: argparse.ArgumentParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock_generate, "A_SHARE", 1)
    monkeypatch.setattr(stock_generate, "A_FEW", 2)
    for workers in ("1", "2"):
        words = ["generate", "--houses", "5", "--seed", "7", "--as", "stock", "--workers", workers, "--out", str(tmp_path / workers)]
        given = parser.parse_args(words)
        assert given.run(given) == 0
    files = [path for path in sorted((tmp_path / "1").rglob("*")) if path.is_file()]
    assert len(files) > 10
    assert all(path.read_bytes() == (tmp_path / "2" / path.relative_to(tmp_path / "1")).read_bytes() for path in files)


def test_what_is_generated_as_a_stock_is_what_its_surveys_say(tmp_path: Path, parser: argparse.ArgumentParser) -> None:
    given = parser.parse_args(["generate", "--houses", "2", "--seed", "7", "--as", "stock", "--out", str(tmp_path / "stock")])
    assert given.run(given) == 0
    read = {name: parquet.ParquetFile(path).read().to_pylist() for name, [path] in opened(tmp_path / "stock").files.items()}
    made = arrow.tables([house(7, number).observed() for number in range(2)])
    for thing, rows in read.items():
        wanted = [{name: value for name, value in row.items() if name in rows[0]} for row in made[thing].to_pylist()]
        assert rows == [{**row, "council": ""} if thing == "stock" else row for row in wanted]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, parser: argparse.ArgumentParser) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    given = parser.parse_args(["generate", "--houses", "1", "--seed", "7", "--out", str(tmp_path / "file" / "in")])
    with pytest.raises(Refused, match="cannot be written"):
        given.run(given)


def test_a_number_of_houses_is_a_number(parser: argparse.ArgumentParser, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser.parse_args(["generate", "--houses", "many", "--seed", "7", "--out", "x"])
    assert "'many' is no number of houses" in capsys.readouterr().err
