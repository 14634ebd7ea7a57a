"""The API in words: what each operation takes, gives and asks for, for the pages that people read."""

from collections.abc import Iterator
from typing import Any

from fanlight.casework.scopes import PUBLIC
from fanlight.web.api.declared import PARAMETERS, Operation
from fanlight.web.api.document import document

Row = list[str]


def opens(each: Operation) -> str:
    """What opens an operation, in a sentence."""
    if each.scope is None:
        return "No key is needed."
    if each.scope in PUBLIC:
        return f"No key is needed; one that is shown must have the scope {each.scope.value}."
    return f"A key of the council with the scope {each.scope.value}."


def asked(each: Operation) -> list[Row]:
    """What an operation takes in its address: name, where, what it can be, what it says."""
    rows = [[name, "path", "text", PARAMETERS[name][0]] for name in each.parameters]
    told = document()["paths"][each.path][each.method.lower()]["parameters"]
    return rows + [[one["name"], "query", kind(one["schema"]), _says(one)] for one in told if one["in"] == "query"]


def _says(one: dict[str, Any]) -> str:
    otherwise = one["schema"].get("default")
    shown = {True: "true", False: "false"}.get(otherwise, otherwise) if isinstance(otherwise, bool) else otherwise
    more = "Needed." if one["required"] else f"Otherwise {shown}." if shown not in ("", None) else ""
    return f"{one['description']} {more}".strip()


def taken(each: Operation) -> str:
    """What an operation takes as its body; empty for none."""
    if not each.takes:
        return ""
    return f"{each.takes}: {each.body.__name__ if each.body else 'a table with its headings'}"


def kind(schema: dict[str, Any]) -> str:
    """What a field can be."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(str(each) or "empty" for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind(schema['items'])}"
    return _plain(schema)


def _plain(schema: dict[str, Any]) -> str:
    found = {"integer": "whole number", "boolean": "true or false", "string": "text"}.get(
        schema.get("type", ""), schema.get("type", "anything")
    )
    if schema.get("format") == "date":
        found = "date"
    ends = [f"{word} {schema[name]}" for name, word in (("minimum", "from"), ("maximum", "to")) if name in schema]
    return " ".join([found, *ends])


def shapes() -> Iterator[tuple[str, str, list[Row]]]:
    """Each shape with what it is and its fields: name, what it can be, what it says."""
    for name, schema in sorted(document()["components"]["schemas"].items()):
        rows = [[field, kind(each), str(each.get("description", ""))] for field, each in schema.get("properties", {}).items()]
        yield name, " ".join(str(schema.get("description", "")).split()), rows
