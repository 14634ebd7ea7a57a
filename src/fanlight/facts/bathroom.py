"""What can be known of bathrooms, WCs and basins."""

from fanlight.facts.bathroom_condition import BasinCondition, BathroomCondition
from fanlight.facts.kinds import Choice, Count, Length, Link, YesNo
from fanlight.facts.thing import Thing


class Bathroom(BathroomCondition, Thing, name="bathroom"):
    """A room or compartment with a bath, a shower or a WC."""

    plural = "bathrooms"
    at_most = 40

    basins = Count(question="How many wash basins are there in it?", low="0", high="10", group="bathrooms")
    bath_length = Length(question="How long is the bath?", low="700 mm", high="2500 mm", group="bathrooms")
    bath_splashback_height = Length(question="How high is the splashback above the bath?", low="0 mm", high="3000 mm", group="bathrooms")
    bath_splashback_is_tiled = YesNo(question="Is there a tiled splashback where the bath meets the walls?", group="bathrooms")
    baths = Count(question="How many baths are there in it?", low="0", high="5", group="bathrooms")
    entered_from = Choice(
        question="Where do you enter it from?",
        options=(
            "common_area",
            "bedroom_of_users",
            "other_bedroom",
            "bathroom",
            "kitchen",
            "living_room",
            "outdoors",
            "other",
        ),
        group="bathrooms",
    )
    facility_sets = Count(
        question="How many baths and showers does this bathroom have, taken together?",
        low="0",
        high="15",
        how="bathroom.baths + bathroom.showers",
    )
    has_shower_over_bath = YesNo(question="Is there a shower over the bath?", group="bathrooms")
    has_wc = YesNo(question="Is there a WC in this bathroom?")
    is_full_suite = YesNo(
        question="Does this bathroom have a WC, a wash basin, and a bath or a shower?",
        how="bathroom.has_wc and bathroom.basins >= 1 and bathroom.baths + bathroom.showers >= 1",
    )
    is_in_rear_extension = YesNo(question="Is it in an existing ground-floor rear extension of a terraced house?", group="bathrooms")
    is_shared = YesNo(question="Do people of more than one household use this bathroom, shower room or WC?")
    pull_cord_lights = Count(question="How many lights with a pull cord are there?", low="0", high="10", group="bathrooms")
    shower_enclosure = Choice(
        question="What keeps the shower water in?",
        options=(
            "cubicle",
            "tiled_base_with_screen",
            "bath_with_screen",
            "bath_with_curtain",
            "curtain_only",
            "none",
        ),
        group="bathrooms",
    )
    shower_tiling_above_head = Length(
        question="How far do the tiles rise above the shower head?",
        low="0 mm",
        high="2000 mm",
        hint="Count any other waterproof finish that is as good as tiles.",
        group="bathrooms",
    )
    shower_tiling_along_bath = Length(
        question="How far do the tiles run along the bath from the shower head?",
        low="0 mm",
        high="3000 mm",
        hint="Count any other waterproof finish that is as good as tiles.",
        group="bathrooms",
    )
    shower_tiling_past_curtain = Length(
        question="How far do the tiles go on beyond the edge of the curtain or screen?",
        low="0 mm",
        high="2000 mm",
        hint="Count any other waterproof finish that is as good as tiles.",
        group="bathrooms",
    )
    shower_tray_length = Length(question="How long is the shower tray?", low="400 mm", high="2000 mm", group="bathrooms")
    shower_tray_width = Length(question="How wide is the shower tray?", low="400 mm", high="2000 mm", group="bathrooms")
    showers = Count(question="How many showers are there in it, leaving out a shower over a bath?", low="0", high="10", group="bathrooms")
    unit = Link(question="Which unit does this bathroom, shower room or WC belong to?", to="unit", optional="shared")
    users = Count(question="How many people use this bathroom, shower room or WC?", low="0", high="200")
    room = Link(question="Which room does this bathroom belong to?", to="room")


class Basin(BasinCondition, Thing, name="basin"):
    """A wash-hand basin."""

    plural = "basins"
    at_most = 60

    depth = Length(question="How deep is the basin from front to back?", low="100 mm", high="1000 mm", group="basins")
    is_small_or_corner = YesNo(question="Is it a small or corner basin for rinsing hands only?", group="basins")
    place = Choice(
        question="Where does the wash basin stand?",
        options=(
            "bathroom",
            "wc_compartment",
            "bedroom",
            "bed_living_room",
            "kitchen",
            "other",
        ),
    )
    space_is_constrained = YesNo(question="Is there too little space for a basin of ordinary size?", group="basins")
    splashback_height = Length(question="How high is the splashback above the basin?", low="0 mm", high="2000 mm", group="basins")
    width = Length(question="How wide is the basin?", low="150 mm", high="1500 mm", group="basins")
    room = Link(question="Which room does this basin belong to?", to="room")
