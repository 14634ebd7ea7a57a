"""What can be known of the condition of bathrooms and basins."""

from fanlight.facts.kinds import Choice, Count, YesNo
from fanlight.facts.thing import Facts


class BasinCondition(Facts):
    """The condition of a basin."""

    drains_well = YesNo(question="Does the basin drain properly?", group="basins")
    has_cold_water = YesNo(question="Does the basin have cold water at all times?", group="basins")
    has_hot_water = YesNo(question="Does the basin have hot water at all times?", group="basins")
    has_overflow = YesNo(question="Does the basin have an overflow?", group="basins")
    has_trap = YesNo(question="Does the waste pipe of the basin have a trap?", group="basins")
    is_firmly_fixed = YesNo(question="Is the basin firmly fixed to the wall or top?", group="basins")
    is_fit_for_purpose = YesNo(question="Is the basin fit to use?", judged=True)
    is_piped_hot_and_cold = YesNo(question="Does this basin have hot and cold water piped to it?")
    seal_is_flexible = YesNo(question="Is the basin sealed to the splashback with flexible mastic?", group="basins")
    splashback = Choice(
        question="What splashback is there behind the basin?",
        options=(
            "tiled",
            "other_waterproof",
            "none",
        ),
        group="basins",
    )


class BathroomCondition(Facts):
    """The condition and further fittings of a bathroom."""

    alterations_meet_building_regulations = YesNo(
        question="Do the alterations meet Building Regulations?", hint="There should be a completion certificate.", group="bathrooms"
    )
    bath_drains_well = YesNo(question="Do the bath and shower drain properly?", group="bathrooms")
    bath_has_cold_water = YesNo(question="Does each bath and shower have enough cold water?", group="bathrooms")
    bath_has_hot_water = YesNo(question="Does each bath and shower have hot water at all times?", group="bathrooms")
    bath_is_factory_made = YesNo(question="Is each bath or shower a factory-made one?", group="bathrooms")
    bath_is_piped_hot_and_cold = YesNo(question="Does the bath or shower have hot and cold water piped to it?")
    bath_seal_is_flexible = YesNo(question="Is the bath sealed to the wall with flexible mastic or a gasket?", group="bathrooms")
    floor_is_easily_cleaned = YesNo(question="Is the floor covering easy to clean?", group="bathrooms")
    floor_is_impervious = YesNo(question="Does the floor covering keep water out?", group="bathrooms")
    floor_is_non_slip = YesNo(question="Is the floor covering slip-resistant?", group="bathrooms")
    floor_is_smooth = YesNo(question="Is the floor fairly smooth?", group="bathrooms")
    has_background_vent = YesNo(question="Is there a trickle vent or air brick that is always open?", group="bathrooms")
    has_power_sockets = YesNo(question="Are there any power sockets in it?", hint="Leave out a shaver point.", group="bathrooms")
    has_privacy_lock = YesNo(question="Is there a lock or bolt on the door?", group="bathrooms")
    heating_is_adequate = YesNo(question="Is the heating of this bathroom suitable and enough?", judged=True)
    is_altered = YesNo(question="Has this bathroom or WC been altered or newly built?", group="bathrooms")
    is_inside_building = YesNo(question="Is it inside the building?", group="bathrooms")
    is_only_for_house = YesNo(question="Is it used only by people who live in this house?", group="bathrooms")
    is_readily_accessible = YesNo(question="Is it easy to get to for the people who share it?", judged=True)
    is_ventilated = YesNo(question="Does this bathroom have a window that opens, a fan or another way for damp air to get out?")
    location_is_suitable = YesNo(question="Is it well placed for the rooms of the people who use it?", judged=True)
    place = Choice(
        question="Where are these fittings?",
        options=(
            "own_room",
            "bedroom",
            "bed_living_room",
            "kitchen",
            "understairs",
            "other",
        ),
        hint="Own room includes a walled-off compartment.",
        group="bathrooms",
    )
    shower_damp_is_guarded = YesNo(question="Where a shower is in a bedroom, is damp from it guarded against?", group="bathrooms")
    shower_electrics_are_guarded = YesNo(
        question="Where a shower is in a bedroom, are electrical dangers guarded against?", group="bathrooms"
    )
    shower_electrics_keep_clearances = YesNo(
        question="Are switches, sockets and equipment as far from the shower as the wiring rules ask?", group="bathrooms"
    )
    shower_has_waterproof_surround = YesNo(question="Is the shower surrounded by something water cannot get through?", group="bathrooms")
    shower_is_thermostatic = YesNo(question="Does each shower have a thermostatic control?", group="bathrooms")
    shower_seal_is_flexible = YesNo(question="Is the shower base sealed to the walls with flexible mastic?", group="bathrooms")
    size_is_adequate = YesNo(question="Is there room to use it, dry and dress safely and in comfort?", judged=True)
    storey_level = Count(question="Which level is this bathroom on? Ground is 0, first is 1, basement is -1.", low="-3", high="30")
    ventilation_is_adequate = YesNo(question="Is this bathroom well enough ventilated?", judged=True)
    walls_are_easily_cleaned = YesNo(question="Are walls and ceiling smooth enough to clean and redecorate easily?", group="bathrooms")
    wc_drain_connection_is_compliant = YesNo(question="Is the WC joined to the drains as Building Regulations ask?", group="bathrooms")
    wc_flushes_well = YesNo(question="Does the WC flush well?", group="bathrooms")
    wc_is_fit_for_purpose = YesNo(question="Is the WC fit to use?", judged=True)
    wc_is_fixed_to_floor = YesNo(question="Is the WC pan fixed firmly to the floor?", group="bathrooms")
