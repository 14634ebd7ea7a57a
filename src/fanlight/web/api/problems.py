"""What is wrong with a request, told as problem+json of RFC 9457."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import ValidationError

from fanlight.web.api.declared import HOME
from fanlight.web.api.document import PROBLEM

MOST_ERRORS = 20
SAID = {"extra_forbidden": "there is no such field: leave it out, or correct its name", "missing": "it is needed and not given"}


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One field that is wrong, by its place."""

    pointer: str
    detail: str


class NotAnswered(Exception):
    """A request that is refused, with its code, why, each field that is wrong, and the headers that go with it."""

    def __init__(self, code: int, detail: str, errors: Sequence[FieldFault] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.errors, self.headers = code, detail, errors, headers or {}

    def response(self) -> HttpResponse:
        """The refusal as it goes out."""
        errors = [{"pointer": each.pointer, "detail": each.detail} for each in self.errors]
        return told(self.code, self.detail, errors, self.headers)


def told(code: int, detail: str, errors: Sequence[Mapping[str, str]] = (), headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A refusal as problem+json."""
    body = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code, "detail": detail, "errors": list(errors)}
    return JsonResponse(body, status=code, content_type=PROBLEM, headers=dict(headers or {}))


def is_of_api(request: HttpRequest) -> bool:
    """Whether a program asked, which reads no page."""
    return request.path_info.startswith(f"{HOME}/")


def wrong_fields(error: ValidationError, begins: str) -> NotAnswered:
    """The fields that do not fit a shape, each with its place: `?name` of an address, `/name/0` of a body."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    if any(each["type"] == "json_invalid" for each in found):
        return NotAnswered(400, f"the body is no JSON: {found[0]['msg']}")
    faults = [FieldFault(_place(each["loc"], begins), SAID.get(each["type"], each["msg"])) for each in found[:MOST_ERRORS]]
    more = f"; the first {MOST_ERRORS} are named" if len(found) > MOST_ERRORS else ""
    return NotAnswered(422, f"{len(found)} field{'s' if len(found) > 1 else ''} cannot be taken{more}", faults)


def _place(where: Sequence[Any], begins: str) -> str:
    return begins + "/".join(str(each) for each in where)
