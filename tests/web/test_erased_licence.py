"""The pages of a licence that ended and was erased: each still opens, and none names anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.actions import erasing, matters, retention
from fanlight.casework.models import Licence, Message
from fanlight.licensing.retention import Kind
from tests.casework.conftest import staff
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text

NAMES = ("Hal Holder", "Made-up Bank", "3 Close")
PAGES = ("case", "licence", "conditions", "calendar", "documents", "inspections", "handed-in", "assessment", "papers", "fee", "findings",
         "representations", "case-fire", "begin-matter", "suitability")  # fmt: skip


@pytest.fixture
def gone(in_force, officer, council):
    """A licence whose holder died, erased when its time was over."""
    now = timezone.now()
    admin = staff("Ari Admin", Office.ADMINISTRATOR, council=council)
    matters.record_death(in_force, timezone.localdate(), how_known="The certificate.", by=officer, at=now)
    retention.choose(council, Kind.LICENCES, 24, ground="Claims for rent.", by=admin, at=now)
    Message.objects.update(sent_at=now)
    (done,) = erasing.erase_due(now + timedelta(days=760))
    assert done.fault is None and done.rows["licenceversion"] == 1
    return Licence.objects.select_related("case", "application").get(case=in_force)


def test_officers_open_every_page_of_it_and_no_name_is_left(olu, gone):
    for case in (gone.case, gone.application):
        for name in PAGES:
            answer = olu.get(at(name, case))
            assert answer.status_code in (200, 404), (name, case.table, answer.status_code)
            shown = answer.content.decode()
            assert [each for each in NAMES if each in shown] == [], (name, case.table)
    assert "Personal data was erased on" in text(olu.get(at("case", gone.application)))


def test_the_register_still_answers_for_its_number(client, gone):
    shown = text(client.get(reverse("register-licence", args=["exampleton", gone.number])))
    assert "It ended on" in shown and not [each for each in NAMES if each in shown]
    found = client.get(reverse("register-check-json"), {"number": gone.number}).json()["found"]
    assert [(each["licence_number"], each["is_in_force"]) for each in found] == [(gone.number, False)]
