"""The one layout of a register that Fanlight writes, and its descriptions: JSON Schema, Frictionless data package and CSV on the Web."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fanlight import __version__
from fanlight.documents.register_names import SAYS, WITHHELD, Names
from fanlight.licensing.law import england
from fanlight.licensing.register_entries import Value
from fanlight.licensing.register_particulars import PARTICULARS, PEOPLE, Kind, Particular, demands

SHAPE = "fanlight-register/1"
TITLE = "A register of HMO licences"
TABLE, JSON, SCHEMA, PACKAGE, ON_THE_WEB = (
    "register.csv", "register.json", "register.schema.json", "datapackage.json", "register.csv-metadata.json",
)  # fmt: skip
TYPES = {Kind.DATE: "date", Kind.COUNT: "integer"}
"""The types of Frictionless and of CSV on the Web, which agree; every other kind is a string."""


def particulars(names: Names) -> list[Particular]:
    """The columns in their order; those of people are left out where the rule drops them."""
    return [each for each in PARTICULARS.values() if not (names is Names.DROP and each.name in PEOPLE)]


def cell(value: Value | None) -> str:
    """A value as it stands in the table: a date year first, an empty cell for what is unknown."""
    return "" if value is None else str(value)


def member(values: Mapping[str, Value], columns: list[Particular]) -> dict[str, str | int | None]:
    """An entry as it stands in the JSON: every particular, null for what is unknown."""
    found = {each.name: values.get(each.name) for each in columns}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def regulation(on: date) -> dict[str, str]:
    """The paragraph that asks for each particular on a day."""
    return {name: demand.provision.citation for demand in demands(england(), on) for name in demand.any_of}


def says(each: Particular, names: Names, cited: Mapping[str, str]) -> str:
    """What a column holds, with the law that asks for it and what may be withheld."""
    law = f" {cited[each.name]}." if each.name in cited else ""
    held = f" {WITHHELD} where the rule on names withholds it." if each.name in PEOPLE and names is not Names.KEEP else ""
    return f"{each.says}{law}{held}"


def schema(names: Names, on: date) -> dict[str, Any]:
    """The JSON Schema of the JSON file."""
    cited = regulation(on)
    columns = particulars(names)
    entry = {
        "type": "object",
        "properties": {each.name: {**_json_type(each), "description": says(each, names, cited)} for each in columns},
        "required": [each.name for each in columns],
        "additionalProperties": False,
    }
    top = {"shape": {"const": SHAPE}, "names": {"const": names.value}, "names_rule": {"type": "string"}, "source": {"type": "string"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "type": "object",
        "properties": {**top, "entries": {"type": "array", "items": entry}},
        "required": [*top, "entries"],
        "additionalProperties": False,
    }


def _json_type(each: Particular) -> dict[str, Any]:
    if each.kind is Kind.COUNT:
        return {"type": ["integer", "null"], "minimum": 0}
    if each.kind is Kind.DATE:
        return {"type": ["string", "null"], "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    return {"type": ["string", "null"], "minLength": 1}


def head(names: Names, source: str) -> dict[str, str]:
    """What stands above the entries of the JSON."""
    return {"shape": SHAPE, "names": names.value, "names_rule": SAYS[names], "source": source}


def package(names: Names, on: date, account: Mapping[str, Any]) -> dict[str, Any]:
    """The Frictionless data package of the table; `account` holds its size, digest and numbers of rows, with the name of the source."""
    cited = regulation(on)
    fields = [_field(each, names, cited) for each in particulars(names)]
    dialect = {"delimiter": ",", "lineTerminator": "\r\n", "header": True}
    resource = {
        "name": "register", "path": TABLE, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": account["bytes"], "hash": f"sha256:{account['sha256']}", "dialect": dialect,
        "schema": {"fields": fields, "missingValues": [""]},
    }  # fmt: skip
    told = {
        "version": __version__, "shape": SHAPE, "names": names.value, "law_on": on.isoformat(), "rows_read": account["read"],
        "rows_written": account["written"], "rows_set_aside": account["set_aside"],
    }  # fmt: skip
    return {
        "profile": "tabular-data-package", "name": "hmo-register", "title": TITLE, "description": _about(names, account),
        "sources": [{"title": account["source"]}], "resources": [resource], "fanlight": told,
    }  # fmt: skip


def _field(each: Particular, names: Names, cited: Mapping[str, str]) -> dict[str, Any]:
    field = {"name": each.name, "type": TYPES.get(each.kind, "string"), "title": each.title, "description": says(each, names, cited)}
    if each.kind is Kind.COUNT:
        return {**field, "constraints": {"minimum": 0}}
    return {**field, "format": "default"} if each.kind is Kind.DATE else field


def _about(names: Names, account: Mapping[str, Any]) -> str:
    aside = f"{account['set_aside']} of {account['read']} rows of the source could not be read whole and are not here."
    return f"The particulars of SI 2006/373 regulation 11, and others that councils publish. {SAYS[names]} {aside}"


def on_the_web(names: Names, on: date, account: Mapping[str, Any]) -> dict[str, Any]:
    """The description of the table by the rules of CSV on the Web."""
    cited = regulation(on)
    columns = [
        {"name": each.name, "titles": [each.name], "datatype": TYPES.get(each.kind, "string"), "null": "",
         "dc:title": each.title, "dc:description": says(each, names, cited)}
        for each in particulars(names)
    ]  # fmt: skip
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "url": TABLE, "dc:title": TITLE,
        "dc:description": _about(names, account), "dc:source": account["source"],
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": columns},
    }  # fmt: skip
