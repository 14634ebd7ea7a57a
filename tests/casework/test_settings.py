"""What an administrator sets counts from then on: schemes where a licence is asked, fees by the day of the application; and exports."""

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from fanlight.casework import assessing, exporting, fees
from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Office
from fanlight.casework.actions import cases, councils, designations, exports, fee_tables, uploads
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.designations import Designated
from fanlight.casework.actions.exports import TooMuch
from fanlight.casework.actions.fee_tables import Charged, NewTable
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import Kind
from fanlight.casework.fees import Part
from fanlight.casework.models import Account, Case, Council, Event, FeesKept, FireAuthority, House, Payment, SignedIn, Upload
from fanlight.casework.queries import people, record
from fanlight.facts.files import Refused
from fanlight.facts.survey_file import read_survey_text
from tests.casework.conftest import NOW, account, staff, told
from tests.casework.files_given import PDF

ON = NOW.date()
SQUARE = {"type": "Polygon", "coordinates": [[[-1.9, 52.4], [-1.8, 52.4], [-1.8, 52.5], [-1.9, 52.5], [-1.9, 52.4]]]}
SAID = {
    "kind": "selective", "says": "All let homes by the river.", "made_on": "2025-06-02", "confirmed_on": "2025-07-01", "from": "2025-11-01",
    "until": "2030-11-01", "citation": "Minute 12",
}  # fmt: skip


@pytest.fixture
def admin(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


@pytest.fixture
def stranger(other_council):
    return staff("Eve Elsewhere", Office.ADMINISTRATOR, council=other_council)


def house(**said):
    """A house let to one family: no HMO, so that only a selective scheme can ask a licence of it."""
    told_ = {"house": {"is_hmo": "no", "persons": "3", "households": "1", "is_privately_rented": "yes", **said}}
    return read_survey_text(json.dumps(told_), "a house")


def designate(council, admin, **more):
    given = {"name": "river", "said": SAID, "map": json.dumps(SQUARE), **more}
    return designations.designate(council, Designated(**given), by=admin, at=NOW)


def missing(council, **said):
    return assessing.licence_need(house(**said), council, ON).needed


def test_a_scheme_that_is_entered_is_asked_where_the_house_lies(council, admin):
    designations.state_complete(council, date(2006, 4, 6), by=admin, at=NOW)
    assert not [each for each in missing(council).missing if "location" in each]
    designate(council, admin)
    assert "house.location" in missing(council).missing
    assert missing(council).word == "cannot tell"
    inside, outside = missing(council, location="52.45, -1.85"), missing(council, location="52.6, -1.85")
    assert "river" in str(inside.cited) + str(assessing.licence_need(house(location="52.45, -1.85"), council, ON))
    assert not [each for each in outside.missing if "location" in each]
    assert told("scheme designated")["citation"] == "Minute 12"


def test_where_others_may_be_in_force_no_house_is_surely_in_none(council, admin):
    designate(council, admin)
    outside = missing(council, location="52.6, -1.85")
    assert any("selective scheme of exampleton" in each for each in outside.missing)
    assert outside.word != "no"
    designations.state_complete(council, date(2006, 4, 6), by=admin, at=NOW)
    assert not any("selective scheme of" in each for each in missing(council, location="52.6, -1.85").missing)


def test_the_latest_word_on_a_scheme_counts(council, admin):
    designations.state_complete(council, date(2006, 4, 6), by=admin, at=NOW)
    designate(council, admin)
    designate(council, admin, said={**SAID, "revoked_on": "2026-01-01"})
    assert "house.location" not in missing(council).missing
    assert record.prove(council).fault == ""


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"said": {**SAID, "from": "2025-09-30"}}, "cannot be before 2025-10-01"),
        ({"said": {**SAID, "until": "2030-11-02"}}, "cannot be after 2030-11-01"),
        ({"wards": "Market"}, "not both"),
        ({"map": " " * 2_000_001}, "larger than"),
        ({"name": "a b"}, "letters, figures and hyphens"),
        ({"said": {key: text for key, text in SAID.items() if key != "citation"}}, "needs 'citation:'"),
    ],
)
def test_a_scheme_the_law_does_not_allow_is_refused(council, admin, more, fault):
    with pytest.raises(Refused, match=fault):
        designate(council, admin, **more)
    assert not Event.objects.exists()


def new(**said):
    given = {"from_on": date(2026, 4, 1), "citation": "Minute 8", **said}
    return NewTable(charged={"licence": Charged(Decimal(500), Decimal(450), {"accredited": Decimal(50)})}, **given)


