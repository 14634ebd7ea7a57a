"""Headings for things that have more questions than a page holds: the subjects, each told by words of the facts' names."""

from collections.abc import Sequence

from fanlight.facts.kinds import Fact

FEWEST = 3
"""How many facts make a subject of their own."""

SUBJECTS: dict[str, dict[str, str]] = {
    "house": {
        "Gas and heating": "gas heating combustion oil",
        "Checks and the log book": "log logged check tests",
        "Fire safety": "fire alarm emergency extinguisher extinguishers detection sign",
        "Energy certificate (EPC)": "epc",
        "Outside": "yard yards annexe outbuildings boundaries garden balcony rear",
        "Loft, walls and insulation": "attic loft insulation insulated cavity dormer sloping void walls",
        "Water and drainage": "water drainage drain pipes tap taps valve",
        "Electricity and meters": "electricity lamp meters metered utilities",
        "Meals and food": "meals food cater covers diners dining catering",
        "Furniture": "furniture divan divans mattress mattresses furnishings",
        "Licences and schemes": "licence licensing scheme exemptions regime act protocol",
        "Basins, baths and WCs": "basin basins bath bathing bathrooms bathroom suites wc wcs sanitary",
        "Flats, units and conversion": "flat flats converted conversion unit units purpose contained",
        "Landlord and manager": "landlord owner managing manager mortgage",
        "Who lives here": (
            "occupiers residents resident tenancy tenancies persons people households household group relationships placements visitors "
            "let letting lived lives tenant social independent"
        ),
        "Rooms": "rooms room kitchen kitchens",
    },
    "unit": {
        "Entrance": "entrance door",
        "Kitchen and food": "cupboard freezer fridge sink cooking kitchen",
        "Basin, bath and WC": "bath basin wc",
    },
    "tenancy": {
        "Deposit": "deposit",
        "Rent and bills": "rent payer",
        "Names and addresses": "name address",
        "Duties and behaviour": "duty obligations behaviour repair enjoyment access",
        "How the tenancy ends": "ending possession warrant",
        "When the tenancy starts": "start",
        "Fire safety": "fire extinguisher heaters",
    },
    "cellar": {
        "Alarms and detectors": "alarm detector",
        "Head of the cellar stairs": "head",
        "Ceiling and insulation": "ceiling insulation",
    },
    "room": {
        "Floor area": "area",
        "Alarms and detectors": "alarm detector",
        "Way to the kitchen, bath and WC": "floors travel",
        "Ceiling": "ceiling",
        "Heating": "heating temperature flue",
        "Escape from fire": "escape fire extinguisher",
        "Light and ventilation": "light lighting ventilation window windows extractor",
        "Who sleeps here": "sleeper sleepers sleeping sharers sharing adult",
    },
    "window": {"Glass and opening": "area glazing glazed glass openable opening lights"},
    "heater": {
        "Hours and controls": "hours timer thermostat controlled override off",
        "Servicing": "service working",
        "Where it stands": "base bedding chimney",
    },
    "extractor": {"Switching and running on": "overrun switching override"},
    "kitchen": {
        "Sockets and lights": "socket sockets light lights lighting",
        "Cupboards and storage": "cupboard cupboards storage stores",
        "Sinks": "sink sinks",
        "Cooking": "cookers cooker cooking rings oven ovens microwave microwaves grills kettle",
        "Fridges and freezers": "fridge fridges freezer",
        "Worktops": "worktop",
        "Floor, walls and surfaces": "floor walls surfaces",
        "Equipment": "equipment appliances vending dryer dishwashers facilities amenities",
        "Size and layout": "size area layout location compact table",
    },
    "cooker": {"Worktop beside it": "worktop"},
    "bathroom": {
        "Showers": "shower showers",
        "Baths": "bath baths",
        "WC": "wc",
        "Floor, walls and air": "floor walls vent ventilated",
    },
    "basin": {"Water and waste": "water piped overflow trap drains"},
    "hot_water": {"Pipes and tank": "pipes tank cock"},
    "escape_route": {
        "Emergency lighting": "emergency",
        "Lights and switches": "lighting switches",
        "Signs and notices": "sign signs notices",
        "Fire resistance": "resistance lining fd30s doors",
        "Heaters, cooking and storage": "heater cooking storage",
    },
    "door": {
        "Closer, hinges and ironmongery": "closer closes hinge hinges ironmongery catch",
        "Frame, panels and wall": "frame panel panelled wall",
        "Signs, lights and call points": "sign light lighting call",
    },
    "emergency_lighting": {"Tests and certificates": "test tested completion"},
    "fire_equipment": {
        "Blankets": "blanket",
        "Where it is kept": "near obstructing recess height",
    },
    "alarm_system": {"Tests and servicing": "test tested check service last maintenance maintained"},
    "licence": {"Conditions": "condition conditions", "Dates": "date", "Works": "works"},
    "manager": {"What the manager can handle": "handle"},
    "application": {"Dates": "date"},
    "offence": {"Dates": "date", "Court and penalty": "convicted court penalty prosecution unspent"},
    "order": {"Rent and housing benefit": "rent benefit"},
}
"""Of each thing its headings, each with words of names. The first of them with a word of a fact's name is that fact's subject."""


def divided(facts: Sequence[Fact], thing: str) -> tuple[list[tuple[str, list[Fact]]], list[Fact]]:
    """Many facts of a thing by subject, in the order of the table, and those that are left: of no subject, or of one with too few."""
    found: dict[str, list[Fact]] = {heading: [] for heading in SUBJECTS.get(thing, ())}
    for fact in facts:
        heading = _heading(fact, thing)
        if heading:
            found[heading].append(fact)
    subjects = [(heading, mine) for heading, mine in found.items() if len(mine) >= FEWEST]
    taken = {fact.name for _, mine in subjects for fact in mine}
    return subjects, [fact for fact in facts if fact.name not in taken]


def _heading(fact: Fact, thing: str) -> str:
    said = set(fact.name.split("_"))
    return next((heading for heading, words in SUBJECTS.get(thing, {}).items() if said & set(words.split())), "")
