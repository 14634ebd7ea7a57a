"""Requests that no page could answer, turned away before a page sees them."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NULL = "\x00"


class WithoutNull:
    """Turns away what holds the character that ends a text: no person types it, and no text of PostgreSQL can hold it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(NULL in text for text in _said(request)):
            raise BadRequest("a character that ends a text stands in what was asked")
        return self.answer(request)


def _said(request: HttpRequest) -> Iterator[str]:
    """Every text of a request that a page may read: its address, what is asked for there, and what was sent."""
    yield request.path_info
    for said in (request.GET, request.POST):
        for name, values in said.lists():
            yield name
            yield from (value for value in values if isinstance(value, str))
