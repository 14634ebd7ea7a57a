"""Figures are drawn as they say, and refused with their place where they cannot be."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from fanlight.facts.files import Refused
from fanlight.facts.inventing.distribution import Among, Steps, rare
from fanlight.facts.inventing.figures import Figures
from fanlight.facts.inventing.reading import read_figures, shipped

DECLARED = """
sources: {chosen: {says: no source, certainty: none}}
traits: {kind: [house, flat]}
chances: {mostly: {source: chosen, by: kind, yes: {house: 0.9, flat: 0.5}}}
"""


def figures(folder: Path, text: str) -> Figures:
    (folder / "declared.yaml").write_text(DECLARED, encoding="utf-8")
    (folder / "figures.yaml").write_text(text, encoding="utf-8")
    return read_figures(sorted(folder.glob("*.yaml")))


REFUSED = {
    "figures: {a: {source: chosen, among: {x: 0.5, y: 0.4}}}": "add up to 0.9, not to 1",
    "figures: {a: {source: chosen, yes: 1.2}}": "'1.2' is no chance",
    "figures: {a: {source: chosen, yes: often}}": "'often' is no chance",
    "figures: {a: {yes: 0.2}}": "say where the figure is from",
    "figures: {a: {source: guesed, yes: 0.2}}": "'guesed' is no declared source",
    "figures: {a: {source: chosen}}": "drawn in one way",
    "figures: {a: {source: chosen, yes: 1, always: 2}}": "drawn in one way",
    "figures: {a: {source: chosen, maybe: 1}}": "'maybe' has no meaning here",
    "figures: {a: {source: chosen, by: age, yes: {old: 1}}}": "'age' is no trait of a house",
    "figures: {a: {source: chosen, by: kind, yes: {house: 1}}}": "an entry for each of house, flat",
    "figures: {a: {source: chosen, between: 1 to 5 m2}}": "'step:' is missing",
    "figures: {a: {source: chosen, between: 5 to 1 m2, step: 1 m2}}": "a lowest below the highest",
    "figures: {a: {source: chosen, between: 1 to 5 m2, step: 1 m}}": "amounts need one unit",
    "figures: {a: {source: chosen, between: 1 to 5 acres, step: 1 m2}}": "is no amount",
    "figures: {a: {source: chosen, about: 1 m2, spread: 0.2, from: 2 m2, to: 3 m2, step: 1 m2}}": "the median between",
    "figures: {a: always, b: always}\nwords: {a: [x]}\nchances: {mostly: {source: chosen, yes: 1}}": "'mostly' is given twice",
    "facts: [{source: chosen}]": "'about:' names the thing",
    "facts: [{about: castle, source: chosen}]": "'about:' names the thing",
    "facts: [{about: room, source: chosen, says: {colour: red}}]": "'colour' is no fact of a room",
    "facts: [{about: room, source: chosen, says: {use: ballroom}}]": "'ballroom' is not one of the options",
    "facts: [{about: room, source: chosen, mostly: [use]}]": "'yes' is not one of the options",
    "facts: [{about: room, source: chosen, says: {floor_area: {between: 1 to 900 m2, step: 1 m2}}}]": "outside what room.floor_area can be",
    "facts: [{about: room, source: chosen, mostly: [is_habitable]}]": "is worked out from other facts",
    "facts: [{about: room, source: chosen, where: {use: moat}}]": "'moat' is not one of the options",
    "facts: [{about: room, source: chosen, of: {kind: castle}}]": "must be a trait with some of its values: house, flat",
    "facts: [{about: room, source: chosen, of: {colour: red}}]": "must be a trait with some of its values: kind",
    "facts: [{about: certificate, source: chosen, says: {date: soon}}]": "'soon' is no amount",
    "fittings: [{about: door, source: chosen, chance: mostly}]": "'fitting:' is missing",
    "fittings: [{about: door, source: chosen, fitting: door}]": "'chance:' is missing",
    "fittings: [{about: door, source: chosen, fitting: door, chance: motsly}]": "did you mean 'mostly'",
    "fittings: [{about: door, source: chosen, fitting: door, chance: mostly, in: garden}]": "'in:' can only be house",
    "sources: {guess: {says: a guess}}": "a source has 'says:' and 'certainty:'",
    "sources: {guess: {says: a guess, certainty: none, by: me}}": "'by' has no meaning here",
    "figuers: {}": "did you mean 'figures'?",
}


@pytest.mark.parametrize("text", REFUSED, ids=REFUSED.get)
def test_a_figure_that_cannot_be_drawn_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match="figures.yaml:") as refusal:
        figures(tmp_path, text)
    assert REFUSED[text] in str(refusal.value)


def test_every_problem_of_the_files_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        figures(tmp_path, "figures: {a: {source: chosen, yes: 2}, b: {source: chosen, yes: 3}}\nfacts: [{about: castle, source: chosen}]")
    assert len(refusal.value.problems) == 3


def test_a_figure_may_differ_by_a_trait_of_the_house(tmp_path: Path) -> None:
    known = figures(tmp_path, "figures: {a: {source: chosen, by: kind, among: {house: {x: 1}, flat: {y: 1, z: 0}}}}").named["a"]
    assert [known.of({"kind": kind}).draw(Random(1)) for kind in ("house", "flat")] == ["x", "y"]


def test_every_figure_that_comes_with_fanlight_has_a_source() -> None:
    known = shipped()
    groups = [*known.fittings, *known.facts]
    used = {figure.source for figure in (*known.named.values(), *(each for group in groups for each in group.draws.values()))}
    assert used == set(known.sources)


@pytest.mark.parametrize("name", sorted(shipped().named))
def test_a_figure_is_drawn_as_often_as_it_says(name: str) -> None:
    random, draws = Random(f"draws of {name}"), 5_000
    for distribution in shipped().named[name].table.values():
        drawn = Counter(distribution.draw(random) for _ in range(draws))
        if isinstance(distribution, Among):
            expected = {word: float(chance) * draws for word, chance in distribution.chances.items()}
            assert drawn.keys() <= expected.keys()
            off = sum((drawn[word] - count) ** 2 / count for word, count in expected.items())
            assert off < 3 * len(expected) + 15, f"{name}: {drawn}"


def test_amounts_keep_to_their_ends_and_lie_about_their_median() -> None:
    areas = shipped().facts[0].draws["floor_area"].of({})
    assert isinstance(areas, Steps)
    random = Random("areas")
    drawn = sorted(float(areas.draw(random).removesuffix(" m2")) for _ in range(5_000))
    assert drawn[0] >= float(areas.low)
    assert drawn[-1] <= float(areas.high)
    assert drawn[2_500] == pytest.approx(float(areas.median or 0), rel=0.03)


def test_amounts_without_a_median_are_all_as_likely(tmp_path: Path) -> None:
    dice = figures(tmp_path, 'figures: {a: {source: chosen, between: 1 to 6, step: "1"}}').named["a"].of({})
    drawn = Counter(dice.draw(random := Random("dice")) for _ in range(1)) + Counter(dice.draw(random) for _ in range(6_000))
    assert sorted(drawn) == ["1", "2", "3", "4", "5", "6"]
    assert all(850 < count < 1_150 for count in drawn.values())


@pytest.mark.parametrize("chance", [0.001, 0.2, 0.7, 1.0])
def test_what_is_rare_happens_as_often_as_if_each_were_drawn(chance: float) -> None:
    random = Random("rare")
    happened = Counter(place for _ in range(2_000) for place in rare(random, chance, 20))
    assert sum(happened.values()) / 40_000 == pytest.approx(chance, rel=0.25)
    assert set(happened) <= set(range(20))


def test_amounts_without_a_median_are_shown_as_alike() -> None:
    assert Steps(Decimal(1), Decimal(5), Decimal(1), "m").shown() == "1 to 5 m, all as likely"
