"""The JSON Schema of what `fanlight register check --format json` prints, made from what it is printed from."""

from typing import Any

from fanlight.cli.register_report import ROW, SHAPE
from fanlight.facts.importing import columns, headings
from fanlight.licensing.law import england
from fanlight.licensing.register_checks import RULE, Grade

TEXT = {"type": "string"}
TEXT_OR_NULL = {"type": ["string", "null"]}
COUNT = {"type": "integer", "minimum": 0}
DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
SAYS = {
    "row": "The line of the file, or the row of the sheet.",
    "house": "The address as published; empty where the finding is about a column.",
    "particular": "The column of the layout that it is about; empty where it is about the whole row.",
    "value": "What stands there, as published or as it was read.",
    "why": "What is wrong with this one.",
    "says": "What the rule finds, in a sentence.",
    "remedy": "What to do about it.",
    "citation": "The law, and how sure it is.",
}


def schema() -> dict[str, Any]:
    """The whole schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SHAPE,
        "title": "What `fanlight register check --format json` prints",
        "description": "Written by script/docs. A key that is not named here is not printed; a key of this shape is never taken away or "
        f"given another meaning: that would be {SHAPE[:-1]}{int(SHAPE[-1]) + 1}. A rule may be added.",
        **_object(
            shape={"const": SHAPE},
            fanlight={**TEXT, "description": "The version of Fanlight that made the check."},
            file={**TEXT, "description": "The name of the file, and of the sheet where it has several."},
            on={**DAY, "description": "The day on which it was asked what has ended."},
            rows={**COUNT, "description": "How many rows were read."},
            passed_over={**COUNT, "description": "Rows passed over as notes or repeated headings."},
            notes={"type": "array", "items": TEXT, "description": "How the file had to be read."},
            heading_row={"type": "integer", "minimum": 1},
            columns={"type": "array", "items": {"$ref": "#/$defs/column"}},
            dates={"type": "object", "additionalProperties": TEXT, "description": "How the order of each column of dates was decided."},
            counts={
                **_object(**{grade.value: {"$ref": "#/$defs/counts"} for grade in Grade}),
                "description": "Findings by grade and rule.",
            },
            findings={"type": "array", "items": {"$ref": "#/$defs/finding"}, "description": "In the order of the rows."},
        ),
        "$defs": _parts(),
    }


def _object(**keys: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(keys), "properties": keys}


def _parts() -> dict[str, Any]:
    rules = [name.removeprefix(RULE) for name in england().rules if name.startswith(RULE)]
    finding = {name: {**(COUNT if name == "row" else TEXT), **({"description": SAYS[name]} if name in SAYS else {})} for name in ROW}
    finding |= {"grade": {"enum": [grade.value for grade in Grade]}, "rule": {"$ref": "#/$defs/rule"}}
    return {
        "rule": {"enum": sorted(rules)},
        "counts": {"type": "object", "propertyNames": {"$ref": "#/$defs/rule"}, "additionalProperties": {"type": "integer", "minimum": 1}},
        "column": _object(
            heading=TEXT,
            holds={"enum": [*headings.known().names, None], "description": "The column of the layout; null where it is not read."},
            certainty={"enum": [headings.SURE, headings.LIKELY, headings.NONE, columns.GIVEN]},
            why=TEXT_OR_NULL,
            is_of_people={"type": "boolean", "description": "It tells of people other than holder and manager, and is never read."},
        ),
        "finding": _object(**finding),
    }
