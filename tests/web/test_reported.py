"""Pages of reported houses: anybody reports and follows, officers of that council deal with it, nobody else learns who it was."""

import csv
import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.models import Case, Event, House, HouseReport, HouseReportEntry, Reporter
from fanlight.casework.queries import keeping
from fanlight.licensing.procedure import Role
from tests.casework.conftest import staff
from tests.casework.files_given import png
from tests.casework.test_register import licensed
from tests.web.officer_cases import council, house, manager, mina, officer, olu, other_council, pat, stranger, uploads_of_their_own

__all__ = ["council", "house", "manager", "mina", "officer", "olu", "other_council", "pat", "stranger", "uploads_of_their_own"]
pytestmark = pytest.mark.django_db


def text(answer):
    """What a page says, also where it says what was wrong."""
    return html.unescape(answer.content.decode())


TODAY = timezone.localdate()
SAID = {
    "danger": "no", "kinds": ["unlicensed", "fire"], "address": "14 Sample St, Exampleton", "postcode": "ZZ99 1AA",
    "words": "Six bells at the door.", "persons": "6", "reached_by": "nan@example.org", "name": "Nan Neighbour",
}  # fmt: skip
NUMBER = re.compile(r"([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})")


@pytest.fixture(autouse=True)
def nothing_worked_out():
    keeping.forget()


def at(name, *args):
    return reverse(name, args=["exampleton", *args])


def sealed(client):
    return re.search(r'name="form" value="([^"]+)"', text(client.get(at("report-house"))))[1]


def send(client, **more):
    given = {"form": sealed(client), **SAID, **more}
    return client.post(at("report-house"), {name: value for name, value in given.items() if value is not None})


@pytest.fixture
def report(client, council):
    send(client)
    return HouseReport.objects.get()


def test_the_form_says_999_first_and_that_the_reporter_is_never_shown(client, council):
    council.phone = "01632 960000"
    council.save()
    shown = text(client.get(reverse("report-houses"), follow=True))
    assert "Call 999" in shown and "01632 960000" in shown and "never told who reported it" in shown and "0800 111 999" in shown
    assert reverse("report-houses") in text(client.get(reverse("home")))


def test_of_several_councils_one_is_chosen(client, council, other_council):
    shown = text(client.get(reverse("report-houses")))
    assert at("report-house") in shown and "Elsewhere Council" in shown


def test_a_report_is_taken_in_without_an_account_and_followed_by_its_number(client, council):
    answer = send(client, danger="yes", picture=SimpleUploadedFile("mine.png", png()))
    shown = text(answer)
    number = NUMBER.search(shown)[1]
    held = HouseReport.objects.get()
    assert "call 999 now" in shown and answer["Cache-Control"] == "private, no-store"
    assert (held.kinds, held.is_danger, held.persons, held.reporter.reached_by) == (["fire", "unlicensed"], True, 6, "nan@example.org")
    followed = text(client.post(reverse("report-follow"), {"number": number.lower()}))
    assert "Exampleton Council received the report" in followed and "not done anything yet" in followed
    assert not any(word in followed for word in ("Sample", "Nan", "Six bells"))
    assert number not in text(client.get(reverse("report-follow") + f"?number={number}"))


def test_a_number_that_nobody_has_finds_nothing_and_is_not_tried_for_ever(client, council, settings):
    assert "No report has this number" in text(client.post(reverse("report-follow"), {"number": "ABCD-EFGH-JKLM-NPQR"}))
    assert "Enter the number" in text(client.post(reverse("report-follow"), {"number": ""}))
    settings.LIMITS = {**settings.LIMITS, "follow": "1/h"}
    assert "Too many numbers" in text(client.post(reverse("report-follow"), {"number": "A"}))
    assert client.get(reverse("report-follow")).status_code == 200


