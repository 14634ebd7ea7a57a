"""Pages for everybody: the council of an address, and what somebody typed, refused in plain words where it cannot be looked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from fanlight.casework.queries import people

View = Callable[..., HttpResponseBase]
FIGURES = 7


def of_council(view: View) -> View:
    """A page of one council that needs no account: the address names the council, and the view is given it in its place."""

    @wraps(view)
    def asked(request: HttpRequest, council: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = people.council(council)
        if held is None:
            raise Http404("There is no such council here")
        request.council = held  # type: ignore[attr-defined]
        return view(request, held, *args, **kwargs)

    return asked


def whole(request: HttpRequest, name: str, otherwise: int) -> int:
    """A whole number of the address; what stands in for one where there is none, or none that can be."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= FIGURES else otherwise


def sayable(text: str) -> str:
    """A reference out of an address. Raises Http404 for what nothing is named by, such as control characters."""
    if not text.isprintable() or len(text) > 60:
        raise Http404("Nothing is named so")
    return text