def test_an_application_keeps_the_fees_of_its_day(council, applicant, admin):
    place = House.objects.create(council=council, address="2 Sample Street", postcode="ZZ99 1AB")
    early = cases.open_case("application", house=place, by=applicant, at=NOW)
    Payment.objects.create(case=early, part="first", pence=48000, method="card", reference="p", at=NOW)
    cases.take_step(early, Taking("submit", applicant, NOW))
    fee_tables.adopt(council, new(), by=admin, at=NOW)
    after = date(2026, 4, 1)
    assert fees.owed(early, Part.FIRST, after).most == 48000
    late = cases.open_case("application", house=place, by=applicant, at=NOW)
    assert fees.owed(late, Part.FIRST, date(2026, 3, 31)).most == 48000
    assert fees.owed(late, Part.FIRST, after).most == 50000
    assert (fees.owed(late, Part.SECOND, after).least, fees.owed(late, Part.SECOND, after).most) == (40000, 45000)
    fee_tables.adopt(council, new(from_on=date(2026, 5, 1), citation="Minute 9"), by=admin, at=NOW)
    assert fees.owed(late, Part.FIRST, after).most == 50000
    assert told_of("fees adopted") == ["2026-04-01", "2026-05-01"]


def told_of(kind):
    return [json.loads(each.about)["from"] for each in Event.objects.filter(kind=kind).order_by("number")]


def test_a_council_without_a_table_gets_its_first(other_council, stranger):
    assert fees.table_of(other_council) is None
    assert [fee.name for fee in fee_tables.in_force(other_council, ON)] == ["licence", "renewal"]
    given = NewTable(date(2026, 4, 1), {"licence": Charged(Decimal(1), Decimal(2))}, "Minute 1")
    fee_tables.adopt(other_council, given, by=stranger, at=NOW)
    assert fees.of_first(other_council, date(2026, 4, 1)).quote.most == 3
    assert fees.of_first(other_council, ON).quote is None


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (new(from_on=ON), "tomorrow or later"),
        (new(citation=" "), "where the decision"),
        (NewTable(date(2026, 4, 1), {"tip": Charged(Decimal(1), Decimal(1))}, "x"), "no fee is called 'tip'"),
        (NewTable(date(2026, 4, 1), {"licence": Charged(Decimal(900), Decimal(0), {"accredited": Decimal(0)})}, "x"), "unlawful"),
    ],
)
def test_fees_that_cannot_be_are_refused(council, admin, given, fault):
    with pytest.raises((ValueError, Refused), match=fault):
        fee_tables.adopt(council, given, by=admin, at=NOW)
    assert not FeesKept.objects.exists()


def test_only_its_own_administrator_sets_a_council_up(council, officer, stranger, tmp_path):
    for by in (officer, stranger):
        for change in (
            lambda by=by: designate(council, by),
            lambda by=by: designations.state_complete(council, ON, by=by, at=NOW),
            lambda by=by: fee_tables.adopt(council, new(), by=by, at=NOW),
            lambda by=by: councils.change(council, councils.about(council), by=by, at=NOW),
            lambda by=by: exports.by_page(council, tmp_path / "x.zip", by=by, at=NOW),
        ):
            with pytest.raises(NotPermitted):
                change()
    assert not Event.objects.exists()
    assert list(tmp_path.iterdir()) == []


def full(council, applicant, name, settings, tmp_path):
    """A council with a case, a file and what belongs to it, all of it named so that it can be looked for."""
    settings.UPLOADS = tmp_path / "uploads"
    place = House.objects.create(council=council, address=f"1 {name} Street", postcode="ZZ99 1AA", uprn=str(len(name)))
    case = cases.open_case("application", house=place, by=applicant, at=NOW)
    with uploads.intake() as into:
        uploads.accept(case, Given(Kind.PLAN, f"{name}.pdf", PDF), by=applicant, at=NOW, into=into)
    return case


def read(path):
    with ZipFile(path) as archive:
        return json.loads(archive.read("descriptor.json")), {name: archive.read(name) for name in archive.namelist()}


def rows(held, name):
    return [json.loads(line) for line in held[f"tables/{name}.jsonl"].splitlines()]


