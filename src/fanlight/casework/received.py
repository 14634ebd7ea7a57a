"""What came by letter and was entered by an officer: the day on which it was received counts, and not that on which it was entered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fanlight.casework.models import StepTaken

RECEIVED, BY_NAME, BY_ADDRESS = "received_on", "by_name", "by_address"


def details(on: date | None, name: str = "", address: str = "") -> dict[str, Any]:
    """What a step keeps of a letter, as plain data. `on` is None for what somebody did themselves."""
    said = {RECEIVED: on.isoformat() if on else "", BY_NAME: name, BY_ADDRESS: address}
    return {key: value for key, value in said.items() if value}


def came_on(step: StepTaken) -> date:
    """The day on which what a step says reached the council."""
    return day(step.details) or step.on


def is_letter(step: StepTaken) -> bool:
    """Whether a step came by letter and an officer entered it."""
    return day(step.details) is not None


def check(said: Mapping[str, Any], *, today: date) -> None:
    """Make sure that a letter was received by today. Raises ValueError."""
    on = day(said)
    if on is not None and on > today:
        raise ValueError(f"{on:%-d %B %Y} is still to come: give the day on which it was received")


def day(said: Mapping[str, Any]) -> date | None:
    """The day on which what is said was received; None where somebody did it themselves."""
    text = said.get(RECEIVED)
    return date.fromisoformat(text) if text else None
