"""The public register: what is found, what is in force today and since when, which particulars are shown, and the whole as files."""

import csv
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanlight.casework import assessing, entered, published
from fanlight.casework.actions import cases, matters, time
from fanlight.casework.models import Case, Council, Event, House, Licence, LicenceVersion, Party, StepTaken
from fanlight.casework.queries import exemptions, register
from fanlight.casework.queries.register import ENDED, IN_FORCE, TO_BEGIN, Area, Wanted
from fanlight.licensing.law import england
from fanlight.licensing.procedure import Role
from fanlight.licensing.register_particulars import demands
from tests.casework import test_decisions as decisions
from tests.casework.conftest import NOW
from tests.casework.test_decisions import ready

__all__ = ["ready"]

ON = date(2026, 6, 1)
OF_REGULATION_11 = {name for demand in demands(england(), ON) for name in demand.any_of}
WHICH_LICENCE = {"licence_number", "licence_type", "licence_state", "postcode"}


def licensed(council, number, *, address="", postcode="ZZ99 9AA", place=None, **more):
    """A licence of a house, as rows alone."""
    east, north = place or (None, None)
    house = House.objects.create(
        council=council, address=address or f"{number} Row, Exampleton", postcode=postcode, easting=east, northing=north
    )
    given = {"council": council, "house": house, "opened_at": NOW, "moved_at": NOW}
    home = Case.objects.create(table="application", state="granted", reference=f"HMO-{number}", **given)
    own = Case.objects.create(table="licence", state="in force", reference=f"LIC-{number}", parent=home, **given)
    licence = Licence.objects.create(council=council, house=house, number=f"LIC-{number}", case=own, application=home)
    step = StepTaken.objects.create(
        case=home, number=1, name="grant", from_state="a", state="granted", role=Role.COUNCIL, at=NOW, on=NOW.date()
    )
    held = {"from_on": date(2026, 4, 1), "until_on": date(2031, 3, 31), "holder": "Hal Holder", "persons": 5, "households": 4, **more}
    version = LicenceVersion.objects.create(licence=licence, number=1, step=step, content="{}", at=NOW, **held)
    entered.let_count(version)
    licence.refresh_from_db()
    return licence


def found(council, words="", **more):
    return [each.number for each in register.search(council, Wanted(words, **more), ON).licences]


@pytest.fixture
def town(council):
    return [
        licensed(council, 1, address="14 Sample Street, Exampleton", postcode="ZZ99 1AA"),
        licensed(council, 2, address="14a Sample Street, Exampleton", postcode="ZZ99 1AA"),
        licensed(council, 3, address="Flat 2, St John’s House, 9 Pretend-Road", postcode="ZZ9 8BB"),
    ]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", ["LIC-1", "LIC-2", "LIC-3"]),
        ("14 sample", ["LIC-1", "LIC-2"]),
        ("SAMPLE STREET exampleton", ["LIC-1", "LIC-2"]),
        ("14a Sample St", ["LIC-2"]),
        ("14 Sample Street, ZZ99 1AA", ["LIC-1", "LIC-2"]),
        ("14 Sample Street, ZZ9 8BB", []),
        ("zz991aa", ["LIC-1", "LIC-2"]),
        ("ZZ9", ["LIC-1", "LIC-2", "LIC-3"]),
        ("zz98", ["LIC-3"]),
        ("st john's", ["LIC-3"]),
        ("pretend road", ["LIC-3"]),
        ("lic-2", ["LIC-2"]),
        ("LIC-9", []),
        ("ample", []),
        ("%", []),
        ("_4", []),
        ("\\", []),
    ],
)
def test_a_licence_is_found_by_address_postcode_or_number(council, town, words, numbers):
    assert found(council, words) == numbers


def test_another_councils_licences_are_not_found(council, other_council, town):
    licensed(other_council, 1, address="14 Sample Street")
    assert len(found(council, "14 Sample")) == 2
    assert [each.council.slug for each in register.numbered("lic-1")] == ["elsewhere", "exampleton"]
    assert [each.council.slug for each in register.numbered("LIC-1", "elsewhere")] == ["elsewhere"]
    assert register.get(other_council, "LIC-2") is None


