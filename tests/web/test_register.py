"""The public register's pages: for everybody, without an account, and no malformed request breaks them."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.models import Council
from tests.casework.conftest import council, other_council
from tests.casework.test_register import licensed
from tests.web.officer_cases import text

__all__ = ["council", "other_council"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TERM = {"from_on": TODAY - timedelta(10), "until_on": TODAY + timedelta(1000)}
PEOPLE = {"holder_name": "Hal Holder", "manager_name": "Made-up Lets Ltd", "storeys": 3}


@pytest.fixture(autouse=True)
def kept_here(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def licence(council):
    return licensed(council, 1, address="14 Sample Street, Exampleton", postcode="ZZ99 1AA", place=(1000, 2000), particulars=PEOPLE, **TERM)


def at(name, *args, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(name, args=["exampleton", *args]) + (f"?{query}" if query else "")


def test_one_council_has_one_register_and_of_several_one_is_chosen(client, council, other_council, licence):
    shown = text(client.get(reverse("registers")))
    assert at("register") in shown and "Elsewhere Council" in shown
    Council.objects.filter(slug="elsewhere").delete()
    assert client.get(reverse("registers"))["Location"] == at("register")


def test_every_page_is_for_everybody_and_asks_nobody_to_sign_in(client, licence):
    for address in (
        at("register"), at("register-map"), at("register-licence", "LIC-1"), at("register-exemptions"), at("register-files"),
        reverse("register-check"), reverse("register-check-json") + "?number=LIC-1",
    ):  # fmt: skip
        assert client.get(address).status_code == 200
        assert client.post(address).status_code in (200, 403, 405)


def test_a_search_leads_to_the_licence_and_says_where_it_finds_nothing(client, licence):
    shown = text(client.get(at("register", words="sample+street")))
    assert at("register-licence", "LIC-1") in shown and "1 licence" in shown
    assert "No licence in this register fits that" in text(client.get(at("register", words="nowhere")))


def test_the_page_of_a_licence_says_if_it_is_in_force_for_how_many_and_whose_names_are_withheld(client, licence):
    shown = text(client.get(at("register-licence", "LIC-1")))
    assert "In force" in shown and "Made-up Lets Ltd" in shown and "(withheld)" in shown and "Hal Holder" not in shown
    assert "Not known" in shown and "http://testserver/register/exampleton/licences/LIC-1/" in shown
    assert "those of private persons are withheld" in shown


def test_a_licence_that_has_ended_says_so_and_names_nobody(client, council):
    licensed(council, 77, from_on=TODAY - timedelta(99), until_on=TODAY - timedelta(1), particulars=PEOPLE)
    shown = text(client.get(at("register-licence", "LIC-77")))
    assert "No longer in force" in shown and "Its term is over" in shown and "Made-up Lets" not in shown
    assert "LIC-77" not in text(client.get(at("register")))
    listed = text(client.get(at("register", ended="yes")))
    assert "LIC-77" in listed and "No, no longer in force" in listed


def test_a_number_with_strokes_has_a_page_too(client, council):
    made = licensed(council, "9/2024", **TERM)
    assert text(client.get(at("register-licence", made.number)))


def test_the_map_leads_into_smaller_squares_down_to_the_houses(client, council):
    for number in range(26):
        licensed(council, f"{number:02}", place=(40_000 + number * 37, 210_000 + number * 11), **TERM)
    licensed(council, "far", place=(44_000, 214_000), **TERM)
    licensed(council, "lost", **TERM)
    shown = text(client.get(at("register-map")))
    assert "<svg" in shown and "14 licences, 500 m square at 40000 east, 210000 north" in shown
    assert "The map lacks 1 licence whose house" in shown
    near = text(client.get(at("register-map", e=44000, n=214000, s=500)))
    assert "<circle" in near and "Back to the whole map" in near and "1 licence" in near
    inner = text(client.get(at("register-map", e=40000, n=210000, s=1000)))
    assert "100 m square at" in inner
    assert "style=" not in inner.partition("<svg")[2].partition("</svg>")[0]


def test_a_council_that_placed_no_house_is_said_to_have_no_map(client, council):
    licensed(council, 1, **TERM)
    shown = text(client.get(at("register-map")))
    assert "has not placed any of these houses" in shown and "<svg" not in shown and "LIC-1" in shown


def test_a_number_is_checked_on_a_page_and_by_a_program(client, licence):
    shown = text(client.get(reverse("register-check") + "?number=lic-1&council="))
    assert "In force" in shown and "At most 5 persons in 4 households" in shown
    told = json.loads(text(client.get(reverse("register-check-json") + "?number=LIC-1&council=exampleton")))
    (found,) = told["found"]
    assert told["is_real"] and found["is_in_force"] and (found["max_persons"], found["max_households"]) == (5, 4)
    assert found["page"].endswith(at("register-licence", "LIC-1")) and date.fromisoformat(found["end_on"]) == TERM["until_on"]
    assert "Not found" in text(client.get(reverse("register-check") + "?number=LIC-7"))
    assert json.loads(text(client.get(reverse("register-check-json") + "?number=LIC-7")))["is_real"] is False


def test_an_ended_licence_is_real_and_for_nobody(client, council):
    licensed(council, 2, from_on=TODAY - timedelta(99), until_on=TODAY - timedelta(1))
    (found,) = json.loads(text(client.get(reverse("register-check-json") + "?number=LIC-2")))["found"]
    assert (found["is_in_force"], found["licence_state"]) == (False, "no longer in force") and "max_persons" not in found


def test_the_files_are_linked_and_kept_whole(client, licence):
    links = text(client.get(at("register-files")))
    for name in ("register.csv", "register.json", "register.schema.json", "datapackage.json", "register.csv-metadata.json"):
        assert at("register-file", name) in links
        answer = client.get(at("register-file", name))
        assert b"".join(answer.streaming_content)
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client.get(at("register-file", "set-aside.csv")).status_code == 404


@pytest.mark.parametrize(
    "asked",
    ["?words=" + "x" * 301, "?page=x", "?page=-1", "?page=99999999999999999999", "?ended=%ff", "?e=1", "?e=x&n=1&s=1",
     "?e=1&n=1&s=0", "?e=1&n=1&s=99999999", "?e=²&n=1&s=100", "?words=%27%22%5C%25_%3Cscript%3E"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["register", "register-map"])
def test_no_malformed_search_breaks_a_page(client, licence, name, asked):
    answer = client.get(at(name) + asked)
    assert answer.status_code in (200, 400)
    assert b"<script>" not in answer.content
    if answer.status_code == 400:
        assert b"There is a problem" in answer.content


@pytest.mark.parametrize("asked", ["", "?number=", "?number=" + "9" * 400, "?number=LIC-1&council=nowhere"])
def test_no_malformed_check_breaks_its_answer(client, licence, asked):
    answer = client.get(reverse("register-check-json") + asked)
    assert answer.status_code == 400 and json.loads(answer.content)["problems"]
    assert client.get(reverse("register-check") + asked).status_code == (200 if not asked else 400)


@pytest.mark.parametrize("number", ["LIC-1%0a", "x" * 61, "..", "LIC-999"])
def test_what_is_no_number_of_the_register_is_not_found(client, licence, number):
    assert client.get(f"/register/exampleton/licences/{number}/").status_code == 404
    assert client.get(f"/register/exampleton/exemptions/{number}/").status_code == 404


def test_a_page_of_the_register_asks_no_more_of_the_database_when_it_grows(client, council, django_assert_max_num_queries):
    for number in range(30):
        licensed(council, f"{number:02}", **TERM)
    with django_assert_max_num_queries(5):
        client.get(at("register", words="row"))