def test_a_file_holds_everything_of_its_council_and_nothing_of_another(council, other_council, applicant, officer, settings, tmp_path):
    full(council, applicant, "Mine", settings, tmp_path)
    other = full(other_council, people.as_applicant(account("Oda Other")), "Theirs", settings, tmp_path)
    assert Case.objects.filter(pk=other.pk).exists()
    call_command("export_council", "exampleton", tmp_path / "out.zip", stdout=io.StringIO())
    said, held = read(tmp_path / "out.zip")
    whole = b"\n".join(held.values())
    assert b"1 Mine Street" in whole
    for strange in (b"Theirs", b"Oda", b"Elsewhere", b"elsewhere"):
        assert strange not in whole
    assert [row["slug"] for row in rows(held, "council")] == ["exampleton"]
    assert len(rows(held, "case")) == 1
    for table in said["tables"]:
        assert sha256(held[table["path"]]).hexdigest() == table["sha256"]
        assert len(held[table["path"]].splitlines()) == table["rows"]
        assert all(set(row) == {each["name"] for each in table["columns"]} for row in rows(held, table["name"]))
    upload = Upload.objects.get(case__council=council)
    assert held[f"files/{upload.stored_as}"] == PDF
    assert {name for name in held if name.startswith("files/")} == {f"files/{upload.stored_as}"}
    assert said["holds_criminal_offence_data"] is True
    assert (tmp_path / "out.zip").stat().st_mode & 0o077 == 0


def test_no_password_and_no_session_is_ever_in_it(council, officer, applicant, settings, tmp_path):
    officer.account.set_password("a secret of Olu")
    officer.account.save()
    full(council, applicant, "Mine", settings, tmp_path)
    exporting.write(council, tmp_path / "out.zip", at=NOW, with_offences=True)
    _, held = read(tmp_path / "out.zip")
    assert all(set(row) == {"id", "email", "name"} for row in rows(held, "account"))
    assert {row["email"] for row in rows(held, "account")} == {officer.account.email, applicant.account.email}
    assert officer.account.password.encode() not in b"".join(held.values())


def test_every_table_leads_to_its_council():
    known = {Account, FireAuthority, SignedIn, *exporting.paths()}  # an account and its sessions are of no council
    assert known == set(apps.get_app_config("casework").get_models())
    assert exporting.paths()[Council] == "pk"
    assert exporting.paths()[Upload] == "case__council"


def test_a_file_that_was_lost_is_named_and_the_rest_is_there(council, applicant, settings, tmp_path, capsys):
    full(council, applicant, "Mine", settings, tmp_path)
    for path in settings.UPLOADS.rglob("*"):
        if path.is_file():
            path.unlink()
    call_command("export_council", "exampleton", tmp_path / "out.zip")
    assert "cannot be read" in capsys.readouterr().err
    assert len(read(tmp_path / "out.zip")[0]["files_not_readable"]) == 1


def test_what_cannot_be_written_leaves_no_file(council, tmp_path):
    for args, fault in (
        (("nowhere", tmp_path / "out.zip"), "no council is called"), (("exampleton", tmp_path), "is there already"),
        (("exampleton", tmp_path / "no" / "out.zip"), "cannot be written"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=fault):
            call_command("export_council", *args)
    assert list(tmp_path.iterdir()) == []


def test_convictions_are_left_out_on_request_and_on_every_page(council, admin, tmp_path):
    call_command("export_council", "exampleton", tmp_path / "a.zip", without_offences=True, stdout=io.StringIO())
    exports.by_page(council, tmp_path / "b.zip", by=admin, at=NOW)
    for name in ("a.zip", "b.zip"):
        said, held = read(tmp_path / name)
        assert said["left_out"] == ["declaration", "weighing"]
        assert "tables/declaration.jsonl" not in held
        assert rows(held, "event")[-1]["kind"] == "export made"


def test_what_is_too_much_for_a_page_is_refused_before_anything_is_done(council, admin, tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "MOST_BYTES", -1)
    with pytest.raises(TooMuch, match="export_council exampleton"):
        exports.by_page(council, tmp_path / "b.zip", by=admin, at=NOW)
    assert not Event.objects.exists()


def test_what_a_council_says_of_itself_is_checked(council, admin):
    held = councils.about(council)
    for change, fault in (
        ({"register_names": "all"}, "no rule on names"), ({"colour": "red"}, "no colour"), ({"name": " "}, "has a name"),
        ({"fire_authority": "nowhere"}, "no fire authority"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=fault):
            councils.change(council, replace(held, **change), by=admin, at=NOW)
    assert councils.change(council, held, by=admin, at=NOW) == ()
    assert councils.change(council, replace(held, team="Housing"), by=admin, at=NOW) == ("team",)
    assert told("council changed") == {"team": "Housing"}
