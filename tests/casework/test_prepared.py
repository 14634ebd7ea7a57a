"""Queries whose SQL is written once: they find what the same query finds anew, and take only values of the kinds they say."""

import gc
import importlib
import pkgutil
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

import fanlight.casework
from fanlight.casework.models import Account, Case, Council, Membership, Note
from fanlight.casework.prepared import Prepared
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW


def every_prepared():
    """Every such query of the rooms."""
    for each in pkgutil.walk_packages(fanlight.casework.__path__, "fanlight.casework."):
        if "migrations" not in each.name and "commands" not in each.name:
            importlib.import_module(each.name)
    return {f"{one.plain.__module__}.{one.plain.__qualname__}": one for one in gc.get_objects() if isinstance(one, Prepared)}


@Prepared
def _written(case: int):
    return Note.objects.filter(case=case).select_related("by").order_by("-id")


@Prepared
def _roles(account: int, role: str, on: date):
    since = Membership.objects.filter(account=account, role=role, from_on__lte=on)
    return since.filter(Q(until_on=None) | Q(until_on__gt=on)).order_by("id")


def test_every_prepared_query_of_the_service_can_be_asked_and_finds_what_it_finds_anew(case, council, officer):
    Note.objects.create(case=case, words="Seen from the road.", by=officer.account, at=NOW)
    values = {"council": council.pk, "account": officer.account.pk, "slug": council.slug, "reference": case.reference}
    asked = {name: each for name, each in every_prepared().items() if name.startswith("fanlight.")}
    assert len(asked) > 25
    for name, query in asked.items():
        kinds = query.plain.__annotations__
        given = [values.get(each, {int: case.pk, str: "first", date: NOW.date()}[kind]) for each, kind in kinds.items() if each != "return"]
        assert query(*given) == list(query.plain(*given)), name


def test_a_prepared_query_gives_whole_rows_with_what_is_joined_to_them(case, officer):
    made = [Note.objects.create(case=case, words=words, by=officer.account, at=NOW) for words in ("One", "Two")]
    _written(case.pk)  # the SQL is written now
    with CaptureQueriesContext(connection) as asked:
        found = _written(case.pk)
        assert [(each.words, str(each.by), each.at) for each in found] == [("Two", "Olu Officer", NOW), ("One", "Olu Officer", NOW)]
    assert len(asked) == 1
    assert _written.first(case.pk) == made[1]
    assert _written(case.pk + 1) == [] and _written.first(case.pk + 1) is None


def test_each_value_goes_where_it_belongs_however_often_it_stands_there(officer):
    given = officer.account.pk, str(Role.HOUSING_OFFICER)
    held = Membership.objects.get(account=officer.account)
    Membership.objects.filter(pk=held.pk).update(until_on=NOW.date())
    day = timedelta(days=1)
    assert _roles(*given, NOW.date() - day) == [held]
    assert _roles(*given, NOW.date()) == [] == _roles(*given, held.from_on - day)
    assert _roles(given[0], str(Role.TEAM_MANAGER), NOW.date() - day) == []


@pytest.mark.parametrize("value", [None, "1", True, [1], NOW])
def test_a_value_of_another_kind_is_refused(db, value):
    with pytest.raises(TypeError, match="takes"):
        _written(value)


def test_an_instant_is_no_day(officer):
    with pytest.raises(TypeError, match="takes"):
        _roles(officer.account.pk, "housing officer", NOW)


def test_a_query_that_changes_its_value_first_is_refused(db):
    beginning = Prepared(_begin_with)
    with pytest.raises(TypeError, match="changes a value"):
        beginning("Olu")


def _begin_with(name: str):
    return Account.objects.filter(name__startswith=name)


@pytest.mark.django_db(transaction=True)
def test_threads_ask_one_prepared_query_over_their_own_connections(case, officer):
    Note.objects.create(case=case, words="Seen from the road.", by=officer.account, at=NOW)
    _written(case.pk)
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(each.words for each in _written(case.pk))
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == ["Seen from the road."] * 3


def test_the_council_of_a_name_is_found_with_its_fire_authority(council, other_council):
    assert _council("elsewhere") == other_council and _council("nowhere") is None
    assert _council("exampleton").fire_authority == council.fire_authority


def _council(slug: str) -> Council | None:
    from fanlight.casework.queries import people

    return people.council(slug)


def test_the_case_above_stands_before_those_below_and_another_councils_does_not(case, house, other_council):
    from fanlight.casework.queries import cases

    given = {"house": house, "table": "licence", "state": "in force", "opened_at": NOW, "moved_at": NOW}
    below = Case.objects.create(council=case.council, reference="B", parent=case, **given)
    last = Case.objects.create(council=case.council, reference="C", parent=below, **given)
    other = Case.objects.create(council=other_council, reference="D", parent=below, **given)
    assert cases.related(below) == [case, last]
    assert cases.related(other) == []
