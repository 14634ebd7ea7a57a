"""The generated page about registers: the layout, how headings are understood, and every check with its law."""

from collections.abc import Iterator

from fanlight.documents import register_files, register_layout
from fanlight.documents.register_names import SAYS, WITHHELD
from fanlight.facts import files
from fanlight.facts.importing import headings
from fanlight.licensing.law import Provision, england
from fanlight.licensing.register_checks import RULE, Grade
from fanlight.licensing.register_particulars import DEMANDED, PARTICULARS, Particular, demands
from reference.tables import code, table

HOLDS = {
    register_layout.TABLE: "the table: commas, UTF-8, dates year first, an empty cell for what is unknown",
    register_layout.JSON: "the same entries as JSON, null for what is unknown",
    register_layout.SCHEMA: "the JSON Schema of that file",
    register_layout.PACKAGE: "the Frictionless data package: the columns with types, the rule on names, the numbers of rows",
    register_layout.ON_THE_WEB: "the description of the table by the rules of CSV on the Web",
    register_files.SET_ASIDE: "the rows that could not be read whole, by number, with the reasons; to correct the source, not to publish",
}


def layout() -> Iterator[str]:
    """The columns with the law that asks for them, the files, the headings and the checks."""
    yield "# The layout of a register"
    yield ""
    yield "What `fanlight register convert` writes and `fanlight register check` finds. Certainty of the law: A read, B seen, C read in a"
    yield "secondary text, M from memory."
    yield from ("", "## The files", "", *table(("file", "holds"), [(code(name), says) for name, says in HOLDS.items()]))
    yield from ("", "## The columns", "")
    yield f"Each stands in the table under its name. Of people `{WITHHELD}` can stand for what the source has and the file does not show."
    yield ""
    on = max(rule.from_ for rule in _rules(RULE))
    cited = {name: demand for demand in demands(england(), on) for name in demand.any_of}
    law = {name: f"{demand.provision.citation} [{demand.provision.certainty}]" for name, demand in cited.items()}
    yield from table(("column", "kind", "what it says", "asked for by"), [_column(each, law) for each in PARTICULARS.values()])
    yield from ("", "## Names of people", "", *table(("rule", "what it does"), [(code(rule), says) for rule, says in SAYS.items()]))
    yield from ("", "## How headings are understood", "")
    yield "Capitals and signs do not count. A known heading is *sure*; one that has the words of a pattern, or is a slip away from"
    yield "a known one, is *likely*. What no pattern fits is not read, and neither is what tells of people other than holder and manager."
    yield ""
    yield from table(("particular", "known headings"), list(_headings()))
    yield from ("", "## The checks", "")
    for grade in Grade:
        rows = [_check(rule) for rule in _rules(RULE) if rule.values["grade"] == grade]
        yield from (f"### {grade.capitalize()}", "", *table(("check", "what is found", "remedy", "law", "note"), rows), "")
    yield from ("## What regulation 11 asks for", "")
    asked = [
        (rule.says, f"{rule.citation} [{rule.certainty}]", ", ".join(map(code, rule.values["any_of"].split()))) for rule in _rules(DEMANDED)
    ]
    yield from table(("what", "law", "any of the columns"), asked)
    yield from ("", "## The JSON of a check", "")
    yield "`register check --format json` prints one object of the shape `fanlight-register-check/1`: `file`, `on`, `rows`, `passed_over`,"
    yield "`heading_row`, `notes`, `columns` (heading, holds, certainty, why, is_of_people), `dates` (how the order of each was decided),"
    yield "`counts` by grade and rule, and `findings` (row, grade, rule, house, particular, value, why, says, remedy, citation). Its JSON"
    yield "Schema is [register-check.schema.json](register-check.schema.json)."


def _rules(beginning: str) -> list[Provision]:
    return [rule for name, periods in england().rules.items() if name.startswith(beginning) for rule in periods]


def _column(each: Particular, law: dict[str, str]) -> tuple[str, ...]:
    return code(each.name), each.kind.value, each.says, law.get(each.name, "")


def _headings() -> Iterator[tuple[str, str]]:
    for entry in files.read(headings.FILE).keys["particulars"].items:
        if "known" in entry.keys:
            yield code(entry.keys["holds"].text), ", ".join(each.text for each in entry.keys["known"].items)


def _check(rule: Provision) -> tuple[str, ...]:
    return code(rule.id.removeprefix(RULE)), rule.says, rule.values["remedy"], f"{rule.citation} [{rule.certainty}]", rule.note
