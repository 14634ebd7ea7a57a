"""Households: people linked by their relationships, by the Act's list and by a council's, with the chain of links and with ranges."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.facts.kinds import Choice
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import fact
from fanlight.licensing import households, ties
from fanlight.licensing.answers import house_of, with_house, worked_out
from fanlight.licensing.households import Households
from fanlight.licensing.law import england, read_law
from fanlight.standards.library import shipped
from tests.unit.licensing.houses_to_test import people, survey

DAY = date(2020, 1, 1)
COUNCILS = read_law(shipped()[1])


def by_act(given: Survey) -> Households:
    return households.by_the_act(given, england(), DAY)


def by(list_id: str, given: Survey) -> Households:
    return next(each for each in households.by_councils(given, COUNCILS, DAY) if each.by.id == list_id)


def pair(relationship: str, more: str = "") -> Survey:
    return people("id: a, relationship: first_person", f"id: b, relationship: {relationship}{more}", recorded="yes")


@pytest.mark.parametrize(
    ("relationship", "act", "of_1_30", "of_2_11"),
    [
        ("spouse_or_civil_partner", (1, 1), (1, 1), (1, 1)),
        ("partner", (1, 1), (1, 1), (2, 2)),
        ("child", (1, 1), (1, 1), (1, 1)),
        ("stepchild", (1, 1), (1, 1), (1, 1)),
        ("stepparent", (1, 1), (1, 1), (1, 1)),
        ("grandparent", (1, 1), (1, 1), (1, 1)),
        ("sibling", (1, 1), (1, 1), (1, 1)),
        ("uncle_or_aunt", (1, 1), (1, 1), (1, 1)),
        ("cousin", (1, 1), (1, 1), (2, 2)),
        ("foster_child", (1, 1), (1, 1), (2, 2)),
        ("foster_parent", (1, 1), (1, 1), (2, 2)),
        ("placement_carer", (1, 1), (1, 2), (2, 2)),
        ("parent_in_law", (1, 1), (1, 2), (1, 1)),
        ("sibling_in_law", (1, 2), (1, 2), (1, 1)),
        ("former_spouse", (2, 2), (1, 2), (1, 1)),
        ("other_relative", (1, 2), (1, 2), (2, 2)),
        ("unrelated", (2, 2), (2, 2), (2, 2)),
    ],
)
def test_each_list_keeps_its_own_view_of_a_relationship(
    relationship: str, act: tuple[int, int], of_1_30: tuple[int, int], of_2_11: tuple[int, int]
) -> None:
    given = pair(relationship)
    found = by_act(given).count, by("birmingham/1.30", given).count, by("birmingham/2.11", given).count
    assert found == (act, of_1_30, of_2_11)


def test_the_lists_of_the_act_and_of_the_councils_speak_of_every_relationship() -> None:
    declared = fact("person.relationship")
    assert isinstance(declared, Choice)
    every = {*declared.options, ties.FAMILY_OF_LANDLORD} - {"first_person"}
    for each in (ties.of_the_act(england(), DAY), *ties.of_councils(COUNCILS, DAY)):
        assert set(each.counts) == every, each.id
        assert all(verdict in ("yes", "no", "open") or verdict.startswith("if ") for verdict, _ in each.counts.values())


def test_a_list_that_had_not_begun_is_left_out() -> None:
    assert households.by_councils(pair("child"), COUNCILS, date(2018, 10, 31)) == ()
    assert len(households.by_councils(pair("child"), COUNCILS, date(2018, 11, 1))) == 2


def test_a_live_in_domestic_worker_belongs_to_the_employer_only_rent_free_and_in_the_employers_home() -> None:
    both = pair("domestic_staff", ", lives_rent_free: yes, has_home_from_employer: yes")
    assert by_act(both).count == (1, 1)
    assert "SI 2006/373 reg 3" in by_act(both).groups[0].chain[0].citation
    assert by_act(pair("domestic_staff", ", lives_rent_free: no, has_home_from_employer: yes")).count == (2, 2)
    assert by_act(pair("domestic_staff", ", lives_rent_free: yes, has_home_from_employer: no")).count == (2, 2)
    unknown = by_act(pair("domestic_staff", ", lives_rent_free: yes"))
    assert unknown.count == (1, 2)
    assert unknown.missing == ("person.has_home_from_employer of b",)


def test_a_chain_explains_a_household_and_names_who_is_joined_only_through_others() -> None:
    found = by_act(
        people(
            "id: ann, relationship: first_person",
            "id: ben, relationship: partner, related_to: ann",
            "id: cat, relationship: cousin, related_to: ben",
            "id: dan, relationship: unrelated, related_to: ann",
            recorded="yes",
        )
    )
    assert found.count == (2, 2)
    first = found.groups[0]
    assert first.members == ("ann", "ben", "cat")
    assert [tie.says for tie in first.chain] == ["ben is partner of ann", "cat is cousin of ben"]
    assert all(tie.citation.startswith("Housing Act 2004") for tie in first.chain)
    assert first.only_by_chain == (("ann", "cat"),)
    assert found.groups[1].members == ("dan",)
    assert found.missing == ()


def test_the_examples_of_birmingham_come_out_as_it_says() -> None:
    """1.30: friends, a couple and one other, a family with an au pair, a resident landlord's family with four tenants."""
    friends = [f"id: {name}, relationship: unrelated, related_to: nobody" for name in "abc"]
    assert by("birmingham/1.30", people(*friends)).count == (3, 3)
    couple = ("id: a, relationship: first_person, related_to: nobody", "id: b, relationship: partner, related_to: a")
    assert by("birmingham/1.30", people(*couple, "id: c, related_to: nobody")).count == (2, 2)
    family = [f"id: {name}, relationship: unrelated, related_to: nobody, is_of_resident_landlord_family: yes" for name in "abcd"]
    tenants = [f"id: t{n}, related_to: nobody, is_of_resident_landlord_family: no" for n in range(4)]
    given = people(*family, *tenants, has_resident_landlord="yes")
    assert by("birmingham/1.30", given).count == (5, 5)
    assert by_act(given).count == (8, 8), "the Act has no such rule"


