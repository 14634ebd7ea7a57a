"""Licences entered from a register: what is set aside and why, what is kept as not known, and that nothing is entered twice."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from fanlight.casework.actions import importing, time
from fanlight.casework.actions.importing import Source
from fanlight.casework.intake import Fate
from fanlight.casework.models import Case, Event, House, Licence, LicenceEntered, Party
from fanlight.casework.queries import house_risks, kept, register
from fanlight.casework.queries import licences as reading
from fanlight.casework.queries.register import Wanted
from fanlight.licensing.register_entries import Entry, Fault
from tests.casework.conftest import NOW

ON = NOW.date()
SOUND = {
    "licence_number": "EX/001", "address": "1 Sample Street, Exampleton", "postcode": "EX1 1AA", "start_on": date(2024, 4, 1),
    "end_on": date(2029, 3, 31), "max_persons": 6, "max_households": 5, "holder_name": "Sample Homes Limited",
    "holder_address": "1 Office Row", "storeys": 3,
}  # fmt: skip


def row(number=1, /, **more):
    return Entry(number, {name: value for name, value in {**SOUND, **more}.items() if value is not None})


def enter(council, *rows):
    return importing.enter(council, rows, Source("register.csv"), at=NOW)


def test_a_row_becomes_a_licence_in_force_that_the_register_lists(council):
    (done,) = enter(council, row())
    assert done.fate is Fate.NEW and done.missing == ("conditions", "sleeping_rooms")
    licence = Licence.objects.get(number="EX/001")
    assert (licence.case.state, licence.application, licence.case.kind) == ("in force", None, importing.KIND)
    assert [each.number for each in register.search(council, Wanted("1 sample"), ON).licences] == ["EX/001"]
    shown = register.values(licence, ON)
    assert (shown["max_persons"], shown["storeys"], shown["holder_name"]) == (6, 3, "Sample Homes Limited")
    assert list(Party.objects.values_list("role", "name")) == [("licence holder", "Sample Homes Limited")]
    mark = LicenceEntered.objects.get()
    assert (mark.source, mark.row, mark.missing) == ("register.csv", 1, ["conditions", "sleeping_rooms"])
    assert Event.objects.filter(kind="licence entered from a register").count() == 1


def test_what_the_register_does_not_say_stays_not_known_and_is_no_number(council):
    enter(council, row(max_persons=None, max_households=None, holder_name="(withheld)", postcode=None))
    licence = Licence.objects.get()
    version = licence.current
    assert (version.persons, version.households, version.holder) == (None, None, "")
    assert {"max_persons", "max_households", "holder_name", "postcode"} <= set(LicenceEntered.objects.get().missing)
    assert "max_persons" not in register.values(licence, ON) and not Party.objects.exists()


def test_a_holder_who_is_not_known_is_not_taken_for_one_without_overdue_conditions(council):
    enter(council, row(holder_name="(withheld)"), row(2, licence_number="EX/002", address="2 Sample Street, Exampleton"))
    known = house_risks.of_council(council, ON)
    found = {each.number: known.risks(each.house_id) for each in Licence.objects.all()}
    assert (found["EX/001"].overdue_conditions, found["EX/002"].overdue_conditions) == (None, 0)


def test_what_the_licence_is_about_can_be_read_and_its_record_holds(council):
    enter(council, row())
    licence = Licence.objects.get()
    assert all(fault == "" for _, fault in kept.cases(council))
    assert register.history(licence, ON) == [(date(2024, 4, 1), "It came into force."), (ON, register.FROM_REGISTER)]
    assert register.tribunal([licence]) == {} and reading.calendar(licence, ON)


@pytest.mark.parametrize(
    ("begins", "ends", "state"),
    [
        (date(2026, 3, 2), date(2031, 3, 1), "in force"),
        (date(2026, 3, 3), date(2031, 3, 2), "granted"),
        (date(2021, 3, 2), date(2026, 3, 2), None),
        (date(2021, 3, 3), date(2026, 3, 2), "in force"),
        (date(2021, 3, 2), date(2026, 3, 1), "ended"),
    ],
)
def test_its_case_stands_where_its_days_have_brought_it(council, begins, ends, state):
    (done,) = enter(council, row(start_on=begins, end_on=ends))
    found = Case.objects.filter(table="licence").first()
    assert (found.state if found else None) == state and (done.fate is Fate.ASIDE) is (state is None)
    assert [each for each in time.let_pass(NOW)] == []


def test_the_same_register_twice_enters_nothing_twice(council):
    enter(council, row(1), row(2, licence_number="EX/002"))
    again = enter(council, row(1), row(2, licence_number="EX/002"), row(3, licence_number="EX/003"))
    assert [each.fate for each in again] == [Fate.THERE, Fate.THERE, Fate.NEW]
    assert Licence.objects.count() == 3 and House.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "particular", "why"),
    [
        ({"licence_number": None}, "licence_number", "number is not given"),
        ({"address": None}, "address", "address of the house is not given"),
        ({"start_on": None}, "start_on", "first day is not given"),
        ({"end_on": None}, "end_on", "last day is not given"),
        ({"end_on": date(2024, 3, 31)}, "end_on", "before the first"),
        ({"start_on": date(2005, 1, 1), "end_on": date(2006, 1, 1)}, "start_on", "before 2006"),
        ({"end_on": date(2029, 4, 1)}, "end_on", "longer than five years"),
        ({"end_on": date.max}, "end_on", "longer than five years"),
        ({"max_persons": 0}, "max_persons", "no number that a licence can permit"),
        ({"max_persons": 501}, "max_persons", "no number that a licence can permit"),
        ({"max_persons": 4}, "max_households", "5 households cannot be 4 persons"),
        ({"licence_type": "Selective"}, "licence_type", "selective"),
        ({"licence_type": "Temporary exemption notice"}, "licence_type", "temporary exemption"),
        ({"licence_number": "LIC-2026-00001"}, "licence_number", "form of the numbers"),
        ({"licence_number": "X" * 41}, "licence_number", "longer than 40"),
        ({"address": "1 \0 Street"}, "address", "cannot be printed"),
        ({"postcode": "QQ1 1AA"}, "postcode", "no postcode begins with QQ"),
        ({"uprn": "12a"}, "uprn", "no UPRN"),
    ],
)
def test_a_row_that_cannot_be_is_set_aside_with_the_field_and_the_remedy(council, more, particular, why):
    (done,) = enter(council, row(**more))
    assert done.fate is Fate.ASIDE and not Licence.objects.exists()
    assert any(each.particular == particular and why in each.why and each.remedy for each in done.troubles)


def test_a_row_that_could_not_be_read_says_so_in_the_words_of_the_reader(council):
    (done,) = enter(council, Entry(9, dict(SOUND), (Fault("unreadable", "start_on", "soon", "'soon' is no date."),)))
    (trouble,) = done.troubles
    assert (done.row, trouble.particular, trouble.why) == (9, "start_on", "'soon' is no date.") and trouble.remedy


def test_a_number_that_is_kept_and_says_otherwise_is_set_aside_in_one_register_too(council):
    done = enter(council, row(1), row(2, max_persons=7), row(3))
    assert [each.fate for each in done] == [Fate.NEW, Fate.ASIDE, Fate.THERE]
    assert "says otherwise" in done[1].troubles[0].why


def test_a_house_is_known_again_by_its_uprn_or_its_whole_address(council):
    known = House.objects.create(council=council, uprn="100", address="elsewhere", postcode="EX1 1AA")
    other = House.objects.create(council=council, address="1 SAMPLE Street, Exampleton", postcode="EX1 1AA")
    enter(council, row(1, uprn="0100"), row(2, licence_number="EX/002"), row(3, licence_number="EX/003", postcode=None))
    found = dict(Licence.objects.values_list("number", "house"))
    assert (found["EX/001"], found["EX/002"]) == (known.pk, other.pk) and found["EX/003"] not in (known.pk, other.pk)


def test_all_rows_are_entered_or_none(council, monkeypatch):
    first = importing._licence

    def breaks(council, said, source, at):
        if said.row == 2:
            raise RuntimeError("the power fails")
        first(council, said, source, at)

    monkeypatch.setattr(importing, "_licence", breaks)
    with pytest.raises(RuntimeError):
        enter(council, row(1), row(2, licence_number="EX/002"))
    assert not Licence.objects.exists() and not Event.objects.exists() and not House.objects.exists()


def test_a_dry_run_changes_nothing(council):
    (done,) = importing.weighed(council, [row()], at=NOW)
    assert done.fate is Fate.NEW and not Licence.objects.exists()


REGISTER = """Licence No,Licence holder,Address of HMO,Post Code,Licence commenced,Licence expires,Max persons
EX/001,Sample Homes Limited,"1 Sample Street, Exampleton",EX1 1AA,01/04/2024,31/03/2029,6
EX/002,Sample Homes Limited,"2 Sample Street, Exampleton",EX1 1AB,01/04/2024,31/03/2031,6
"""


def test_the_command_goes_through_a_register_first_and_then_enters_it(council, tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER)
    call_command("import_licences", "exampleton", path)
    told = capsys.readouterr().out
    assert "register.csv:3: end_on: the licence would last longer than five years" in told and "Remedy:" in told
    assert "not said: max_households of 1" in told and "2 rows read: 1 would be entered, 0 already there, 1 set aside" in told
    assert not Licence.objects.exists()
    call_command("import_licences", "exampleton", path, "--enter")
    assert "1 entered" in capsys.readouterr().out
    call_command("import_licences", "exampleton", path, "--enter", "--dates", "dmy")
    assert "0 entered, 1 already there" in capsys.readouterr().out
    assert Licence.objects.get().number == "EX/001"


def test_the_command_says_what_it_cannot_use(council, tmp_path):
    with pytest.raises(CommandError, match="no council is called 'nowhere'"):
        call_command("import_licences", "nowhere", tmp_path / "register.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_licences", "exampleton", tmp_path / "register.csv")
