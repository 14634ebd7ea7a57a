"""One more person: single changes to a house (add a fitting, put a room to another use, enlarge it) and which of them admits more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fanlight.assessment.assess import Program
from fanlight.assessment.occupancy import Binding, Permitted, Search, of
from fanlight.assessment.placing import Group, candidates, placed
from fanlight.facts.kinds import Choice, Measured
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.nodes import FAR, FactOf, Node, TermOf

ORDER = ("add a fitting", "change the use of a room", "add a bathroom or WC", "enlarge a room")
"""From the cheapest to the dearest as a rule: Fanlight's claim, for ordering only."""

SPARE = ("living_room", "dining_room", "living_dining_room", "store", "utility_room", "other")
SANITARY = (
    (
        "a WC with a basin, apart from the bathrooms",
        {"has_wc": 1, "basins": 1, "baths": 0, "showers": 0},
        ("separate_wcs", "separate_wcs_with_basin"),
    ),
    (
        "a room with a bath or shower and a basin, without a WC",
        {"has_wc": 0, "basins": 1, "baths": 0, "showers": 1},
        ("bathrooms_without_wc",),
    ),
    (
        "a bathroom with a bath or shower, a basin and a WC",
        {"has_wc": 1, "basins": 1, "baths": 0, "showers": 1},
        ("full_suites", "wcs_in_bathrooms"),
    ),
)
COUNTS = {"has_wc": ("wcs",), "basins": ("basins", "shared_basins"), "showers": ("bathing_places", "bathing_rooms")}


@dataclass(frozen=True, slots=True)
class Change:
    """A single change in words, its kind (one of ORDER), and the survey with it made."""

    kind: str
    words: str
    survey: Survey


def cheapest(search: Search, now: Permitted) -> tuple[Change, Permitted] | None:
    """The first change, in the order of ORDER, that admits at least one person more; None where no single one does."""
    for change in sorted(changes(search, now), key=lambda each: ORDER.index(each.kind)):
        then = Search(search.program, change.survey, search.allowed, search.forces).most()
        if then.persons > now.persons:
            return change, then
    return None


def changes(search: Search, now: Permitted) -> Iterator[Change]:
    """Every single change worth trying: what the binding clauses measure, another use of a spare room, a bathroom or WC more."""
    yield from _raised(search, now)
    yield from _other_uses(search.survey)
    yield from _sanitary(search.survey)


def _raised(search: Search, now: Permitted) -> Iterator[Change]:
    """The facts that the binding clauses measure, raised to what they would ask for one person more."""
    tried: set[tuple[str, str, str]] = set()
    for placing in _one_more(search, now):
        for binding in now.binding:
            for change, key in _for_binding(search, binding, placing):
                if key not in tried:
                    tried.add(key)
                    yield change


def _one_more(search: Search, now: Permitted) -> Iterator[Mapping[str, Group]]:
    """A placing with one person more, by totals if the rooms have room for it, else by the next group in each room."""
    for footprint in sorted(search.lived_in()):
        if of(footprint, 0) == now.persons + 1:
            yield next(search.placings(footprint))
            return
    for room in search.rooms:
        mine = now.placing.get(room)
        persons = mine.persons if mine else 0
        for group in search.groups:
            if group.persons == persons + 1:
                yield {**now.placing, room: group}
                break


def _for_binding(search: Search, binding: Binding, placing: Mapping[str, Group]) -> Iterator[tuple[Change, tuple[str, str, str]]]:
    one = Program(search.program.edition, [binding.clause])
    for finding in one.assess(placed(search.survey, placing)).findings:
        if finding.subject is None or finding.subject.phantom or finding.subject.id not in binding.subjects:
            continue
        subject = finding.subject
        for limit, measured in zip(finding.clause.limits, finding.measures, strict=False):
            found = _measured_fact(limit.measure, subject.thing)
            if limit.op in (">=", ">") and found and measured.required[0] > measured.measured[0] and measured.required[0] < FAR:
                survey, words = _raise(search.survey, subject.thing, subject.id, found, measured.required[0], measured.decimals)
                kind = "enlarge a room" if found in ("floor_area", "counted_floor_area") else "add a fitting"
                yield Change(kind, f"{subject.label}: {words}", survey), (subject.thing, subject.id, found)


