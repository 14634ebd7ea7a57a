"""The API as a document in OpenAPI 3.1, made of what is declared."""

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from fanlight import __version__
from fanlight.casework.scopes import PUBLIC
from fanlight.web.api.declared import HOME, JSON, OPERATIONS, PARAMETERS, REFUSED, Operation, refusals
from fanlight.web.api.shapes import Problem

PROBLEM = "application/problem+json"
ABOUT = (
    "The register, the check of a licence number, and for back offices the cases, findings and licences of one council. "
    "A key is sent as a bearer token; the register and the check need none. Every refusal is a problem of RFC 9457."
)
Plain = dict[str, Any]
Refs = dict[tuple[Any, str], Plain]


@cache
def document() -> Plain:
    """The whole document."""
    refs, schemas = _schemas()
    paths: dict[str, Plain] = {}
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Fanlight", "version": __version__, "description": ABOUT, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": HOME}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key that an administrator of the council made."}
            },
        },
    }


def _schemas() -> tuple[Refs, Plain]:
    asked: list[Any] = [(each.answer, "serialization") for each in OPERATIONS]
    asked += [(each.body, "validation") for each in OPERATIONS if each.body]
    refs, whole = models_json_schema([*asked, (Problem, "serialization")], ref_template="#/components/schemas/{model}")
    return {(shape, mode): ref for (shape, mode), ref in refs.items()}, whole["$defs"]


def _operation(each: Operation, refs: Refs) -> Plain:
    told: Plain = {
        "operationId": each.name,
        "summary": each.title,
        "description": each.says,
        "parameters": [*_in_path(each), *_in_query(each)],
    }
    if each.scope is None:
        told["security"] = [{}]
    else:
        told["security"] = [*([{}] if each.scope in PUBLIC else []), {"key": [each.scope.value]}]
    if each.takes:
        schema = refs[each.body, "validation"] if each.body else {"type": "string"}
        told["requestBody"] = {"required": True, "content": {each.takes: {"schema": schema}}}
    told["responses"] = {"200": {"description": "The answer.", "content": {JSON: {"schema": refs[each.answer, "serialization"]}}}}
    for code in refusals(each):
        told["responses"][str(code)] = _refusal(code, refs[Problem, "serialization"])
    return told


def _refusal(code: int, problem: Plain) -> Plain:
    told: Plain = {"description": REFUSED[code], "content": {PROBLEM: {"schema": problem}}}
    if code == 429:
        told["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer", "minimum": 1}}
        }
    return told


def _in_path(each: Operation) -> list[Plain]:
    return [
        {"name": name, "in": "path", "required": True, "description": PARAMETERS[name][0],
         "schema": {"type": "string", "pattern": PARAMETERS[name][1]}}
        for name in each.parameters
    ]  # fmt: skip


def _in_query(each: Operation) -> list[Plain]:
    whole = each.query.model_json_schema()
    needed = whole.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in needed, "description": schema.get("description", ""),
         "schema": {key: value for key, value in schema.items() if key not in ("description", "title")}}
        for name, schema in whole.get("properties", {}).items()
    ]  # fmt: skip
