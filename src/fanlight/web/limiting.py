"""How often one address of the network, or one key, may ask within a while: counted in the cache that all processes share, or in each."""

import re
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, IPv6Network, ip_address
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from fanlight.web import logged
from fanlight.web.frame import page

RATE = re.compile(r"([0-9]+)/([0-9]*)([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
View = Callable[..., HttpResponseBase]
HERE = LocMemCache("fanlight.limiting", {"OPTIONS": {"MAX_ENTRIES": 20_000}})
"""Counts of this process alone, for pages that must stay cheaper than a count that all share."""
TOLD = "Too many pages were asked for from where you are. Nothing is wrong with what you typed: wait a while, and go on."


def allow(request: HttpRequest, name: str, rate: str, *, who: str = "", counts: BaseCache = cache) -> bool:
    """Whether one more of something is allowed, and count it: at most `10/h`, `5/15m` or the like for each address, or for `who`.

    Whoever asks stands among the counts only as a keyed digest. Two that come in the same moment may count as one.
    """
    most, period = _read(rate)
    digest = salted_hmac("fanlight.limiting", who or address(request)).hexdigest()[:32]
    key = f"limit:{name}:{digest}:{int(time()) // period}"
    count = int(counts.get(key, 0))
    if count >= most:
        logged.security.warning("asked too often: %s", name)
        return False
    counts.set(key, count + 1, period)
    return True


def wait(rate: str) -> int:
    """In how many seconds the count of a rate begins again."""
    period = _read(rate)[1]
    return period - int(time()) % period


def address(request: HttpRequest) -> str:
    """The address of the network that a request came from; behind a proxy of ours, the one that the proxy saw.

    Of an address of IPv6 it is the first half (/64): the other half is for one household, office or machine to choose as it likes.
    """
    passed_on = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.SECURE_PROXY_SSL_HEADER else ""
    return _whose(passed_on.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", "")))


def _whose(said: str) -> str:
    try:
        found = ip_address(said)
    except ValueError:  # no address of the network, such as that of a socket: it stands for itself
        return said
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))
    return str(found)


def limited(name: str, view: View, *, counts: BaseCache = cache, refused: Callable[[HttpRequest], HttpResponseBase] | None = None) -> View:
    """A page that each address may ask for as often as the settings say under a name; past that it says when to come back.

    `refused` makes that answer where a page in words would be no use.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rate = settings.LIMITS[name]
        if allow(request, name, rate, counts=counts):
            return view(request, *args, **kwargs)
        response = (refused or _told)(request)
        response.headers["Retry-After"] = str(wait(rate))
        return response

    return asked


def _told(request: HttpRequest) -> HttpResponseBase:
    return page(request, "text.html", title="Please wait a while", sections=[{"heading": "", "paragraphs": [TOLD]}], status=429)


def _read(rate: str) -> tuple[int, int]:
    match = RATE.fullmatch(rate)
    if match is None:
        raise ValueError(f"'{rate}' is no rate: write one as 10/h or 5/15m")
    return int(match[1]), int(match[2] or 1) * SECONDS[match[3]]
