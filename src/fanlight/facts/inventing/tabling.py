"""The figures that houses are invented by as tables for people."""

from collections.abc import Iterable, Iterator

from fanlight.facts.inventing.distribution import Figure
from fanlight.facts.inventing.figures import Figures, Group

HEADS = {
    "figure": "| figure | of | drawn | source |\n|---|---|---|---|",
    "fitting": "| fitting | where | in houses | how often | source |\n|---|---|---|---|---|",
}


def tables(figures: Figures) -> str:
    """Markdown: the sources, the chances by name, the figures by name, and the fittings."""
    sources = (f"| `{name}` | {each.certainty} | {each.says} |" for name, each in figures.sources.items())
    parts = [
        ("Sources", "| source | certainty | what it is |\n|---|---|---|", sources),
        ("Chances by name", HEADS["figure"], _lines(figures.chances.values())),
        ("Figures by name", HEADS["figure"], _lines(figures.named.values())),
        ("Fittings", HEADS["fitting"], map(_fitting, figures.fittings)),
    ]
    return "\n".join(f"### {title}\n\n{head}\n" + "".join(f"{line}\n" for line in lines) for title, head, lines in parts)


def _lines(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        for value, distribution in figure.table.items():
            yield f"| {figure.name} | {value} | {distribution.shown()} | {figure.source} |"


def _fitting(group: Group) -> str:
    uses = ", ".join(sorted(group.where["use"])) if group.where else "the house"
    houses = ", ".join(f"{trait}: {' or '.join(sorted(values))}" for trait, values in group.of.items()) or "all"
    assert group.chance is not None
    often = "; ".join(f"{value}: {each.shown()}" if value else each.shown() for value, each in group.chance.table.items())
    return f"| {group.thing} `{group.fitting}` | {uses} | {houses} | {often} | {group.chance.source} |"
