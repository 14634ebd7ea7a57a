"""What can be known of the condition of alarms, lights, fire equipment and signs."""

from fanlight.facts.kinds import Choice, Count, Day, Length, Months, Text, YesNo
from fanlight.facts.thing import Facts, Thing


class AlarmCondition(Facts):
    """The condition of a alarm."""

    has_standby_battery = YesNo(question="Does this alarm have a standby battery?", group="all alarms")
    is_fitted_to_instructions = YesNo(question="Was the alarm fitted as its maker says?", group="alarms")
    is_interlinked = YesNo(question="Is this alarm linked, so that all the house alarms sound together?", group="all alarms")
    is_mains_wired = YesNo(question="Is this alarm wired to the mains?", group="all alarms")
    is_on_ceiling = YesNo(question="Is the detector on the ceiling?", group="all alarms")
    is_tested_to_instructions = YesNo(question="Is the alarm tested as its maker says?", group="alarms")
    is_well_placed = YesNo(question="Is the detector well placed?", judged=True, group="all alarms")
    meets_bs_en_50291 = YesNo(question="Does the carbon monoxide alarm meet BS EN 50291?", group="alarms")
    months_since_test = Months(question="How long ago was this alarm last tested?", low="0 month", high="600 month")
    standard = Text(question="Which standard does the label of the alarm name?", group="alarms")


class AlarmSystem(Thing, name="alarm_system"):
    """A fire alarm system of the house or a part of it."""

    plural = "alarm_systems"
    at_most = 4

    area = Choice(
        question="Which part of the house does this alarm system protect?",
        options=(
            "common",
            "units",
        ),
        hint="common: the shared parts and all that is linked with them; units: alarms inside the units that sound there only.",
    )
    category = Choice(
        question="What category of cover (LD number) does the alarm certificate state?",
        options=(
            "LD1",
            "LD2",
            "LD3",
            "none",
        ),
        hint="LD3: escape routes; LD2: also rooms of high fire risk; LD1: throughout.",
    )
    circuit = Choice(
        question="How are the mains alarms wired?",
        options=(
            "lighting_circuit",
            "own_circuit",
        ),
    )
    grade = Choice(
        question="What grade is this fire alarm system?",
        options=(
            "A",
            "B",
            "C",
            "D",
            "D1",
            "D2",
            "E",
            "F",
            "F1",
            "F2",
        ),
        hint="It is on the installation certificate. A has a control panel; D is mains alarms with a standby battery; F is battery only.",
    )
    has_changed = YesNo(question="Has an emergency system (fire alarm, emergency lights) been changed?", case=True)
    has_control_panel = YesNo(question="Does the alarm system have a control panel?")
    has_fire_resisting_cables = YesNo(question="Are the alarm cables of the kind that withstands fire?")
    has_fixed_test_time = YesNo(question="Is the weekly alarm test always on the same day and hour?")
    has_maintenance_programme = YesNo(question="Has an agreed maintenance programme for the radio alarm been handed to the council?")
    has_radio_site_survey = YesNo(question="Has the manufacturer surveyed the house and shown that the radio system suits it?")
    has_rotated_test_points = YesNo(question="Is a different call point or detector used for each alarm test?")
    is_covering_escape_routes = YesNo(question="Does this alarm system have detectors along every escape route?")
    is_covering_risk_rooms = YesNo(question="Does this alarm system have detectors in every room where a fire could start?")
    is_existing = YesNo(question="Was this alarm system already in place before the licence application?")
    is_loud_enough_to_wake_all = YesNo(question="Is the alarm loud enough to wake everyone who sleeps in the house?", judged=True)
    is_maintained_to_risk_assessment = YesNo(question="Is the alarm system kept up as the fire risk assessment of the house says?")
    is_radio_linked = YesNo(question="Are the alarms linked by radio rather than by wire?")
    is_separate = YesNo(question="Are the alarms inside the flats a separate system that does not set off the house alarm?")
    is_tested_by_panel_only = YesNo(question="Is the alarm tested only by sounding it from the panel?")
    is_working = YesNo(question="Is the fire alarm working?")
    last_audibility_check = Day(
        question="When was it last checked that this alarm can be heard everywhere?", low="1930-01-01", high="2099-12-31"
    )
    last_battery_check = Day(question="When were the batteries of this alarm system last checked?", low="1930-01-01", high="2099-12-31")
    last_call_point_test = Day(
        question="When was a call point (a break-glass box) of this system last tested?", low="1930-01-01", high="2099-12-31"
    )
    last_certificate = Day(
        question="What is the date of the latest certificate for this alarm system?", low="1930-01-01", high="2099-12-31"
    )
    last_detector_test = Day(question="When were the detectors of this system last tested?", low="1930-01-01", high="2099-12-31")
    last_service = Day(question="When was this alarm system last serviced?", low="1930-01-01", high="2099-12-31")
    last_sounder_test = Day(question="When were the sounders of this system last tested?", low="1930-01-01", high="2099-12-31")
    last_test = Day(question="When was this alarm system last tested?", low="1930-01-01", high="2099-12-31")
    standard = Choice(
        question="Which standard does the alarm certificate name?",
        options=(
            "BS 5839-6:2004",
            "BS 5839-6:2013",
            "BS 5839-6:2019",
            "BS 5839-6 other edition",
            "BS 5839-1",
            "other",
            "none",
        ),
    )


