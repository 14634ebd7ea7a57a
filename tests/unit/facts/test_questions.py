"""What is asked of a fact is a question in plain English, and never its name with a question mark."""

import re

import pytest

from fanlight.facts.kinds import Fact
from fanlight.facts.vocabulary import THINGS

FACTS = [fact for thing in THINGS.values() for fact in thing.facts.values()]


def only_repeats(name: str, question: str) -> bool:
    """Whether a question has no word of its own besides those of the name of its fact, in their order."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", question.lower()).split()) in _names(name)


def _names(name: str) -> set[str]:
    plain = name.replace("_", " ")
    bare = re.sub(r"^(is|has|are) ", "", plain)
    return {plain, bare, f"is {bare}", f"has {bare}", f"is it {bare}", f"what is {bare}", f"what is the {bare}", f"the {bare}"}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.path)
def test_no_question_only_repeats_the_name_of_its_fact(fact: Fact) -> None:
    assert not only_repeats(fact.name, fact.question)


@pytest.mark.parametrize("question", ["Is fire door?", "Fire door?", "What is the fire door?", "Is it fire door?"])
def test_a_name_with_a_question_mark_is_found_out(question: str) -> None:
    assert only_repeats("is_fire_door", question)
    assert not only_repeats("is_fire_door", "Is this door made to be a fire door?")
