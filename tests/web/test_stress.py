"""The service is killed and fed with nonsense, a little here and much by `script/bench service`: nothing is lost, doubled or broken."""

import argparse
import json
import os
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

sys.path.insert(0, str(ROOT / "script"))

from stress import editions, killing, load, malformed  # noqa: E402

SMALL = argparse.Namespace(kills=2, database_kills=1, requests=375, cases=24, seed=6)


@pytest.fixture(autouse=True)
def of_this_tree(monkeypatch):
    """The processes that are started read our settings anew."""
    monkeypatch.delenv("FANLIGHT_DATABASE_URL", raising=False)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), str(ROOT)]))


def test_killed_twice_under_load_the_service_loses_nothing_and_sends_nothing_twice(tmp_path, capsys):
    told = killing.measure("SQLite", tmp_path, SMALL)
    assert told["is_met"], capsys.readouterr().out
    assert told["killed"]["pages"] == 2 and told["acknowledged"] > 10 and told["received"] > 0


def test_malformed_requests_files_and_editions_are_refused_and_change_nothing(tmp_path, capsys):
    told = malformed.measure("SQLite", tmp_path, SMALL)
    assert told["is_met"], capsys.readouterr().out
    assert sum(told["kinds"].values()) >= 300 and told["editions"] > 30 and told["by_page"] > 1


SOUND = {"missing": [], "faults": [], "stands": {"<a>": "sent", "<b>": "unclear"}}


@pytest.mark.parametrize(
    ("changed", "received", "said"),
    [
        ({}, ["<a>"], []),
        ({}, ["<a>", "<b>"], []),
        ({}, ["<a>", "<a>"], ["left 2 times: <a>"]),
        ({}, ["<a>", "<c>"], ["left, and its transaction was undone: <c>"]),
        ({}, [], ["marked as sent, and never arrived: <a>"]),
        ({"missing": ["x"]}, ["<a>"], ["acknowledged and lost: x"]),
        ({"faults": ["event 3 is missing"]}, ["<a>"], ["the record is broken: event 3 is missing"]),
        ({"stands": {"<a>": "waiting"}}, [], ["neither sent nor shown as unclear: <a>"]),
        ({"stands": {"<a>": "unclear", "<b>": "unclear"}}, [], ["2 messages are unclear, and only 1 kills can have made them so"]),
    ],
)
def test_what_must_not_be_is_seen(changed, received, said):
    assert killing.judged(SOUND | changed, received, 1) == said


def test_an_edition_that_breaks_its_reader_is_seen(tmp_path, monkeypatch):
    def broken(*_, **__):
        raise KeyError("clause")

    monkeypatch.setattr(editions, "read_edition", broken)
    assert editions.tried(tmp_path, 1, 6).faults == ["edition 0: KeyError: 'clause'"]


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        ((422, b"<li>clauses.yaml:7: &#39;at_mots&#39; has no meaning here</li>"), 0),
        ((422, b"<li>There is a problem</li>"), 1),
        ((200, b"<li>clauses.yaml:7: is loaded</li>"), 1),
        ((302, b""), 1),
        ((500, b""), 1),
    ],
)
def test_a_page_that_takes_a_faulty_edition_or_does_not_say_where_the_fault_is_is_seen(answer, faults):
    given = []

    class Officer:
        def give(self, path, said, field, files):
            given.extend(files)
            return answer

    assert len(editions.not_refused(Officer(), "exampleton", [editions.sound()])) == faults
    assert [name for name, _ in given] == ["clauses.yaml", "edition.yaml"] and b"edition: exampleton/2026-01" in given[1][1]


def test_what_was_acknowledged_is_looked_up_by_its_words(tmp_path, db):
    from stress import rows

    path = Path(tmp_path / "acknowledged.json")
    path.write_text(json.dumps([["note written", "never written"]]))
    assert rows.found(path)["missing"] == ["never written"]


def test_a_few_officers_and_readers_meet_no_error(tmp_path, capsys):
    asked = argparse.Namespace(seconds=4.0, cases=24, officers=3, readers=4, think=0.2, seed=6)
    told = load.measure("SQLite", tmp_path, asked)
    assert told["is_met"] and sum(each["asked"] for each in told["kinds"]) > 20, capsys.readouterr().out
