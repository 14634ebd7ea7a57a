"""Dates as the files of a standard write them."""

from datetime import date

from fanlight.facts.files import Written


def day(entry: Written | None) -> date | None:
    """An optional date. A month without a day means its first day. Raises Refused."""
    if entry is None:
        return None
    try:
        return date.fromisoformat(entry.text if entry.text.count("-") == 2 else f"{entry.text}-01")
    except ValueError:
        raise entry.refused(f"'{entry.text}' is not a date; write for example 2018-10-01") from None
