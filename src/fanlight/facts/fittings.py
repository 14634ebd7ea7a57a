"""What can be known of windows, fans, heating, hot water and bins."""

from fanlight.facts.fittings_condition import (
    BinsCondition,
    ElectricsCondition,
    ExtractorCondition,
    HeaterCondition,
    HotWaterCondition,
    WindowCondition,
)
from fanlight.facts.kinds import AirChanges, Area, Choice, Count, Flow, Length, Link, Minutes, Power, Volume, YesNo
from fanlight.facts.thing import Thing


class Window(WindowCondition, Thing, name="window"):
    """A window."""

    plural = "windows"
    at_most = 150

    area = Area(question="What is the area of the whole window, frame included?", low="0.05 m2", high="30 m2", group="windows")
    cill_height = Length(
        question="How high above the floor is the bottom of the opening?", low="0 mm", high="3000 mm", group="all escape windows"
    )
    clear_opening_area = Area(
        question="How large is the opening of this window when it is fully open?",
        low="0 m2",
        high="9 m2",
        how="window.clear_opening_height * window.clear_opening_width",
    )
    clear_opening_height = Length(
        question="How high is the clear opening of this window when open?", low="0 mm", high="3000 mm", group="all escape windows"
    )
    clear_opening_width = Length(
        question="How wide is the clear opening of this window when open?", low="0 mm", high="3000 mm", group="all escape windows"
    )
    faces_open_air = YesNo(question="Does the window face the open air rather than another room?", group="windows")
    floor_height_above_ground = Length(
        question="How high is the room's floor above the ground outside this window?", low="-5 m", high="60 m", group="all escape windows"
    )
    glazed_area = Area(question="What is the area of the glass?", low="0.05 m2", high="30 m2", group="windows")
    glazing = Choice(
        question="How is the window glazed?",
        options=(
            "single",
            "secondary",
            "double",
            "triple",
        ),
        group="windows",
    )
    has_obscured_glass = YesNo(question="Is the glass such that nobody can see through it?", group="windows")
    is_relied_on_for_escape = YesNo(question="Is this window relied on as a way out in a fire?", group="all escape windows")
    is_suitable_for_escape = YesNo(question="Is this window suitable to escape by?", judged=True, group="all escape windows")
    must_be_fixed = YesNo(question="Does the window have to stay shut for good reason?", group="windows")
    openable_area = Area(question="What is the area of the part that opens?", low="0 m2", high="30 m2", group="windows")
    opening_lights = Count(question="How many parts of the window open?", low="0", high="20", group="windows")
    room = Link(question="Which room does this window belong to?", to="room")


class Extractor(ExtractorCondition, Thing, name="extractor"):
    """An extractor fan."""

    plural = "extractors"
    at_most = 60

    air_changes = AirChanges(question="How many times an hour does this fan change all the air of the room?", low="0 1/h", high="100 1/h")
    diameter = Length(question="What is the diameter of the fan?", low="50 mm", high="400 mm", group="extractors")
    flow_rate = Flow(
        question="How many litres a second does the extractor move?",
        low="0 l/s",
        high="300 l/s",
        hint="See the label or the maker's leaflet.",
        group="extractors",
    )
    has_overrun = YesNo(question="Does the extractor run on after use?", group="extractors")
    is_existing = YesNo(question="Was this extractor already there before the licence was asked for?", group="extractors")
    overrun_time = Minutes(question="For how long does it run on?", low="0 min", high="120 min", group="extractors")
    room = Link(question="Which room does this extractor belong to?", to="room")
    switching = Choice(
        question="What switches the extractor on?",
        options=(
            "humidity",
            "light_circuit",
            "pull_cord",
            "separate_switch",
            "always_on",
            "other",
        ),
        group="extractors",
    )


class Heater(HeaterCondition, Thing, name="heater"):
    """One source of heating."""

    plural = "heaters"
    at_most = 100

    distance_from_bedding = Length(question="How far is the heater from the nearest bedding?", low="0 m", high="20 m", group="heaters")
    heat_up_time = Minutes(question="How long does it take to reach that temperature?", low="0 min", high="600 min", group="heaters")
    hours_at_temperature = Minutes(
        question="For how many hours a day do the settings hold the full temperature?", low="0 h", high="24 h", group="heaters"
    )
    is_fixed = YesNo(question="Is the heater fixed to the wall or floor?", group="heaters")
    role = Choice(
        question="Is this the main heating, a further heater, or a stand-in during a breakdown?",
        options=(
            "main",
            "further",
            "breakdown_stand_in",
        ),
        group="heaters",
    )
    type = Choice(
        question="What kind of heating is it?",
        options=(
            "gas_central",
            "oil_central",
            "other_central",
            "district",
            "heat_pump",
            "electric_storage",
            "boost_in_storage_heater",
            "balanced_flue_gas",
            "open_flue_gas_fire",
            "electric_convector",
            "electric_radiant",
            "electric_fan",
            "electric_oil_filled",
            "electric_halogen",
            "portable_paraffin",
            "individual_oil",
            "bottled_gas",
            "other",
        ),
        group="heaters",
    )
    room = Link(question="Which room does this heater belong to?", to="room")


class HotWater(HotWaterCondition, Thing, name="hot_water"):
    """One source of hot water."""

    plural = "hot_water_sources"
    at_most = 40

    is_existing = YesNo(question="Was this water heater already there before the licence was asked for?", group="hot_water")
    power = Power(question="What is its power rating?", low="0.5 kW", high="40 kW", group="hot_water")
    serves = Choice(
        question="What does this water heater serve?",
        options=(
            "whole_house",
            "several_fittings",
            "sink",
            "basin",
            "bath",
            "shower",
            "other",
        ),
        group="hot_water",
    )
    source = Choice(
        question="What heats the water?",
        options=(
            "boiler_or_store",
            "combi_boiler",
            "multipoint",
            "immersion",
            "small_immersion",
            "instantaneous_electric",
            "electric_shower",
            "batch_boiler",
            "other",
        ),
        group="hot_water",
    )
    store_volume = Volume(question="How many litres does its tank hold?", low="0 l", high="500 l", group="hot_water")


class Electrics(ElectricsCondition, Thing, name="electrics"):
    """The electrical installation of the house, taken as a whole."""

    capacity_is_sufficient = YesNo(question="Can the wiring of the house carry this load?", judged=True)


class Bins(BinsCondition, Thing, name="bins"):
    """The refuse bins of the house, taken together."""

    has_trade_contract = YesNo(question="Is there a contract for collecting trade refuse?")
    large_bins = Count(question="How many large wheelie bins does the house have?", low="0", high="50")
    standard_bins = Count(question="How many standard wheelie bins does the house have?", low="0", high="100")
