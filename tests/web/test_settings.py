"""The administrator's pages: who sees them, and each change made, refused with its reason, and seen again."""

import io
import json
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import is_mfa_enabled
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.actions import erasing, house_report_work, house_reports, retention, steps, uploads
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import (
    Account,
    Designation,
    Event,
    FeesKept,
    LegalHold,
    LetterText,
    Membership,
    Message,
    RetentionPeriod,
)
from fanlight.casework.queries import letter_texts, people
from fanlight.licensing.procedure import Role
from fanlight.licensing.retention import Kind
from fanlight.web.pages import cases
from tests.casework.conftest import account
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at as at_case
from tests.web.officer_cases import day, staff, text, told

PAGES = (
    "settings", "settings-council", "settings-people", "settings-invite", "settings-letters", "settings-fees", "settings-fees-new",
    "settings-schemes", "settings-scheme-new", "settings-schemes-complete", "settings-retention", "settings-hold", "settings-export",
)  # fmt: skip
KIND, SECTION = "grant-proposal", "representations"
WITH_MORE = {
    "settings-letter": (KIND,), "settings-words": (KIND, SECTION), "settings-shipped": (KIND, SECTION),
    "settings-period": ("offences",),
}  # fmt: skip
TODAY = timezone.localdate()
SQUARE = {"type": "Polygon", "coordinates": [[[-1.9, 52.4], [-1.8, 52.4], [-1.8, 52.5], [-1.9, 52.5], [-1.9, 52.4]]]}


@pytest.fixture
def admin(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


@pytest.fixture
def ari(client, admin):
    client.force_login(admin.account)
    return client


def at(name, *more):
    return reverse(name, args=["exampleton", *more])


@pytest.mark.parametrize("page", [*PAGES, *WITH_MORE])
@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("administrator", 200), ("policy officer", 403), ("housing officer", 403), ("team manager", 403), ("applicant", 404),
        ("elsewhere", 404), ("nobody", 302),
    ],
)  # fmt: skip
def test_who_sees_which_page(client, council, other_council, who, sees, page):
    if who == "elsewhere":
        client.force_login(staff("Eve Elsewhere", Office.ADMINISTRATOR, council=other_council).account)
    elif who == "applicant":
        client.force_login(account("Ada Applicant"))
    elif who != "nobody":
        client.force_login(staff("Some Body", who, council=council).account)
    assert client.get(at(page, *WITH_MORE.get(page, ()))).status_code == sees


def test_the_first_page_leads_to_every_other_and_is_in_the_navigation(ari):
    shown = text(ari.get(at("settings")))
    for page in ("council", "people", "letters", "fees", "schemes", "retention", "export"):
        assert f'href="{at(f"settings-{page}")}"' in shown
    assert f'href="{at("settings")}"' in text(ari.get("/"))


def invited(**said):
    return {
        "email": "nia@example.org", "name": "Nia New", "role": Role.HOUSING_OFFICER.value, **day("from_on", TODAY),
        **day("until_on", TODAY + timedelta(days=30)), **said,
    }  # fmt: skip