@pytest.mark.parametrize(
    ("more", "told", "field"),
    [
        ({"danger": None}, "Select an answer to", "danger"),
        ({"kinds": None}, "Select what is wrong with the house", "kinds"),
        ({"kinds": ["noise"]}, "Select from the answers shown", "kinds"),
        ({"kinds": ["other"], "words": ""}, "Write what you have seen", "words"),
        ({"address": ""}, "Write the address of the house, or its UPRN", "address"),
        ({"uprn": "12A"}, "is no UPRN", "uprn"),
        ({"postcode": "nowhere"}, "is no postcode", "postcode"),
        ({"persons": "many"}, "How many people live there: write a whole number", "persons"),
        ({"storeys": "0"}, "How many storeys does it have: write a whole number", "storeys"),
        ({"reached_by": ""}, "Write how the council can reach you, or leave your name out", "reached_by"),
        ({"picture": SimpleUploadedFile("x.png", b"no picture")}, "send a JPEG picture or a PNG picture", "picture"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_typed_is_lost(client, council, more, told, field):
    answer = send(client, **more)
    shown = text(answer)
    assert answer.status_code == 422 and told in shown and f'href="#{field}"' in shown and f'id="{field}"' in shown
    assert not HouseReport.objects.exists()
    assert more.get("words") == "" or "Six bells at the door." in shown


def test_a_form_sent_twice_is_one_report_and_one_of_elsewhere_none(client, council):
    form = sealed(client)
    first, again = text(send(client, form=form)), text(send(client, form=form))
    assert HouseReport.objects.count() == 1 and NUMBER.search(first)[1] in again and "was sent before" in again
    assert "open too long" in text(send(client, form="made up"))
    assert HouseReport.objects.count() == 1


def test_anonymous_reports_are_limited_and_the_words_stay(client, council, settings):
    settings.LIMITS = {**settings.LIMITS, "report": "1/h"}
    send(client)
    answer = send(client, words="Other words.")
    assert answer.status_code == 429 and "Other words." in text(answer) and "Too many reports" in text(answer)
    assert HouseReport.objects.count() == 1


PAGES = ("house-reports", "house-reports-csv", "houses-known", "houses-known-csv")
OF_REPORT = ("house-report",)
WORK = ("house-report-match", "house-report-describe", "house-report-note", "house-report-close", "house-report-reopen")
BESIDE = ("houses-load", "house-add")


@pytest.mark.parametrize(
    ("who", "sees", "works"),
    [("officer", 200, 200), ("manager", 200, 200), ("policy", 403, 403), ("stranger", 404, 404), ("nobody", 302, 302)],
)
def test_who_opens_which_page(client, council, other_council, officer, manager, report, house, who, sees, works):
    people = {
        "officer": officer, "manager": manager, "policy": staff("Pat Policy", "policy officer", council=council),
        "stranger": staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council),
    }  # fmt: skip
    if who in people:
        client.force_login(people[who].account)
    pages = [at(name) for name in PAGES] + [at(name, report.pk) for name in OF_REPORT] + [at("house-known", house.pk)]
    assert {client.get(address).status_code for address in pages} == {sees}
    working = [at(name, report.pk) for name in WORK] + [at(name) for name in BESIDE] + [at("house-say", house.pk)]
    assert {client.get(address).status_code for address in working} == {works}


def test_a_report_of_another_council_is_not_there(client, council, other_council, report):
    client.force_login(staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council).account)
    for name in (*OF_REPORT, *WORK):
        assert client.get(reverse(name, args=["elsewhere", report.pk])).status_code == 404


def do(client, name, report, **said):
    seen = HouseReportEntry.objects.filter(report=report).count()
    return client.post(at(name, report.pk), {"seen": seen, **said}, follow=True)


def test_an_officer_matches_notes_and_closes_and_the_reporter_follows(client, council, officer, house):
    number = NUMBER.search(text(send(client)))[1]
    report = HouseReport.objects.get()
    client.force_login(officer.account)
    shown = text(client.get(at("house-report", report.pk)))
    assert "nan@example.org" in shown and "Not matched to a house" in shown and "14 Sample Street, Exampleton" in shown
    assert "Complaints and referrals since the last visit. 1: 15 points." in shown and "Not known, and counted against it" in shown
    assert "The same address and postcode" in text(client.get(at("house-report-match", report.pk)))
    assert "is matched to 14 Sample Street" in text(do(client, "house-report-match", report, house=house.pk))
    assert "It is noted" in text(do(client, "house-report-note", report, kind="visit", words="Inner.", told="We came by."))
    refused = text(do(client, "house-report-close", report, because="licensed", words="Looked."))
    assert "No licence is in force for this house: choose another reason" in refused
    assert "The report is closed" in text(do(client, "house-report-close", report, because="put-right", words="Put right."))
    assert "Open it" in text(client.get(at("house-report-reopen", report.pk)))
    client.logout()
    followed = text(client.post(reverse("report-follow"), {"number": number}))
    for words in ("The council found which house it is", "We came by.", "what was wrong was put right"):
        assert words in followed
    assert "Inner." not in followed and "Olu" not in followed and "Sample" not in followed
    client.force_login(officer.account)
    assert "is open again" in text(do(client, "house-report-reopen", report, words="Not so."))


def test_a_house_with_a_licence_shows_it_and_the_other_reports_of_it(olu, council, officer):
    licence = licensed(council, 7, from_on=TODAY, until_on=TODAY)
    Case.objects.filter(pk=licence.case_id).update(officer=officer.account)
    for _ in range(2):
        send(olu, address=licence.house.address, postcode=licence.house.postcode)
    first, second = HouseReport.objects.order_by("pk")
    for each in (first, second):
        do(olu, "house-report-match", each, house=licence.house_id)
    shown = text(olu.get(at("house-report", second.pk)))
    assert "A licence is in force for this house" in shown and "LIC-7" in shown and f"Report {first.pk}" in shown
    assert "5 persons in 4 households" in shown
    assert "is linked to LIC-7" in text(do(olu, "house-report-link", second, case="LIC-7"))
    of_house = text(olu.get(at("house-known", licence.house_id)))
    assert "LIC-7" in of_house and f"Report {first.pk}" in of_house
    assert "The report is closed" in text(do(olu, "house-report-close", second, because="licensed", words="Seen."))


def test_the_house_of_a_report_is_added_once(olu, report, house):
    refused = do(olu, "house-report-describe", report, address="14 Sample Street Exampleton", postcode="ZZ99 1AA")
    assert "The council holds it: 14 Sample Street" in text(refused) and 'href="#address"' in text(refused)
    assert "The house is added" in text(do(olu, "house-report-describe", report, address="15 Sample Street", postcode="ZZ99 1AA"))
    report.refresh_from_db()
    assert report.house.address == "15 Sample Street"
    assert olu.get(at("house-report-link", report.pk)).status_code == 404  # it has no case


def test_whoever_saw_an_older_page_is_told_so(olu, report):
    do(olu, "house-report-note", report, kind="note", words="First.")
    answer = olu.post(at("house-report-note", report.pk), {"seen": 0, "kind": "note", "words": "Mine."})
    assert answer.status_code == 422 and "did something about this report" in text(answer) and "Mine." in text(answer)


def test_the_list_is_narrowed_and_kept_as_csv_without_a_word_of_the_reporter(olu, report, house):
    do(olu, "house-report-match", report, house=house.pk)
    House.objects.update(ward="Hill")
    for query, count in (
        ("", "1 report"),
        ("?show=unmatched", "0 reports"),
        ("?ward=Hill&order=day", "1 report"),
        ("?show=x&page=x", "1 report"),
    ):
        assert count in text(olu.get(at("house-reports") + query))
    answer = olu.get(at("house-reports-csv"))
    (row,) = csv.DictReader(io.StringIO(text(answer)))
    assert (row["Ward"], row["State"], row["Danger"]) == ("Hill", "Open", "no")
    assert "nan" not in text(answer).lower() and "bells" not in text(answer)
    (known,) = csv.DictReader(io.StringIO(text(olu.get(at("houses-known-csv")))))
    assert (known["Address"], known["Open reports"]) == ("14 Sample Street, Exampleton", "1")
    assert "1 house" in text(olu.get(at("houses-known") + "?ward=Hill&licence=unlicensed&words=sample"))


def test_what_is_known_of_a_house_is_said_and_a_house_is_added(olu, council, house):
    assert "It is saved" in text(olu.post(at("house-say", house.pk), {"seen": 0, "storeys": "4", "words": "Bells."}, follow=True))
    assert "Somebody else said" in text(olu.post(at("house-say", house.pk), {"seen": 0, "storeys": "5"}))
    assert "write a whole number from 1 to 100" in text(olu.post(at("house-say", house.pk), {"seen": 1, "storeys": "x"}))
    assert "The house is added" in text(olu.post(at("house-add"), {"address": "9 New Row"}, follow=True))
    assert "The council holds it" in text(olu.post(at("house-add"), {"address": "9 new row"}))
    assert olu.get(at("house-known", 10**6)).status_code == 404


TABLE = b"Address,Postcode,UPRN,Storeys\n3 Invented Street,ZZ99 8AA,3,4\n5 Row,nowhere,,\n"


def test_a_file_is_looked_through_before_anything_is_written_and_twice_adds_nothing(olu, council):
    for turn, told in ((1, "1 house would be added"), (2, "There is nothing to add")):
        shown = text(olu.post(at("houses-load"), {"houses": SimpleUploadedFile("suspected.csv", TABLE)}))
        assert told in shown and "is no postcode" in shown and House.objects.count() == turn - 1
        if turn == 1:
            rows = re.search(r'name="rows" value="([^"]+)"', shown)[1]
            assert "1 house added" in text(olu.post(at("houses-load"), {"rows": rows}, follow=True))
    assert House.objects.get().known.source == "suspected.csv"
    events = Event.objects.count()
    olu.post(at("houses-load"), {"rows": rows})
    assert House.objects.count() == 1 and Event.objects.count() == events


def test_what_was_looked_through_is_loaded_by_nobody_else_and_not_changed(olu, client, council, manager):
    shown = text(olu.post(at("houses-load"), {"houses": SimpleUploadedFile("suspected.csv", TABLE)}))
    rows = re.search(r'name="rows" value="([^"]+)"', shown)[1]
    assert "choose the file again" in text(olu.post(at("houses-load"), {"rows": "A" + rows}))
    client.force_login(manager.account)
    assert "choose the file again" in text(client.post(at("houses-load"), {"rows": rows}))
    assert not House.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"), [(b"Colour\nred\n", "No headings"), (b"PK\x03\x04nonsense", "damaged workbook"), (b"", "The file is empty")]
)
def test_a_file_that_is_no_table_is_refused_with_the_remedy(olu, council, content, told):
    answer = olu.post(at("houses-load"), {"houses": SimpleUploadedFile("f.csv", content)})
    assert answer.status_code == 422 and told in text(answer)
    assert "Choose a file of houses" in text(olu.post(at("houses-load"), {}))


