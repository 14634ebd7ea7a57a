"""What watches the service asks here: whether its process answers, whether pages can be served, and figures of how it stands."""

import secrets
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from fanlight.casework import heartbeats
from fanlight.web import metrics

PLAIN = "text/plain; charset=utf-8"


class NotReady(Exception):
    """Why no page can be served now."""


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database, so that a restart is not the remedy for one that is away."""
    return HttpResponse("The service answers.\n", content_type=PLAIN)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when pages can be served; 503 with what is missing: the database, its tables, or a disc that takes files.

    That the sender of messages is away is said and is no reason to serve no pages."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _check_migrated()
        _check_storage()
    except DatabaseError:
        return HttpResponse("The database cannot be reached.\n", content_type=PLAIN, status=503)
    except NotReady as missing:
        return HttpResponse(f"{missing}\n", content_type=PLAIN, status=503)
    return HttpResponse(f"The service is ready.\n{_sender()}\n", content_type=PLAIN)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus's text format; whoever may not read them is told of no such page."""
    if not metrics.is_allowed(request.META, settings.METRICS_TOKEN):
        raise Http404("There is no such page for you")
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)


def _sender() -> str:
    seen = heartbeats.last(heartbeats.SENDER)
    if seen is None:
        return "The sender of messages was never seen."
    return f"The sender of messages was seen {max(0, round((timezone.now() - seen).total_seconds()))} seconds ago."


def _check_storage() -> None:
    """A file can be written where uploads go: rights may have changed since, and a disc be full."""
    tried = Path(settings.UPLOADS) / f".{secrets.token_hex(8)}.part"
    try:
        tried.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        tried.write_bytes(b"-")
        tried.unlink()
    except OSError as fault:
        raise NotReady(f"No file can be kept: {fault.strerror}.") from fault


@cache
def _check_migrated() -> None:
    """Once the tables are those of this program they stay so while it runs, so only the good answer is kept."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise NotReady(f"{len(waiting)} migrations wait: run script/manage migrate.")