def test_somebody_is_invited_and_told_where_to_set_a_password(ari, council):
    shown = told(ari, ari.post(at("settings-invite"), invited(weighs="yes")))
    assert "Nia New is housing officer from" in shown
    row = Membership.objects.get(account__email="nia@example.org")
    assert (row.weighs_suitability, row.until_on) == (True, TODAY + timedelta(days=31))
    assert "http://testserver/account/password/reset/" in Message.objects.get().body
    assert "nia@example.org" in text(ari.get(at("settings-people")))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"email": ""}, "Enter an email address"),
        ({"email": "nia"}, "Enter an email address like"),
        ({"name": ""}, "Enter full name"),
        ({"role": ""}, "Select an answer to “Role”"),
        ({"role": Office.ADMINISTRATOR.value, "weighs": "yes"}, "by no administrator"),
        ({"from_on-day": "31", "from_on-month": "2"}, "From which day must be a real date"),
        ({"from_on-day": "9" * 19, "from_on-month": "2"}, "From which day must be a real date"),
        ({"from_on-year": "2019"}, "A role begins today or later"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(ari, said, fault):
    shown = text(ari.post(at("settings-invite"), invited(**said)))
    assert "There is a problem" in shown
    assert fault in shown
    assert not Account.objects.filter(email="nia@example.org").exists()


def test_a_role_is_ended_on_its_last_day(ari, officer):
    row = Membership.objects.get(account=officer.account)
    assert "End this role on a day" in text(ari.get(at("settings-role", row.pk)))
    shown = told(ari, ari.post(at("settings-end", row.pk), day("last_on", TODAY)))
    assert "is the last day on which Olu Officer is housing officer" in shown
    row.refresh_from_db()
    assert row.until_on == TODAY + timedelta(days=1)
    assert people.is_staff(officer.account)


def test_the_last_administrator_is_told_that_they_stay(ari, admin):
    row = Membership.objects.get(account=admin.account)
    for page, said in (("settings-end", day("last_on", TODAY)), ("settings-suspend", {"reasons": "Left."})):
        number = row.pk if page == "settings-end" else row.account_id
        assert "Exampleton would be without an administrator" in text(ari.post(at(page, number), said))
    row.refresh_from_db()
    assert row.until_on is None


def test_who_is_suspended_is_signed_out_at_once(ari, officer, council):
    other = Client()
    other.force_login(officer.account)
    assert other.get(reverse("cases", args=["exampleton"])).status_code == 200
    shown = told(ari, ari.post(at("settings-suspend", officer.account.pk), {"reasons": "Under inquiry."}))
    assert "Olu Officer has no role here any more" in shown
    assert other.get(reverse("cases", args=["exampleton"]))["Location"].startswith("/account/login/")
    assert "Roles that ended" in text(ari.get(at("settings-people")))


def test_who_lost_their_second_step_has_it_taken_away_once_they_proved_who_they_are(ari, officer):
    totp.TOTP.activate(officer.account, totp.generate_totp_secret())
    page = at("settings-lost", officer.account.pk)
    assert f'href="{page}"' in text(ari.get(at("settings-role", Membership.objects.get(account=officer.account).pk)))
    assert "There is a problem" in text(ari.post(page, {"proved": ""}))
    shown = told(ari, ari.post(page, {"proved": "Came to my desk with a pass."}))
    assert "Olu Officer has no second step now, and is signed out." in shown and not is_mfa_enabled(officer.account)
    assert "Olu Officer has no second step" in text(ari.post(page, {"proved": "Again."}))
    assert ari.get(at("settings-lost", 999_999)).status_code == 404


def test_who_weighs_is_changed(ari, officer, admin):
    row = Membership.objects.get(account=officer.account)
    assert "Olu Officer does not see" in told(ari, ari.post(at("settings-weigh", row.pk), {"weighs": "no"}))
    row.refresh_from_db()
    assert not row.weighs_suitability
    own = Membership.objects.get(account=admin.account)
    assert "by no administrator" in text(ari.post(at("settings-weigh", own.pk), {"weighs": "yes"}))


@pytest.mark.parametrize("page", ["settings-role", "settings-end", "settings-weigh", "settings-suspend", "settings-lift"])
def test_what_is_of_another_council_is_not_found(ari, other_council, page):
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    row = Membership.objects.get(account=stranger.account)
    number = stranger.account.pk if page == "settings-suspend" else row.pk
    assert ari.get(at(page, number)).status_code == 404


def words():
    return "We listen.\n" + "\n".join(letter_texts.section(KIND, SECTION).paragraphs)


def test_words_are_seen_as_page_and_pdf_before_they_are_saved(ari):
    shown = text(ari.post(at("settings-words", KIND, SECTION), {"words": words(), "on": "example", "do": "page", "seen": "0"}))
    assert "Nothing was saved or sent." in shown
    assert '<p class="govuk-body">We listen.</p>' in shown
    pdf = ari.post(at("settings-words", KIND, SECTION), {"words": words(), "on": "example", "do": "pdf", "seen": "0"})
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert not LetterText.objects.exists()


def test_words_are_saved_shown_with_who_and_when_and_taken_back(ari):
    said = {"heading": "Tell us", "words": words(), "do": "save", "seen": "0"}
    shown = told(ari, ari.post(at("settings-words", KIND, SECTION), said))
    assert "Yours, by Ari Admin" in shown
    assert "1 section" in text(ari.get(at("settings-letters")))
    again = text(ari.post(at("settings-words", KIND, SECTION), said))
    assert "changed these words after you opened them" in again
    page = text(ari.get(at("settings-words", KIND, SECTION)))
    assert "Every version so far" in page
    assert "We listen." in page
    assert "We listen." not in text(ari.get(at("settings-shipped", KIND, SECTION)))
    assert "in use again" in told(ari, ari.post(at("settings-shipped", KIND, SECTION)))
    assert "Back to the words that come with Fanlight" in text(ari.get(at("settings-words", KIND, SECTION)))
    assert "in use already" in text(ari.post(at("settings-shipped", KIND, SECTION)))


@pytest.mark.parametrize(
    ("said", "fault"),
    [("Write soon.", "must state"), ("{council.emial} {representations.last_on}", "did you mean"), ("<b>x</b>", "HTML tag")],
)
@pytest.mark.parametrize("do", ["save", "page", "pdf"])
def test_words_that_will_not_do_are_refused_with_the_field(ari, said, fault, do):
    shown = text(ari.post(at("settings-words", KIND, SECTION), {"words": said, "do": do, "seen": "0"}))
    assert fault in shown
    assert 'href="#words"' in shown
    assert not LetterText.objects.exists()


def test_words_are_tried_on_a_real_case(ari, proposed):
    page = text(ari.get(at("settings-words", KIND, SECTION)))
    assert f"{proposed.reference}, 14 Sample Street" in page
    (step,) = proposed.steps_taken.filter(name="propose-to-grant")
    sent = Message.objects.count()
    shown = text(ari.post(at("settings-words", KIND, SECTION), {"words": words(), "on": str(step.pk), "do": "page", "seen": "0"}))
    assert "14 Sample Street, Exampleton" in shown.partition('id="tried"')[2]
    assert Message.objects.count() == sent
    assert Event.objects.get(kind="letter tried on case").case == proposed


@pytest.mark.parametrize("more", [("no-letter",), ("no-letter", "x"), (KIND, "no-section"), (KIND, "no-section", "shipped")])
def test_a_letter_that_is_not_there_is_not_found(ari, more):
    name = {1: "settings-letter", 2: "settings-words", 3: "settings-shipped"}[len(more)]
    assert ari.get(at(name, *more[:2])).status_code == 404


def test_a_period_is_chosen_with_its_ground(ari, council):
    assert "Not erased: no period was chosen" in text(ari.get(at("settings-retention")))
    said = {"erases": "erase", "months": "12", "ground": "Complaints come within a year."}
    shown = told(ari, ari.post(at("settings-period", "offences"), said))
    assert "12 months from the end of the application" in shown
    assert RetentionPeriod.objects.get().ground == "Complaints come within a year."
    assert "not erased any more" in told(ari, ari.post(at("settings-period", "offences"), {"erases": "keep", "ground": "Under review."}))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"erases": "erase", "months": "2", "ground": "x"}, "2 months are too few: at least 3"),
        ({"erases": "erase", "ground": "x"}, "Enter after how many months"),
        ({"erases": "erase", "months": "many", "ground": "x"}, "Months must be a whole number"),
        ({"erases": "erase", "months": "12"}, "Enter an answer to “On what ground?”"),
        ({"months": "12", "ground": "x"}, "Select an answer to “Is it erased?”"),
    ],
)
def test_a_period_that_cannot_be_says_why(ari, said, fault):
    assert fault in text(ari.post(at("settings-period", "offences"), said))
    assert not RetentionPeriod.objects.exists()
    assert ari.get(at("settings-period", "everything")).status_code == 404


