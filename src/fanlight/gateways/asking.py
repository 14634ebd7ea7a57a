"""Asking another system over HTTP: what it answered, that it certainly did nothing, or that nobody can tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.auth import AuthBase
from urllib3.exceptions import MaxRetryError, NewConnectionError

WENT_WELL, TOO_MANY, FAULTS = range(200, 300), 429, 500
MOST_SAID = 300


class NotAsked(Exception):
    """The other system certainly did nothing, and may be asked again; the message says why."""


class AskedInVain(Exception):
    """The other system refused what it was asked, and would again; the message says why, and `code` is that of HTTP."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class NoAnswer(Exception):
    """The other system was asked and gave no answer that can be used: it may have done it or not."""


class FaultThere(NoAnswer):
    """The other system said that something went wrong on its side."""


class Bearer(AuthBase):
    """Signs a request with a token. Given as `auth`, so that no file of the machine (netrc) puts another in its place."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: what is done to which path, with what, and the token that signs it."""

    method: str
    path: str
    token: str = field(repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    query: Mapping[str, str] | None = None
    headers: Mapping[str, str] | None = None


def ask(address: str, asked: Asked, *, seconds: float = 30) -> Mapping[str, Any]:
    """The answer of a system at an address, an object of JSON. Raises NotAsked, AskedInVain and NoAnswer."""
    try:
        # A redirect is not followed: it would carry the token to an address that nobody set.
        answer = requests.request(
            asked.method, address.rstrip("/") + asked.path, auth=Bearer(asked.token), json=asked.body, params=asked.query,
            headers=dict(asked.headers or {}), timeout=seconds, allow_redirects=False,
        )  # fmt: skip
    except requests.RequestException as fault:
        words = f"{address} did not answer: {type(fault).__name__}"
        raise (NotAsked if _never_left(fault) else NoAnswer)(words) from fault
    return _read(address, answer)


def _never_left(fault: requests.RequestException) -> bool:
    """Whether no connection was made, so that nothing can have been done."""
    if isinstance(fault, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    inner = fault.args[0] if fault.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, NewConnectionError)


def _read(address: str, answer: requests.Response) -> Mapping[str, Any]:
    if answer.status_code == TOO_MANY:
        raise NotAsked(f"{address} was asked too often: {_said(answer)}")
    if answer.status_code >= FAULTS:
        raise FaultThere(f"{address} has a fault: {answer.status_code} {_said(answer)}")
    if answer.status_code not in WENT_WELL:
        raise AskedInVain(f"{address} refused it: {answer.status_code} {_said(answer)}", answer.status_code)
    found = _json(answer)
    if not isinstance(found, dict):
        raise NoAnswer(f"{address} gave an answer that is no object of JSON")
    return found


def _json(answer: requests.Response) -> Any:
    try:
        return answer.json() if answer.content else {}
    except ValueError:
        return None


def _said(answer: requests.Response) -> str:
    """What an error says: the messages of GOV.UK Notify, the code and words of GOV.UK Pay, else nothing that might hold markup."""
    body = _json(answer)
    if not isinstance(body, dict):
        return answer.reason or ""
    errors = body.get("errors")
    told = [each.get("message", "") for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    told = told or [body.get("code", ""), body.get("description", "")]
    return " ".join(str(each) for each in told if each)[:MOST_SAID]
