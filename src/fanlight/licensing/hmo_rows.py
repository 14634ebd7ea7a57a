"""The tests of an HMO and of licensing as rows of a table and as diagrams, drawn from the data of the law and of the councils."""

from collections.abc import Iterator, Sequence
from datetime import date

from fanlight.licensing import ties
from fanlight.licensing.law import Law, Provision

Row = tuple[str, ...]
ROUTE_HEAD = ("route", "paragraph", "what must be so", "asked as", "law")
EXEMPTION_HEAD = ("what is no HMO", "asked as", "reaches a section 257 block", "from", "law")
RULE_HEAD = ("rule", "what", "asked as", "from", "until", "law", "note")
LICENSING = ("mandatory/", "mandatory-route/", "licence/", "licence-excuse/", "licence-carried-over", "scheme/", "general-approval/")
STOREYS = "storeys/"


def route_rows(law: Law, on: date) -> Iterator[Row]:
    """Each condition of each route on a day, under ROUTE_HEAD."""
    for route in _held(law, ("hmo-route/",), on):
        for at, name in route.values.items():
            rule = law.at(f"hmo-condition/{name}", on)
            yield _name(route.id), at, rule.says, rule.value, _law(rule)


def exemption_rows(law: Law) -> Iterator[Row]:
    """Each exemption of Schedule 14, under EXEMPTION_HEAD."""
    for rule in _periods(law, ("hmo-exemption/",)):
        yield rule.says, rule.value, "yes" if "and-section-257" in rule.values else "no", str(rule.from_), _law(rule)


def tie_head(law: Law, councils: Law, on: date) -> Row:
    """The head of a table of the lists of ties: the Act's, then each council's."""
    return "relationship", *(each.id for each in _lists(law, councils, on))


def tie_rows(law: Law, councils: Law, on: date) -> Iterator[Row]:
    """What each relationship counts as by each list."""
    lists = _lists(law, councils, on)
    for name in lists[0].counts:
        yield name.replace("_", " "), *(each.counts.get(name, ("open", ""))[0] for each in lists)


def licensing_rows(law: Law) -> Iterator[Row]:
    """Each rule of licensing by date, under RULE_HEAD."""
    yield from (_rule(rule) for rule in _periods(law, LICENSING) if rule.id.startswith(LICENSING))


def storey_rows(law: Law, councils: Law) -> Iterator[Row]:
    """How each text counts storeys, under RULE_HEAD."""
    yield from (_rule(rule) for held in (law, councils) for rule in _periods(held, (STOREYS,)))


def flow(law: Law, on: date) -> Iterator[str]:
    """The lines of a Mermaid diagram: any route leads to an HMO, unless Schedule 14 takes it out."""
    yield "flowchart LR"
    exempt = "exempt{no HMO by Schedule 14?}"
    for place, route in enumerate(_held(law, ("hmo-route/",), on)):
        yield f'    r{place}["{route.says}"] --> {exempt if place == 0 else "exempt"}'
    yield "    exempt -->|no exemption fits| hmo[HMO]"
    yield "    exempt -->|one fits| none[no HMO, save for Part 1]"


def times(law: Law) -> Iterator[str]:
    """The lines of a Mermaid timeline: on which days mandatory licensing and the general approvals changed."""
    yield "timeline"
    changes: dict[date, list[str]] = {}
    for rule in _periods(law, ("mandatory/", "mandatory-route/", "general-approval/")):
        changes.setdefault(rule.from_, []).append(rule.citation)
    for day in sorted(changes):
        yield f"    {day} : {' : '.join(dict.fromkeys(_instrument(citation) for citation in changes[day]))}"


def _instrument(citation: str) -> str:
    return citation.partition(" art ")[0].replace(":", "")


def _lists(law: Law, councils: Law, on: date) -> Sequence[ties.TieList]:
    return ties.of_the_act(law, on), *ties.of_councils(councils, on)


def _periods(law: Law, marks: Sequence[str]) -> Iterator[Provision]:
    for name, rules in law.rules.items():
        if any(name.startswith(mark) or f"/{mark}" in name for mark in marks):
            yield from rules


def _held(law: Law, marks: Sequence[str], on: date) -> Iterator[Provision]:
    yield from (rule for rule in _periods(law, marks) if rule.holds_on(on))


def _rule(rule: Provision) -> Row:
    return _name(rule.id), rule.says, rule.value, str(rule.from_), str(rule.until or ""), _law(rule), rule.note


def _name(name: str) -> str:
    return name.removeprefix("hmo-route/").replace("-", " ")


def _law(rule: Provision) -> str:
    return f"{rule.citation} [{rule.certainty}]"
