"""What watches the service asks here: whether its process answers, and whether its database is there and up to date."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


class NotReady(Exception):
    """Why no page can be served now."""


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database, so that a restart is not the remedy for one that is away."""
    return HttpResponse("The service answers.\n", content_type=PLAIN)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when pages can be served; 503 with what is missing when the database is away or its tables are older than the program."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _check_migrated()
    except DatabaseError:
        return HttpResponse("The database cannot be reached.\n", content_type=PLAIN, status=503)
    except NotReady as missing:
        return HttpResponse(f"{missing}\n", content_type=PLAIN, status=503)
    return HttpResponse("The service is ready.\n", content_type=PLAIN)


@cache
def _check_migrated() -> None:
    """Once the tables are those of this program they stay so while it runs, so only the good answer is kept."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise NotReady(f"{len(waiting)} migrations wait: run script/manage migrate.")
