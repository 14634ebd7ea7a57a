"""The things of a list: added, named and removed, with what belongs to them, and said to be all or not."""

import pytest

from fanlight.facts.kinds import Unfit
from fanlight.facts.vocabulary import THINGS
from fanlight.web.questions import document as documents
from fanlight.web.questions import lists
from fanlight.web.questions.audience import OFFICER
from fanlight.web.questions.lists import StillLinkedTo, add, is_whole, leading_to, remove, rename, tell_whole
from tests.unit.web.questions.sending import example

ROOM, WINDOW, PERSON = THINGS["room"], THINGS["window"], THINGS["person"]


@pytest.mark.parametrize(
    ("label", "id_"),
    [
        ("Attic, back", "attic-back"),
        ("", "room-11"),
        ("Hall", "hall-11"),
        ("none", "none-11"),
        ("Unknown", "unknown-11"),
        ("???", "room-11"),
        ("this or that", "this-or-that"),
    ],
)
def test_a_new_thing_has_a_word_by_which_links_name_it(label: str, id_: str) -> None:
    document, given = add(example(), ROOM, label=label)
    assert given == id_
    survey = documents.survey_of(document, "s")
    assert (survey.things["room"][-1].id, survey.things["room"][-1].label) == (id_, label or id_)


def test_a_number_that_is_taken_is_passed_over() -> None:
    document = {"rooms": [{"id": "room-2"}]}
    assert add(document, ROOM)[1] == "room-3"


def test_a_thing_may_be_added_where_it_belongs() -> None:
    document, given = add(example(), WINDOW, label="Skylight", belongs={"room": "bedroom-1"})
    assert documents.said(documents.entry(document, WINDOW, given), "room").words == "bedroom-1"
    assert lists.belongs_to(document, WINDOW, documents.entry(document, WINDOW, given)) == "Front room, ground floor"
    with pytest.raises(Unfit, match="no longer listed"):
        add(document, WINDOW, belongs={"room": "attic"})


def test_a_list_that_was_whole_has_to_be_said_to_be_so_anew() -> None:
    document = example()
    assert is_whole(document, ROOM)
    document, _ = add(document, ROOM, label="Attic")
    assert not is_whole(document, ROOM)
    assert "room" not in documents.survey_of(document, "s").complete
    assert is_whole(tell_whole(document, ROOM, "yes"), ROOM)


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_only_yes_says_that_a_list_is_whole(answer: str) -> None:
    document = tell_whole(example(), ROOM, answer)
    assert not is_whole(document, ROOM)
    assert "room" not in documents.survey_of(document, "s").complete


def test_an_empty_list_can_be_whole_and_no_answer_says_nothing() -> None:
    document = tell_whole({}, WINDOW, "yes")
    survey = documents.survey_of(document, "s")
    assert survey.complete == {"window"} and survey.things["window"] == ()
    assert tell_whole(document, WINDOW, "yes")["complete"] == ["windows"]
    with pytest.raises(Unfit, match="whether these are all the windows"):
        tell_whole(document, WINDOW, "")


def test_more_things_than_a_house_can_have_are_refused() -> None:
    storey = THINGS["storey"]
    with pytest.raises(Unfit, match=f"more than {storey.at_most} storeys"):
        add({"storeys": [{"id": str(number)} for number in range(storey.at_most)]}, storey)


def test_a_thing_is_called_otherwise_and_its_links_stay() -> None:
    document = rename(example(), ROOM, "bedroom-1", "  Parlour  ")
    assert documents.label_of(documents.entry(document, ROOM, "bedroom-1"), ROOM) == "Parlour"
    assert list(leading_to(document, ROOM, "bedroom-1")) == list(leading_to(example(), ROOM, "bedroom-1"))
    with pytest.raises(Unfit, match="say what it is called"):
        rename(document, ROOM, "bedroom-1", " ")
    with pytest.raises(Unfit, match="shorten it"):
        rename(document, ROOM, "bedroom-1", "n" * 101)
    with pytest.raises(KeyError):
        rename(document, ROOM, "attic", "Attic")


def test_removing_a_thing_to_which_others_belong_asks_first() -> None:
    document = example()
    with pytest.raises(StillLinkedTo) as refusal:
        remove(document, ROOM, "bedroom-1")
    assert {(each.thing.name, each.id) for each in refusal.value.leading} == {
        ("person", "p1"), ("window", "window-1"), ("heater", "rad-1"), ("door", "door-1"),
    }  # fmt: skip
    assert "Rad 1 (" in str(refusal.value)
    left = remove(document, ROOM, "bedroom-1", is_confirmed=True)
    survey = documents.survey_of(left, "s")
    assert "bedroom-1" not in [seen.id for seen in survey.things["room"]]
    # Nobody now knows which room the window is in: it is unknown, not none.
    assert "room" not in survey.things["window"][0].values
    assert document == example()


def test_one_of_two_rooms_removed_does_not_settle_which_it_was() -> None:
    document = {"rooms": [{"id": "a"}, {"id": "b"}], "windows": [{"id": "w", "room": "a or b"}]}
    left = remove(document, ROOM, "a", is_confirmed=True)
    assert left["windows"] == [{"id": "w"}]


def test_a_thing_to_which_nothing_belongs_goes_at_once() -> None:
    document = remove(example(), WINDOW, "window-1")
    assert len(documents.entries(document, WINDOW)) == 6
    with pytest.raises(KeyError):
        remove(document, WINDOW, "window-1")


def test_the_page_of_a_list_shows_its_things_and_asks_whether_that_is_all() -> None:
    shown = lists.page(example(), WINDOW, OFFICER, address=lambda *names: "/".join(names))
    first = shown["items"][0]
    assert (first["label"], first["href"], first["remove_href"]) == ("Window 1", "window/window-1/answer", "window/window-1/remove")
    assert first["hint"] == "Front room, ground floor · 6 of 25 answered"
    assert [select["name"] for select in shown["belongs"]] == ["room"]
    assert shown["whole"]["value"] == ""
    assert lists.page(example(), ROOM, OFFICER, address=lambda *names: "")["whole"]["value"] == "yes"
    empty = lists.page({}, PERSON, OFFICER, address=lambda *names: "")
    assert empty["items"] == [] and empty["whole"]["items"][0]["text"] == "Yes, there are none"
