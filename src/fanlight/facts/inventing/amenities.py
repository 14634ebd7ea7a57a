"""The kitchens and bathrooms of an invented house, as many as those who use them need or a little fewer."""

from collections.abc import Iterable

from fanlight.facts.inventing.building import WHOLE, Letting, room
from fanlight.facts.inventing.draft import Draft, Row

BATHS = {"bath": ("1", "0", "no"), "bath_with_shower": ("1", "0", "yes"), "shower": ("0", "1", "no"), "both": ("1", "1", "no")}
"""Baths, showers, and whether a shower is over the bath."""


def provide(draft: Draft, lettings: list[Letting]) -> None:
    """Give the house its kitchens, bathrooms and WCs, and every sleeping room its distance to them."""
    if draft.traits["kind"] in WHOLE:
        _own_of_whole(draft, lettings[0])
    else:
        for letting, has_bathroom in zip(lettings, _en_suite(draft, len(lettings)), strict=True):
            _own(draft, letting, has_bathroom)
    _shared_kitchens(draft, lettings)
    _shared_bathrooms(draft, lettings)
    _distances(draft)


def _rooms_of(draft: Draft, letting: Letting) -> list[Row]:
    return [row for row in draft.rows("room") if row.get("unit") == letting.unit and "sleepers" in row]


def _own(draft: Draft, letting: Letting, has_bathroom: bool) -> None:
    """What a letting has for its own people alone."""
    unit = next(row for row in draft.rows("unit") if row["id"] == letting.unit)
    first = _rooms_of(draft, letting)[0]
    if has_bathroom:
        own = _bathroom(draft, f"{letting.unit}-bathroom", "Bathroom", first, users=str(letting.persons), own=True)
        own["is_shared"] = _yes(len(letting.households) > 1)
    cooks = draft.traits["kind"] == "converted_block" or first["use"] == "bedsit"
    if cooks:
        where = first if first["use"] == "bedsit" else _flat_kitchen(draft, letting, first)
        _kitchen(draft, f"{letting.unit}-kitchen", where, letting.persons, letting.unit, is_shared=len(letting.households) > 1)
    basin = has_bathroom or draft.happens("letting_has_basin")
    if basin and not has_bathroom:
        draft.add("basin", f"{first['id']}-basin", room=first["id"], place="bed_living_room" if first["use"] != "bedroom" else "bedroom")
    unit |= {"has_cooking": _yes(cooks), "has_wash_basin": _yes(basin)}
    unit |= dict.fromkeys(("has_bath_or_shower", "has_wc"), _yes(has_bathroom))


def _en_suite(draft: Draft, count: int) -> list[bool]:
    """Which of so many lettings or bedrooms have a bathroom of their own; never all but one, or its people would share with nobody."""
    have = [draft.happens("en_suite") for _ in range(count)]
    return [True] * count if have.count(False) == 1 else have


def _own_of_whole(draft: Draft, letting: Letting) -> None:
    """The shower rooms of single bedrooms in a house or flat that is let as a whole."""
    draft.rows("unit")[0].update(dict.fromkeys(("has_cooking", "has_bath_or_shower", "has_wc", "has_wash_basin"), "yes"))
    rooms = _rooms_of(draft, letting)
    for sleeping, has_shower in zip(rooms, _en_suite(draft, len(rooms)), strict=True):
        if has_shower:
            _bathroom(draft, f"{sleeping['id']}-shower", "Shower room", sleeping, users=sleeping["sleepers"], own=True)


def _flat_kitchen(draft: Draft, letting: Letting, near: Row) -> Row:
    use = draft.draw("flat_kitchen")
    if use == "kitchen":
        room(
            draft,
            f"{letting.unit}-living",
            f"Living room, {letting.label.lower()}",
            use="living_room",
            storey=near["storey"],
            unit=letting.unit,
        )
    label = "Kitchen" if use == "kitchen" else "Living room with kitchen"
    return room(
        draft, f"{letting.unit}-kitchen-room", f"{label}, {letting.label.lower()}", use=use, storey=near["storey"], unit=letting.unit
    )


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def _common_unit(draft: Draft) -> str:
    return "whole" if draft.traits["kind"] in WHOLE else "shared"


def _shared_kitchens(draft: Draft, lettings: list[Letting]) -> None:
    sharers = sum(letting.persons for letting in lettings if not _has(draft, letting, "has_cooking") or draft.traits["kind"] in WHOLE)
    if not sharers:
        return
    count = min(3, 1 + (sharers > 7 and draft.happens("second_kitchen")) + (sharers > 14))
    storeys = [row["id"] for row in draft.rows("storey")]
    for number in range(1, count + 1):
        users = sharers // count + (number <= sharers % count)
        label = "Kitchen" if count == 1 else f"Kitchen {number}"
        where = room(
            draft, f"kitchen-room-{number}", label, use=draft.draw("shared_kitchen_use"), storey=storeys[(number - 1) % len(storeys)]
        )
        where |= {"unit": _common_unit(draft), "is_communal": "yes"}
        _kitchen(draft, f"kitchen-{number}", where, users, where["unit"], is_shared=True)


def _has(draft: Draft, letting: Letting, what: str) -> bool:
    return any(row["id"] == letting.unit and row[what] == "yes" for row in draft.rows("unit"))


