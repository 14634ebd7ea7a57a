"""Every operation of the API asked what its document allows and what it does not, by schemathesis and in one process with the service."""

from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from fanlight.casework.actions import importing
from fanlight.casework.actions.importing import Source
from fanlight.casework.models import Licence
from fanlight.web.api.declared import HOME, OPERATIONS, PARAMETERS
from tests.casework.test_importing import REGISTER, row
from tests.web.officer_cases import (
    applicant,
    council,
    house,
    in_force,
    invented_councils,
    manager,
    officer,
    ready,
    uploads_of_their_own,
)  # fmt: skip
from tests.web.test_api import key_of

__all__ = ["applicant", "council", "house", "in_force", "invented_councils", "manager", "officer", "ready", "uploads_of_their_own"]
pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, response_headers_conformance,
    allow_header_conformance, negative_data_rejection,
]  # fmt: skip
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
BOUNDED = settings(
    max_examples=20, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
CASES = [(each.name, mode) for each in OPERATIONS for mode in MODES if each.name != "councils" or mode is GenerationMode.POSITIVE]
"""Nothing wrong can be asked of what takes nothing."""


@pytest.fixture
def asked_as(council, in_force, settings):
    """A service with a licence of its own and one from a register, and the key with which it is asked; no limit stops so many requests."""
    settings.LIMITS = dict.fromkeys(settings.LIMITS, "100000/h")
    importing.enter(council, [row()], Source("register.csv"), at=timezone.now() - timedelta(1))
    return {"Authorization": f"Bearer {key_of(council)[1]}"}


@pytest.fixture
def described(asked_as):
    """The API as its own document describes it. A request that ends leaves the connection open, in whose transaction the test stands."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(f"{HOME}/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("name", "mode"), CASES, ids=lambda each: getattr(each, "value", each))
def test_nothing_that_is_asked_breaks_it_and_each_answer_is_as_declared(described, asked_as, in_force, name, mode):
    operation = described.find_operation_by_id(name)
    # Where a table is sent, what the document allows can still be no register; then 422 says so.
    more = [positive_data_acceptance] if name != "import-register" else []
    there = {"council": ["exampleton"], "reference": [in_force.reference, in_force.parent.reference], "number": ["LIC-2026-00001"]}
    known = {part: st.sampled_from(there[part]) for part in PARAMETERS}

    @BOUNDED
    @given(data=st.data())
    def ask(data: Any) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if mode is GenerationMode.POSITIVE and case.path_parameters and data.draw(st.booleans()):
            case.path_parameters = {part: data.draw(known[part]) for part in case.path_parameters}
        case.call_and_validate(headers=asked_as, checks=[*CHECKS, *more])

    ask()


@BOUNDED
@given(body=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), cut=st.integers(0, len(REGISTER)))
def broken_registers(client, header, body, cut):
    sent = REGISTER[:cut].encode() + b" " + body
    response = client.generic("POST", f"{HOME}/councils/exampleton/register", sent, "text/csv", HTTP_AUTHORIZATION=header)
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        told = response.json()
        assert told["read"] == told["new"] + told["already_there"] + told["set_aside"] == len(told["rows"])


def test_a_register_that_is_broken_anywhere_is_reported_and_changes_nothing(client, asked_as):
    before = Licence.objects.count()
    broken_registers(client, asked_as["Authorization"])
    assert Licence.objects.count() == before
