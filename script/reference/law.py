"""The generated pages about the law: steps, deadlines, duties, figures and the tests of an HMO."""

from collections.abc import Iterator, Sequence
from datetime import date

from fanlight.licensing import deadlines, diagrams, figure_rows, hazard_tables, hmo_rows, procedure
from fanlight.licensing.fee_tables import council_table, councils
from fanlight.licensing.law import Provision, england, read_law
from fanlight.standards.library import shipped
from reference.tables import code, table


def steps() -> Iterator[str]:
    """The step tables with their diagrams, and what has changed in them."""
    on = diagrams.latest_change()
    tables = procedure.tables(on)
    yield "# The steps of the law's procedure"
    yield ""
    yield f"Every step as it stands since {on}: from where, to where, who may, what it needs and gives, which deadlines begin with it, and"
    yield "the law with its certainty (A read, B seen, C read in a secondary text, M from memory)."
    for each in tables:
        law = f"From {each.provision.from_}: {each.provision.citation} [{each.provision.certainty}]."
        yield from ("", f"## {each.name.replace('-', ' ')}", "", f"{each.says} {law}", "")
        yield from ("```mermaid", *diagrams.mermaid(each), "```", "")
        yield from table(diagrams.STEP_HEAD, list(diagrams.step_rows(each)))
    yield from ("", "## What the steps need", "")
    yield from table(("need", "what must be so", "law", "note"), list(diagrams.need_rows(tables, on)))
    yield from ("", "## What has changed", "")
    yield from table(("step", "from", "until", "needs", "law"), list(diagrams.change_rows()))


def periods() -> Iterator[str]:
    """Every named period, of the law and of councils' standards."""
    yield "# Deadlines"
    yield ""
    yield "Every period that the procedure names, and every one that a council's standard names (under the council's name). *Counted* says"
    yield "which day is the first; certainty as in [the steps](procedure.md). A period that changed has a row for each form."
    yield ""
    yield from table(diagrams.DEADLINE_HEAD, list(diagrams.deadline_rows(deadlines.all_periods())))


DUTIES = (
    ("Duties of those who run and live in a house", "duty/", ("topic", "owed_by", "period", "evidence", "for")),
    ("How soon a house is visited again", "inspection-risk/", ("points", "unknown", "months")),
    ("Council and fire authority", "fire-", ("council", "fire authority", "lead", "who", "whom", "when", "by", "covers")),
    ("Overcrowding notices", "overcrowding/", ("under", "couple", "who")),
    ("What counts for an overcrowding notice, by council", "overcrowding-standard/", ("clauses", "reading")),
    (
        "Alternatives on permission or on papers, by council",
        "alternative/",
        ("needs", "asked_by", "answered_by", "before", "papers", "clauses"),
    ),
)


def duties() -> Iterator[str]:
    """The duties of the law and what councils' texts add to its procedure, each with its periods and certainty."""
    held = {**england().rules, **deadlines.councils().rules}
    yield "# Duties, the fire authority, overcrowding and alternatives"
    yield ""
    yield "Each rule as it is held, the changes in their order. Certainty as in [the steps](procedure.md). `fanlight law show` prints any"
    yield "of them."
    for title, beginning, keys in DUTIES:
        yield from ("", f"## {title}", "")
        rules = [rule for name, periods in sorted(held.items()) if name.startswith(beginning) for rule in periods]
        yield from table(("rule", "what", "particulars", "held", "law", "note"), [_duty(rule, keys) for rule in rules])


def _duty(rule: Provision, keys: Sequence[str]) -> tuple[str, ...]:
    given = "; ".join(f"{key.replace('_', ' ')}: {rule.values[key]}" for key in keys if key in rule.values)
    until = f" until {rule.until}" if rule.until else ""
    return code(rule.id), rule.says, given, f"from {rule.from_}{until}", f"{rule.citation} [{rule.certainty}]", rule.note


def figures() -> Iterator[str]:
    """Penalties, rehabilitation periods, fees and hazards, and what of them is not held."""
    law = england()
    yield "# Penalties, fees, rehabilitation and hazards"
    yield ""
    yield "Every figure by date, with where it stands and its certainty (A read, B seen, C read in a secondary text, M from memory)."
    for title, head, rows in (
        ("What an offence can cost at most", figure_rows.PENALTY_HEAD, figure_rows.penalty_rows(law)),
        ("When a conviction is spent", figure_rows.PERIOD_HEAD, figure_rows.period_rows(law)),
        ("Fees of councils", figure_rows.FEE_HEAD, (row for name in councils() for row in figure_rows.fee_rows(council_table(name)))),
        ("Bands of hazards", figure_rows.BAND_HEAD, figure_rows.band_rows(law)),
        ("The 29 hazards of the first system", figure_rows.HAZARD_HEAD, figure_rows.hazard_rows(hazard_tables.tables())),
        ("What is not held", figure_rows.GAP_HEAD, figure_rows.gap_rows(law)),
    ):
        yield from ("", f"## {title}", "", *table(head, list(rows)))


def hmo() -> Iterator[str]:
    """The tests of an HMO, the lists of households, mandatory licensing and the counts of storeys, as the data has them."""
    law, own = england(), read_law(shipped()[1])
    on = date(2018, 11, 1)
    yield "# HMO, households and licensing"
    yield ""
    yield f"Every test by its paragraph, as it stands since {on}, with the expression that asks it and how certain its source is (A read,"
    yield "B seen, C read in a secondary text, M from memory)."
    for title, drawing, head, rows in (
        ("The five routes", hmo_rows.flow(law, on), hmo_rows.ROUTE_HEAD, hmo_rows.route_rows(law, on)),
        ("What Schedule 14 takes out", None, hmo_rows.EXEMPTION_HEAD, hmo_rows.exemption_rows(law)),
        ("Who is one household, by each list", None, hmo_rows.tie_head(law, own, on), hmo_rows.tie_rows(law, own, on)),
        ("Licensing", hmo_rows.times(law), hmo_rows.RULE_HEAD, hmo_rows.licensing_rows(law)),
        ("How storeys are counted", None, hmo_rows.RULE_HEAD, hmo_rows.storey_rows(law, own)),
    ):
        yield from ("", f"## {title}", "", *(["```mermaid", *drawing, "```", ""] if drawing else []), *table(head, list(rows)))