def test_whether_somebody_is_of_the_landlords_family_may_be_open() -> None:
    entries = ["id: a, is_of_resident_landlord_family: yes", "id: b"]
    closed = by("birmingham/1.30", people(*entries, recorded="yes", has_resident_landlord="yes"))
    assert closed.count == (1, 2)
    assert closed.missing == ("person.is_of_resident_landlord_family of b",)
    assert by("birmingham/1.30", people(*entries, recorded="yes", has_resident_landlord="no")).count == (2, 2)
    both = by("birmingham/1.30", people(*entries, has_resident_landlord=""))
    assert both.missing == ("how a and b are related", "person.is_of_resident_landlord_family of b")
    tied = people("id: a, relationship: first_person", "id: b, relationship: child")
    assert by("birmingham/1.30", tied).count == (1, 1)


def test_unknown_relationships_give_a_range() -> None:
    found = by_act(people("id: a", "id: b", "id: c"))
    assert found.count == (1, 3)
    assert found.missing == ("how a and b are related", "how a and c are related", "how b and c are related")
    assert by_act(people("id: a", "id: b", "id: c", recorded="yes")).count == (3, 3)
    assert by_act(people("id: a, related_to: nobody", "id: b", "id: c")).count == (1, 3), "b may yet name a"
    assert by_act(people("id: a, related_to: nobody", "id: b, related_to: nobody", "id: c")).count == (1, 3)
    assert by_act(people(*(f"id: {name}, related_to: nobody" for name in "abc"))).count == (3, 3)
    assert by_act(people("id: a, related_to: nobody", "id: b, relationship: child, related_to: c", "id: c, related_to: nobody")).count == (
        2,
        2,
    )


def test_a_person_who_is_tied_in_an_unknown_way_keeps_the_pair_open_even_where_all_is_recorded() -> None:
    found = by_act(people("id: a", "id: b, related_to: a", recorded="yes"))
    assert found.count == (1, 2)
    assert "person.relationship of b" in found.missing