def _measured_fact(node: Node, thing: str) -> str | None:
    """The fact of its subject a measure is, if it is nothing but that; a term about an area of a room is its floor area."""
    if not isinstance(node, FactOf | TermOf) or node.whose.links or not node.path.startswith(f"{thing}."):
        return None
    if isinstance(node, FactOf):
        return node.path.partition(".")[2]
    return "floor_area" if thing == "room" and "area" in node.path else None


def _raise(survey: Survey, thing: str, name: str, fact: str, to: int, decimals: int) -> tuple[Survey, str]:
    """The survey with a fact raised, and the change in words."""
    declared = THINGS[thing].facts["floor_area" if fact == "counted_floor_area" else fact]
    assert isinstance(declared, Measured)
    shift = declared.measures.decimals - decimals
    value = to * 10**shift if shift >= 0 else -(-to // 10**-shift)
    low = _seen_value(survey, thing, "floor_area_under_low_ceiling", name) if declared.name == "floor_area" else 0
    value = min(value + low, declared.domain[1])
    words = f"{declared.name.replace('_', ' ')} {declared.show((value, value))}"
    return _set(survey, thing, name, declared.name, (value, value)), words


def _seen_value(survey: Survey, thing: str, fact: str, name: str) -> int:
    for seen in survey.things.get(thing, ()):
        if seen.id == name and fact in seen.values:
            return seen.values[fact].bounds[1]
    return 0


def _set(survey: Survey, thing: str, name: str, fact: str, value: tuple[int, int]) -> Survey:
    told = Observed(value, "changed", "a change tried out")
    listed = tuple(replace(seen, values={**seen.values, fact: told}) if seen.id == name else seen for seen in survey.things.get(thing, ()))
    return replace(survey, things={**survey.things, thing: listed})


def _other_uses(survey: Survey) -> Iterator[Change]:
    """A spare room slept in: every room of another use that people could live in."""
    use = THINGS["room"].facts["use"]
    assert isinstance(use, Choice)
    taken = {room.id for room in candidates(survey)}
    for room in survey.things.get("room", ()):
        value = room.values.get("use")
        if room.id in taken or value is None or not any(value.bounds[0] == use.mask(name) for name in SPARE):
            continue
        bedroom = use.mask("bedroom")
        changed = _set(survey, "room", room.id, "use", (bedroom, bedroom))
        changed = _set(changed, "room", room.id, "is_used_for_sleeping", (1, 1))
        yield Change("change the use of a room", f"{room.label}: make it a bedroom", changed)


def _sanitary(survey: Survey) -> Iterator[Change]:
    """One bathroom or WC more: a new member of the list, and one more in every total that the survey states."""
    for words, facts, totals in SANITARY:
        names = [*totals, *(name for fact, counts in COUNTS.items() if facts.get(fact) for name in counts)]
        yield Change("add a bathroom or WC", f"add {words}", _with_bathroom(survey, facts, names))


def _with_bathroom(survey: Survey, facts: Mapping[str, int], totals: Sequence[str]) -> Survey:
    values = {name: Observed((number, number), "new", "a change tried out") for name, number in facts.items()}
    entered = THINGS["bathroom"].facts["entered_from"]
    assert isinstance(entered, Choice)
    bit = entered.mask("common_area")
    values |= {
        "is_shared": Observed((1, 1), "new", "a change tried out"),
        "entered_from": Observed((bit, bit), "new", "a change tried out"),
    }
    new = replace(_blank(), values=values)
    changed = replace(survey, things={**survey.things, "bathroom": (*survey.things.get("bathroom", ()), new)})
    for house in survey.things.get("house", ()):
        for name in totals:
            if name in house.values:
                low, high = house.values[name].bounds
                changed = _set(changed, "house", "house", name, (low + 1, high + 1))
    return changed


def _blank() -> Seen:
    return Seen("bathroom", "new-bathroom", {}, "a change tried out", "a new bathroom or WC")
