"""The commands of the how-to about the API are run, and every answer shown there is given."""

import json
import shlex
from itertools import pairwise

import pytest

from tests.casework.conftest import council, invented_councils
from tests.casework.test_importing import enter, row
from tests.docs.pages import ROOT, Block, blocks
from tests.web.test_api import key_of

__all__ = ["council", "invented_councils"]
pytestmark = pytest.mark.django_db
PAGE = ROOT / "docs" / "how-to" / "use-the-api.md"
HOST = "https://hmo.example.org"
SHOWN = [(asked, answer) for asked, answer in pairwise(blocks(PAGE)) if asked.kind == "sh" and answer.kind == "json"]


def curl(client, words, key):
    """What a `curl` command asks, asked of the service in this process."""
    parts = iter(shlex.split(words.replace("$KEY", key)))
    assert next(parts) == "curl"
    headers, body, address = {}, None, ""
    for part in parts:
        if part == "-H":
            name, _, value = next(parts).partition(": ")
            headers[name] = value
        elif part == "--data-binary":
            body = (ROOT / next(parts).removeprefix("@")).read_bytes()
        else:
            assert part.startswith(HOST), part
            address = part.removeprefix(HOST)
    if body is None:
        return client.get(address, headers=headers)
    return client.generic("POST", address, body, headers.pop("Content-Type"), headers=headers)


def holds(shown, given):
    """Whether what is shown stands in what was given: each field shown with its value, each element of a list at its place."""
    if isinstance(shown, dict):
        return isinstance(given, dict) and all(name in given and holds(value, given[name]) for name, value in shown.items())
    if isinstance(shown, list):
        return isinstance(given, list) and len(shown) == len(given) and all(map(holds, shown, given))
    return shown == given


@pytest.mark.parametrize(("asked", "answer"), SHOWN, ids=lambda each: f"line {each.line}")
def test_a_command_of_the_page_is_answered_as_shown(client, council, asked: Block, answer: Block):
    enter(council, row())
    given = curl(client, asked.body.strip(), key_of(council)[1]).json()
    assert holds(json.loads(answer.body), given), given


def test_every_command_of_the_page_has_its_answer():
    assert len(SHOWN) == sum(block.kind == "sh" for block in blocks(PAGE)) == 6