def test_one_of_several_relationships_counts_only_where_all_do() -> None:
    assert by_act(pair("child or grandchild")).count == (1, 1)
    assert by_act(pair("child or unrelated")).count == (1, 2)
    assert by_act(pair("unrelated or former_spouse")).count == (2, 2)


def test_whose_relative_somebody_is_may_be_open() -> None:
    two = ("id: a, relationship: first_person, related_to: nobody", "id: b, relationship: first_person, related_to: nobody")
    found = by_act(people(*two, "id: c, relationship: child", recorded="yes"))
    assert found.count == (1, 3)
    assert set(found.missing) == {"person.related_to of c"}
    assert by_act(people(*two, "id: c, relationship: child, related_to: a or b", recorded="yes")).count == (1, 3)
    assert by_act(people(*two, "id: c, relationship: child, related_to: a or nobody", recorded="yes")).count == (2, 3)
    assert by_act(people(*two, "id: c, relationship: unrelated", recorded="yes")).count == (3, 3)
    assert by_act(people("id: a", "id: c, relationship: child", recorded="yes")).count == (1, 2), "a may not be the first person"
    assert by_act(people("id: a, relationship: unrelated", "id: c, relationship: child", recorded="yes")).count == (2, 2)


def test_two_entries_that_contradict_each_other_leave_the_pair_open() -> None:
    found = by_act(
        people("id: a, relationship: sibling, related_to: b", "id: b, relationship: unrelated, related_to: a", "id: c, related_to: nobody")
    )
    assert found.count == (2, 3)
    assert found.missing == ("which is right: a is sibling of b but b is unrelated of a",)


def test_who_only_visits_is_left_out() -> None:
    found = by_act(people("id: a", "id: b, lives_in_house: no"))
    assert (found.persons, found.count) == ((1, 1), (1, 1))


def test_people_who_may_not_be_listed_may_tie_others_or_be_more() -> None:
    found = by_act(survey("persons:\n- {id: a, related_to: nobody}\n- {id: b, related_to: nobody}", complete="[units]"))
    assert found.persons == (2, 200)
    assert found.count == (1, 200)
    assert found.missing == (households.ALL_LISTED,)
    counted = by_act(survey("persons:\n- {id: a, related_to: nobody}\n- {id: b, related_to: nobody}", complete="[units]", persons="2"))
    assert (counted.persons, counted.count) == ((2, 2), (2, 2))
    nobody = by_act(survey(complete="[units]"))
    assert (nobody.persons, nobody.count) == ((0, 200), (0, 200))


def test_what_a_survey_counts_itself_narrows_what_linking_finds() -> None:
    found = by_act(people("id: a", "id: b", "id: c", households="2"))
    assert (found.count, found.missing, found.notes) == ((2, 2), (), ())
    assert by_act(survey(complete="[units]", persons="4", households="at least 2")).count == (2, 4)


def test_a_count_that_linking_contradicts_is_kept_open_and_named() -> None:
    found = by_act(people("id: a, related_to: nobody", "id: b, related_to: nobody", households="1"))
    assert found.count == (1, 2)
    assert found.notes[0].startswith("house.households is given as 1 (house.yaml:")
    assert found.notes[0].endswith("but linking makes it 2")
    fewer = by_act(people("id: a", "id: b", persons="1"))
    assert fewer.persons == (1, 2)
    assert fewer.count[0] == 1
    assert households.shown((1, 3)) == "1 to 3"


def test_who_is_besides_the_owner_is_a_range_where_ties_are_open() -> None:
    owner = "id: a, relationship: first_person, is_owner: yes"
    partner, other = "id: b, relationship: partner, is_owner: no", "id: c, relationship: unrelated, is_owner: no"
    assert by_act(people(owner, partner, other, recorded="yes")).besides_owner == (1, 1)
    assert by_act(people(owner, "id: b, is_owner: no", other)).besides_owner == (0, 2)
    assert by_act(people(owner, partner, "id: c, relationship: unrelated", recorded="yes")).besides_owner == (0, 1), "c may own a part"
    assert by_act(people("id: a", "id: b")).besides_owner is None
    assert by_act(survey("persons:\n- {id: a, is_owner: yes}", complete="[units]")).besides_owner is None


