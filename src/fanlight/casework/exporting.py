"""Everything that is held for one council as one file: each table as lines of JSON, the files that were given, and what each column is."""

import json
from base64 import b64encode
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import Sum

from fanlight import __version__
from fanlight.casework.models import Account, Council, Declaration, Event, FireAuthority, StoredFile, Upload, Weighing
from fanlight.gateways.storage import FileLost, Storage

OFFENCES = (Declaration, Weighing)
"""Tables of criminal-offence data: they are left out of a file that somebody makes on a page."""
OF_ACCOUNT = ("id", "email", "name")
"""What is handed out of an account: no password, and nothing of signing in."""
DESCRIPTOR, TABLES, FILES = "descriptor.json", "tables", "files"
LAYOUT = "fanlight export 1"


@dataclass
class _Seen:
    """What is gathered while tables are written: the accounts and fire authorities that rows name, and files that could not be read."""

    accounts: set[int] = field(default_factory=set)
    authorities: set[int] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)


def paths() -> dict[type[models.Model], str]:
    """By which fields each table leads to its council: the fewest that are always said; accounts and fire authorities lead to none."""
    found: dict[type[models.Model], str] = {Council: "pk"}
    for may_be_empty in (False, True):
        waiting = deque(found)
        while waiting:
            to = waiting.popleft()
            for model in _models():
                if model in found:
                    continue
                name = next((each.name for each in _links(model, to) if may_be_empty or not each.null), None)
                if name is not None:
                    found[model] = name if to is Council else f"{name}__{found[to]}"
                    waiting.append(model)
    return found


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_app_config("casework").get_models() if model not in (Account, FireAuthority)]


def _links(model: type[models.Model], to: type[models.Model]) -> Iterator[Any]:
    yield from (each for each in model._meta.concrete_fields if each.is_relation and each.related_model is to)


def size(council: Council) -> tuple[int, int]:
    """How many events the record has, and how many bytes of files were given: how big the file will be."""
    given = Upload.objects.filter(case__council=council, erased_at=None).aggregate(total=Sum("size"))["total"] or 0
    return Event.objects.filter(council=council).count(), given


def write(council: Council, to: Path, *, at: datetime, with_offences: bool) -> dict[str, Any]:
    """Write the file; what its descriptor says. All tables are read as of one instant. Files that cannot be read are named in it."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), ZipFile(to, "w", ZIP_DEFLATED) as archive:
        if is_outermost and connection.vendor == "postgresql":
            _as_of_one_instant()
        seen, tables = _Seen(), []
        for model, path in paths().items():
            if with_offences or model not in OFFENCES:
                rows = model._default_manager.filter(**{path: council.pk}).order_by("pk")
                tables.append(_table(archive, model, rows, seen))
        for model, numbers in ((Account, seen.accounts), (FireAuthority, seen.authorities)):
            tables.append(_table(archive, model, model._default_manager.filter(pk__in=numbers).order_by("pk"), seen))
        descriptor = {
            "layout": LAYOUT, "council": council.slug, "made_at": at.isoformat(), "made_by": f"Fanlight {__version__}",
            "holds_criminal_offence_data": with_offences, "left_out": [] if with_offences else [_name(model) for model in OFFENCES],
            "tables": tables, "files_not_readable": seen.lost,
        }  # fmt: skip
        archive.writestr(DESCRIPTOR, json.dumps(descriptor, indent=1, ensure_ascii=False))
    return descriptor


def _as_of_one_instant() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def _table(archive: ZipFile, model: type[models.Model], rows: models.QuerySet[Any], seen: _Seen) -> dict[str, Any]:
    """Write one table, a row a line, and say what it holds."""
    columns = [each for each in model._meta.concrete_fields if model is not Account or each.name in OF_ACCOUNT]
    digest, count, name = sha256(), 0, f"{TABLES}/{_name(model)}.jsonl"
    given: list[StoredFile] = []
    with archive.open(name, "w", force_zip64=True) as file:
        for row in rows.iterator(chunk_size=500):
            line = json.dumps({each.attname: _value(each, row, seen) for each in columns}, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n"
            file.write(line.encode())
            digest.update(line.encode())
            count += 1
            if isinstance(row, StoredFile) and row.erased_at is None:
                given.append(row)
    for one in given:
        _file(archive, one, seen)
    described = [_column(each) for each in columns]
    return {"name": _name(model), "path": name, "says": _says(model), "rows": count, "sha256": digest.hexdigest(), "columns": described}


def _value(column: Any, row: models.Model, seen: _Seen) -> Any:
    value = getattr(row, column.attname)
    if column.is_relation and value is not None:
        if column.related_model is Account:
            seen.accounts.add(value)
        elif column.related_model is FireAuthority:
            seen.authorities.add(value)
    return b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value


def _file(archive: ZipFile, row: StoredFile, seen: _Seen) -> None:
    try:
        archive.writestr(f"{FILES}/{row.stored_as}", Storage(settings.UPLOADS).read(row.stored_as))
    except FileLost as lost:
        seen.lost.append(str(lost))


def _says(model: type[models.Model]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def _column(each: Any) -> dict[str, Any]:
    told = {"name": each.attname, "type": each.get_internal_type(), "may_be_empty": each.null}
    if isinstance(each, models.BinaryField):
        told["encoded"] = "base64"
    return {**told, **({"refers_to": _name(each.related_model)} if each.is_relation else {})}
