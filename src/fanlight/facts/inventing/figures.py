"""The figures that houses are invented by: where each is from, and how facts and fittings are drawn by them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fanlight.facts.inventing.distribution import Among, Distribution, Figure


@dataclass(frozen=True)
class Source:
    """Where figures come from, and how sure that is: counted here, from memory and not verified, or no source at all."""

    says: str
    certainty: str


@dataclass(frozen=True)
class Drawing:
    """How facts are drawn for one kind of house. What is nearly always so is the usual; the unusual is drawn apart, which is quick."""

    unusual: tuple[tuple[str, float, tuple[str, ...]], ...]
    usual: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, Distribution], ...]


def drawing(draws: Mapping[str, Distribution]) -> Drawing:
    """The quickest way to draw facts: those of two words together wherever their chances are the same."""
    unusual: dict[tuple[str, float], list[str]] = {}
    usual: list[tuple[str, str]] = []
    others: list[tuple[str, Distribution]] = []
    for name, distribution in draws.items():
        if not isinstance(distribution, Among) or len(distribution.words) > 2:
            others.append((name, distribution))
            continue
        ordered = sorted(distribution.words, key=lambda word: (distribution.chances[word], word))
        less, more = ordered[0], ordered[-1]
        usual.append((name, more))
        if less != more:
            unusual.setdefault((less, float(distribution.chances[less])), []).append(name)
    return Drawing(tuple((word, chance, tuple(names)) for (word, chance), names in unusual.items()), tuple(usual), tuple(others))


@dataclass(frozen=True)
class Group:
    """Figures for facts of one thing, in houses of some traits, where some facts of the thing are already so.

    With `fitting` the thing is not there already: as often as `chance` says, one is put into each room of which `where` is so, or one into
    the house as a whole where `in_house`.
    """

    thing: str
    where: Mapping[str, frozenset[str]]
    of: Mapping[str, frozenset[str]]
    draws: Mapping[str, Figure]
    fitting: str = ""
    chance: Figure | None = None
    in_house: bool = False
    drawings: dict[tuple[str, ...], Drawing] = field(default_factory=dict)

    @cached_property
    def traits(self) -> list[str]:
        """The traits by which any of it is drawn."""
        return sorted({figure.by for figure in self.draws.values() if figure.by})


@dataclass
class Figures:
    """All figures: the traits of a house, those of its building and people, and those of the facts of each thing."""

    sources: dict[str, Source] = field(default_factory=dict)
    traits: dict[str, list[str]] = field(default_factory=dict)
    chances: dict[str, Figure] = field(default_factory=dict)
    named: dict[str, Figure] = field(default_factory=dict)
    fittings: list[Group] = field(default_factory=list)
    facts: list[Group] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)