@pytest.mark.parametrize(
    ("from_on", "until_on", "ended_on", "word", "says"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), None, IN_FORCE, "in force since 1 June 2026"),
        (date(2026, 6, 2), date(2031, 6, 1), None, TO_BEGIN, "begins on 2 June 2026"),
        (date(2021, 6, 1), date(2026, 5, 31), None, ENDED, "Its last day was 31 May 2026"),
        (date(2021, 6, 1), date(2026, 5, 31), date(2026, 6, 1), ENDED, "Its last day was 31 May 2026"),
        (date(2024, 6, 1), date(2029, 5, 31), date(2026, 6, 1), ENDED, "ended on 1 June 2026, before its term"),
    ],
)
def test_what_is_in_force_is_told_by_the_days_whether_or_not_time_took_its_step(council, from_on, until_on, ended_on, word, says):
    licence = licensed(council, 1, from_on=from_on, until_on=until_on)
    Licence.objects.update(ended_on=ended_on)
    licence.refresh_from_db()
    state = register.standing(licence, ON)
    assert state.word == word and says in state.says
    assert bool(found(council)) is state.is_in_force
    assert found(council, with_ended=True) == ["LIC-1"]


def test_the_register_says_what_the_regulations_list_and_no_more(ready, officer, manager, council):
    decisions.granted(ready, officer, manager)
    licence = register.get(council, Licence.objects.get().number)
    shown = register.values(licence, ON)
    assert set(shown) <= OF_REGULATION_11 | WHICH_LICENCE
    assert shown["address"] == "14 Sample Street, Exampleton" and shown["storeys"] == 3
    assert (shown["max_persons"], shown["max_households"], shown["start_on"]) == (5, 5, date(2026, 5, 1))
    assert "Schedule 4" in shown["conditions"]
    # Of what nobody observed no number is made up, and a list of rooms that may not be whole has none.
    assert {"living_rooms", "sleeping_rooms", "shared_wcs", "description"}.isdisjoint(shown)


@pytest.mark.parametrize(
    ("rule", "holder", "company"),
    [
        ("keep", "Hal Holder", "Made-up Lets Ltd"),
        ("organisations", "(withheld)", "Made-up Lets Ltd"),
        ("initials", "H. H.", "Made-up Lets Ltd"),
        ("drop", None, None),
    ],
)
def test_names_stand_by_the_rule_of_the_council(council, rule, holder, company):
    Council.objects.update(register_names=rule)
    people = {"holder_name": "Hal Holder", "holder_address": "3 Close", "manager_name": "Made-up Lets Ltd"}
    shown = register.values(register.get(council, licensed(council, 1, particulars=people).number), ON)
    assert (shown.get("holder_name"), shown.get("manager_name")) == (holder, company)
    assert ("holder_address" in shown) is (rule != "drop")


def test_of_a_licence_that_has_ended_nothing_of_people_is_shown(council):
    licence = licensed(council, 1, until_on=date(2026, 5, 31), particulars={"holder_name": "Made-up Lets Ltd", "storeys": 3})
    shown = register.values(register.get(council, licence.number), ON)
    assert set(shown) == {"licence_number", "licence_type", "licence_state", "address", "postcode", "start_on", "end_on"}


def test_a_variation_counts_from_the_day_it_takes_effect(council, officer):
    licence = licensed(council, 1)
    case = cases.open_case("variation", house=licence.house, by=officer, at=NOW, parent=licence.case)
    varied = {"case": case, "number": 1, "name": "vary", "from_state": "proposed", "state": "varied", "role": "x", "at": NOW, "on": ON}
    step = StepTaken.objects.create(**varied)
    LicenceVersion.objects.create(
        licence=licence, number=2, step=step, from_on=licence.from_on, until_on=date(2030, 1, 1), holder="x", persons=7, households=6,
        content="{}", at=NOW,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="varied")
    entered.follow(step)
    held = register.get(council, "LIC-1")
    assert (held.current.persons, register.waiting(held)) == (5, True)
    step = StepTaken.objects.create(**varied | {"number": 2, "name": "take-effect", "from_state": "varied", "state": "in effect"})
    Case.objects.filter(pk=case.pk).update(state="in effect")
    entered.follow(step)
    held = register.get(council, "LIC-1")
    assert (held.current.persons, held.until_on, register.waiting(held)) == (7, date(2030, 1, 1), False)
    assert [text for _, text in register.history(held, ON)] == [
        "It was granted.", "It came into force.", "It was decided to vary it.", "The variation took effect.",
    ]  # fmt: skip


