"""Coverage: each statement of a document and the entry that accounts for it; and differences between two editions."""

from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.standards.coverage import cover, read_inventory
from fanlight.standards.difference import compare
from tests.unit.standards.pages import clause, read

PAGE = (
    clause("settles: [1.1/a, 1.1/b]")
    + clause(name="2/x", requires="")[9:].replace("asked", "information")
    + "terms:\n- {term: house.big, is: house.persons > 6, settles: [1.2/t]}\n"
)


def inventory(place: Path, text: str) -> Path:
    (place / "inventory.csv").write_text(text, encoding="utf-8")
    return place


def test_every_statement_is_accounted_for_by_kind_and_section(tmp_path: Path) -> None:
    account = cover(
        read(PAGE), inventory(tmp_path, "row,kind\n1.1/a,measure\n1.1/b,measure\n1.2/t,definition\n1.3/n,check\n2/x,information\n")
    )
    assert account.entries == {"1.1/a": "1.1/a", "1.1/b": "1.1/a", "1.2/t": "house.big", "1.3/n": "", "2/x": "2/x"}
    first, second = account.sections
    assert (first.name, first.held, first.statements) == ("1", {"asked": 2, "definition": 1, "not yet": 1}, 4)
    assert (second.name, second.held) == ("2", {"information": 1})
    assert account.astray == () and account.kinds["1.3/n"] == "check"


def test_what_is_settled_but_is_no_statement_is_astray(tmp_path: Path) -> None:
    assert cover(read(PAGE), inventory(tmp_path, "row,kind\n1.1/a,measure\n")).astray == ("1.1/b", "1.2/t", "2/x")


def test_without_an_inventory_there_is_only_what_is_settled(tmp_path: Path) -> None:
    account = cover(read(PAGE), tmp_path)
    assert set(account.entries) == {"1.1/a", "1.1/b", "1.2/t", "2/x"} and account.kinds == {} and account.astray == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("row;kind\n", "inventory.csv:1: an inventory has two columns: row,kind"),
        ("row,kind\n1/a,check\n1/a,check\n", "inventory.csv:3: the statement '1/a' stands twice"),
        ("row,kind\n1/a\n", "inventory.csv:2: an inventory has two columns: row,kind"),
        ("", "inventory.csv:1: an inventory has two columns: row,kind"),
    ],
)
def test_an_inventory_that_cannot_be_read_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_inventory(inventory(tmp_path, text))
    assert str(refusal.value).endswith(message)


def test_an_inventory_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inventory.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(Refused, match="inventory.csv: cannot be read: 'utf-8' codec"):
        read_inventory(tmp_path)


def changes(old: str, new: str) -> list[tuple[str, str | None, str | None, tuple[str, ...]]]:
    head = "edition: town/2030\ntitle: T\nin_force: {from: 2030-01-01}\n"
    return [
        (change.kind, change.old.id if change.old else None, change.new.id if change.new else None, change.what)
        for change in compare(read(old), read(new, head))
    ]


def test_a_clause_is_kept_changed_gone_or_new() -> None:
    old = clause() + clause(name="1/gone")[9:] + clause(name="1/kept")[9:]
    new = clause(requires="house.persons > 2") + clause(name="1/kept")[9:] + clause(name="1/new")[9:]
    assert changes(old, new) == [
        ("changed", "1.1/a", "1.1/a", ("requirement: house.persons > 2, was house.persons > 1",)),
        ("gone", "1/gone", None, ()),
        ("kept", "1/kept", "1/kept", ()),
        ("new", None, "1/new", ()),
    ]


def what(old: str, new: str) -> tuple[str, ...]:
    [(_, _, _, found)] = changes(old, new)
    return found


def test_what_changed_is_told_in_words() -> None:
    assert what(clause(), clause().replace("force: must", "force: should")) == ("force: should, was must",)
    assert what(clause(), clause("when: house.is_hmo\nunless: house.is_existing")) == (
        "when: house.is_hmo; unless house.is_existing, was always",
    )
    assert what(clause(), clause("measure: house.households\nat_most: 3\nor: house.is_hmo")) == (
        "requirement: house.households <= 3 and house.persons > 1 or house.is_hmo, was house.persons > 1",
    )
    told = clause(requires="").replace("asked", "information")
    assert what(told, told.replace("says: S.", "says: T.")) == ("says: T. (was: S.)",)
    assert what(told, told.replace("information", "scope")) == ("kind: scope, was information",)
    duty = clause("owed_by: manager\nperiod: always\nweigh: [a]", requires="").replace("asked", "duty")
    assert what(duty, duty.replace("manager", "[manager, owner]").replace("period: always", "period: once\n  evidence: E")) == (
        "evidence: E, was nothing", "owed_by: manager, owner, was manager", "period: once, was always",
    )  # fmt: skip


def test_a_clause_taken_over_under_another_id_is_the_same_clause(tmp_path: Path) -> None:
    from fanlight.standards.library import Library
    from tests.unit.standards.pages import folder

    folder(clause(), "edition: t/1\ntitle: T\nin_force: {}\nids: old\n", base=tmp_path, name="t/1")
    folder(
        "clauses:\n- {clause: 9/z, same_as: old:1.1/a}\n",
        "edition: t/2\ntitle: T\nin_force: {}\nbuilds_on: t/1\n",
        base=tmp_path,
        name="t/2",
    )
    library = Library((tmp_path,))
    for old, new in (("t/1", "t/2"), ("t/2", "t/1")):
        [change] = compare(library.read(old), library.read(new))
        assert change.kind == "kept" and change.old is not None and change.new is not None
        assert {change.old.id, change.new.id} == {"1.1/a", "9/z"}
