"""A house while it is being invented: what is drawn so far, and how figures add facts and fittings to it."""

from dataclasses import dataclass, field
from random import Random

from fanlight.facts.inventing.distribution import rare
from fanlight.facts.inventing.figures import Drawing, Figures, Group, drawing
from fanlight.facts.vocabulary import THINGS

Row = dict[str, str]
"""One thing: its `id` and `label`, and what is so of it, in the words of a survey. A day is so many days before the survey."""


@dataclass
class Draft:
    """A house being invented: its traits, and its things by name."""

    figures: Figures
    random: Random
    traits: dict[str, str] = field(default_factory=dict)
    things: dict[str, list[Row]] = field(default_factory=dict)

    def draw(self, name: str) -> str:
        """One draw of a named figure."""
        return self.figures.named[name].of(self.traits).draw(self.random)

    def number(self, name: str) -> float:
        """One draw of a named figure, without its unit."""
        return float(self.draw(name).split()[0])

    def happens(self, name: str) -> bool:
        """One draw of a named figure that says yes or no."""
        return self.draw(name) == "yes"

    def add(self, thing: str, name: str = "", label: str = "", **facts: str) -> Row:
        """One more thing; without a name there is only one of it."""
        row = ({"id": name} if name else {}) | ({"label": label} if label else {}) | facts
        self.things.setdefault(thing, []).append(row)
        return row

    def rows(self, thing: str) -> list[Row]:
        """The things of one name that there are."""
        return self.things.get(thing, [])

    def suits(self, group: Group) -> bool:
        """Is the house one for which a group of figures is meant?"""
        return all(self.traits[trait] in values for trait, values in group.of.items())

    def fit_out(self) -> None:
        """Put fittings into the rooms."""
        for group in self.figures.fittings:
            if self.suits(group):
                assert group.chance is not None
                chance = group.chance.of(self.traits)
                for room in [None] if group.in_house else matching(self.rows("room"), group):
                    if chance.draw(self.random) == "yes":
                        self.complete(self._fitted(group, room), self.drawing(group))

    def _fitted(self, group: Group, room: Row | None) -> Row:
        if room is not None:
            return self.add(group.thing, f"{group.fitting}-{room['id']}", room=room["id"])
        return self.add(group.thing, group.fitting if THINGS[group.thing].plural else "")

    def describe(self) -> None:
        """Draw the facts of every thing that are not so by how the house was put together."""
        for group in self.figures.facts:
            if self.suits(group) and (rows := matching(self.rows(group.thing), group)):
                draws = self.drawing(group)
                for row in rows:
                    self.complete(row, draws)

    def drawing(self, group: Group) -> Drawing:
        """How the facts of a group are drawn for a house of such traits; worked out once for each kind of house."""
        key = tuple(self.traits[trait] for trait in group.traits)
        if key not in group.drawings:
            group.drawings[key] = drawing({name: figure.of(self.traits) for name, figure in group.draws.items()})
        return group.drawings[key]

    def complete(self, row: Row, drawing: Drawing) -> None:
        """Draw the facts of one thing that it does not have yet."""
        for word, chance, names in drawing.unusual:
            for place in rare(self.random, chance, len(names)):
                row.setdefault(names[place], word)
        for name, word in drawing.usual:
            row.setdefault(name, word)
        for name, distribution in drawing.others:
            if name not in row:
                row[name] = distribution.draw(self.random)


def matching(rows: list[Row], group: Group) -> list[Row]:
    """The things of which all is so that the group asks."""
    if not group.where:
        return rows
    return [row for row in rows if all(row.get(name) in options for name, options in group.where.items())]