def test_a_licence_that_ends_with_its_holder_ends_on_the_day_of_death(ready, officer, manager, council):
    decisions.granted(ready, officer, manager)
    begun = datetime(2026, 5, 2, 9, tzinfo=UTC)
    assert "come-into-force" in [each.step for each in time.let_pass(begun)]
    licence = Licence.objects.get()
    assert register.standing(licence, begun.date()).is_in_force
    matters.record_death(licence.case, date(2026, 5, 20), how_known="The certificate.", by=officer, at=datetime(2026, 5, 25, 9, tzinfo=UTC))
    licence.refresh_from_db()
    assert licence.ended_on == date(2026, 5, 20)
    assert register.standing(licence, ON).says == "It ended on 20 May 2026, before its term was over."
    assert register.history(licence, ON)[-1] == (date(2026, 5, 20), "It ended.")


def test_what_a_tribunal_was_asked_and_decided_stands_beside_the_licence(council):
    licence = licensed(council, 1)
    given = {"council": council, "house": licence.house, "opened_at": NOW, "moved_at": NOW, "state": "decided", "table": "appeal"}
    appeal = Case.objects.create(reference="APP-1", parent=licence.application, **given)
    other = Case.objects.create(reference="APP-2", parent=licence.case, **given)
    for case, number, name, details in (
        (appeal, 1, "appeal", {"tribunal_number": "EX/1", "grounds": "Never shown."}),
        (appeal, 2, "decide", {"tribunal_decision": "Confirmed."}),
        (other, 1, "appeal", {}),
    ):
        StepTaken.objects.create(case=case, number=number, name=name, from_state="a", state="b", role="x", at=NOW, on=ON, details=details)
    told = register.tribunal([licence])[licence.pk]
    assert told["tribunal_references"] == "Appeal EX/1, made on 1 June 2026; Appeal without a number on record, made on 1 June 2026"
    assert told["tribunal_decisions"] == "Appeal EX/1, decided on 1 June 2026: Confirmed."


def test_the_map_counts_what_lies_in_each_square_and_says_what_is_not_placed(council):
    for number, place in enumerate([(1005, 2005), (1095, 2095), (1105, 2005), None], 1):
        licensed(council, number, place=place)
    assert register.squares(council, Wanted(), ON, 100) == [(1000, 2000, 2), (1100, 2000, 1)]
    reached = register.extent(council, Wanted(), ON)
    assert (reached.west, reached.south, reached.east, reached.north, reached.unplaced) == (1005, 2005, 1105, 2095, 1)
    assert found(council, area=Area(1000, 2000, 100)) == ["LIC-1", "LIC-2"]
    assert register.extent(council, Wanted("nowhere"), ON).west is None


def test_pages_hold_a_few_and_a_page_past_the_last_is_the_last(council, monkeypatch):
    for number in range(register.PAGE + 1):
        licensed(council, f"{number:03}")
    first, last = (register.search(council, Wanted(page=page), ON) for page in (1, 99))
    assert (len(first.licences), first.count, first.last_page) == (register.PAGE, register.PAGE + 1, 2)
    assert (len(last.licences), last.page) == (1, 2)
    monkeypatch.setattr(register, "PAGE", 4)
    pages = [register.search(council, Wanted(page=page), ON).licences for page in range(1, 8)]
    numbers = [each.number for page in pages for each in page]
    assert numbers == [f"LIC-{number:03}" for number in range(26)]


@pytest.mark.parametrize(("held", "last_page"), [(0, 1), (3, 1), (4, 1), (5, 2)])
def test_what_words_find_is_counted_whether_or_not_it_fits_on_a_page(council, monkeypatch, held, last_page):
    monkeypatch.setattr(register, "PAGE", 4)
    for number in range(held):
        licensed(council, f"{number:03}")
    told = register.search(council, Wanted("row"), ON)
    assert (told.count, len(told.licences), told.page, told.last_page) == (held, min(held, 4), 1, last_page)
    past = register.search(council, Wanted("row", page=9), ON)
    assert (past.count, past.page) == (held, last_page)


def test_a_search_asks_the_same_of_the_database_however_much_it_finds(council):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            for each in register.search(council, Wanted("row"), ON).licences:
                assert each.house.address and each.current.persons
        return len(queries)

    licensed(council, 1)
    few = asked()
    for number in range(2, 9):
        licensed(council, number)
    assert asked() == few


@pytest.fixture
def kept_here(settings, tmp_path):
    settings.DATA = tmp_path


