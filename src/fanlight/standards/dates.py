"""Dates as the files of a standard write them."""

import re
from datetime import date

from fanlight.facts.files import Written


def day(entry: Written | None) -> date | None:
    """An optional date. A month without a day means its first day. Raises Refused."""
    if entry is None:
        return None
    try:
        # Python also reads 20181001 and 2018-W40-1, which are sooner slips than dates.
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", entry.text):
            return date.fromisoformat(entry.text if len(entry.text) == 10 else f"{entry.text}-01")
    except ValueError:
        pass
    raise entry.refused(f"'{entry.text}' is not a date; write for example 2018-10-01")
