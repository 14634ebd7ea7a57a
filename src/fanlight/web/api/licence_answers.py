"""Licences out of and into a council through the API: as licence objects, and as an existing register."""

import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from django.utils import timezone

from fanlight.casework.actions import importing
from fanlight.casework.actions.importing import Source
from fanlight.casework.intake import Fate, Weighed
from fanlight.casework.queries import feed
from fanlight.facts.files import Refused
from fanlight.licensing import register_entries
from fanlight.licensing.register_entries import Entry
from fanlight.web.api import exchange
from fanlight.web.api.objects import NOT_EXPORTED, ExportPage, ImportedRow, ImportReport, RowTrouble
from fanlight.web.api.problems import FieldFault, NotAnswered
from fanlight.web.api.serving import Asked

MOST_ROWS = 1000


def export(asked: Asked) -> ExportPage:
    """A page of the council's licences as objects."""
    today = timezone.localdate()
    rows, following = feed.licences(asked.actor, int(asked.query.cursor or 0), asked.query.limit)
    return ExportPage(licences=[exchange.written(each, today) for each in rows], next=following, not_exported=list(NOT_EXPORTED))


def take(asked: Asked) -> ImportReport:
    """Enter licence objects."""
    objects = asked.body.licences
    entries = [exchange.read(each, row) for row, each in enumerate(objects, start=1)]
    return _report(asked, entries, [exchange.not_kept(each) for each in objects])


def take_register(asked: Asked) -> ImportReport:
    """Enter the licences of an existing register."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(asked.body)
        file.flush()
        try:
            with register_entries.opened(Path(file.name)) as register:
                entries = list(islice(register.entries(), MOST_ROWS + 1))
        except Refused as error:
            faults = [FieldFault(f"line {each.line}" if each.line else "/", each.message) for each in error.problems[:20]]
            raise NotAnswered(422, "the register cannot be read", faults) from error
    if len(entries) > MOST_ROWS:
        raise NotAnswered(422, f"send at most {MOST_ROWS} rows at a time, or have the register entered where the service runs")
    return _report(asked, entries, ())


def _report(asked: Asked, entries: Iterable[Entry], not_kept: Sequence[list[str]]) -> ImportReport:
    now, query = timezone.now(), asked.query
    if query.dry_run:
        rows = importing.weighed(asked.of, entries, at=now)
    else:
        rows = importing.enter(asked.of, entries, Source(query.source, asked.key), at=now)
    counted = [each.fate for each in rows]
    return ImportReport(
        dry_run=query.dry_run, read=len(rows), new=counted.count(Fate.NEW), already_there=counted.count(Fate.THERE),
        set_aside=counted.count(Fate.ASIDE),
        rows=[_row(each, not_kept[place] if not_kept else []) for place, each in enumerate(rows)],
    )  # fmt: skip


def _row(each: Weighed, not_kept: list[str]) -> ImportedRow:
    troubles = [RowTrouble(particular=one.particular, why=one.why, remedy=one.remedy) for one in each.troubles]
    return ImportedRow(
        row=each.row, licence_number=each.number, fate=each.fate.value, troubles=troubles, missing=list(each.missing), not_kept=not_kept
    )
