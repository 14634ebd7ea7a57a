"""Reading the figures from YAML: refused where chances do not add up, no source is named, or no fact has such a value."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from fanlight.facts import files, units
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.inventing.distribution import Among, Distribution, Figure, Steps
from fanlight.facts.inventing.figures import Figures, Group, Source
from fanlight.facts.kinds import Day, Link, Text, Unfit
from fanlight.facts.vocabulary import THINGS, Thing

HERE = Path(__file__).parent
TOP = ("sources", "traits", "chances", "figures", "fittings", "facts", "words")
WAYS = ("yes", "among", "about", "between", "always")
AROUND = ("source", "by", "spread", "step", "from", "to")
CERTAINTIES = ("counted", "from memory", "none")


@cache
def shipped() -> Figures:
    """The figures that come with Fanlight."""
    return read_figures(sorted(HERE.glob("*.yaml")))


def read_figures(paths: Iterable[Path]) -> Figures:
    """Figures from files that may build on each other in any order. Raises Refused with every problem."""
    reader = Reader()
    contents = [files.read(path, path.name) for path in paths]
    for part in TOP:
        for content in contents:
            if (entry := content.get(part)) is not None:
                reader.take(part, entry)
    for content in contents:
        reader.problems.extend(content.unknown_keys(TOP))
    if reader.problems:
        raise Refused(reader.problems)
    return reader.figures


class Reader:
    """Figures being read: what has been found and what is wrong so far."""

    def __init__(self) -> None:
        self.figures = Figures()
        self.problems: list[Problem] = []

    def take(self, part: str, entry: Written) -> None:
        """One part of one file."""
        entries = entry.items if part in ("fittings", "facts") else [(key, each) for key, each in entry.keys.items()]
        for each in entries:
            try:
                if isinstance(each, Written):
                    groups = self.figures.fittings if part == "fittings" else self.figures.facts
                    groups.append(self._group(each, part == "fittings"))
                else:
                    self._named(part, *each)
            except Refused as refusal:
                self.problems.extend(refusal.problems)

    def _named(self, part: str, key: str, entry: Written) -> None:
        known = self.figures
        parts: dict[str, Iterable[str]] = {
            "sources": known.sources,
            "traits": known.traits,
            "chances": known.chances,
            "figures": known.named,
            "words": known.words,
        }
        if key in parts[part]:
            raise entry.refused(f"'{key}' is given twice among the {part}; keep one")
        if part == "sources":
            known.sources[key] = _source(entry)
        elif part == "traits":
            known.traits[key] = [item.text for item in entry.items]
        elif part == "words":
            known.words[key] = [item.text for item in entry.items]
        else:
            figures = known.chances if part == "chances" else known.named
            figures[key] = self._figure(key, entry, "")

    def _figure(self, name: str, entry: Written, source: str) -> Figure:
        """One figure; without a source of its own it has that of its group. Raises Refused."""
        if isinstance(entry.value, str):
            return Figure(name, source, "", {"": Among({entry.text: Decimal(1)})})
        _known(entry, (*WAYS, *AROUND))
        source = self._source_of(entry, source)
        ways = [way for way in WAYS if entry.get(way)]
        if len(ways) != 1:
            raise entry.refused(f"a figure is drawn in one way: write one of {', '.join(WAYS)}")
        way, by = ways[0], entry.get("by")
        if by is None:
            return Figure(name, source, "", {"": _distribution(way, entry.keys[way], entry)})
        values = self.figures.traits.get(by.text)
        if values is None:
            raise by.refused(f"'{by.text}' is no trait of a house{nearest(by.text, self.figures.traits)}")
        table = entry.keys[way]
        if sorted(table.keys) != sorted(values):
            raise table.refused(f"a figure by {by.text} needs an entry for each of {', '.join(values)}, and no other")
        return Figure(name, source, by.text, {value: _distribution(way, table.keys[value], entry) for value in values})

    def _source_of(self, entry: Written, otherwise: str) -> str:
        given = entry.get("source")
        source = given.text if given else otherwise
        if not source:
            raise entry.refused(f"say where the figure is from: 'source:' with one of {', '.join(self.figures.sources)}")
        if source not in self.figures.sources:
            raise (given or entry).refused(f"'{source}' is no declared source{nearest(source, self.figures.sources)}")
        return source

    def _group(self, entry: Written, fits: bool) -> Group:
        own = ("fitting", "chance", "in") if fits else ()
        _known(entry, ("about", "source", "where", "of", "says", *own, *self.figures.chances))
        about, source = entry.keys.get("about"), self._source_of(entry, "")
        if about is None or about.text not in THINGS:
            raise (about or entry).refused("'about:' names the thing that the figures are of, such as room")
        thing = THINGS[about.text]
        of = {key: _options(value) for key, value in _pairs(entry, "of")}
        self._check_of(entry, of)
        where = {key: _options(value) for key, value in _pairs(entry, "where")}
        _check_facts(THINGS["room"] if fits else thing, entry.get("where"), where)
        draws = dict(self._draws(entry, thing, source))
        if not fits:
            return Group(thing.name, where, of, draws)
        return Group(
            thing.name, where, of, draws, _needed(entry, "fitting").text, self._chance(_needed(entry, "chance"), source), _in_house(entry)
        )

    def _chance(self, entry: Written, source: str) -> Figure:
        """How often a fitting is there. Raises Refused."""
        if not isinstance(entry.value, str):
            return self._figure("chance", entry, source)
        if entry.text not in self.figures.chances:
            raise entry.refused(f"'{entry.text}' is no declared chance{nearest(entry.text, self.figures.chances)}")
        return self.figures.chances[entry.text]

    def _check_of(self, entry: Written, of: Mapping[str, frozenset[str]]) -> None:
        for trait, values in of.items():
            known = self.figures.traits.get(trait, [])
            if not values <= set(known):
                raise entry.refused(
                    f"'of: {trait}' must be a trait with some of its values: {', '.join(known) or ', '.join(self.figures.traits)}"
                )

    def _draws(self, entry: Written, thing: type[Thing], source: str) -> Iterator[tuple[str, Figure]]:
        for chance, figure in self.figures.chances.items():
            for item in entry.keys[chance].items if entry.get(chance) else []:
                _check_values(thing, item.text, item, ["yes", "no"])
                yield item.text, figure
        for name, value in _pairs(entry, "says"):
            figure = self._figure(f"{thing.name}.{name}", value, source)
            _check_values(thing, name, value, [word for each in figure.table.values() for word in _ends(each)])
            yield name, figure


def _in_house(entry: Written) -> bool:
    """Is the fitting one of the house and not of a room? Raises Refused."""
    place = entry.get("in")
    if place is not None and (place.text != "house" or entry.get("where")):
        raise place.refused("'in:' can only be house; a fitting of rooms has 'where:' in its stead")
    return place is not None


def _known(entry: Written, known: Iterable[str]) -> None:
    if problems := list(entry.unknown_keys(known)):
        raise Refused(problems)


def _pairs(entry: Written, key: str) -> list[tuple[str, Written]]:
    inner = entry.get(key)
    return list(inner.keys.items()) if inner else []


def _source(entry: Written) -> Source:
    _known(entry, ("says", "certainty"))
    certainty = entry.get("certainty")
    if certainty is None or certainty.text not in CERTAINTIES or entry.get("says") is None:
        raise entry.refused(f"a source has 'says:' and 'certainty:', which is one of {', '.join(CERTAINTIES)}")
    return Source(entry.keys["says"].text, certainty.text)


def _options(entry: Written) -> frozenset[str]:
    return frozenset([entry.text] if isinstance(entry.value, str) else [item.text for item in entry.items])


def _check_facts(thing: type[Thing], entry: Written | None, where: Mapping[str, frozenset[str]]) -> None:
    for name, options in where.items():
        assert entry is not None
        _check_values(thing, name, entry.keys[name], options)


def _check_values(thing: type[Thing], name: str, entry: Written, words: Iterable[str]) -> None:
    """Every word is a value that the fact can have. Raises Refused."""
    fact = thing.facts.get(name)
    if fact is None:
        raise entry.refused(f"'{name}' is no fact of a {thing.name}{nearest(name, thing.facts)}")
    if fact.how:
        raise entry.refused(f"{fact.path} is worked out from other facts; draw those")
    for word in () if isinstance(fact, Link | Text) else words:
        try:
            # A day is drawn as so many days before the survey.
            fact.read(word) if not isinstance(fact, Day) else _amount_of(word, entry)
        except Unfit as error:
            raise entry.refused(str(error)) from None


def _ends(distribution: Distribution) -> list[str]:
    if isinstance(distribution, Among):
        return distribution.words
    return [distribution.text(0), distribution.text(int((distribution.high - distribution.low) / distribution.step))]


def _distribution(way: str, said: Written, entry: Written) -> Distribution:
    if way == "always":
        return Among({said.text: Decimal(1)})
    if way == "yes":
        chance = _chance_of(said)
        return _without_the_impossible({"yes": chance, "no": 1 - chance})
    if way == "among":
        return _among(said)
    return _steps(way, said, entry)


def _among(said: Written) -> Among:
    chances = {word: _chance_of(each) for word, each in said.keys.items()}
    total = sum(chances.values())
    if total != 1:
        raise said.refused(f"the chances add up to {total}, not to 1; correct them")
    return _without_the_impossible(chances)


def _without_the_impossible(chances: Mapping[str, Decimal]) -> Among:
    return Among({word: chance for word, chance in chances.items() if chance})


def _chance_of(said: Written) -> Decimal:
    try:
        chance = Decimal(said.text)
    except InvalidOperation:
        raise said.refused(f"'{said.text}' is no chance; write a number from 0 to 1") from None
    if not 0 <= chance <= 1:
        raise said.refused(f"'{said.text}' is no chance; write a number from 0 to 1")
    return chance


def _steps(way: str, said: Written, entry: Written) -> Steps:
    """Amounts with one unit: `about: 12 m2, spread: 0.2, from: 6 m2, to: 30 m2, step: 0.1 m2` or `between: 6 to 30 m2, step: ...`."""
    step, unit = _amount(_needed(entry, "step"))
    if way == "between":
        first, _, last = said.text.partition(" to ")
        high, same = _amount_of(last, said)
        low = _amount_of(f"{first} {same}".strip(), said)[0]
        median, spread, others = None, 0.0, {same}
    else:
        (median, at), (low, below), (high, above) = _amount(said), _amount(_needed(entry, "from")), _amount(_needed(entry, "to"))
        spread, others = float(_amount(_needed(entry, "spread"))[0]), {at, below, above}
    if others != {unit} or step <= 0 or not low < high or (median is not None and not (low < median < high and spread > 0)):
        raise entry.refused("amounts need one unit, a step above 0, a lowest below the highest, the median between, and a spread above 0")
    return Steps(low, high, step, unit, median, spread)


def _needed(entry: Written, key: str) -> Written:
    found = entry.get(key)
    if found is None:
        raise entry.refused(f"'{key}:' is missing")
    return found


def _amount(said: Written) -> tuple[Decimal, str]:
    return _amount_of(said.text, said)


def _amount_of(text: str, said: Written) -> tuple[Decimal, str]:
    number, _, unit = text.strip().partition(" ")
    try:
        units.parse(text.strip())
        return Decimal(number), unit
    except (units.UnreadableQuantity, InvalidOperation):
        raise said.refused(f"'{text}' is no amount; write for example 12.5 m2") from None
