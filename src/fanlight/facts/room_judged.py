"""What an officer judges of a room."""

from fanlight.facts.kinds import YesNo
from fanlight.facts.thing import Facts


class RoomJudged(Facts):
    """What an officer judges of a room."""

    dining_room_is_suitable = YesNo(question="Is the dining room suitable?", judged=True)
    has_open_plan_fire_precautions = YesNo(
        question="In your view, are there suitable fire precautions for stairs that rise from this open-plan room?", judged=True
    )
    has_reasonable_height = YesNo(question="In your view, does most of this room have a fair ceiling height?", judged=True)
    has_sleepers_able_to_climb_out = YesNo(
        question="Are all who use this room fit to climb out of the window without help?", judged=True, sensitive=True
    )
    has_suitable_shape = YesNo(question="In your view, does the shape of this room suit its use?", judged=True)
    heating_is_adequate = YesNo(question="Is the heating of this room, hall or landing suitable and enough?", judged=True)
    holds_furniture = YesNo(question="In your view, does the furniture needed fit in this room?", judged=True)
    holds_social_use = YesNo(question="In your view, is there also room for sitting together, as when watching television?", judged=True)
    is_free_of_harmful_obstructions = YesNo(
        question="In your view, is the room free of anything that people could knock into and be hurt by?", judged=True
    )
    is_safe_and_fit = YesNo(question="In your view, is this room safe and fit for its use?", judged=True)
    is_small = YesNo(question="Is this a small room?", judged=True)
    keeps_cooking_apart = YesNo(question="In your view, is cooking safely apart from the dining and living part of this room?", judged=True)
    light_switches_are_suitable = YesNo(question="Are the light switches suitable?", judged=True)
    natural_ventilation_is_adequate = YesNo(question="Is there enough natural ventilation?", judged=True)
    seats_most_to_eat = YesNo(question="In your view, can most of those who use this room sit and eat here together?", judged=True)
