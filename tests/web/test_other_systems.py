"""Letters that did not arrive as a task of officers, the look-up of an address, and the settings of councils' connections."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from fanlight.casework.actions import gazetteer
from fanlight.casework.models import LetterReceipt, Message
from fanlight.gateways.notify import Templates
from fanlight.web import connections
from tests.casework import test_gazetteer as streets
from tests.casework.conftest import NOW, noticed
from tests.gateways import fake_notify, fake_oidc
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text, told
from tests.web.test_applying import HOUSE, begun, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(ready, settings):
    """A notice by post that did not arrive."""
    settings.NOTIFY = {"exampleton": object()}
    notice = noticed(ready, last_on=None)
    message = Message.objects.create(
        council=ready.council, case=ready, key="n by post", to="", postage="first", subject="Granted (1)", body="", notice=notice,
        made_at=NOW, try_at=NOW, sent_at=NOW,
    )  # fmt: skip
    return LetterReceipt.objects.create(message=message, arrival="not delivered", said="the address does not exist", asked_at=NOW)


def test_a_letter_that_did_not_arrive_is_a_task_of_an_officer(olu, ready, failed):
    listing = reverse("undelivered", args=["exampleton"])
    assert listing in olu.get(reverse("cases", args=["exampleton"])).content.decode()
    shown = text(olu.get(listing))
    assert "Granted (1)" in shown and "by post" in shown and "The address does not exist" in shown and ready.reference in shown
    assert "Post: not delivered" in text(olu.get(at("papers", ready)))
    one = reverse("answer-undelivered", args=["exampleton", failed.pk])
    assert "may not have been served" in text(olu.get(one))
    assert "There is a problem" in text(olu.post(one, {"words": ""}))
    assert "What you did is kept" in told(olu, olu.post(one, {"words": "Served by hand."}))
    assert LetterReceipt.objects.get().answer == "Served by hand."
    assert "Granted (1)" not in text(olu.get(listing))
    assert olu.get(one).status_code == 404


def test_a_letter_without_a_case_or_notice_is_shown_too(olu, failed):
    Message.objects.filter(pk=failed.message.pk).update(case=None, notice=None, sent_at=None)
    shown = text(olu.get(reverse("undelivered", args=["exampleton"])))
    assert "Nobody named, by post" in shown and "Not known" in shown


def test_letters_of_a_council_are_for_its_own_officers(stranger, failed):
    for council in ("exampleton", "elsewhere"):
        assert stranger.get(reverse("answer-undelivered", args=[council, failed.pk])).status_code == 404
    assert "Granted (1)" not in text(stranger.get(reverse("undelivered", args=["elsewhere"])))


def test_a_role_that_opens_no_case_sees_no_letters(pat, failed):
    for name, more in (("undelivered", ()), ("answer-undelivered", (failed.pk,))):
        assert pat.get(reverse(name, args=["exampleton", *more])).status_code == 403


def test_the_link_is_not_there_for_a_council_whose_letters_nobody_follows(olu, ready):
    assert reverse("undelivered", args=["exampleton"]) not in olu.get(reverse("cases", args=["exampleton"])).content.decode()


@pytest.fixture
def loaded(council):
    gazetteer.load(council, streets.read(streets.STREET, council), at=NOW)


def find(client, **said):
    return client.get(reverse("find-address"), said)


def test_an_address_is_typed_as_a_postcode_chosen_and_filled_in(ada, loaded):
    start = reverse("apply-start")
    assert reverse("find-address") in ada.get(start).content.decode()
    assert "Which address is it?" not in text(find(ada))
    shown = find(ada, postcode="zz99 1aa")
    assert "10 Sample Street, ZZ99 1AA" in text(shown) and 'value="10"' in shown.content.decode()
    filled = ada.get(start, {"council": "exampleton", "uprn": "10"}).content.decode()
    assert 'value="10 Sample Street"' in filled and 'value="ZZ99 1AA"' in filled and 'value="10"' in filled
    house = begun(ada, address="10 Sample Street", postcode="ZZ99 1AA", uprn="10").house
    assert (house.uprn, house.easting) == ("10", 400000)
    filled = ada.get(reverse("apply-exempt"), {"council": "exampleton", "uprn": "10"}).content.decode()
    assert 'value="10 Sample Street"' in filled


def test_an_address_is_found_by_its_uprn(ada, loaded):
    assert "10 Sample Street" in text(find(ada, postcode="", uprn="0010", **{"for": "exemption"}))
    assert "no such UPRN" in problems(find(ada, uprn="99"))


@pytest.mark.parametrize(
    ("code", "says"), [("", "Enter a full postcode"), ("ZZ9", "Enter a full postcode"), ("ZZ99 1AB", "no address at ZZ99 1AB")]
)
def test_what_cannot_be_found_is_said_beside_the_field(ada, loaded, code, says):
    assert says in problems(find(ada, postcode=code))


def test_the_council_is_asked_for_where_several_have_a_gazetteer(ada, loaded, other_council):
    gazetteer.load(other_council, streets.read(streets.PLAIN + "5,5 Other Street,M1 1AE,,\n", other_council), at=NOW)
    assert "Select an answer" in problems(find(ada, postcode="M1 1AE"))
    assert "5 Other Street" in text(find(ada, postcode="M1 1AE", council="elsewhere"))
    assert "no address" in problems(find(ada, postcode="M1 1AE", council="exampleton"))
    filled = ada.get(reverse("apply-start"), {"council": "elsewhere", "uprn": "5"}).content.decode()
    assert 'value="elsewhere" checked' in " ".join(filled.split())


def test_without_a_gazetteer_the_fields_are_plain_as_ever(ada, council):
    assert find(ada).status_code == 404
    assert reverse("find-address") not in ada.get(reverse("apply-start")).content.decode()
    assert begun(ada, **HOUSE)


def test_an_unknown_form_or_address_fills_nothing_in(ada, loaded):
    assert find(ada, **{"for": "elsewhere"}).status_code == 404
    for said in ({"council": "atlantis", "uprn": "10"}, {"council": "exampleton", "uprn": "99"}, {"uprn": "10"}):
        assert "10 Sample Street" not in ada.get(reverse("apply-start"), said).content.decode()


def test_an_address_is_looked_up_by_those_who_signed_in(client, loaded):
    assert find(client).status_code == 302


SET = {
    "FANLIGHT_NOTIFY_KEY_NORTH_EXAMPLETON": fake_notify.KEY, "FANLIGHT_NOTIFY_MAIL_NORTH_EXAMPLETON": "t1",
    "FANLIGHT_NOTIFY_MAIL_WITH_FILE_NORTH_EXAMPLETON": "t2", "FANLIGHT_NOTIFY_LETTERS_NORTH_EXAMPLETON": "yes",
    "FANLIGHT_PAY_KEY_NORTH_EXAMPLETON": "k", "FANLIGHT_OIDC_ISSUER_NORTH_EXAMPLETON": "https://login.example/tenant",
    "FANLIGHT_OIDC_CLIENT_NORTH_EXAMPLETON": "c", "FANLIGHT_OIDC_SECRET_NORTH_EXAMPLETON": fake_oidc.SECRET,
    "FANLIGHT_OIDC_ACR_NORTH_EXAMPLETON": "a b",
}  # fmt: skip


@pytest.fixture
def environment(monkeypatch):
    def made(**more):
        for name, word in {**SET, **more}.items():
            monkeypatch.setenv(name, word)

    return made


def test_the_connections_of_a_council_are_read_from_the_environment(environment):
    environment()
    assert connections.notify()["north-exampleton"].templates == Templates("t1", "t2")
    assert connections.posted_by_notify() == {"north-exampleton"}
    assert connections.pay()["north-exampleton"].key == "k"
    (app,) = connections.oidc()
    assert (app["provider_id"], app["name"]) == ("north-exampleton", "Sign in with North Exampleton")
    assert app["settings"] == {"server_url": "https://login.example/tenant", "acr": ["a", "b"]}
    assert connections.form_targets() == ["https://*.payments.service.gov.uk", "https://login.example"]
    shown = repr((connections.notify(), connections.pay()))
    assert fake_notify.SECRET not in shown and "'k'" not in shown


def test_without_settings_there_are_no_connections():
    assert (connections.notify(), connections.pay(), connections.oidc(), connections.form_targets()) == ({}, {}, [], [])
    assert connections.posted_by_notify() == frozenset()


@pytest.mark.parametrize(
    ("name", "word", "says"),
    [("FANLIGHT_NOTIFY_KEY_NORTH_EXAMPLETON", "short", "FANLIGHT_NOTIFY_KEY_NORTH_EXAMPLETON: a key of GOV.UK Notify ends"),
     ("FANLIGHT_NOTIFY_KEY_NORTH_EXAMPLETON", "", "FANLIGHT_NOTIFY_KEY_NORTH_EXAMPLETON is not set"),
     ("FANLIGHT_NOTIFY_MAIL_NORTH_EXAMPLETON", "", "set both"), ("FANLIGHT_NOTIFY_LETTERS_NORTH_EXAMPLETON", "perhaps", "write yes or no"),
     ("FANLIGHT_OIDC_CLIENT_NORTH_EXAMPLETON", "", "FANLIGHT_OIDC_CLIENT_NORTH_EXAMPLETON is not set"),
     ("FANLIGHT_OIDC_ISSUER_NORTH_EXAMPLETON", "http://login.example", "begins with https://"),
     ("FANLIGHT_PAY_URL", "http://pay.example", "FANLIGHT_PAY_URL is"), ("FANLIGHT_NOTIFY_URL", "http://pay.example", "begins with https://")],
)  # fmt: skip
def test_a_connection_that_is_not_whole_is_refused_with_the_name_to_set(environment, name, word, says):
    environment(**{name: word})
    with pytest.raises(ImproperlyConfigured, match=says) as told_:
        for each in (connections.notify, connections.posted_by_notify, connections.pay, connections.oidc):
            each()
    assert fake_notify.SECRET not in str(told_.value) and fake_oidc.SECRET not in str(told_.value)
