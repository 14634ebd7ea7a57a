"""Relevant persons: who is served with each notice, who must be told, who may ask, and one person in several roles."""

from datetime import date

import pytest

from fanlight.licensing import procedure
from fanlight.licensing.law import NotKnown, england
from fanlight.licensing.relevant_persons import (
    LegalRole,
    Person,
    are_same,
    grouped,
    may_ask,
    may_represent,
    must_be_told,
    of_role,
    served_on,
)

ON = date(2026, 3, 2)


def person(key: int, role: LegalRole, name: str = "", *, account: int | None = None, email: str = "") -> Person:
    return Person(key, role, name or role.value, account=account, email=email)


EVERYBODY = [person(key, role) for key, role in enumerate(LegalRole)]


@pytest.mark.parametrize("role", LegalRole)
def test_every_legal_role_has_its_place_in_the_law(role: LegalRole) -> None:
    held = of_role(role, ON)
    assert held.values["relevant"] in ("yes", "no", "own right") and held.values["told"] in ("yes", "no")


@pytest.mark.parametrize(
    ("role", "is_served"),
    [
        (LegalRole.APPLICANT, True),
        (LegalRole.PROPOSED_HOLDER, True),
        (LegalRole.HOLDER, False),
        (LegalRole.PROPOSED_MANAGER, True),
        (LegalRole.MANAGING, True),
        (LegalRole.HAVING_CONTROL, True),
        (LegalRole.OWNER, True),
        (LegalRole.MORTGAGEE, True),
        (LegalRole.LONG_LEASEHOLDER, True),
        (LegalRole.BOUND, True),
        (LegalRole.TENANT, False),
    ],
)
def test_a_proposal_to_grant_is_served_on_the_applicant_and_each_relevant_person(role: LegalRole, is_served: bool) -> None:
    assert bool(served_on("application", "propose-to-grant", [person(1, role)], on=ON)) is is_served


def test_a_variation_is_served_on_the_holder_and_a_refused_exemption_on_the_applicant_alone() -> None:
    varied = [each.name for each in served_on("variation", "vary", EVERYBODY, on=ON)]
    assert "licence holder" in varied and "tenant" not in varied
    assert [each.name for each in served_on("temporary-exemption", "refuse", EVERYBODY, on=ON)] == ["applicant"]
    assert [each.name for each in served_on("application", "ask-for-what-is-missing", EVERYBODY, on=ON)] == ["applicant"]


def test_who_is_told_of_the_end_of_a_licence() -> None:
    dead, expired = ([each.name for each in served_on("licence", step, EVERYBODY, on=ON)] for step in ("end-by-death", "expire"))
    assert "licence holder" in expired and "licence holder" not in dead and "mortgagee" in dead


def test_every_step_that_gives_a_notice_about_a_licence_says_on_whom_it_is_served() -> None:
    """Among the tables of the licence; those of orders and penalties have rules of their own."""
    steps = [
        (table.name, step.name)
        for table in procedure.tables(ON)
        for step in table.steps
        if table.name in ("application", "variation", "revocation") and any("notice" in given for given in step.gives)
    ]
    assert [f"{table}/{step}" for table, step in steps if f"served/{table}/{step}" not in england().rules] == []
    with pytest.raises(NotKnown):
        served_on("application", "accept", EVERYBODY, on=ON)


def test_one_person_in_several_roles_is_served_once_with_every_reason() -> None:
    both = [person(1, LegalRole.APPLICANT, "Ada Example", account=7), person(2, LegalRole.OWNER, "A. Example", account=7)]
    served = served_on("application", "grant", both, on=ON)
    assert len(served) == 1
    assert [each.partition(" (")[0] for each in served[0].because] == ["applicant", "owner, a relevant person"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person(1, LegalRole.OWNER, "Ada", account=1), person(2, LegalRole.APPLICANT, "Somebody", account=1), True),
        (person(1, LegalRole.OWNER, "Ada E", email="a@example.org"), person(2, LegalRole.OWNER, "ada  e", email="A@example.org"), True),
        (Person(1, LegalRole.OWNER, "Ada", "1 High St, Exampleton"), Person(2, LegalRole.APPLICANT, "Ada", "1 High St  Exampleton"), True),
        (person(1, LegalRole.OWNER, "Ada"), person(2, LegalRole.APPLICANT, "Ada"), False),
        (person(1, LegalRole.OWNER, "Ada", email="a@example.org"), person(2, LegalRole.APPLICANT, "Bea", email="a@example.org"), False),
    ],
)  # fmt: skip
def test_two_entries_are_one_person_only_where_that_is_certain(one: Person, other: Person, same: bool) -> None:
    assert are_same(one, other) is are_same(other, one) is same


def test_entries_that_a_third_one_joins_are_one_person() -> None:
    first = person(1, LegalRole.OWNER, "Ada", email="a@example.org")
    second = person(2, LegalRole.MORTGAGEE, "Bank")
    third = Person(3, LegalRole.APPLICANT, "Ada", "1 High Street")
    fourth = Person(4, LegalRole.HAVING_CONTROL, "Ada", "1 High Street", "a@example.org")
    assert [[each.key for each in group] for group in grouped([first, second, third, fourth])] == [[1, 3, 4], [2]]


def test_the_applicant_tells_everybody_with_an_interest_but_not_themselves_nor_short_tenants() -> None:
    own = [person(1, LegalRole.APPLICANT, "Ada", account=1), person(2, LegalRole.PROPOSED_HOLDER, "Ada", account=1)]
    others = [person(3, LegalRole.MORTGAGEE, "Bank"), person(4, LegalRole.TENANT, "Tim"), person(5, LegalRole.OWNER, "Olga")]
    assert [group[0].name for group in must_be_told([*own, *others], on=ON)] == ["Bank", "Olga"]


@pytest.mark.parametrize(
    ("table", "role", "is_so"),
    [
        ("variation", LegalRole.HOLDER, True),
        ("variation", LegalRole.MORTGAGEE, True),
        ("variation", LegalRole.TENANT, False),
        ("revocation", LegalRole.APPLICANT, False),
        ("temporary-exemption", LegalRole.HAVING_CONTROL, True),
        ("temporary-exemption", LegalRole.OWNER, False),
        ("appeal", LegalRole.APPLICANT, True),
        ("appeal", LegalRole.TENANT, False),
    ],
)
def test_who_may_begin_a_matter(table: str, role: LegalRole, is_so: bool) -> None:
    assert may_ask(table, [role], on=ON).is_so is is_so


def test_nobody_without_a_role_may_ask_or_make_representations() -> None:
    assert not may_ask("variation", [], on=ON).is_so
    assert not may_represent("application", [LegalRole.TENANT], on=ON).is_so
    allowed = may_represent("application", [LegalRole.TENANT, LegalRole.OWNER], on=ON)
    assert allowed.is_so and "Sch 5" in allowed.cited
