"""Figures for Prometheus: what was asked of all processes of the server together, and how the service stands, read from its database."""

import os
from collections.abc import Iterator
from hmac import compare_digest
from typing import Any

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from fanlight.casework.queries import running

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which the processes of one server keep their counts; the configuration of gunicorn makes it."""
OWN = CollectorRegistry()
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
ASKED = Counter("fanlight_requests", "Requests answered, by route.", ("method", "route", "status"), registry=OWN)
TOOK = Histogram("fanlight_request_seconds", "How long answers took, by route.", ("route",), registry=OWN, buckets=SECONDS)


def count(method: str, route: str, state: int, seconds: float) -> None:
    """Count one answer."""
    ASKED.labels(method, route, str(state)).inc()
    TOOK.labels(route).observe(seconds)


def text() -> bytes:
    """Everything, in Prometheus's text format."""
    registry = CollectorRegistry()
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)
    else:
        registry.register(OWN)
    registry.register(_Standing())
    return generate_latest(registry)


class _Standing:
    """How the service stands. Of a database that is away only that is said."""

    def collect(self) -> Iterator[Metric]:
        try:
            figures = running.figures(timezone.now())
        except DatabaseError:
            yield GaugeMetricFamily("fanlight_database_up", "Whether the database answers.", 0)
            return
        yield GaugeMetricFamily("fanlight_database_up", "Whether the database answers.", 1)
        for name, says, value in figures:
            yield GaugeMetricFamily(f"fanlight_{name}", says, value)


def is_allowed(meta: dict[str, Any], token: str) -> bool:
    """Whether somebody may read them: with the token of the settings, or on this machine itself and not through a proxy."""
    said = str(meta.get("HTTP_AUTHORIZATION", ""))
    if token and compare_digest(said.encode(errors="replace"), f"Bearer {token}".encode()):
        return True
    is_passed_on = any(meta.get(name) for name in ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP"))
    return meta.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not is_passed_on
