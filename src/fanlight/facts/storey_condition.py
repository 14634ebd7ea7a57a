"""What can be known of the condition of storeys, stairs and cellars."""

from fanlight.facts.kinds import Choice, YesNo
from fanlight.facts.thing import Facts


class CellarCondition(Facts):
    """The condition of a cellar."""

    has_detector = YesNo(question="Is there a fire detector of any kind in the cellar?")
    has_exposed_ceiling_insulation = YesNo(question="Is bare plastic, polystyrene or similar insulation exposed under the ground floor?")
    has_fire_risk = YesNo(question="Is there anything in the cellar that makes a fire likely?", judged=True)
    has_low_flame_spread_insulation = YesNo(question="Is that insulation of a kind over which flame spreads only slowly?")
    has_outlet_at_head = YesNo(question="Does a socket at the top of the cellar stairs feed an appliance in use there?")
    has_smoke_alarm = YesNo(question="Is there a smoke alarm in the cellar?")
    has_smoke_alarm_at_head = YesNo(question="Is there a smoke alarm at the top of the cellar stairs?")
    has_smoke_alarm_near_meters = YesNo(question="Is there a smoke alarm near the meters in the cellar?")
    has_storage_at_head = YesNo(question="Are household things stored at the top of the cellar stairs?")
    head_appliances = Choice(
        question="Are electrical appliances used or kept at the top of the cellar stairs?",
        options=(
            "none",
            "small_portable_stored",
            "appliance_in_use",
        ),
    )
    insulation_has_wire = YesNo(question="Is the insulation held up by chicken wire?")
    is_ventilated = YesNo(question="Does enough air move through the cellar to keep it dry?", judged=True)


class StaircaseCondition(Facts):
    """The condition of a staircase."""

    has_climbable_balustrade = YesNo(question="Does the balustrade have level bars or planks that a child could climb?")
    has_emergency_light = YesNo(question="Does the emergency lighting cover these stairs?")
    has_emergency_light_on_each_flight = YesNo(question="Does an emergency light shine directly on every flight of these stairs?")
    is_well_lit = YesNo(question="Is this staircase well lit by electric light?", group="all staircases")
    two_way_switching_is_suitable = YesNo(question="Can the lights be worked from both ends where that is needed?", judged=True)


class StoreyCondition(Facts):
    """The condition of a storey."""

    has_common_parts = YesNo(question="Does this floor have shared parts, such as a hall or landing used by all?")
    has_escape_route_smoke_alarm = YesNo(question="Is there a smoke alarm on the escape route of this storey?")
    is_converted_for_living = YesNo(
        question="Has this basement or attic been converted to be lived in, whether or not anyone does now?", group="all storeys"
    )
    is_main_street_entrance = YesNo(question="Is this basement the only or the main way in from the street?", group="all storeys")
    is_self_contained = YesNo(question="Is this whole storey one self-contained flat?")
    is_used_by_occupiers = YesNo(
        question="Do the occupiers use this storey for anything, such as washing, a bathroom or a games room?",
        hint="Answer no if they only store things there.",
        group="all storeys",
    )
    is_used_by_resident_landlord = YesNo(question="Does the resident landlord or family live on this storey?", group="all storeys")
    is_used_for_business = YesNo(question="Is this storey used for a business, such as a shop or office?", group="all storeys")
    is_used_for_storage = YesNo(question="Is this storey used for storage?", group="all storeys")