OPTIONS = fact("person.relationship")
assert isinstance(OPTIONS, Choice)
WORDS = OPTIONS.options


def observed(text: str) -> Observed:
    assert isinstance(OPTIONS, Choice)
    return Observed(OPTIONS.read(text), text, "test")


@st.composite
def families(draw: st.DrawFn) -> Survey:
    """Up to five people, of whose relationships some are unknown."""
    names = [f"p{number}" for number in range(draw(st.integers(1, 5)))]
    persons = []
    for name in names:
        values = {}
        if draw(st.booleans()):
            values["relationship"] = observed(" or ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True))))
        if draw(st.booleans()):
            targets = draw(st.lists(st.sampled_from([*names, NONE]), min_size=1, max_size=2, unique=True))
            values["related_to"] = Observed((0, 0), " or ".join(targets), "test", targets=tuple(targets))
        for yes_no in ("lives_rent_free", "has_home_from_employer", "is_of_resident_landlord_family", "is_owner"):
            if draw(st.booleans()):
                values[yes_no] = Observed((1, 1) if draw(st.booleans()) else (0, 0), "", "test")
        persons.append(Seen("person", name, values, "test"))
    given = Survey("", "generated", {"person": tuple(persons)}, frozenset({"person"}))
    recorded = draw(st.sampled_from([None, (1, 1)]))
    return with_house(given, {"has_all_relationships_recorded": worked_out(recorded, "test")} if recorded else {})


@st.composite
def completions(draw: st.DrawFn, given: Survey) -> Survey:
    """The same people with every unknown of them filled in."""
    people_of = given.things["person"]
    first = [
        each.id for each in people_of if "first_person" in (each.values["relationship"].text if "relationship" in each.values else WORDS)
    ]
    persons = []
    for person in people_of:
        values = dict(person.values)
        words = values["relationship"].text.split(" or ") if "relationship" in values else list(WORDS)
        if "related_to" not in values:
            others = [each for each in (first if "relationship" in values else [each.id for each in people_of]) if each != person.id]
            target = draw(st.sampled_from(others or [NONE]))
        else:
            target = draw(st.sampled_from(values["related_to"].targets))
        values["relationship"] = observed(draw(st.sampled_from(words)))
        values["related_to"] = Observed((0, 0), target, "test", targets=(target,))
        for yes_no in ("lives_rent_free", "has_home_from_employer", "is_of_resident_landlord_family", "is_owner"):
            values.setdefault(yes_no, Observed((1, 1) if draw(st.booleans()) else (0, 0), "", "test"))
        persons.append(replace(person, values=values))
    whole = replace(given, things={**given.things, "person": tuple(persons)})
    everything = {"has_all_relationships_recorded": worked_out((1, 1), "test"), "has_resident_landlord": worked_out((1, 1), "test")}
    return with_house(whole, {**house_of(given).values, **everything})


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_completion_has_fewer_or_more_households_than_the_range(data: st.DataObject) -> None:
    given = data.draw(families())
    # Where all ties are recorded, whoever is not said to be tied is not: there the entries are complete as they stand.
    is_complete = bool(house_of(given).values.get("has_all_relationships_recorded"))
    filled = given if is_complete else data.draw(completions(given))
    for before, after in zip(all_lists(given), all_lists(filled), strict=True):
        if any(name.startswith("which is right") for tie in after.open_ties for name in tie.missing):
            continue  # two entries came to contradict each other: no such house can be
        assert before.count[0] <= after.count[0] <= after.count[1] <= before.count[1]
        if before.besides_owner and after.besides_owner:
            assert before.besides_owner[0] <= after.besides_owner[0] <= after.besides_owner[1] <= before.besides_owner[1]


def all_lists(given: Survey) -> list[Households]:
    return [by_act(given), *households.by_councils(given, COUNCILS, DAY)]
