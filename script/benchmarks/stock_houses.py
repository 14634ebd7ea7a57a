"""Houses for the ten clauses by the million: plain arrays as every rival takes them, and the same as a stock of ours."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from fanlight.assessment.columnar.layout import HOUSE, PLACE, STOCK, complete_of, listed
from fanlight.facts.kinds import Choice
from fanlight.facts.vocabulary import fact

KITCHEN, BATHROOM, BEDROOM, WC, LIVING = range(5)
USES = ("kitchen", "bathroom", "bedroom", "wc", "living_room")
OF_HOUSE = ("living", "cookers", "microwave", "sinks", "dishwasher", "baths", "wcs", "wc_separate", "worktop")
OF_ROOM = ("area", "floor", "persons", "extract")
UNKNOWN = -1
ON = date(2026, 9, 1)
Column = Any


@dataclass(frozen=True)
class Houses:
    """`house` and `room` hold a column for each fact, -1 where nobody observed it; `first` is where the rooms of each house begin."""

    house: dict[str, Column]
    room: dict[str, Column]
    kind: Column
    first: Column
    storeys: Column

    @property
    def of(self) -> Column:
        """The house of each room."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))


def made_up(number: int, seed: int, missing: float = 0.05) -> Houses:
    """So many houses of 3 to 12 rooms, each fact missing with the same chance."""
    chance = np.random.default_rng(seed)
    rooms = chance.integers(3, 13, number)
    first = np.concatenate(([0], np.cumsum(rooms)))
    count, of = int(first[-1]), np.repeat(np.arange(number), rooms)
    kind = chance.choice(5, count, p=[0.05, 0.10, 0.65, 0.10, 0.10])
    for place, one in enumerate((KITCHEN, BATHROOM, BEDROOM)):
        kind[first[:-1] + place] = one
    storeys = chance.integers(2, 6, number)
    room = {
        "area": np.clip(chance.normal(1200, 320, count), 400, 2600).astype(np.int64),
        "floor": (chance.random(count) * storeys[of]).astype(np.int64),
        "persons": 1 + (chance.random(count) < 0.25),
        "extract": chance.choice([15, 30, 60, 65, 80], count),
    }
    ranges = {"cookers": (0, 4), "sinks": (0, 4), "baths": (1, 5), "wcs": (1, 5), "worktop": (50, 600)}
    house = {name: chance.integers(*ranges.get(name, (0, 2)), number) for name in OF_HOUSE}
    for column in (*room.values(), *house.values()):
        column[chance.random(len(column)) < missing] = UNKNOWN
    room["persons"][kind != BEDROOM] = UNKNOWN
    room["extract"][kind != KITCHEN] = UNKNOWN
    return Houses(house, room, kind, first, storeys)


def described(houses: Houses, number: int) -> list[dict[str, Any]]:
    """The first houses one by one, as engines take them that know no columns; what nobody observed is 0."""

    def told(columns: dict[str, Column], place: int) -> dict[str, int]:
        return {name: max(int(column[place]), 0) for name, column in columns.items()}

    found: list[dict[str, Any]] = []
    for house in range(number):
        rooms = range(houses.first[house], houses.first[house + 1])
        yes_no = {name: bool(houses.house[name][house] == 1) for name in ("living", "microwave", "dishwasher", "wc_separate")}
        listed = [{"kind": USES[houses.kind[place]], **told(houses.room, place)} for place in rooms]
        found.append({**told(houses.house, house), **yes_no, "rooms": listed})
    return found


def write(houses: Houses, folder: Path) -> None:
    """The same houses as a stock."""
    number, kitchens = len(houses.storeys), houses.kind == KITCHEN
    ids = np.arange(number)
    within = np.arange(len(houses.kind)) - houses.first[houses.of]
    of_storey = np.repeat(ids, houses.storeys)
    level = np.arange(len(of_storey)) - np.repeat(np.cumsum(houses.storeys) - houses.storeys, houses.storeys)
    fans = np.cumsum(kitchens) - 1
    fan = (fans - fans[houses.first[:-1]][houses.of])[kitchens]
    _table(folder, STOCK, ids, {complete_of(name): pa.array(np.ones(number, bool)) for name in listed()})
    _table(folder, "house", ids, {**_fact(houses, "house.has_communal_living_room", "living"), **_fact(houses, "house.wcs", "wcs")})
    _table(folder, "storey", of_storey, {PLACE: pa.array(level), **_ends("storey.level", level)})
    area = _ends("room.floor_area", houses.room["area"], fact("room.floor_area").read("1 m2")[0] // 100)
    use = np.array([_option("room.use", name) for name in USES])[houses.kind]
    links = {"storey": _link(houses.room["floor"])}
    persons = _ends("room.sleepers", houses.room["persons"])
    _table(folder, "room", houses.of, {PLACE: pa.array(within), "use": pa.array(use), **area, **persons, **links})
    names = {"four_ring_cookers": "cookers", "microwaves": "microwave", "sinks": "sinks", "dishwashers": "dishwasher"}
    kitchen = [_fact(houses, f"kitchen.{ours}", name) for ours, name in names.items()]
    kitchen.append(_ends("kitchen.worktop_length", houses.house["worktop"], fact("kitchen.worktop_length").read("1 m")[0] // 100))
    first = {PLACE: pa.array(np.zeros(number, np.int64))}
    _table(folder, "kitchen", ids, {**first, **{name: column for each in kitchen for name, column in each.items()}})
    separate = houses.house["wc_separate"]
    has_wc = _ends("bathroom.has_wc", np.where(separate == UNKNOWN, UNKNOWN, 1 - separate))
    _table(folder, "bathroom", ids, {**first, **_fact(houses, "bathroom.baths", "baths"), **has_wc})
    flow = _ends("extractor.flow_rate", houses.room["extract"][kitchens], fact("extractor.flow_rate").read("1 l/s")[0])
    _table(folder, "extractor", houses.of[kitchens], {PLACE: pa.array(fan), "room": _link(within[kitchens]), **flow})


def _fact(houses: Houses, path: str, name: str) -> dict[str, Column]:
    return _ends(path, houses.house[name])


def _ends(path: str, values: Column, unit: int = 1) -> dict[str, Column]:
    """Both ends of a fact. One that could be derived is called unknown where nobody observed it, because others lack what it is made of."""
    declared, lost = fact(path), values == UNKNOWN
    name = path.partition(".")[2]
    kind = pa.int8() if declared.kind == "yes_no" else pa.int64()
    if declared.how:
        ends = [np.where(lost, end, values * unit) for end in declared.domain]
        return {f"{name}_{end}": pa.array(column, kind) for end, column in zip(("low", "high"), ends, strict=True)}
    return {f"{name}_{end}": pa.array(values * unit, kind, mask=lost) for end in ("low", "high")}


def _option(path: str, name: str) -> int:
    declared = fact(path)
    assert isinstance(declared, Choice)
    return declared.read(name)[0]


def _link(places: Column) -> Column:
    lost = places == UNKNOWN
    ends = np.concatenate(([0], np.cumsum(~lost)))
    offsets = pa.array(ends.astype(np.int32), mask=np.concatenate((lost, [False])))
    return pa.ListArray.from_arrays(offsets, pa.array(places[~lost], pa.int32()))


def _table(folder: Path, thing: str, houses: Column, columns: dict[str, Column]) -> None:
    path = folder / thing / "part-00000.parquet"
    path.parent.mkdir(parents=True)
    parquet.write_table(pa.table({HOUSE: pa.array(houses, pa.int64()), **columns}), path, compression="zstd")
