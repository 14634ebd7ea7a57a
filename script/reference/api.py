"""The API in words: its operations, scopes, refusals and shapes, and how the licence objects of another system are mapped."""

from collections.abc import Iterator

from fanlight.casework.scopes import PUBLIC, SAYS
from fanlight.web.api import describing
from fanlight.web.api.declared import HOME, OPERATIONS, REFUSED, Operation
from fanlight.web.api.objects import KEPT, MAPPED, NOT_EXPORTED, LicenceObject
from reference.tables import code, table


def operations() -> Iterator[str]:
    """The page of the API."""
    yield "# The API"
    yield ""
    yield f"What a running service answers under `{HOME}`. It describes itself in OpenAPI 3.1 at `{HOME}/openapi.json`,"
    yield "and to people at `/api/`."
    yield "[Use the API](../how-to/use-the-api.md) shows each step."
    yield from ("", "## Keys and scopes", "")
    yield "A key is sent in the header `Authorization`, after the word `Bearer`. It belongs to one council"
    yield "and reaches only what is that council's."
    yield "Criminal-offence data is in no answer, whatever the key."
    yield ""
    yield from table(
        ("scope", "what a key may do", "needs a key"),
        [(code(each), says, "no" if each in PUBLIC else "yes") for each, says in SAYS.items()],
    )
    yield from ("", "## Refusals", "")
    yield "Each is `application/problem+json` (RFC 9457): `detail` says why, and `errors` names every field that is wrong by its place:"
    yield "`?page` in the address, `/licences/0/address` in a body. A field that nobody knows, and one given twice, is refused."
    yield ""
    yield from table(("code", "why"), [(str(number), says) for number, says in REFUSED.items()])
    for each in OPERATIONS:
        yield from _operation(each)
    yield from ("", "## Licence objects", "")
    yield from _objects()
    yield from ("", "## Shapes")
    for name, says, rows in describing.shapes():
        yield from ("", f"### {name}", "", *([says, ""] if says else []))
        yield from table(("field", "what it can be", "what it says"), [(code(field), kind, more) for field, kind, more in rows])


def _operation(each: Operation) -> Iterator[str]:
    yield from ("", f"## {each.title}", "", f"`{each.method} {HOME}{each.path}`", "")
    body = f" The body is {describing.taken(each)}." if each.takes else ""
    yield f"{each.says} {describing.opens(each)}{body} The answer is [{each.answer.__name__}](#{each.answer.__name__.lower()})."
    rows = [(code(name), where, kind, says) for name, where, kind, says in describing.asked(each)]
    if rows:
        yield ""
        yield from table(("name", "where", "what it can be", "what it says"), rows)


def _objects() -> Iterator[str]:
    yield "Licences go out and come in as objects in the shape of another licensing system. These of its fields are mapped:"
    yield ""
    yield from table(("field", "what it is here", "direction"), [(code(field), says, way) for field, says, way in MAPPED])
    yield ""
    taken = [name for name in LicenceObject.model_fields if name not in KEPT]
    yield f"Taken and not kept, which the report says of each object: {', '.join(map(code, taken))}. Of parties,"
    yield "dates of birth, telephone numbers and addresses of mail are not kept. `eligibilityInformation` can hold"
    yield "criminal-offence data: leave it out."
    yield ""
    yield f"Not exported, because the shape has no room or the service keeps it otherwise: {', '.join(NOT_EXPORTED)}."
