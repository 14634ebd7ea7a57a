"""How many questions it takes to settle a typical shared house: five people, two storeys, room sizes known, everything else to be asked."""

import argparse
import json
from dataclasses import replace

from fanlight.assessment.asking import Question, answered, questions
from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import Verdict
from fanlight.facts.files import Refused, read_text
from fanlight.facts.kinds import Choice, Measured, YesNo
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import from_written
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.library import Library

ROOMS = (
    "bed1 bedroom u1 ground 12.1 2.5", "bed2 bedroom u2 first 11.4 2.4", "bed3 bedroom u3 first 10.8 2.4", "bed4 bedroom u4 first 9.2 2.4",
    "bed5 bedroom u5 first 7.0 2.4", "living living_room shared ground 13.5 2.5", "kitchen-room kitchen shared ground 8.0 2.5",
    "bathroom-room bathroom shared first 4.2 2.4", "wc-room wc shared ground 1.6 2.5", "hall circulation shared ground 6.0 2.5",
)  # fmt: skip


def a_room(words: str) -> str:
    name, use, unit, storey, area, height = words.split()
    slept = "sleepers: 1" if use == "bedroom" else "is_communal: yes"
    size = f"floor_area: {area} m2, floor_area_under_low_ceiling: 0 m2, ceiling_height: {height} m"
    return f"- {{id: {name}, use: {use}, unit: {unit}, storey: {storey}, {slept}, {size}}}"


HOUSE = f"""
survey: {{of: a typical shared house (invented), by: the landlord}}
complete: [storeys, rooms, kitchens, bathrooms, units]
house:
  {{persons: 5, households: 5, kind: house, category_a_to_f: b, cooking_place: shared, letting_type: shared_house, storeys: 2, is_hmo: yes}}
storeys: [{{id: ground, level: 0}}, {{id: first, level: 1}}]
units: [{", ".join(f"{{id: u{number}, persons: 1, accommodation_class: shared}}" for number in range(1, 6))}]
rooms:
{chr(10).join(a_room(words) for words in ROOMS)}
kitchens: [{{id: kitchen, room: kitchen-room, unit: shared, is_shared: yes, users: 5}}]
bathrooms:
- {{id: bathroom, room: bathroom-room, unit: shared, is_shared: yes, has_wc: yes, baths: 1, showers: 0, basins: 1}}
- {{id: wc, room: wc-room, unit: shared, is_shared: yes, has_wc: yes, baths: 0, showers: 0, basins: 1}}
"""
MOST = 600


def told(question: Question, survey: Survey) -> Survey | None:
    """The survey with a plausible answer: yes, the first option that fits, or what settles most. None: nobody knows."""
    first = question.facts[0]
    declared = THINGS[first.thing].facts.get(first.name)
    for words, bounds in answers(question, declared):
        after = answered(survey, question.facts, words, bounds)
        try:
            check(after)
        except Refused:
            continue
        return after
    return None


def answers(question: Question, declared: object) -> list:
    if isinstance(declared, YesNo):
        return [("yes", (1, 1)), ("no", (0, 0))]
    if isinstance(declared, Choice):
        return [(option, (declared.mask(option),) * 2) for option in declared.options]
    if isinstance(declared, Measured):
        effects = [effect.answer for effect in sorted(question.effects, key=lambda each: -len(each.settles))]
        return [(words, declared.read(words)) for words in effects]
    return []


def burden(edition: str) -> dict:
    """Questions asked, and clauses settled, until nothing more can be settled by asking."""
    program = Program(Library.standard().read(edition))
    survey = from_written(read_text(HOUSE, "a typical house"), "typical")
    skip: list[tuple[str, str]] = []
    asked, single, curve = 0, 0, []
    while asked < MOST:
        done = program.assess(survey)
        verdicts = done.verdicts()
        curve.append(sum(verdict is not Verdict.CANNOT_TELL for verdict in verdicts.values()))
        found = questions(program, done, skip=skip)
        if not found:
            break
        question = found[0]
        asked, single = asked + 1, single + len(question.facts)
        first = question.facts[0]
        if not first.name:
            survey = replace(survey, complete=survey.complete | {first.thing})
            continue
        after = told(question, survey)
        if after is None:
            skip.extend((fact.path, fact.id) for fact in question.facts)
        else:
            survey = after
    last = curve[-1]
    half = next(number for number, settled in enumerate(curve) if settled - curve[0] >= (last - curve[0]) / 2)
    most = next(number for number, settled in enumerate(curve) if settled - curve[0] >= (last - curve[0]) * 0.9)
    return {
        "edition": edition, "clauses": len(program.clauses), "settled_before": curve[0], "settled_after": last,
        "questions": asked, "for_half": half, "for_nine_tenths": most, "one_by_one": single,
    }  # fmt: skip


def main(given: argparse.Namespace) -> int:
    """Print the burden of each edition."""
    rows = [burden(edition) for edition in Library.standard().editions() if not edition.startswith(("england", "lacors"))]
    columns = list(rows[0])
    print("  ".join(f"{column:>18}" for column in columns))
    for row in rows:
        print("  ".join(f"{row[column]:>18}" for column in columns))
    if given.json:
        with given.json.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"ask": rows}) + "\n")
    return 0
