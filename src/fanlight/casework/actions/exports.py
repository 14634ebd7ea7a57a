"""Taking everything of a council out: recorded first, so that the file tells of its own making."""

from datetime import datetime
from pathlib import Path
from typing import Any

from fanlight.casework import access, exporting, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Council

MOST_EVENTS, MOST_BYTES = 20_000, 50_000_000
"""What is made while somebody waits for a page; a bigger file is made by the command `export_council`."""


class TooMuch(Exception):
    """A file that takes too long to make while somebody waits."""


def by_page(council: Council, to: Path, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Everything of a council but criminal-offence data, which an administrator may not see. Raises NotPermitted and TooMuch."""
    access.check_permitted(by, access.Permission.ADMINISTER)
    if by.account is None or by.council != council:
        raise access.NotPermitted("what is held for this council is not theirs to take out")
    events, given = exporting.size(council)
    if events > MOST_EVENTS or given > MOST_BYTES:
        raise TooMuch(
            f"{events:,} events and {given / 1_000_000:,.0f} MB of files are too much to make while you wait: ask whoever runs the service "
            f"for `export_council {council.slug}`."
        )
    recording.write("export made", council=council, by=by.account, at=at, about={"criminal-offence data": False})
    return exporting.write(council, to, at=at, with_offences=False)


def by_command(council: Council, to: Path, *, at: datetime, with_offences: bool) -> dict[str, Any]:
    """Everything of a council, for whoever runs the service. Raises OSError."""
    recording.write("export made", council=council, by=None, at=at, about={"criminal-offence data": with_offences})
    return exporting.write(council, to, at=at, with_offences=with_offences)