def test_the_whole_register_goes_out_in_its_documented_layout(council, kept_here):
    for number in range(3):
        licensed(council, number, particulars={"storeys": number + 2, "holder_name": "Hal Holder"})
    licensed(council, 9, until_on=date(2026, 5, 1))
    rows = list(csv.DictReader(published.file(council, "register.csv", ON).read_text(encoding="utf-8").splitlines()))
    assert [(row["licence_number"], row["storeys"], row["holder_name"]) for row in rows] == [
        (f"LIC-{number}", str(number + 2), "(withheld)") for number in range(3)
    ]
    plain = json.loads(published.file(council, "register.json", ON).read_text(encoding="utf-8"))
    assert (len(plain["entries"]), plain["names"]) == (3, "organisations")
    package = json.loads(published.file(council, "datapackage.json", ON).read_text(encoding="utf-8"))
    assert package["resources"][0]["bytes"] == published.file(council, "register.csv", ON).stat().st_size
    with pytest.raises(KeyError):
        published.file(council, "set-aside.csv", ON)


def test_the_files_are_made_anew_once_the_record_has_gone_on(council, kept_here):
    licensed(council, 1)
    first = published.file(council, "register.csv", ON)
    assert published.file(council, "register.csv", ON) == first
    licensed(council, 2)
    Council.objects.update(last_event=7)
    again = published.file(Council.objects.get(pk=council.pk), "register.csv", ON)
    assert again != first and len(again.read_text(encoding="utf-8").splitlines()) == 3
    assert Event.objects.count() == 0


def test_many_licences_are_written_in_several_turns(council, kept_here, monkeypatch):
    monkeypatch.setattr(register, "BATCH", 2)
    for number in range(5):
        licensed(council, number)
    assert [entry.values["licence_number"] for entry in register.entries(council, ON)] == [f"LIC-{number}" for number in range(5)]


def test_an_exemption_in_force_shows_what_the_regulations_list_and_one_that_ended_nobody(council, house):
    case = Case.objects.create(
        council=council, house=house, table="temporary-exemption", state="first in force", reference="TEN-1", opened_at=NOW, moved_at=NOW
    )
    Party.objects.create(case=case, role="person having control", name="Made-up Lets Ltd", address="1 Way\nExampleton")
    Party.objects.create(case=case, role="applicant", name="Made-up Lets Ltd")
    for number, (from_on, until_on) in enumerate([(date(2026, 2, 1), date(2026, 4, 30)), (date(2026, 4, 30), date(2026, 7, 29))], 1):
        step = StepTaken.objects.create(case=case, number=number, name="serve", from_state="a", state="b", role="x", at=NOW, on=from_on)
        case.exemptions.create(step=step, from_on=from_on, until_on=until_on, steps_to_be_taken="Sold to a family.")
    (shown,) = exemptions.listed(council, ON)
    assert (shown.name, shown.where, shown.steps) == ("Made-up Lets Ltd", "1 Way, Exampleton", "Sold to a family.")
    assert shown.previous == "1 February 2026 to 30 April 2026" and shown.last_on == date(2026, 7, 29)
    second, first = exemptions.get(council, "TEN-1", ON)
    assert second == shown and (first.is_in_force, first.name, first.steps) == (False, "", "")
    assert exemptions.listed(council, ON + timedelta(days=60)) == []
    assert exemptions.get(council, "TEN-9", ON) == []


def flats(case, document):
    terms = decisions.terms(case)
    found = entered.particulars(case, terms, assessing.survey_of(document), ON)
    return found.get("self_contained_flats"), found.get("other_flats")


UNIT = {"id": "u1", "is_self_contained": "yes"}
LISTED = {"complete": ["units"]}


@pytest.mark.parametrize(
    ("document", "counted"),
    [
        ({"house": {"kind": "house"}, "units": [UNIT], **LISTED}, (0, 0)),
        ({"house": {"kind": "house"}, "units": [{**UNIT, "is_self_contained": "no"}], **LISTED}, (0, 0)),
        ({"house": {"kind": "flat"}, "units": [UNIT], **LISTED}, (1, 0)),
        ({"house": {"kind": "house"}, "units": [UNIT, {**UNIT, "id": "u2"}], **LISTED}, (2, 0)),
        ({"house": {}, "units": [UNIT], **LISTED}, (None, 0)),
        ({"house": {"kind": "house"}, "units": [UNIT]}, (None, None)),
        ({"house": {"kind": "house", "flats": "1"}, "units": [UNIT], **LISTED}, (1, 0)),
    ],
    ids=["a whole house", "not self-contained", "a flat", "two flats", "of unknown kind", "perhaps more units", "as counted by hand"],
)
def test_a_whole_house_let_as_one_unit_is_no_flat(ready, document, counted):
    assert flats(ready, document) == counted
