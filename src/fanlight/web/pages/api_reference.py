"""The API for people who read: every operation with what it takes and gives, made of the same declaration as its document."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.scopes import PUBLIC, SAYS
from fanlight.web.api import describing
from fanlight.web.api.declared import HOME, OPERATIONS, REFUSED
from fanlight.web.frame import page


def reference(request: HttpRequest) -> HttpResponse:
    """The page."""
    scopes = [[each.value, says, "Nobody needs a key" if each in PUBLIC else "A key of the council"] for each, says in SAYS.items()]
    shown: list[dict[str, Any]] = [
        {"title": each.title, "says": each.says, "call": f"{each.method} {HOME}{each.path}", "opens": describing.opens(each),
         "fields": describing.asked(each), "takes": describing.taken(each), "answer": each.answer.__name__, "name": each.name}
        for each in OPERATIONS
    ]  # fmt: skip
    shapes = [{"name": name, "says": says, "fields": rows} for name, says, rows in describing.shapes()]
    return page(
        request, "api/reference.html", title="The API for other systems", operations=shown, scopes=scopes, shapes=shapes,
        refusals=[[str(code), says] for code, says in REFUSED.items()], document=reverse("api-document"),
    )  # fmt: skip
