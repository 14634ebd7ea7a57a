"""What can be known of storeys, stairs and cellars."""

from fanlight.facts.hmo_tests import StoreyTests
from fanlight.facts.kinds import Choice, Count, Length, Minutes, YesNo
from fanlight.facts.storey_condition import CellarCondition, StaircaseCondition, StoreyCondition
from fanlight.facts.thing import Thing


class Storey(StoreyCondition, StoreyTests, Thing, name="storey"):
    """A level of the house."""

    plural = "storeys"
    at_most = 18

    is_lived_in = YesNo(question="Does anyone live on this storey?", group="all storeys")
    level = Count(question="Which level is this storey? Ground is 0, first is 1, basement is -1.", low="-3", high="15")


class Staircase(StaircaseCondition, Thing, name="staircase"):
    """A flight of stairs or steps."""

    plural = "staircases"
    at_most = 20

    balustrade_gap = Length(question="How wide is the widest gap in the balustrade?", low="0 mm", high="1500 mm")
    flight_rise = Length(
        question="How high does the tallest flight of these stairs rise, from its foot to its head?", low="50 mm", high="6000 mm"
    )
    has_adequate_handrail = YesNo(question="Is there an adequate handrail?", judged=True)
    has_balustrade = YesNo(question="Is there a balustrade at the open side?")
    location = Choice(
        question="Where are these stairs?",
        options=(
            "internal",
            "cellar",
            "external",
            "house_approach",
            "other_escape",
        ),
    )
    side_drop = Length(
        question="How far is the drop at the open side of the stairs?", low="0 mm", high="20000 mm", hint="0 if both sides are walled."
    )


class Cellar(CellarCondition, Thing, name="cellar"):
    """A cellar or basement that is not converted."""

    plural = "cellars"
    at_most = 4

    ceiling_fire_resistance = Minutes(question="For how many minutes does the cellar ceiling resist fire?", low="0 min", high="240 min")
    ceiling_insulation_thickness = Length(question="How thick is the mineral wool at the cellar ceiling?", low="0 mm", high="600 mm")
    ceiling_state = Choice(
        question="What state is the cellar ceiling in?",
        options=(
            "sound",
            "removed",
            "poor_joists_showing",
        ),
    )
    has_accepted_separation = YesNo(
        question="Does the officer accept the separation between this cellar and the escape route?", judged=True
    )
    has_meters = YesNo(question="Are there gas or electricity meters or a fuse box in the cellar?")
    has_sound_construction = YesNo(question="Is the construction between the cellar and the house sound?", judged=True)
    head_fire_resistance = Minutes(
        question="For how many minutes does the enclosure at the top of the cellar stairs resist fire?", low="0 min", high="240 min"
    )
    separation = Minutes(
        question="For how many minutes does the construction between cellar and escape route resist fire?", low="0 min", high="240 min"
    )
    use = Choice(
        question="What is the cellar used for?",
        options=(
            "none",
            "meters",
            "boiler",
            "storage",
            "appliances",
            "washing_machine",
            "bathroom",
            "recreation",
            "habitable",
        ),
        hint="If for several things, choose the last in this list that applies.",
    )