class EmergencyLightingCondition(Facts):
    """The condition of a emergency lighting."""

    distance_to_point = Length(
        question="How far, at most, is an exit, turn, step, call point or extinguisher from its emergency light?",
        low="0 m",
        high="50 m",
        hint="Measured level.",
    )
    has_completion_certificate = YesNo(question="Is there a completion certificate on the standard form for the emergency lighting?")
    has_local_failure_cover = YesNo(question="Do the emergency lights also come on when only part of the lighting fails?")
    has_own_batteries = YesNo(question="Does each emergency light hold its own battery?", group="all emergency lights")
    is_automatic = YesNo(
        question="Do the emergency lights come on by themselves when the normal light fails?", group="all emergency lights"
    )
    is_engineer_designed = YesNo(question="Did a design engineer take part in designing the emergency lighting?")
    is_guiding_to_exit = YesNo(question="Does the emergency lighting let people move easily to the exits?", judged=True)
    is_mains_charged = YesNo(question="Are the emergency lights charged from the mains?", group="all emergency lights")
    is_new = YesNo(question="Is the emergency lighting a new installation?")
    is_routinely_tested = YesNo(question="Is the emergency lighting inspected and tested as a routine?")
    is_showing_equipment = YesNo(question="Does it let people spot alarm call points and extinguishers along the route?", judged=True)
    is_showing_hazards = YesNo(question="Does it show up stairs, steps, turns and similar dangers?", judged=True)
    last_discharge_test = Day(
        question="When was this emergency lighting last left on until its full time was over, as a test?",
        low="1930-01-01",
        high="2099-12-31",
    )
    last_test = Day(question="When was this emergency lighting last tested?", low="1930-01-01", high="2099-12-31")
    lights = Count(question="How many emergency lights are there?", low="0", high="500")
    mode = Choice(
        question="Are the emergency lights always lit, or lit only when the normal light fails?",
        options=(
            "maintained",
            "non_maintained",
            "both",
        ),
        hint="maintained = always lit; non-maintained = lit when the normal light fails",
        group="all emergency lights",
    )
    standard = Choice(
        question="Which standard does the emergency lighting certificate name?",
        options=(
            "BS 5266-1",
            "other",
            "none",
        ),
        group="all emergency lights",
    )
    unit_form = Choice(
        question="Are the emergency lights separate units or built into ordinary light fittings?",
        options=(
            "separate",
            "in_ordinary_fitting",
            "both",
        ),
        group="all emergency lights",
    )


