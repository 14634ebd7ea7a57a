"""What can be known of the condition of windows, fans, heating and hot water."""

from fanlight.facts.kinds import Choice, Day, Months, YesNo
from fanlight.facts.thing import Facts


class BinsCondition(Facts):
    """The condition of a bins."""

    are_away_from_rooms = YesNo(question="Do the bins stand clear of bedrooms and living rooms?", judged=True)
    are_behind_house = YesNo(question="Do the bins stand behind the house?")
    block_window_light = YesNo(question="Do the bins take daylight from a lower window?", judged=True)
    can_be_cleaned_around = YesNo(question="Is there room to clean around the bins?", judged=True)
    can_be_taken_out = YesNo(question="Is there a clear way to take the bins out?", judged=True)
    can_stand_behind_house = YesNo(question="Can the bins be kept behind the house?", judged=True)
    has_collection_arranged = YesNo(question="Is refuse taken away regularly by a satisfactory arrangement?")
    has_storage_arranged = YesNo(question="Is there a satisfactory arrangement for keeping refuse until it is collected?")
    have_housing_in_front = YesNo(question="If the bins stand in front, are they in a proper housing?")
    is_sufficient = YesNo(question="Are there enough refuse and recycling bins of the right kind?", judged=True)
    needs_trade_contract = YesNo(
        question="Does this house need a trade refuse contract, for instance because meals are served?", judged=True
    )
    stand_on_hard_ground = YesNo(question="Do the bins stand on hard ground?")
    suit_collection = YesNo(question="Do the bins suit the collection service?")


class ElectricsCondition(Facts):
    """The condition of a electrics."""

    appliances_are_safe = YesNo(question="Are the electrical appliances supplied with the house safe?")
    appliances_have_three_pin_plugs = YesNo(question="Are all movable appliances properly wired with three-pin plugs?")
    appliances_last_checked_date = Day(question="When were the movable appliances last looked over for damage?")
    fuse_board_is_accessible = YesNo(question="Can residents easily get at the fuse board?")
    has_landlord_supplied_appliances = YesNo(question="Does the landlord supply movable electric appliances?")


class ExtractorCondition(Facts):
    """The condition of a extractor."""

    form = Choice(
        question="What kind of extractor is it?",
        options=(
            "wall_or_window_fan",
            "ducted_centrifugal",
            "heat_recovery",
            "built_in_hood",
            "other",
        ),
        group="extractors",
    )
    has_manual_override = YesNo(question="Can the extractor also be switched by hand?", group="extractors")
    is_fitted_to_instructions = YesNo(question="Was the extractor fitted as its maker says?", group="extractors")
    is_individually_approved = YesNo(question="Has the council approved this extractor?", case=True)
    is_replacement = YesNo(question="Did this extractor take the place of an older one?", group="extractors")
    overrun_is_on_light_circuit = YesNo(question="Does the run-on start when the light is switched off?", group="extractors")
    reason_is_good = YesNo(question="Is there a good reason to keep this kind of extractor?", judged=True)
    vents_outside = YesNo(question="Does the extractor blow straight or through a duct to the open air?", group="extractors")