def test_how_long_a_reporter_can_be_reached_is_chosen_within_bounds_and_told_to_whoever_reports(ari, client, council):
    page = text(ari.get(at("settings-period", "reporters")))
    assert "At least 1 month, and at most 12." in page and "As where no period is chosen" in page
    assert "90 days from the closing of the report" in text(ari.get(at("settings-retention")))
    assert "13 months are more than the 12" in text(
        ari.post(at("settings-period", "reporters"), {"erases": "erase", "months": "13", "ground": "x"})
    )
    told(ari, ari.post(at("settings-period", "reporters"), {"erases": "erase", "months": "6", "ground": "x"}))
    assert "It is erased 6 months after the report is closed" in text(client.get(reverse("report-house", args=[council.slug])))
    done = told(ari, ari.post(at("settings-period", "reporters"), {"erases": "keep", "ground": "x"}))
    assert "No period is chosen any more: 90 days from the closing of the report" in done
    assert "It is erased 90 days after the report is closed" in text(client.get(reverse("report-house", args=[council.slug])))


def test_a_report_is_listed_with_why_it_is_due_and_what_stays_is_said(ari, admin, officer, council):
    long_ago = timezone.now() - timedelta(days=800)
    form = {"kinds": ("other",), "place": {"address": "1 Row"}, "words": "Nan next door.", "reached_by": "nan@example.org"}
    with uploads.intake() as into:
        report = house_reports.receive(council, house_reports.Report(**form), "a", at=long_ago, into=into).report
    house_report_work.close(report, "not-found", house_report_work.Doing(words="Gone."), by=officer, at=long_ago)
    retention.choose(council, Kind.REPORTS, 24, ground="Claims for rent.", by=admin, at=timezone.now())
    shown = text(ari.get(at("settings-retention")))
    assert f"report {report.pk}" in shown and "24 months: Claims for rent." in shown
    assert "What is not erased, and why" in shown and "Open matters between the council and the fire authority" in shown
    assert len(list(erasing.erase_due(timezone.now()))) == 2
    ari.force_login(officer.account)
    page = text(ari.get(reverse("house-report", args=[council.slug, report.pk])))
    assert "Nan next door" not in page and "when its time was over: reports." in page and "Open the report again" not in page


