"""How often one address of the network, or one key, may ask within a while: counted in the cache that all processes share."""

import re
from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from fanlight.web import logged
from fanlight.web.frame import page

RATE = re.compile(r"([0-9]+)/([0-9]*)([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
View = Callable[..., HttpResponseBase]
TOLD = "Too many pages were asked for from where you are. Nothing is wrong with what you typed: wait a while, and go on."


def allow(request: HttpRequest, name: str, rate: str, *, who: str = "") -> bool:
    """Whether one more of something is allowed, and count it: at most `10/h`, `5/15m` or the like for each address, or for `who`.

    Whoever asks stands in the cache only as a keyed digest. Two that come in the same moment may count as one.
    """
    most, period = _read(rate)
    digest = salted_hmac("fanlight.limiting", who or address(request)).hexdigest()[:32]
    key = f"limit:{name}:{digest}:{int(time()) // period}"
    count = int(cache.get(key, 0))
    if count >= most:
        logged.security.warning("asked too often: %s", name)
        return False
    cache.set(key, count + 1, period)
    return True


def wait(rate: str) -> int:
    """In how many seconds the count of a rate begins again."""
    period = _read(rate)[1]
    return period - int(time()) % period


def address(request: HttpRequest) -> str:
    """The address of the network that a request came from; behind a proxy of ours, the one that the proxy saw."""
    passed_on = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.SECURE_PROXY_SSL_HEADER else ""
    return passed_on.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def limited(name: str, view: View) -> View:
    """A page that each address may ask for as often as the settings say under a name; past that it says when to come back."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rate = settings.LIMITS[name]
        if allow(request, name, rate):
            return view(request, *args, **kwargs)
        sections = [{"heading": "", "paragraphs": [TOLD]}]
        response = page(request, "text.html", title="Please wait a while", sections=sections, status=429)
        response["Retry-After"] = str(wait(rate))
        return response

    return asked


def _read(rate: str) -> tuple[int, int]:
    match = RATE.fullmatch(rate)
    if match is None:
        raise ValueError(f"'{rate}' is no rate: write one as 10/h or 5/15m")
    return int(match[1]), int(match[2] or 1) * SECONDS[match[3]]