class HeaterCondition(Facts):
    """The condition of a heater."""

    curtain_is_risk = YesNo(question="Could curtains near the heater catch fire?", judged=True)
    has_base = YesNo(question="Is there a suitable base or surround?", group="heaters")
    has_dedicated_socket = YesNo(question="Does this electric heater have a socket or connection of its own?", group="all bedroom heaters")
    has_own_spur = YesNo(question="Is the electric heater wired to a fixed spur of its own?", group="heaters")
    has_oxygen_cut_off = YesNo(question="Does the gas fire switch itself off when oxygen runs low?", group="heaters")
    has_suitable_flue = YesNo(question="Is the gas heater joined to a proper flue and terminal?", group="heaters")
    has_thermostat = YesNo(question="Does the heating have a thermostat?", hint="Thermostatic radiator valves count.", group="heaters")
    has_timer = YesNo(question="Does the heating have a timer?", group="heaters")
    hours_are_restricted = YesNo(question="Are the hours of heating limited by the landlord?", group="heaters")
    is_affordable = YesNo(question="Can the occupiers afford to run this heating?", judged=True)
    is_controlled_by_occupants = YesNo(question="Can the occupiers control the heating themselves?", group="heaters")
    is_energy_efficient = YesNo(question="Is this heating system energy-efficient?", judged=True)
    is_environmentally_friendly = YesNo(question="Is this heating system kind to the environment?", judged=True)
    is_modern = YesNo(question="Is the gas fire of modern design?", judged=True)
    is_moisture_rated = YesNo(question="Is the heater made for damp rooms, safe against splashes?", group="heaters")
    is_on_chimney_breast = YesNo(question="Is the heater fixed on a chimney breast?", group="heaters")
    is_safe = YesNo(question="Is the gas appliance kept safe?", judged=True)
    is_usable_at_all_hours = YesNo(question="Can the heating be run at any hour?", group="heaters")
    is_working = YesNo(question="Is this heating appliance working and in good repair?", group="all heaters alike")
    last_service_date = Day(question="When was this appliance last serviced?", low="1930-01-01", high="2099-12-31", group="heaters")
    months_since_service = Months(question="How long ago was this heater last serviced?", low="0 month", high="600 month")
    needs_base = YesNo(question="Does the maker ask for a base or surround?", group="heaters")
    occupants_can_override = YesNo(question="Can the occupiers override the set hours?", group="heaters")
    off_peak_is_separately_metered = YesNo(
        question="Is off-peak electricity for the storage heaters on a meter of its own?", group="heaters"
    )
    position_is_suitable = YesNo(question="Is the heater in a suitable and safe place?", judged=True)
    service_interval = Months(
        question="How often does the maker say it must be serviced?", low="1 month", high="120 month", group="heaters"
    )
    supplied_by = Choice(
        question="Who supplied the heater?",
        options=(
            "landlord",
            "agent",
            "tenant",
            "other",
        ),
        group="heaters",
    )
    thermostat_position_is_suitable = YesNo(question="Are the thermostats where they work properly?", judged=True)


class HotWaterCondition(Facts):
    """The condition of a hot water."""

    charged_by = Choice(
        question="How is the hot water paid for?",
        options=(
            "rent",
            "meter",
            "other",
        ),
        group="hot_water",
    )
    has_delivery_arm = YesNo(question="Does the instant water heater have a spout made for hot water?", group="hot_water")
    has_own_circuit = YesNo(question="Does the electric water heater have an electric point to itself?", group="hot_water")
    has_tank = YesNo(question="Is there a hot-water tank?", group="hot_water")
    is_always_available = YesNo(
        question="Is there hot water at all sinks, basins, baths and showers at all reasonable times?", group="hot_water"
    )
    is_controlled_by_occupier = YesNo(
        question="Does only the occupier of the letting decide how this hot water is used?", group="hot_water"
    )
    pipes_are_insulated = YesNo(question="Are those hot-water pipes lagged?", group="hot_water")
    pipes_cross_unheated_area = YesNo(question="Do hot-water pipes run through an unheated part of the house?", group="hot_water")
    pipes_run_under_floor = YesNo(question="Do hot-water pipes run in the space under the ground floor?", group="hot_water")
    stop_cock_is_accessible = YesNo(question="Can the stop cock on the pipe down from the tank be reached?", group="hot_water")
    tank_is_insulated = YesNo(question="Is the hot-water tank insulated?", group="hot_water")


class WindowCondition(Facts):
    """The condition of a window."""

    has_clear_ground_below = YesNo(question="Is the ground below this window free of obstacles?", group="all escape windows")
    has_level_ground_below = YesNo(question="Is the ground below this window level?", group="all escape windows")
    has_low_sill = YesNo(question="Is this window sill low enough for somebody to fall out?", group="all windows alike")
    has_restrictor = YesNo(question="Does a stay stop the window from opening into the path?", group="windows")
    is_keyless = YesNo(question="Does this window open from inside without a removable key?", group="all escape windows")
    is_louvred = YesNo(question="Is it a louvre window?", group="windows")
    is_overlooked = YesNo(question="Could people outside look in through this window?", group="windows")
    low_sill_is_guarded = YesNo(question="Is this low window sill guarded against falls?", group="all low windows")
    opens_over_walkway = YesNo(question="Does the window open out over a path where people walk?", group="windows")
