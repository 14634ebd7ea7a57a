"""Reports of houses: sent without an account, dealt with by officers of their council alone, followed by a number that tells no more."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from fanlight.casework import access
from fanlight.casework.acting import Actor, Office
from fanlight.casework.actions import cases, house_reports, uploads
from fanlight.casework.actions import house_report_work as work
from fanlight.casework.actions.house_report_work import Doing, ReportMoved
from fanlight.casework.actions.house_reports import Kind, PlaceWrong, Report
from fanlight.casework.contents import FileNotTaken
from fanlight.casework.models import Case, Event, House, HouseReport, HouseReportEntry, HouseReportPhotograph, Message, Reporter
from fanlight.casework.queries import house_reports as queries
from fanlight.casework.queries import house_risks, houses_known, keeping, record
from fanlight.casework.queries import kept as proving
from fanlight.gateways.storage import Storage
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, staff
from tests.casework.files_given import png
from tests.casework.test_register import licensed

PLACE = {"address": "14 Sample St., Exampleton", "postcode": "zz991aa", "uprn": ""}
ON = NOW.date()


@pytest.fixture(autouse=True)
def nothing_worked_out(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    keeping.forget()


def said(**more):
    given = {"kinds": (Kind.UNLICENSED,), "place": PLACE, "words": "Six bells, and bins for six.", **more}
    return Report(**given)


def sent(council, form="a", at=NOW, **more):
    with uploads.intake() as into:
        return house_reports.receive(council, said(**more), form, at=at, into=into)


@pytest.fixture
def report(council):
    return sent(council).report


def test_a_report_is_kept_as_it_was_said_and_the_council_is_told_of_the_house_alone(council):
    done = sent(council, is_danger=True, persons=6, name="Nan Neighbour", reached_by="nan@example.org")
    held = HouseReport.objects.get()
    assert (held.address, held.postcode, held.persons, held.storeys, held.house) == ("14 Sample St., Exampleton", "ZZ99 1AA", 6, None, None)
    message = Message.objects.get()
    assert message.subject == "Danger reported. A house was reported: 14 Sample St., Exampleton"
    everything = json.dumps([message.body, message.subject, *Event.objects.values_list("about", flat=True)])
    assert "nan" not in everything.lower() and "Six bells" not in everything and done.number not in everything
    assert record.prove(council).fault == ""


def test_the_number_cannot_be_guessed_or_read_from_the_database_and_finds_the_report_however_it_is_typed(council):
    done = sent(council)
    assert len(done.number.replace("-", "")) == 16
    assert done.number.replace("-", "") not in HouseReport.objects.get().followed_by.upper()
    for typed in (done.number, done.number.lower(), f" {done.number.replace('-', ' ')} "):
        found = queries.followed(house_reports.digest_of(typed))
        assert found is not None and found.received_at == NOW and found.done == ()
    assert queries.followed(house_reports.digest_of("ABCD-EFGH-JKLM-NPQR")) is None


def test_the_same_form_sent_twice_is_one_report(council):
    first, again = sent(council, "one"), sent(council, "one", words="Other words.")
    assert (first.is_new, again.is_new, again.number) == (True, False, first.number)
    assert HouseReport.objects.get().words == "Six bells, and bins for six."
    assert sent(council, "two").number != first.number
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"kinds": ()}, "what is wrong"),
        ({"kinds": ("noise",)}, "what is wrong"),
        ({"place": {"address": " ", "postcode": "ZZ99 1AA"}}, "its address, or its UPRN"),
        ({"place": {"address": "1 Row", "uprn": "12a"}}, "'12a' is no UPRN: write at most 12 figures"),
        ({"place": {"address": "1 Row", "postcode": "nowhere"}}, "is no postcode: write one like"),
    ],
)
def test_a_report_that_does_not_say_what_or_where_is_refused_and_nothing_is_kept(council, more, told):
    with pytest.raises(ValueError, match=told):
        sent(council, **more)
    assert not HouseReport.objects.exists() and not Event.objects.exists()


def test_a_photograph_is_kept_without_its_name_and_seen_by_officers_of_that_council_alone(council, other_council, officer, settings):
    report = sent(council, picture=("nan-neighbour.png", png())).report
    kept = HouseReportPhotograph.objects.get()
    assert (kept.name, kept.by) == ("photograph.png", None)
    assert "nan-neighbour" not in json.dumps([*Event.objects.values_list("about", flat=True)])
    assert queries.hand_out(officer, report, kept.pk).content
    storage = Storage(settings.UPLOADS)
    assert dict(proving.files(council, storage)) == {f"photograph {kept.pk} of report {report.pk}": ""}
    storage.remove(kept.stored_as)
    assert all(dict(proving.files(council, storage)).values())
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    assert queries.hand_out(stranger, report, kept.pk) is None and queries.hand_out(officer, report, kept.pk + 1) is None


def test_a_photograph_that_cannot_be_taken_leaves_nothing_behind(council, settings):
    with pytest.raises(FileNotTaken, match="send"):
        sent(council, picture=("photo.jpg", b"no picture"))
    assert not HouseReport.objects.exists() and not Reporter.objects.exists()
    assert not [path for path in Storage(settings.UPLOADS).folder.rglob("*") if path.is_file()]


def actors(council, other_council, officer, manager, applicant, fire_officer):
    return {
        "officer": (officer, True, True),
        "manager": (manager, True, True),
        "policy officer": (staff("Pat Policy", Office.POLICY_OFFICER, council=council), False, False),
        "administrator": (staff("Ari Admin", Office.ADMINISTRATOR, council=council), False, False),
        "other council": (staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council), False, False),
        "fire officer": (fire_officer, False, False),
        "applicant": (applicant, False, False),
        "nobody": (Actor(None, frozenset()), False, False),
    }


def test_who_sees_a_report_and_who_works_on_it(council, other_council, officer, manager, applicant, fire_officer, house):
    report = sent(council, reached_by="nan@example.org").report
    for name, (actor, sees, works) in actors(council, other_council, officer, manager, applicant, fire_officer).items():
        assert (queries.get(actor, report.pk) is not None) is sees, name
        assert (queries.reporter(actor, report) is not None) is works, name
        for do in (
            lambda by: work.match(report, house, Doing(), by=by, at=NOW),
            lambda by: work.note(report, work.VISIT, Doing(words="Seen."), by=by, at=NOW),
            lambda by: work.close(report, "not-found", Doing(words="No."), by=by, at=NOW),
            lambda by: work.reopen(report, Doing(words="Yes."), by=by, at=NOW),
        ):
            if works:
                do(actor)
            else:
                with pytest.raises(access.NotPermitted):
                    do(actor)
    with pytest.raises(access.NotPermitted, match="only a person"):
        work.close(report, "not-found", Doing(words="No."), by=Actor(None, officer.roles, council), at=NOW)


def test_a_report_is_matched_to_a_house_of_its_own_council_only(report, other_council, officer, house):
    elsewhere = House.objects.create(council=other_council, address="14 Sample Street")
    with pytest.raises(access.NotPermitted, match="this house"):
        work.match(report, elsewhere, Doing(), by=officer, at=NOW)
    work.match(report, house, Doing(), by=officer, at=NOW)
    report.refresh_from_db()
    assert report.house == house and [each.kind for each in queries.entries(report)] == ["matched"]


def test_likely_houses_are_those_of_the_uprn_or_of_a_like_address(council, other_council, house):
    next_door = House.objects.create(council=council, address="16 Sample Street, Exampleton", postcode="ZZ99 1AA")
    House.objects.create(council=other_council, address="14 Sample Street, Exampleton", postcode="ZZ99 1AA", uprn="77")
    assert [(each.pk, why) for each, why in houses_known.likely(council, "14, Sample St", "ZZ99 1AA", "")] == [
        (house.pk, "The same number and postcode, and a like address (74%)")
    ]
    assert houses_known.likely(council, "14 SAMPLE STREET EXAMPLETON ZZ99 1AA", "ZZ99 1AA", "")[0][1] == "The same address and postcode"
    assert [each.pk for each, _ in houses_known.likely(council, "16 sample street exampleton", "", "")] == [next_door.pk]
    assert [why for _, why in houses_known.likely(council, "", "", "1")] == ["The same UPRN"]
    assert houses_known.likely(council, "", "", "77") == [] and houses_known.likely(council, "9 Other Way", "ZZ99 1AA", "") == []


def test_a_house_that_the_council_does_not_hold_is_added_once(report, officer, house):
    with pytest.raises(PlaceWrong, match="the council holds it: 14 Sample Street, Exampleton, ZZ99 1AA"):
        work.describe(report, PLACE, Doing(), by=officer, at=NOW)
    with pytest.raises(PlaceWrong, match="the council holds it"):
        work.describe(report, {"address": "99 Else Row", "uprn": "1"}, Doing(), by=officer, at=NOW)
    with pytest.raises(PlaceWrong, match="write the address"):
        work.describe(report, {"address": "", "uprn": "8"}, Doing(), by=officer, at=NOW)
    work.describe(report, {"address": "15 Sample Street", "postcode": "ZZ99 1AA", "ward": "Hill"}, Doing(), by=officer, at=NOW)
    report.refresh_from_db()
    assert (report.house.ward, report.house.known.source) == ("Hill", f"report {report.pk}")
    assert House.objects.count() == 2


def test_a_report_is_linked_to_the_case_of_its_house_and_to_no_other(report, officer, house, case):
    Case.objects.filter(pk=case.pk).update(state="submitted")
    case.refresh_from_db()
    with pytest.raises(ValueError, match="match the report"):
        work.link(report, case, Doing(), by=officer, at=NOW)
    work.match(report, house, Doing(), by=officer, at=NOW)
    work.link(report, case, Doing(), by=officer, at=NOW)
    assert queries.entries(report).last().case == case and Event.objects.filter(kind="house report linked", case=case).exists()
    with pytest.raises(ValueError, match=f"linked to {case.reference} already"):
        work.link(report, case, Doing(), by=officer, at=NOW)


def test_whoever_saw_an_older_page_is_told_and_nothing_of_theirs_is_done(report, officer, manager, house):
    work.match(report, house, Doing(seen=0), by=officer, at=NOW)
    with pytest.raises(ReportMoved, match="Olu Officer did something"):
        work.note(report, work.NOTE, Doing(seen=0, words="Mine."), by=manager, at=NOW)
    assert HouseReportEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("because", "words", "matched", "told"),
    [
        ("bored", "Why not.", True, "say why"),
        ("licensed", "Looked it up.", False, "match the report to a house first"),
        ("licensed", "Looked it up.", True, "no licence is in force"),
        ("in-a-case", "See there.", True, "link the report"),
        ("no-licence-needed", "One family.", False, "match the report"),
        ("not-found", " ", False, "write how you know"),
    ],
)
def test_a_report_is_closed_only_for_a_reason_that_holds(report, officer, house, because, words, matched, told):
    if matched:
        work.match(report, house, Doing(), by=officer, at=NOW)
    with pytest.raises(ValueError, match=told):
        work.close(report, because, Doing(words=words), by=officer, at=NOW)
    report.refresh_from_db()
    assert report.closed_at is None


def test_a_licence_in_force_closes_a_report_and_an_ended_one_does_not(council, report, officer):
    licence = licensed(council, 7, from_on=ON - timedelta(100), until_on=ON + timedelta(1))
    work.match(report, licence.house, Doing(), by=officer, at=NOW)
    with pytest.raises(ValueError, match="no licence is in force"):
        work.close(report, "licensed", Doing(words="Seen."), by=officer, at=NOW + timedelta(3))
    work.close(report, "licensed", Doing(words="Seen."), by=officer, at=NOW)
    report.refresh_from_db()
    assert (report.closed_because, report.closed_at) == ("licensed", NOW)


def test_a_closed_report_takes_nothing_until_it_is_opened_again(report, officer):
    work.close(report, "not-found", Doing(words="No such house."), by=officer, at=NOW)
    with pytest.raises(ReportMoved, match="closed"):
        work.note(report, work.NOTE, Doing(words="Late."), by=officer, at=NOW)
    with pytest.raises(ValueError, match="why"):
        work.reopen(report, Doing(), by=officer, at=NOW)
    work.reopen(report, Doing(words="It was found."), by=officer, at=NOW)
    with pytest.raises(ReportMoved, match="open already"):
        work.reopen(report, Doing(words="Again."), by=officer, at=NOW)
    for kind, words, told in (("party", "x", "visit, a letter"), (work.VISIT, " ", "write what")):
        with pytest.raises(ValueError, match=told):
            work.note(report, kind, Doing(words=words), by=officer, at=NOW)
    assert [each.number for each in queries.entries(report)] == [1, 2]


def test_whoever_follows_reads_what_was_done_for_them_and_no_word_for_colleagues(council, officer, house):
    done = sent(council)
    work.match(done.report, house, Doing(words="Inner words."), by=officer, at=NOW)
    work.note(done.report, work.VISIT, Doing(words="Secret.", told="We have been there."), by=officer, at=NOW)
    found = queries.followed(house_reports.digest_of(done.number))
    assert found.done == ((NOW, "matched", ""), (NOW, "visit", "We have been there."))
    assert "Secret" not in repr(found) and "Sample" not in repr(found) and "Olu" not in repr(found)
    assert "Secret" not in json.dumps([*Event.objects.values_list("about", flat=True)])


@pytest.mark.django_db(transaction=True)
def test_what_was_done_about_a_report_is_never_changed(council, officer):
    work.note(sent(council).report, work.NOTE, Doing(words="So it was."), by=officer, at=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_housereportentry SET words = 'otherwise'")


def points(council, house):
    return house_risks.of_council(council, ON).of_house(house.pk)


def test_the_score_rises_with_reports_and_danger_and_an_unknown_never_lowers_it(council, officer, house):
    before = points(council, house)
    assert "Storeys of the house." in before.unknown and "Persons who live in the house, or may." in before.unknown
    first = sent(council, "a").report
    work.match(first, house, Doing(), by=officer, at=NOW)
    once = points(council, house)
    assert once.points == before.points + 15
    second = sent(council, "b", is_danger=True, persons=2, storeys=1).report
    unmatched = house_risks.of_council(council, ON).of_report(second)
    assert unmatched.points >= 15 + 10 and "Neither a licence" in unmatched.unknown[-1]
    work.match(second, house, Doing(), by=officer, at=NOW)
    twice = points(council, house)
    assert twice.points == once.points + 10 + 10  # what somebody only says of persons and storeys makes nothing known
    third = sent(council, "c", persons=25, storeys=6).report
    work.match(third, house, Doing(), by=officer, at=NOW)
    assert points(council, house).points == twice.points + (10 - 7) + (10 - 7)
    for report in (second, third):
        work.close(report, "duplicate", Doing(words="The same words."), by=officer, at=NOW)
    assert points(council, house).points == once.points


def test_a_licence_in_force_and_an_application_count_less_than_neither(council, officer, house, applicant):
    without = points(council, house)
    assert any("Neither a licence" in each.says for each in without.reasons)
    case = cases.open_case("application", house=house, by=applicant, at=NOW)
    assert points(council, house).points == without.points  # a draft is no application yet
    Case.objects.filter(pk=case.pk).update(state="submitted")
    keeping.forget()
    assert points(council, house).points == without.points - 8


def test_the_list_is_by_danger_then_risk_and_is_narrowed(council, other_council, officer, house):
    House.objects.filter(pk=house.pk).update(ward="Hill")
    plain, danger, closed = (sent(council, form, is_danger=form == "b").report for form in "abc")
    sent(other_council, "d")
    work.match(plain, house, Doing(), by=officer, at=NOW)
    work.close(closed, "not-found", Doing(words="No."), by=officer, at=NOW)

    def shown(**asked):
        return [each.report.pk for each in queries.listed(council, queries.Wanted(**asked), ON).reports]

    assert shown() == [danger.pk, plain.pk] and shown(order=queries.BY_DAY) == [danger.pk, plain.pk]
    assert shown(shown=queries.UNMATCHED) == [danger.pk] == shown(shown=queries.DANGER)
    assert shown(shown=queries.CLOSED) == [closed.pk] and shown(shown=queries.ALL) == [danger.pk, plain.pk, closed.pk]
    assert shown(ward="Hill") == [plain.pk] and shown(shown="nonsense") == shown() and shown(page=9) == shown()
    assert queries.waiting(council) == {"open": 2, "unmatched": 1, "danger": 1, "closed": 1, "all": 3}