def test_what_is_due_is_listed_and_a_case_is_held(ari, admin, ready, council):
    ready.is_ended, ready.state = True, "withdrawn"
    ready.moved_at = timezone.now() - timedelta(days=400)
    ready.save()
    retention.choose(council, "unsuccessful", 12, ground="x", by=admin, at=timezone.now())
    assert ready.reference in text(ari.get(at("settings-retention")))
    shown = told(ari, ari.post(at("settings-hold"), {"reference": ready.reference, "reasons": "A claim."}))
    assert "it stays" in shown
    assert "still stands" in text(ari.post(at("settings-hold"), {"reference": ready.reference, "reasons": "A claim."}))
    assert "There is no case &#39;X&#39;" in text(ari.post(at("settings-hold"), {"reference": "X", "reasons": "A claim."}))
    held = LegalHold.objects.get()
    assert "is not held any more" in told(ari, ari.post(at("settings-lift", held.pk), {"reasons": "Settled."}))
    assert "lifted it on" in text(ari.post(at("settings-lift", held.pk), {"reasons": "Settled."}))


def scheme(**said):
    return {
        "name": "selective-2026", "kind": "selective", "says": "All let homes.", **day("made_on", TODAY - timedelta(days=200)),
        "approval": "confirmed", **day("confirmed_on", TODAY - timedelta(days=150)), "larger": "no", "citation": "Minute 12",
        **day("from_on", TODAY - timedelta(days=10)), **day("last_on", TODAY + timedelta(days=365)), "area": "whole", **said,
    }  # fmt: skip


LONG_AGO = {
    **day("made_on", date(2019, 1, 7)), **day("from_on", date(2019, 6, 1)), **day("last_on", date(2024, 5, 31)),
}  # fmt: skip


def on_map(content=None):
    held = json.dumps(SQUARE) if content is None else content
    return {"area": "map", "map": SimpleUploadedFile("area.geojson", held.encode() if isinstance(held, str) else held)}


def test_a_scheme_is_entered_seen_on_a_map_and_asked_about_a_place(ari):
    shown = told(ari, ari.post(at("settings-scheme-new"), scheme(**on_map())))
    assert "selective-2026 is entered" in shown
    page = text(ari.get(at("settings-scheme", "selective-2026")))
    assert '<path d="M20.0 580.0L' in page
    for place, answer in (
        ("52.45, -1.85", "It lies in the area."), ("52.6, -1.85", "It does not lie in the area."), ("", "Cannot tell. Missing: location."),
        ("52.4, -1.85", "Cannot tell."), ("somewhere", "Cannot tell"), ("52.45", "Cannot tell"),
    ):  # fmt: skip
        assert answer in text(ari.get(at("settings-scheme", "selective-2026"), {"place": place, "ward": ""})), place