def _kitchen(draft: Draft, name: str, where: Row, users: int, unit: str, *, is_shared: bool) -> None:
    """One kitchen with a set of equipment for every five who use it, or one set fewer."""
    need = -(-users // 5)
    sets = max(1, need - (need > 1 and draft.happens("kitchen_falls_short")))
    wide = is_shared or where["use"] != "bedsit"
    few = f"{'shared' if wide else 'own'}_kitchen"
    rings = 4 if wide else int(draft.draw("own_rings"))
    row = draft.add("kitchen", name, where.get("label", ""), room=where["id"], unit=unit, users=str(users), is_shared=_yes(is_shared))
    adults = sum(int(each["age"].split()[-1]) >= 18 for each in draft.rows("person"))
    row |= {"adult_users": str(min(users, adults)), "is_outside_unit": _yes(unit == "shared")}
    row |= {"sinks": str(sets), "ovens": str(sets), "grills": str(sets), "rings": str(sets * rings)}
    row |= {"four_ring_cookers": str(sets if rings == 4 else 0), "fridges": str(max(1, -(-users // 4)))}
    row["worktop_length"] = _long(draft, f"{few}_worktop", users if wide else 1, 6)
    row["base_cupboard_run"] = _long(draft, f"{few}_cupboards", users if wide else 1, 9)
    row["base_cupboards"] = str(max(1, round(float(row["base_cupboard_run"].split()[0]) / 0.5)))
    for number in range(1, sets + 1):
        draft.add("cooker", f"{name}-cooker-{number}", kitchen=name)


def _long(draft: Draft, figure: str, times: int, most: float) -> str:
    """So much a user, in tenths of a metre, up to the most that fits into a kitchen."""
    return f"{min(most, max(0.3, round(draft.number(figure) * times, 1))):g} m"


def _bathroom(draft: Draft, name: str, label: str, near: Row, *, users: str, own: bool) -> Row:
    """One bathroom or, if it is called so, a WC, on the storey of a room or of whatever else it is near."""
    is_wc = label == "WC"
    form = "" if is_wc else draft.draw("own_bath" if own else "shared_bath")
    unit = near["unit"] if own else _common_unit(draft)
    where = room(draft, f"{name}-room", f"{label}, {near['storey']}", use="wc" if is_wc else "bathroom", storey=near["storey"], unit=unit)
    baths, showers, over = ("0", "0", "no") if is_wc else BATHS[form]
    has_wc = is_wc or own or draft.happens("bathroom_has_wc")
    basin = "1" if not is_wc or draft.happens("wc_has_basin") else "0"
    row = draft.add("bathroom", name, f"{label}, {near['storey']}", room=where["id"], unit=unit, users=users, is_shared=_yes(not own))
    row |= {"baths": baths, "showers": showers, "has_shower_over_bath": over, "basins": basin, "has_wc": _yes(has_wc)}
    row["entered_from"] = "bedroom_of_users" if own else "common_area"
    if basin == "1":
        draft.add("basin", f"{name}-basin", room=where["id"], place="wc_compartment" if is_wc else "bathroom")
    return row


def _shared_bathrooms(draft: Draft, lettings: list[Letting]) -> None:
    sharers = _sharers(draft, lettings)
    if not sharers:
        return
    need = -(-sharers // 5)
    count = max(1, need - (need > 1 and draft.happens("bathrooms_fall_short")))
    storeys = [row["id"] for row in draft.rows("storey")]
    order = storeys[1:] + storeys[:1]
    for number in range(count):
        near = {"storey": order[number % len(order)]}
        _bathroom(draft, f"bathroom-{number + 1}", "Bathroom", near, users=str(sharers), own=False)
    wcs = sum(row["has_wc"] == "yes" for row in draft.rows("bathroom") if row["entered_from"] == "common_area")
    wanted = max(1, need + (sharers > 4) * draft.happens("separate_wc") - draft.happens("wcs_fall_short"))
    for number in range(wanted - wcs):
        _bathroom(draft, f"wc-{number + 1}", "WC", {"storey": storeys[number % len(storeys)]}, users=str(sharers), own=False)


def _sharers(draft: Draft, lettings: list[Letting]) -> int:
    """How many have no bathroom of their own."""
    if draft.traits["kind"] in WHOLE:
        own = sum(int(row["users"]) for row in draft.rows("bathroom"))
        return lettings[0].persons - own
    return sum(letting.persons for letting in lettings if not _has(draft, letting, "has_bath_or_shower"))


def _distances(draft: Draft) -> None:
    """How many storeys each sleeping room is from the nearest kitchen, bath and WC that its people may use."""
    heights = {row["id"]: int(row["level"]) for row in draft.rows("storey")}
    rooms = {row["id"]: row for row in draft.rows("room")}
    bathrooms = draft.rows("bathroom")
    baths = [row for row in bathrooms if row["baths"] != "0" or row["showers"] != "0"]
    wcs = [row for row in bathrooms if row["has_wc"] == "yes"]
    for sleeping in [row for row in rooms.values() if "sleepers" in row]:
        for fact, places in (("floors_to_bath", baths), ("floors_to_wc", wcs), ("floors_to_kitchen", draft.rows("kitchen"))):
            sleeping[fact] = str(_least(heights, sleeping, [rooms[row["room"]] for row in places if _may_use(row, sleeping)]))


def _may_use(place: Row, sleeping: Row) -> bool:
    """May those who sleep in a room use a kitchen or bathroom: is it for all, of their own unit, or entered from their room?"""
    if place.get("entered_from") == "bedroom_of_users" and place["unit"] == "whole":
        return place["id"].startswith(f"{sleeping['id']}-")
    return place["unit"] in ("shared", "whole", sleeping["unit"])


def _least(heights: dict[str, int], sleeping: Row, places: Iterable[Row]) -> int:
    return min(abs(heights[sleeping["storey"]] - heights[place["storey"]]) for place in places)
