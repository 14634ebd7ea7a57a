"""`fanlight ask`: the next questions, and the conversation that records the answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fanlight.facts.survey_file import read_survey
from tests.unit.cli.command import Command, Ran

ROOMS = """complete: all
house: {persons: 2}
units: [{id: u1}, {id: u2}]
rooms:
- {id: front, use: bedroom, sleepers: 1}
- {id: back, use: bedroom, sleepers: 1}
"""


def talk(fanlight: Command, monkeypatch: pytest.MonkeyPatch, *answers: str, survey: str = ROOMS, words: tuple[object, ...] = ()) -> Ran:
    """A conversation in which a person types these answers and then is gone."""
    typed: Iterator[str] = iter(answers)

    def answer(prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", answer)
    return fanlight.about("ask", "--interactive", *words, survey=fanlight.write("talk.yaml", survey))


def test_the_questions_that_settle_most_are_printed_with_what_each_answer_would_settle(fanlight: Command) -> None:
    ran = fanlight.about("ask", survey=fanlight.write("talk.yaml", ROOMS))
    assert (ran.status, ran.err) == (0, "")
    first, rest = ran.out.split("\n\n", 1)
    assert first == (
        "What is the floor area of this room, wall to wall? (room.floor_area of front, back)\n"
        "    Measure the whole floor, also under sloping ceilings.\n"
        "    asked for 1.1/area, 9/floor\n"
        "    if 0.3 m2: 4 not met\n"
        "    if 6.5 m2: 2 met\n"
        "    if 300 m2: 4 met\n"
        "    if 4 m2: 2 met"
    )
    assert rest == "" or "?" in rest


def test_only_so_many_questions_are_printed(fanlight: Command) -> None:
    survey = fanlight.write("bare.yaml", "house: {storeys: 2}\n")
    assert len(fanlight.about("ask", "--first", "1", survey=survey).out.strip().split("\n\n")) == 1
    assert len(fanlight.about("ask", survey=survey).out.strip().split("\n\n")) > 1


def test_a_settled_house_leaves_nothing_to_ask(fanlight: Command) -> None:
    ran = fanlight.about("ask", survey=fanlight.write("done.yaml", "complete: all\nhouse: {persons: 0}\n"))
    assert ran.out == "Nothing is left to ask: every clause is settled, or waits for an officer.\n"


def test_a_question_says_what_settles_nothing_yet_and_how_many_clauses_ask(fanlight: Command, tmp_path: Path) -> None:
    from tests.unit.standards.pages import folder

    page = "clauses:\n" + "".join(
        f"- {{clause: 1/{name}, encoded: asked, force: must, says: S., "
        "requires: house.is_hmo and house.persons > 1 and house.is_existing}\n"
        for name in "abcdefgh"
    )
    folder(page, "edition: many/1\ntitle: T\nin_force: {from: 2020-01-01}\n", base=fanlight.councils, name="many/1")
    out = fanlight.about("ask", "--standard", "many", survey=fanlight.write("bare.yaml", "survey: {by: A}\n")).out
    assert "asked for 1/a, 1/b, 1/c, 1/d, 1/e, 1/f and 2 more" in out
    assert "    if yes: nothing settled yet" in out


def test_one_answer_holds_for_all_things_and_is_saved(fanlight: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    ran = talk(fanlight, monkeypatch, "7 m2", words=("--save", saved))
    assert "One answer for all, or one for each: bed-1 = 2.3 m; bed-2 = don't know" in ran.out
    assert ran.status == 0 and ran.out.endswith("Nothing more can be settled by asking.\n")
    rooms = read_survey(saved).things["room"]
    assert [room.values["floor_area"].text for room in rooms] == ["7 m2", "7 m2"]


def test_each_thing_may_have_an_answer_of_its_own(fanlight: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    talk(fanlight, monkeypatch, "front = 7 m2; back = don't know", words=("--save", saved))
    first, second = read_survey(saved).things["room"]
    assert first.values["floor_area"].text == "7 m2" and "floor_area" not in second.values


@pytest.mark.parametrize("word", ["stop", "Quit", "q"])
def test_a_person_may_stop(fanlight: Command, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    ran = talk(fanlight, monkeypatch, word)
    assert ran.status == 0 and "Nothing more" not in ran.out


@pytest.mark.parametrize("word", ["don't know", "unknown", ""])
def test_what_nobody_knows_is_not_asked_again(fanlight: Command, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    ran = talk(fanlight, monkeypatch, word)
    assert ran.out.endswith("Nothing more can be settled by asking.\n") and ran.out.count("What is the floor area") == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("7", "'7' has no unit; write for example '7 m2'"),
        ("side = 7 m2", "'side' is not asked about; asked about are front, back"),
        ("900 m2", "'900 m2' is outside what room.floor_area can be"),
    ],
)
def test_a_wrong_answer_is_explained_and_asked_again(fanlight: Command, monkeypatch: pytest.MonkeyPatch, answer: str, message: str) -> None:
    ran = talk(fanlight, monkeypatch, answer, "7 m2")
    assert f"    {message}" in ran.out and ran.out.count("What is the floor area") == 2
    assert ran.out.endswith("Nothing more can be settled by asking.\n")


def test_an_answer_that_contradicts_the_survey_is_explained_and_not_kept(fanlight: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = talk(
        fanlight,
        monkeypatch,
        "2",
        "3",
        "yes",
        survey="complete: all\nhouse: {households: 3, is_hmo: no}\nunits: [{id: u}]\nrooms: [{id: r, use: wc, floor_area: 9 m2}]\n",
    )
    assert "there are more households than people" in ran.out
    assert ran.out.endswith("Nothing more can be settled by asking.\n")


def test_of_a_list_yes_means_that_it_is_complete(fanlight: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = "house: {persons: 2}\nrooms: [{id: r, use: wc, floor_area: 9 m2}]\n"
    assert talk(fanlight, monkeypatch, "yes", survey=bare).out.endswith("Nothing more can be settled by asking.\n")
    again = talk(fanlight, monkeypatch, "no", survey=bare).out
    assert again.count("Are all rooms of the house listed?") == 1 and again.endswith("Nothing more can be settled by asking.\n")


LINKED = """clauses:
- {clause: 1/a, encoded: asked, force: must, says: S., each: room, requires: room.unit is none or room.unit.has_wc}
"""


def test_a_link_is_answered_with_a_thing_that_is_listed_or_none(fanlight: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.unit.standards.pages import folder

    folder(LINKED, "edition: links/1\ntitle: T\nin_force: {from: 2020-01-01}\n", base=fanlight.councils, name="links/1")
    survey = "complete: all\nunits: [{id: u1, has_wc: yes}, {id: u2, has_wc: no}]\nrooms: [{id: r1}]\n"
    saved = tmp_path / "saved.yaml"
    ran = talk(fanlight, monkeypatch, "u3", "u2 or none", "shared", survey=survey, words=("--standard", "links", "--save", saved))
    assert "    'u3' is no unit of this survey; known are u1, u2" in ran.out
    assert read_survey(saved).things["room"][0].values["unit"].targets == ("",)


def test_a_place_that_cannot_be_written_is_refused_and_the_answers_are_not_lost(
    fanlight: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = talk(fanlight, monkeypatch, "7 m2", words=("--save", tmp_path / "gone" / "saved.yaml"))
    assert ran.status == 2 and "saved.yaml: cannot be written: No such file or directory; the survey is printed above" in ran.err
    assert "floor_area: " in ran.out


def test_a_person_who_is_gone_ends_the_conversation(fanlight: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = talk(fanlight, monkeypatch)
    assert ran.status == 0 and ran.out.count("?") == 1
