"""Surveys as the tables of a stock, and back: Arrow tables, which DuckDB, Spark and every data tool can read."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa  # type: ignore[import-untyped]

from fanlight.assessment.columnar.layout import HOUSE, NOTHING, PLACE, STOCK, columns_of, complete_of, kept, listed
from fanlight.facts.kinds import Bounds, Choice, Fact, Link
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS

HEAD = {
    HOUSE: pa.int64(),
    "name": pa.string(),
    "of": pa.string(),
    "council": pa.string(),
    "ward": pa.string(),
    "survey_digest": pa.string(),
}


def kind_of(declared: Fact) -> pa.DataType:
    """The type of a fact's columns."""
    if isinstance(declared, Link):
        return pa.list_(pa.int32())
    return pa.int8() if declared.kind == "yes_no" else pa.int64()


def schema_of(thing: str) -> pa.Schema:
    """The columns of the table of a thing."""
    fields = [pa.field(HOUSE, pa.int64()), pa.field(PLACE, pa.int32()), pa.field("id", pa.string()), pa.field("label", pa.string())]
    fields += [pa.field(name, kind_of(declared)) for declared in kept(THINGS[thing]) for name in columns_of(declared)]
    return pa.schema(fields)


def stock_schema() -> pa.Schema:
    """The columns of the table of houses."""
    return pa.schema(
        [*(pa.field(name, kind) for name, kind in HEAD.items()), *(pa.field(complete_of(name), pa.bool_()) for name in listed())]
    )


def tables(surveys: Sequence[Survey], first: int = 0) -> dict[str, pa.Table]:
    """The tables of some surveys; their houses are numbered from `first`."""
    numbered = list(enumerate(surveys, start=first))
    found = {STOCK: pa.Table.from_pylist([_head(number, survey) for number, survey in numbered], stock_schema())}
    for thing in THINGS:
        found[thing] = _table([row for number, survey in numbered for row in _rows(number, survey, thing)], schema_of(thing))
    return found


def _table(rows: Sequence[Mapping[str, object]], schema: pa.Schema) -> pa.Table:
    """Rows as a table. Of hundreds of facts a row has a few dozen, so a column that no row has is never looked for."""
    used = {name for row in rows for name in row}
    columns = [
        pa.array([row.get(each.name) for row in rows], each.type) if each.name in used else pa.nulls(len(rows), each.type)
        for each in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _head(number: int, survey: Survey) -> dict[str, object]:
    whole = {complete_of(name): name in survey.complete for name in listed()}
    ward = next((seen.values["ward"].text for seen in survey.things.get("house", ()) if "ward" in seen.values), None)
    head = {"name": survey.name, "of": survey.of, "council": survey.council, "ward": ward, "survey_digest": survey.digest}
    return {HOUSE: number, **head, **whole}


def _rows(number: int, survey: Survey, thing: str) -> Iterator[dict[str, object]]:
    declared = {one.name: one for one in kept(THINGS[thing])}
    for place, seen in enumerate(survey.things.get(thing, ())):
        row: dict[str, object] = {HOUSE: number, PLACE: place, "id": seen.id, "label": seen.label}
        for name, value in seen.values.items():
            if name in declared:
                row.update(zip(columns_of(declared[name]), _written(declared[name], value, survey), strict=False))
        yield row


def _written(declared: Fact, value: Observed, survey: Survey) -> tuple[object, ...]:
    if not isinstance(declared, Link):
        return value.bounds
    places = {seen.id: place for place, seen in enumerate(survey.things.get(declared.to, ()))}
    return (list(dict.fromkeys(places.get(target, NOTHING) for target in value.targets)),)


def surveys(given: Mapping[str, pa.Table]) -> list[Survey]:
    """The surveys that some tables hold. Who observed what, when and where is not kept in a stock."""
    rows: dict[str, dict[int, list[dict[str, object]]]] = {}
    for thing in THINGS:
        for row in given[thing].to_pylist() if thing in given else ():
            rows.setdefault(thing, {}).setdefault(row[HOUSE], []).append(row)
    return [_survey(head, {thing: of[head[HOUSE]] for thing, of in rows.items() if head[HOUSE] in of}) for head in given[STOCK].to_pylist()]


def _survey(head: Mapping[str, object], rows: Mapping[str, list[dict[str, object]]]) -> Survey:
    ordered = {thing: sorted(listed_, key=lambda row: int(str(row[PLACE]))) for thing, listed_ in rows.items()}
    ids = {thing: [str(row["id"]) for row in listed_] for thing, listed_ in ordered.items()}
    things = {thing: tuple(_seen(thing, row, ids) for row in listed_) for thing, listed_ in ordered.items()}
    whole = frozenset(name for name in listed() if head[complete_of(name)])
    return Survey(
        str(head["of"]), str(head["name"]), things, whole, council=str(head["council"] or ""), digest=str(head["survey_digest"] or "")
    )


def _seen(thing: str, row: Mapping[str, object], ids: Mapping[str, list[str]]) -> Seen:
    values: dict[str, Observed] = {}
    for declared in kept(THINGS[thing]):
        said = [row.get(name) for name in columns_of(declared)]
        if said[0] is not None:
            values[declared.name] = _observed(declared, said, ids)
    return Seen(thing, str(row["id"]), values, "", str(row["label"] or ""))


def _observed(declared: Fact, said: Sequence[object], ids: Mapping[str, list[str]]) -> Observed:
    if isinstance(declared, Link):
        assert isinstance(said[0], list)
        targets = tuple(NONE if place == NOTHING else ids[declared.to][place] for place in said[0])
        return Observed((0, 0), "", "", targets=targets)
    ends = [int(str(end)) for end in said]
    bounds: Bounds = (ends[0], ends[0]) if isinstance(declared, Choice) else (ends[0], ends[1])
    return Observed(bounds, declared.show(bounds), "")