def test_wards_are_asked_by_name(ari):
    told(ari, ari.post(at("settings-scheme-new"), scheme(area="wards", wards="Market\nRiverside")))
    assert "wards Market, Riverside" in text(ari.get(at("settings-scheme", "selective-2026")))
    assert "It lies in" in text(ari.get(at("settings-scheme", "selective-2026"), {"ward": "market", "place": ""}))
    assert "Missing: ward" in text(ari.get(at("settings-scheme", "selective-2026"), {"ward": "", "place": ""}))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (lambda: scheme(name="selective 2026"), "letters, figures and hyphens only"),
        (lambda: scheme(**day("from_on", TODAY - timedelta(days=100))), "it cannot be before"),
        (lambda: scheme(**day("last_on", TODAY + timedelta(days=2000))), "it cannot be after"),
        (lambda: scheme(approval="general", larger="yes", **LONG_AGO), "covers no scheme over a fifth"),
        (lambda: scheme(kind="additional"), "says which HMOs it takes in"),
        (lambda: scheme(kind="additional", description="house.rooms_of_gold >= 3"), "rooms_of_gold"),
        (lambda: scheme(area="wards", wards=" "), "Name at least one ward"),
        (lambda: scheme(area="map"), "Choose the map"),
        (lambda: scheme(**on_map("{}")), "not GeoJSON with polygons"),
        (lambda: scheme(**on_map("[" * 100_000)), "not GeoJSON with polygons"),
        (lambda: scheme(**on_map(b"\xff\xfe\xff")), "no text in UTF-8"),
        (lambda: scheme(**on_map('{"type":"Polygon","coordinates":[[[400000,300000],[400001,300000],[400001,300001],[400000,300000]]]}')),
         "no longitude and latitude in England"),
        (lambda: scheme(**on_map('{"type":"Point","coordinates":[0,51]}')), "is no polygon"),
    ],
)  # fmt: skip
def test_a_scheme_that_cannot_be_is_refused(ari, said, fault):
    shown = text(ari.post(at("settings-scheme-new"), said()))
    assert "There is a problem" in shown
    assert fault in shown
    assert not Designation.objects.exists()


def test_a_scheme_is_revoked_and_what_was_entered_before_is_kept(ari):
    told(ari, ari.post(at("settings-scheme-new"), scheme(**on_map())))
    change = scheme(area="same", **day("revoked_on", TODAY + timedelta(days=30)))
    assert "is entered" in told(ari, ari.post(at("settings-scheme-change", "selective-2026"), change))
    first, second = Designation.objects.order_by("id")
    assert first.map == second.map != ""
    assert "revoked_on" in second.content
    assert ari.get(at("settings-scheme-change", "no-scheme")).status_code == 404
    assert ari.get(at("settings-scheme", "no-scheme")).status_code == 404
    assert text(ari.get(at("settings-scheme-change", "selective-2026")))


def test_it_is_said_from_when_all_schemes_are_entered(ari, council):
    assert "Nobody has said that all schemes are entered" in text(ari.get(at("settings-schemes")))
    assert "All schemes in force since" in told(ari, ari.post(at("settings-schemes-complete"), day("from_on", TODAY)))
    council.refresh_from_db()
    assert council.schemes_from == TODAY


def amounts(**said):
    return {
        **day("from_on", TODAY + timedelta(days=30)), "citation": "Minute 8", "licence_application": "500", "licence_grant": "450",
        "licence_off_accredited": "60", "renewal_application": "400", "renewal_grant": "450.50", **said,
    }  # fmt: skip


