"""Houses are placed on the map from a table of the council's gazetteer, all or none."""

import pytest
from django.core.management import CommandError, call_command

from fanlight.casework.actions import houses
from fanlight.casework.models import Event, House
from fanlight.facts.files import Refused


def test_the_houses_that_a_table_names_are_placed_and_the_others_counted(council, house, tmp_path, capsys):
    House.objects.create(council=council, address="2 Row")
    table = tmp_path / "gazetteer.csv"
    table.write_text("UPRN,NAME,X_COORDINATE,Y_COORDINATE\n0001,a,40001.4,210000\n7,b,1,2\n", encoding="utf-8-sig")
    call_command("place_houses", "exampleton", str(table))
    house.refresh_from_db()
    assert (house.easting, house.northing) == (40001, 210000)
    assert "1 houses placed; 1 houses of Exampleton have no place" in capsys.readouterr().out
    assert [event.kind for event in Event.objects.all()] == ["houses placed"]
    call_command("place_houses", "exampleton", str(table))
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("UPRN,X\n1,2\n", "no column y_coordinate"),
        ("", "no column uprn"),
        ("uprn,x,y\nabc,1,2\n", "2: 'abc' is no UPRN"),
        ("uprn,x,y\n1,-4,2\n", "easting '-4' lies outside"),
        ("uprn,x,y\n1,4\n", "northing '' lies outside"),
        ("uprn,x,y\n1,4,1e9\n", "northing '1e9' lies outside"),
        ("uprn,x,y\n1,4,9999999\n", "northing '9999999' lies outside"),
    ],
)
def test_a_faulty_table_is_refused_by_line_and_nothing_is_placed(council, house, tmp_path, text, why):
    with pytest.raises(Refused, match=why):
        houses.read_places(text.splitlines(keepends=True), "gazetteer.csv")
    table = tmp_path / "gazetteer.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("place_houses", "exampleton", str(table))
    house.refresh_from_db()
    assert house.easting is None


def test_an_unknown_council_or_an_unreadable_file_is_said(council, tmp_path):
    with pytest.raises(CommandError, match="no council is called 'nowhere'"):
        call_command("place_houses", "nowhere", "x.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("place_houses", "exampleton", str(tmp_path / "none.csv"))
    (tmp_path / "latin.csv").write_bytes(b"uprn,x,y\n\xff\n")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("place_houses", "exampleton", str(tmp_path / "latin.csv"))