def test_the_fire_authority_reads_and_adds_to_what_is_known_and_sees_no_report(client, council, officer, report, house):
    report.house = house
    report.save()
    fay = staff("Fay Fire", Role.FIRE_OFFICER, authority=council.fire_authority)
    client.force_login(fay.account)
    fire = ["exampleshire"]
    assert reverse("fire-known", args=fire) in text(client.get(reverse("fire", args=fire)))
    assert "Exampleton Council" in text(client.get(reverse("fire-known", args=fire)))
    assert "14 Sample Street" in text(client.get(reverse("fire-known-houses", args=[*fire, "exampleton"])))
    one = reverse("fire-known-house", args=[*fire, "exampleton", house.pk])
    shown = text(client.get(one))
    assert "Storeys, known or suspected" in shown and not any(word in shown for word in ("nan@", "bells", f"Report {report.pk}"))
    say = reverse("fire-known-say", args=[*fire, "exampleton", house.pk])
    assert "It is saved" in text(client.post(say, {"seen": 0, "storeys": "4"}, follow=True))
    assert client.get(reverse("fire-known-houses", args=[*fire, "elsewhere"])).status_code == 404
    assert client.get(at("house-report", report.pk)).status_code == 404
    assert Reporter.objects.exists()


def test_the_inspection_programme_counts_reports_and_leads_to_them(olu, council, house):
    licence = licensed(council, 7, from_on=TODAY, until_on=TODAY)
    send(olu)
    looked_for = at("house-report-match", HouseReport.objects.get().pk) + "?words=7+Row"
    assert "Found by your words" in text(olu.get(looked_for))
    olu.post(looked_for, {"seen": 0, "house": licence.house_id})
    shown = text(olu.get(at("programme")))
    assert "Complaints and referrals since the last visit. 1: 15 points." in shown and at("house-reports") in shown