class FireEquipmentCondition(Facts):
    """The condition of a fire equipment."""

    blanket_type = Choice(
        question="Is the fire blanket light duty or heavy duty?",
        options=(
            "light_duty",
            "heavy_duty",
        ),
        group="all fire equipment",
    )
    fire_rating = Choice(
        question="What fire rating (number and letter A) is printed on the extinguisher?",
        options=(
            "5A",
            "8A",
            "13A",
            "21A",
            "27A",
            "34A",
            "43A",
            "55A",
            "other",
        ),
        group="all fire equipment",
    )
    has_emergency_light_near = YesNo(question="Is there an emergency light near this extinguisher or blanket?", group="all fire equipment")
    has_service_tag = YesNo(question="Is the last service written on its tag?", group="all fire equipment")
    has_sign = YesNo(question="Does a sign point to it?", group="all fire equipment")
    is_accessible = YesNo(
        question="Can this fire-fighting item be reached without anything in the way?", group="all extinguishers and blankets"
    )
    is_away_from_cooker = YesNo(question="Does the blanket hang away from the cooker?")
    is_conspicuous = YesNo(question="Is it in plain sight?", judged=True, group="all fire equipment")
    is_hidden_in_recess = YesNo(question="Is it tucked into a recess where it cannot be seen?", group="all fire equipment")
    is_in_fire_risk_assessment = YesNo(question="Does the fire risk assessment cover it?", group="all fire equipment")
    is_near_exit = YesNo(question="Does the fire blanket hang near the way out?", group="fire_equipment")
    is_near_fire_risk = YesNo(question="Is it close to what may catch fire?", judged=True, group="all fire equipment")
    is_near_heater = YesNo(question="Is it close to a heater?", group="all fire equipment")
    is_near_storey_exit = YesNo(question="Is it close to the exit from its floor?", group="all fire equipment")
    is_nearer_exit_than_cooker = YesNo(question="Is the blanket nearer to the kitchen's way out than the cooker is?")
    is_obstructing = YesNo(question="Does it get in the way?", group="all fire equipment")
    is_obstructing_door = YesNo(question="Does it stop a door from opening?", group="all fire equipment")
    is_obstructing_escape_route = YesNo(question="Does it narrow or block the escape route?", group="all fire equipment")
    is_safe_from_damage = YesNo(question="Is it placed where it cannot easily be damaged?", judged=True, group="all fire equipment")
    is_well_placed = YesNo(question="Is it suitably placed?", judged=True)
    is_working = YesNo(question="Is it in working order?", group="all fire equipment")
    months_since_service = Months(question="How long ago was this equipment last serviced?", low="0 month", high="600 month")
    service_date = Day(
        question="When was it last serviced by an engineer (see its tag)?",
        low="1930-01-01",
        high="2099-12-31",
        hint="The tag on the item shows the date.",
        group="all fire equipment",
    )
    standard = Choice(
        question="Which standard is printed on it?",
        options=(
            "BS EN 1869",
            "BS EN 3-7",
            "other",
            "none",
        ),
        group="all fire equipment",
    )


class Sign(Thing, name="sign"):
    """A sign or notice on display in the house."""

    plural = "signs"
    at_most = 60

    form = Choice(
        question="Is the sign a picture, a picture with words, or words alone?",
        options=(
            "pictogram",
            "pictogram_with_words",
            "words",
        ),
        group="all signs",
    )
    has_emergency_contact = YesNo(question="Does a notice in the house say whom to call in an emergency?")
    has_manager_address = YesNo(question="Does this notice give the manager's address?")
    has_manager_name = YesNo(question="Does this notice give the manager's name?")
    has_manager_phone = YesNo(question="Does this notice give the manager's telephone number?")
    has_repairs_contact = YesNo(question="Does a notice in the house say how to report repairs?")
    is_clear = YesNo(question="Does the sign give plain guidance out of the building?", judged=True, group="all signs")
    is_illuminated = YesNo(question="Is the sign lit?", group="all signs")
    is_prominent = YesNo(question="Is this notice in a prominent place and easy to read?")
    is_to_regulations = YesNo(
        question="Do the signs obey the safety signs and signals regulations of 1996?", judged=True, group="all signs"
    )
    place = Choice(
        question="Where is this notice displayed?",
        options=(
            "entrance_hall",
            "landing",
            "kitchen",
            "other",
        ),
    )
    standard = Choice(
        question="Which standard do the fire safety signs meet?",
        options=(
            "BS 5499",
            "BS EN ISO 7010",
            "other",
            "none",
        ),
        group="all signs",
    )
