"""What an application for a licence has to tell that no clause asks: its age, its category, and details in the applicant's own words."""

from fanlight.facts.kinds import Choice, Count, Text
from fanlight.facts.thing import Facts


class HouseParticulars(Facts):
    """What the regulations prescribe of the house itself."""

    construction_period = Choice(
        question="When was the house first built, about?",
        options=("before_1919", "1919_to_1945", "1945_to_1964", "1965_to_1980", "after_1980"),
        group="what the application asks",
    )
    escape_route_details = Text(question="Which way do people get out in a fire, from each storey?", group="what the application asks")
    fire_training_details = Text(
        question="What are the people who live there told or taught about fire safety?",
        hint="Write none if there is none.",
        group="what the application asks",
    )
    flats_on_long_leases = Count(
        question="How many of the flats are let on a lease of more than 21 years?", low="0", high="300", group="what the application asks"
    )
    licensed_as = Choice(
        question="What kind of house is the application for?",
        options=(
            "house_one_household",
            "house_in_multiple_occupation",
            "flat_one_household",
            "flat_in_multiple_occupation",
            "converted_into_flats",
            "block_built_as_flats",
            "other",
        ),
        hint="A house converted into flats counts as such only if they are all self-contained.",
        group="what the application asks",
    )
    material_changes = Text(
        question="What has changed in the house or its management since the last licence?",
        hint="Write none if nothing has.",
        group="what the application asks",
    )


class HolderParticulars(Facts):
    """What the regulations prescribe of the proposed licence holder."""

    other_licences = Text(
        question="Which other houses does the proposed licence holder hold a licence for, with this or any other council?",
        hint="Write none if there are none.",
        group="what the application asks",
    )
