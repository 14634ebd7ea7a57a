"""The API: what it answers, whom it answers, and how it refuses."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Office
from fanlight.casework.actions import keys
from fanlight.casework.actions.keys import KeyNotMade
from fanlight.casework.models import ApiKey, Case, Event, House, Licence, LicenceEntered
from fanlight.casework.queries import keys as reading
from fanlight.casework.scopes import Scope
from fanlight.web import limiting
from fanlight.web.api.declared import HOME, OPERATIONS
from fanlight.web.api.document import document
from tests.casework.conftest import staff
from tests.casework.test_importing import REGISTER
from tests.casework.test_register import licensed
from tests.web.officer_cases import (
    applicant,
    council,
    house,
    in_force,
    invented_councils,
    manager,
    officer,
    other_council,
    ready,
    uploads_of_their_own,
)  # fmt: skip

__all__ = [
    "applicant", "council", "house", "in_force", "invented_councils", "manager", "officer", "other_council", "ready",
    "uploads_of_their_own",
]  # fmt: skip
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TERM = {"from_on": TODAY - timedelta(10), "until_on": TODAY + timedelta(1000)}
OF_COUNCIL = f"{HOME}/councils/exampleton"


def key_of(council, *scopes, days=30):
    by = staff(f"Ari {ApiKey.objects.count()} {council.slug}", Office.ADMINISTRATOR, council=council)
    return keys.make("Back office", scopes or tuple(Scope), TODAY + timedelta(days), by=by, at=timezone.now())


@pytest.fixture
def shown(council):
    """The header of a key that may do everything."""
    return {"HTTP_AUTHORIZATION": f"Bearer {key_of(council)[1]}"}


def asked(client, address, **more):
    response = client.get(f"{OF_COUNCIL}{address}", **more)
    return response.status_code, response.json()


def problem(response, code, words=""):
    assert response.status_code == code and response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert (told["status"], told["type"]) == (code, "about:blank") and words in told["detail"]
    return told


def test_the_register_and_the_check_need_no_key(client, council):
    licensed(council, 1, address="14 Sample Street", particulars={"holder_name": "Hal Holder", "storeys": 3}, **TERM)
    code, told = asked(client, "/register?words=sample")
    assert code == 200 and (told["count"], told["names"]) == (1, "organisations")
    (found,) = told["licences"]
    assert (found["licence_number"], found["max_persons"], found["holder_name"]) == ("LIC-1", 5, "(withheld)") and found["is_in_force"]
    assert asked(client, "/register/LIC-1") == (200, found)
    told = client.get(f"{HOME}/licences/check?number=lic-1").json()
    assert told["is_real"] and told["found"][0]["max_households"] == 4
    assert client.get(f"{HOME}/licences/check?number=LIC-2").json()["is_real"] is False
    assert client.get(f"{HOME}/councils").json() == {"councils": [{"slug": "exampleton", "name": "Exampleton"}]}


def test_a_licence_that_has_ended_names_nobody_and_no_number(client, council):
    licensed(council, 1, from_on=TODAY - timedelta(99), until_on=TODAY - timedelta(1), particulars={"holder_name": "Sample Homes Ltd"})
    told = asked(client, "/register/LIC-1")[1]
    assert "holder_name" not in told and "max_persons" not in told
    assert client.get(f"{HOME}/licences/check?number=LIC-1").json()["found"][0]["max_persons"] is None


def test_cases_come_page_by_page_and_those_of_another_council_never(client, council, other_council, shown):
    for place in (council, council, council, other_council):
        at = House.objects.create(council=place, address="1 Row")
        number = f"HMO-{Case.objects.count()}"
        now = timezone.now()
        Case.objects.create(council=place, house=at, table="application", state="submitted", reference=number, opened_at=now, moved_at=now)
    first = asked(client, "/cases?limit=2", **shown)[1]
    assert [each["reference"] for each in first["cases"]] == ["HMO-0", "HMO-1"]
    last = asked(client, f"/cases?limit=2&cursor={first['next']}", **shown)[1]
    assert [each["reference"] for each in last["cases"]] == ["HMO-2"] and last["next"] is None
    problem(client.get(f"{OF_COUNCIL}/cases/HMO-3", **shown), 404)
    problem(client.get(f"{HOME}/councils/elsewhere/cases", **shown), 403, "another council")
    assert asked(client, "/cases?state=granted", **shown)[1]["cases"] == []


def test_a_case_tells_where_it_stands_and_nothing_of_people_or_reasons(client, in_force, shown):
    code, told = asked(client, f"/cases/{in_force.reference}", **shown)
    assert code == 200 and told["state"] == in_force.state and told["licence"] == Licence.objects.get().number
    assert [each["number"] for each in told["steps"]] == list(range(1, in_force.steps + 1))
    assert "reasons" not in json.dumps(told) and "Ada" not in json.dumps(told)


def test_a_step_that_would_tell_of_an_offence_goes_out_as_its_plain_kind(client, in_force, shown):
    revocation = Case.objects.create(
        council=in_force.council, house=in_force.house, table="revocation", state="revoked", reference="REV-1", opened_at=timezone.now(),
        moved_at=timezone.now(), parent=in_force,
    )  # fmt: skip
    revocation.steps_taken.create(
        number=1, name="revoke-for-banning-order", from_state="not begun", state="revoked", role="team manager", at=timezone.now(), on=TODAY
    )
    told = asked(client, "/cases/REV-1", **shown)[1]
    assert [each["name"] for each in told["steps"]] == ["revoke"] and "banning" not in json.dumps(told)


def test_findings_say_cannot_tell_and_what_is_missing(client, in_force, shown):
    application = in_force.parent
    code, told = asked(client, f"/cases/{application.reference}/findings", **shown)
    assert code == 200 and told["verdict"] == "assessed" and told["surveyed_on"]
    open_ = [each for part in told["assessments"] for each in part["findings"] if each["verdict"] == "cannot_tell"]
    assert open_ and all(each["missing"] for each in open_)
    only = asked(client, f"/cases/{application.reference}/findings?verdict=met", **shown)[1]
    assert {each["verdict"] for part in only["assessments"] for each in part["findings"]} <= {"met"}
    numbers = asked(client, f"/cases/{application.reference}/permitted-number", **shown)[1]
    assert numbers["verdict"] == "worked_out"
    assert all(each["certainly_persons"] <= each["possibly_persons"] for each in numbers["editions"]) and numbers["editions"]


def test_a_house_without_a_survey_has_no_findings_and_that_is_said(client, council, shown):
    sent(client, shown, dry_run="false")
    case = Licence.objects.get().case
    for what in ("findings", "permitted-number"):
        told = asked(client, f"/cases/{case.reference}/{what}", **shown)[1]
        assert told["verdict"] == "cannot_tell" and "No survey" in told["why"]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_each_operation_asks_for_its_own_scope_and_for_no_other(client, council, operation):
    address = HOME + operation.path.format(council="exampleton", reference="HMO-1", number="LIC-1")
    ask = getattr(client, operation.method.lower())
    without = ask(address)
    others = [each for each in Scope if each is not operation.scope]
    wrong = ask(address, HTTP_AUTHORIZATION=f"Bearer {key_of(council, *others)[1]}")
    if operation.scope is None:
        assert without.status_code == wrong.status_code == 200
        return
    problem(wrong, 403, operation.scope.value)
    if operation.scope in (Scope.READ_REGISTER, Scope.CHECK_LICENCES):
        assert without.status_code in (200, 404, 422)
    else:
        assert problem(without, 401, operation.scope.value) and without["WWW-Authenticate"].startswith("Bearer")
    assert ask(address, HTTP_AUTHORIZATION=f"Bearer {key_of(council, operation.scope)[1]}").status_code in (200, 404, 415, 422)


def test_a_key_that_is_over_or_revoked_or_made_up_opens_nothing(client, council):
    row, secret = key_of(council)
    header = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert client.get(f"{OF_COUNCIL}/cases", **header).status_code == 200
    ApiKey.objects.update(last_on=TODAY - timedelta(1))
    problem(client.get(f"{OF_COUNCIL}/cases", **header), 401, "opens nothing")
    ApiKey.objects.update(last_on=TODAY)
    keys.revoke(row.pk, by=staff("Una Undoer", Office.ADMINISTRATOR, council=council), at=timezone.now())
    problem(client.get(f"{OF_COUNCIL}/register", **header), 401, "opens nothing")
    for made_up in ("Bearer fl_nothing", "Basic eDp5", "Bearer " + "x" * 500, "Bearer \xe9"):
        problem(client.get(f"{OF_COUNCIL}/register", HTTP_AUTHORIZATION=made_up), 401)


def test_of_a_key_only_the_digest_is_kept_and_when_it_was_used(client, council):
    row, secret = key_of(council)
    client.get(f"{OF_COUNCIL}/cases", HTTP_AUTHORIZATION=f"Bearer {secret}")
    row.refresh_from_db()
    assert row.used_at is not None and secret.startswith(row.begins)
    kept = json.dumps([list(ApiKey.objects.values_list()), list(Event.objects.values_list("about"))], default=str)
    assert secret not in kept and secret[12:] not in kept
    used = row.used_at
    client.get(f"{OF_COUNCIL}/cases", HTTP_AUTHORIZATION=f"Bearer {secret}")
    row.refresh_from_db()
    assert row.used_at == used


def test_a_key_is_made_for_something_and_for_a_time_by_an_administrator(council, officer):
    by = staff("Ari Admin", Office.ADMINISTRATOR, council=council)
    for name, scopes, days in ((" ", [Scope.READ_CASES], 1), ("x", [], 1), ("x", [Scope.READ_CASES], -1), ("x", [Scope.READ_CASES], 367)):
        with pytest.raises(KeyNotMade):
            keys.make(name, scopes, TODAY + timedelta(days), by=by, at=timezone.now())
    with pytest.raises(KeyNotMade):
        keys.revoke(999, by=by, at=timezone.now())
    with pytest.raises(NotPermitted):
        keys.make("x", [Scope.READ_CASES], TODAY, by=officer, at=timezone.now())
    with pytest.raises(NotPermitted):
        keys.revoke(1, by=reading.actor(key_of(council)[0]), at=timezone.now())


@pytest.mark.parametrize(
    ("address", "pointer"),
    [("/register?pages=2", "?pages"), ("/register?page=two", "?page"), ("/register?page=1&page=2", "?page"),
     ("/register?ended=yes", "?ended"),
     ("/register?page=0", "?page"), (f"/register?words={'x' * 301}", "?words")],
)  # fmt: skip
def test_a_field_that_is_unknown_or_wrong_is_named(client, council, address, pointer):
    told = problem(client.get(OF_COUNCIL + address), 422)
    assert [each["pointer"] for each in told["errors"]] == [pointer]


def test_what_is_nowhere_or_asked_in_another_way_is_a_problem_too(client, council):
    problem(client.get(f"{HOME}/nothing"), 404)
    problem(client.get(f"{HOME}/councils/nowhere/register"), 404)
    problem(client.get(f"{OF_COUNCIL}/register/LIC-9"), 404)
    problem(client.get(f"{OF_COUNCIL}/register?words=%00"), 400)
    refused = client.delete(f"{OF_COUNCIL}/register")
    assert problem(refused, 405) and refused["Allow"] == "GET, POST"
    assert client.head(f"{OF_COUNCIL}/register").status_code == 200


def test_past_the_limit_the_answer_says_how_long_to_wait(client, council, settings, monkeypatch):
    monkeypatch.setattr(limiting, "time", lambda: 1_800_000_001.0)  # the turn of an hour must not fall into the test
    settings.LIMITS = {**settings.LIMITS, "api": "2/h", "api-key": "3/h"}
    header = {"HTTP_AUTHORIZATION": f"Bearer {key_of(council)[1]}"}
    codes = [client.get(f"{HOME}/councils").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    refused = client.get(f"{HOME}/councils")
    assert problem(refused, 429) and 1 <= int(refused["Retry-After"]) <= 3600
    assert [client.get(f"{HOME}/councils", **header).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get(f"{HOME}/councils", REMOTE_ADDR="192.0.2.9").status_code == 200


OBJECT = {
    "referenceNumber": "PEER-1",
    "address": {"addressLine1": "2 Peer Street", "city": "Exampleton", "postcode": "ex1 1aa", "uprn": "100012"},
    "licencePhase": "Licence", "licenceType": {"id": 1, "name": "Mandatory HMO licence"}, "dateFinalIssued": "2024-03-20T00:00:00+00:00",
    "dateValidFrom": "2024-04-01T00:00:00+00:00", "dateValidTo": "2029-03-31T00:00:00+00:00", "totalMaxPersons": 6,
    "eligibilityInformation": {"anything": "taken off"}, "propertyDetails": {"propertyStoriesAmount": 3},
    "interestedParties": {
        "licenceHolder": "Hal Holder",
        "parties": [
            {"title": "Mr", "firstName": "Hal", "surname": "Holder", "address": {"addressLine1": "3 Home Row", "postcode": "EX1 1AB"}},
            {"companyName": "Made-up Lets Ltd", "partyTypeName": "Managing agent", "address": {"addressLine1": "4 Office Row"}},
        ],
    },
}  # fmt: skip


def sent(client, header, *objects, dry_run="true"):
    body = {"licences": list(objects) or [OBJECT]}
    return client.post(f"{OF_COUNCIL}/licences?dry_run={dry_run}&source=peer", body, content_type="application/json", **header)


def test_licence_objects_are_gone_through_first_then_entered_once(client, council, shown):
    told = sent(client, shown).json()
    assert (told["dry_run"], told["new"]) == (True, 1) and not Licence.objects.exists()
    assert told["rows"][0]["not_kept"] == ["eligibilityInformation"] and "max_households" in told["rows"][0]["missing"]
    assert sent(client, shown, dry_run="false").json()["new"] == 1
    assert sent(client, shown, dry_run="false").json()["already_there"] == 1
    licence = Licence.objects.get()
    assert (licence.house.address, licence.house.postcode) == ("2 Peer Street, Exampleton", "EX1 1AA")
    assert (licence.current.holder, licence.current.manager, licence.current.persons) == ("Hal Holder", "Made-up Lets Ltd", 6)
    mark = LicenceEntered.objects.get()
    assert mark.source == "peer" and mark.key is not None and "taken off" not in mark.said
    assert asked(client, "/register?words=peer")[1]["count"] == 1


def test_what_goes_out_as_objects_comes_in_again_elsewhere_the_same(client, council, other_council, shown):
    sent(client, shown, dry_run="false")
    out = asked(client, "/licences", **shown)[1]
    (found,) = out["licences"]
    assert (found["referenceNumber"], found["totalMaxPersons"], found["totalMaxHouseholds"]) == ("PEER-1", 6, None)
    assert found["licenceStatus"]["name"] == "in force" and out["next"] is None and out["not_exported"]
    assert found["eligibilityInformation"] is None
    header = {"HTTP_AUTHORIZATION": f"Bearer {key_of(other_council)[1]}"}
    address = f"{HOME}/councils/elsewhere/licences"
    done = client.post(f"{address}?dry_run=false", {"licences": [found]}, content_type="application/json", **header).json()
    assert done["new"] == 1, done
    (again,) = client.get(address, **header).json()["licences"]
    assert again == found


@pytest.mark.parametrize(
    ("more", "particular"),
    [({"licencePhase": "Application"}, "licencePhase"), ({"dateFinalIssued": None}, "dateFinalIssued"),
     ({"dateValidTo": "2024-02-31"}, "dateValidTo"), ({"dateValidFrom": None}, "start_on"), ({"totalMaxPersons": 0}, "max_persons"),
     ({"licenceType": {"name": "Selective licence"}}, "licence_type")],
)  # fmt: skip
def test_an_object_that_is_no_licence_is_set_aside_with_the_field(client, council, shown, more, particular):
    told = sent(client, shown, {**OBJECT, **more}, dry_run="false").json()
    assert told["set_aside"] == 1 and particular in {each["particular"] for each in told["rows"][0]["troubles"]}
    assert not Licence.objects.exists()


def test_a_granted_licence_goes_out_with_its_people_and_the_day_of_its_decision(client, in_force, shown):
    (found,) = asked(client, "/licences", **shown)[1]["licences"]
    licence = Licence.objects.get()
    assert found["dateFinalIssued"] == licence.current.step.on.isoformat()
    assert found["interestedParties"]["licenceHolder"] == licence.current.holder


def test_a_body_that_cannot_be_is_refused_with_the_place_of_each_fault(client, council, shown, settings):
    told = problem(sent(client, shown, {**OBJECT, "surprise": 1, "totalMaxPersons": "six"}), 422)
    assert {each["pointer"] for each in told["errors"]} == {"/licences/0/surprise", "/licences/0/totalMaxPersons"}
    post = f"{OF_COUNCIL}/licences"
    problem(client.post(post, "{", content_type="application/json", **shown), 400, "no JSON")
    problem(client.post(post, b"\xff", content_type="application/json", **shown), 400)
    problem(client.post(post, {"a": "b"}, **shown), 415)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    problem(client.post(post, "{" + " " * 20, content_type="application/json", **shown), 413)
    assert not Licence.objects.exists()


def test_a_register_is_entered_as_the_command_does(client, council, shown):
    post = f"{OF_COUNCIL}/register"
    told = client.post(f"{post}?dry_run=false", REGISTER, content_type="text/csv", **shown).json()
    assert (told["read"], told["new"], told["set_aside"]) == (2, 1, 1)
    assert told["rows"][1]["troubles"][0]["particular"] == "end_on" and told["rows"][0]["missing"]
    assert problem(client.post(post, "nothing,here", content_type="text/csv", **shown), 422)["errors"]
    problem(client.post(post, " ", content_type="text/csv", **shown), 422)
    line = REGISTER.splitlines()[1]
    problem(client.post(post, "\n".join([REGISTER.splitlines()[0], *[line] * 1001]), content_type="text/csv", **shown), 422, "1000 rows")


def test_the_document_and_the_page_for_people_name_every_operation(client, council):
    told = client.get(reverse("api-document")).json()
    assert told["openapi"] == "3.1.0" and told == json.loads(json.dumps(document()))
    ids = {each["operationId"] for path in told["paths"].values() for each in path.values()}
    assert ids == {each.name for each in OPERATIONS}
    shown = client.get(reverse("api")).content.decode()
    assert all(f'id="{each.name}"' in shown for each in OPERATIONS) and "shape-LicenceObject" in shown
    assert reverse("api") in client.get(reverse("register", args=["exampleton"])).content.decode()