def test_fees_are_seen_before_they_are_adopted(ari):
    shown = text(ari.post(at("settings-fees-new"), amounts(do="see")))
    assert "£950.00" in shown
    assert "£890.00" in shown
    assert not FeesKept.objects.exists()
    assert "are adopted from" in told(ari, ari.post(at("settings-fees-new"), amounts(do="save")))
    later = TODAY + timedelta(days=31)
    assert "£950.00" in text(ari.get(at("settings-fees"), day("on", later)))
    assert "£900.00" in text(ari.get(at("settings-fees"), day("on", TODAY)))
    assert "There is a problem" in text(ari.get(at("settings-fees"), {"on-day": "x", "on-month": "1", "on-year": "2026"}))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"licence_application": ""}, "Enter pounds for “Licence: on application”"),
        ({"licence_application": "many"}, "must be pounds"),
        ({"licence_application": "-1"}, "must not be below nothing"),
        ({"licence_application": "1.234"}, "at most two decimals"),
        ({"licence_grant": "0", "licence_off_accredited": "0"}, "unlawful"),
        ({"licence_off_accredited": "451"}, "more than the part of the fee it lowers"),
        ({"citation": ""}, "Enter an answer to “Where does the decision stand?”"),
        (day("from_on", TODAY), "tomorrow or later"),
    ],
)
def test_fees_that_cannot_be_are_refused(ari, said, fault):
    assert fault in text(ari.post(at("settings-fees-new"), amounts(do="save", **said)))
    assert not FeesKept.objects.exists()


def about(**said):
    return {
        "name": "Exampleton", "team": "Housing", "address": "1 Square", "email": "hmo@example.org", "phone": "01632 960000", "web": "",
        "tribunal_address": "Tribunal House", "tribunal_email": "", "colour": "#4c2c92", "text_colour": "#ffffff",
        "register_names": "initials", "fire_authority": "exampleshire", **said,
    }  # fmt: skip


def test_what_the_council_says_of_itself_is_changed_and_recorded(ari, council):
    shown = told(ari, ari.post(at("settings-council"), about()))
    assert "colour" in shown
    council.refresh_from_db()
    assert (council.colour, council.register_names, council.team) == ("#4c2c92", "initials", "Housing")
    assert "register_names" in Event.objects.get(kind="council changed").about
    assert "Nothing was changed." in told(ari, ari.post(at("settings-council"), about()))
    told(ari, ari.post(at("settings-council"), about(fire_authority="")))
    council.refresh_from_db()
    assert council.fire_authority is None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"colour": "#ffff00"}, "at least 4.5 is needed"),
        ({"colour": "yellow"}, "is not a colour"),
        ({"name": ""}, "Enter name"),
        ({"email": "x"}, "Enter an email address like"),
        ({"register_names": "all"}, "Select one of the answers"),
        ({"fire_authority": "nowhere"}, "Select one of the answers"),
    ],
)
def test_what_cannot_be_said_of_a_council_is_refused(ari, council, said, fault):
    assert fault in text(ari.post(at("settings-council"), about(**said)))
    assert not Event.objects.exists()


def test_everything_is_taken_out_but_convictions(ari, ready):
    response = ari.post(at("settings-export"))
    with ZipFile(io.BytesIO(response.content)) as archive:
        held = json.loads(archive.read("descriptor.json"))
    assert held["council"] == "exampleton"
    assert held["left_out"] == ["declaration", "weighing"]
    assert response["Content-Disposition"] == 'attachment; filename="exampleton.zip"'
    assert Event.objects.filter(kind="export made").count() == 1


def test_a_file_too_big_for_a_page_is_made_by_the_command(ari, monkeypatch):
    monkeypatch.setattr("fanlight.casework.actions.exports.MOST_EVENTS", -1)
    assert "export_council exampleton" in text(ari.post(at("settings-export")))
    assert not Event.objects.exists()


def test_every_page_of_an_erased_case_still_opens_and_says_so(olu, admin, applicant, ready, officer, council):
    steps.take(ready, Taking("withdraw", applicant, timezone.now(), reasons="Ada sells the house."))
    retention.choose(council, "unsuccessful", 3, ground="x", by=admin, at=timezone.now())
    later = timezone.now() + timedelta(days=100)
    assert erasing.erase(ready, Kind.UNSUCCESSFUL, at=later) is not None
    for name in cases.PAGES:
        if ready.table in cases.OF_TABLE.get(name, (ready.table,)):
            response = olu.get(at_case(name, ready))
            assert response.status_code == 200, name
            assert "Ada Applicant" not in response.content.decode(), name
    assert "Personal data was erased on" in text(olu.get(at_case("case", ready)))


def test_a_hold_is_seen_in_its_case(olu, admin, ready):
    retention.hold(ready, reasons="A claim was made.", by=admin, at=timezone.now())
    assert "while a legal hold stands: A claim was made." in text(olu.get(at_case("case", ready)))
