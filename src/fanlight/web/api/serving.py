"""Answering a request of the API: who asks, how often, what was asked, and the answer in its declared shape."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel, ValidationError

from fanlight.casework.acting import Actor
from fanlight.casework.actions import keys as acts
from fanlight.casework.queries import keys, people
from fanlight.casework.queries.keys import Standing
from fanlight.casework.rows import ApiKey, Council
from fanlight.casework.scopes import PUBLIC
from fanlight.web import limiting, logged
from fanlight.web.api.declared import Operation
from fanlight.web.api.problems import FieldFault, NotAnswered, wrong_fields
from fanlight.web.api.shapes import Shape
from fanlight.web.asked import route_of

BEARER = {"WWW-Authenticate": 'Bearer realm="Fanlight"'}
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as its answer needs it: the council of its address, the key that was shown, and what was asked in its shapes."""

    request: HttpRequest
    query: Any
    body: Any = None
    council: Council | None = None
    key: ApiKey | None = None

    @property
    def actor(self) -> Actor:
        """The system behind the key."""
        assert self.key is not None  # an operation that asks for a scope is not answered without
        return keys.actor(self.key)

    @property
    def of(self) -> Council:
        """The council of the address."""
        assert self.council is not None  # the address names it
        return self.council


Answer = Callable[..., BaseModel]


def served(operations: Mapping[str, tuple[Operation, Answer]]) -> Callable[..., HttpResponse]:
    """The view of one address: its operations by method, each with what answers it."""

    @csrf_exempt  # a key is never sent by a browser of itself, and no cookie opens anything here
    def view(request: HttpRequest, **parts: str) -> HttpResponse:
        key = None
        try:
            key = _key(request)
            method = "GET" if request.method == "HEAD" else str(request.method)
            if method not in operations:
                raise NotAnswered(405, f"{method[:20]} is not taken here", headers={"Allow": ", ".join(operations)})
            operation, answer = operations[method]
            return _answered(request, operation, answer, key, parts)
        except NotAnswered as refused:
            if refused.code in (401, 403):
                logged.security.warning("refused with %s: key %s at %s", refused.code, key.pk if key else "none", route_of(request))
            return refused.response()

    return view


def _answered(request: HttpRequest, operation: Operation, answer: Answer, key: ApiKey | None, parts: dict[str, str]) -> HttpResponse:
    _check_scope(operation, key)
    council = _council(operation, key, parts)
    query = _query(request, operation)
    body = _body(request, operation)
    given = answer(Asked(request, query, body, council, key), **parts)
    return JsonResponse(given.model_dump(mode="json", by_alias=True))


def _key(request: HttpRequest) -> ApiKey | None:
    """The key that was shown, counted; without one the address is. Raises NotAnswered for too many, and for a key that opens nothing."""
    said = request.headers.get("Authorization")
    kind, _, secret = (said or "").partition(" ")
    key = keys.shown(secret.strip()) if kind.lower() == "bearer" and len(secret) <= LONGEST_KEY else None
    now = timezone.now()
    is_open = key is not None and keys.standing(key, timezone.localdate(now)) is Standing.IN_USE
    who, name = (f"key {key.pk}", "api-key") if key is not None and is_open else ("", "api")
    rate = settings.LIMITS[name]
    if not limiting.allow(request, name, rate, who=who):
        raise NotAnswered(429, "too many requests: wait, and ask again", headers={"Retry-After": str(limiting.wait(rate))})
    if said is None:
        return None
    if key is None or not is_open:
        raise NotAnswered(
            401, "this key opens nothing: it is not known, over or revoked; ask an administrator of the council", headers=BEARER
        )
    acts.use(key, at=now)
    return key


def _check_scope(operation: Operation, key: ApiKey | None) -> None:
    scope = operation.scope
    if scope is None:
        return
    if key is None:
        if scope not in PUBLIC:
            raise NotAnswered(401, f"this asks for a key with the scope {scope.value}, sent as a bearer token", headers=BEARER)
    elif scope.value not in key.scopes:
        raise NotAnswered(403, f"the key does not have the scope {scope.value}: ask an administrator of the council for one that has")


def _council(operation: Operation, key: ApiKey | None, parts: dict[str, str]) -> Council | None:
    """The council of the address. A key with more than public scopes reaches its own council alone."""
    if "council" not in operation.parameters:
        return None
    slug = parts.pop("council")
    if operation.scope not in PUBLIC and key is not None and not hmac.compare_digest(slug.encode(), key.council.slug.encode()):
        raise NotAnswered(403, "the key is of another council")
    council = people.council(slug)
    if council is None:
        raise NotAnswered(404, "there is no such council here")
    return council


def _query(request: HttpRequest, operation: Operation) -> Shape:
    several = [name for name, values in request.GET.lists() if len(values) > 1]
    if several:
        raise NotAnswered(422, "a field is given more than once", [FieldFault(f"?{name[:60]}", "give it once") for name in several[:20]])
    try:
        return operation.query.model_validate(request.GET.dict())
    except ValidationError as error:
        raise wrong_fields(error, "?") from error


def _body(request: HttpRequest, operation: Operation) -> Any:
    """The body in its shape; of a table, its bytes. Raises NotAnswered."""
    if not operation.takes:
        return None
    if request.content_type != operation.takes:
        raise NotAnswered(415, f"send the body as {operation.takes}", headers={"Accept": operation.takes})
    try:
        sent = request.body
    except RequestDataTooBig as error:
        raise NotAnswered(413, f"send at most {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes at a time") from error
    if operation.body is None:
        return sent
    try:
        return operation.body.model_validate_json(sent)
    except ValidationError as error:
        raise wrong_fields(error, "/") from error
