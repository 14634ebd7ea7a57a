"""What of people's names and addresses goes into a register that is handed on: a rule that is chosen, stated and applied to every entry."""

import re
from collections.abc import Mapping
from enum import StrEnum

from fanlight.licensing.register_entries import Value
from fanlight.licensing.register_particulars import PEOPLE

WITHHELD = "(withheld)"
"""Stands for a particular that the source has and this file does not show: it is neither unknown nor blank."""


class Names(StrEnum):
    """The rules that can be chosen."""

    KEEP = "keep"
    INITIALS = "initials"
    ORGANISATIONS = "organisations"
    DROP = "drop"


SAYS = {
    Names.KEEP: "Names and addresses of people are shown.",
    Names.INITIALS: "Of private persons the initials stand here and their addresses are withheld; organisations are shown.",
    Names.ORGANISATIONS: (
        "Names and addresses of organisations are shown; those of private persons are withheld. The council's own register, "
        "which anybody may inspect, has them."
    ),
    Names.DROP: "The columns of names and addresses of people are left out.",
}
FORMS = re.compile(
    r"\b(?:ltd|limited|llp|plc|l\.t\.d|c\.?i\.?c|c\.?i\.?o|inc|incorporated|council|university|college|housing association|housing society"
    r"|housing trust|nhs(?: foundation)? trust|charity|charitable trust|co-?operative|diocese of [a-z]+)\.?\)?$",
    re.IGNORECASE,
)
"""How the name of an organisation ends. A trading name is none: `Smith Lettings` may be a person."""
PERSONS = re.compile(r"\b(?:mrs?|ms|miss|mx|dr|prof|professor|sir|lady|rev|c/o|t/a|trading as|on behalf of)\b|[,;/\n]", re.IGNORECASE)
AND = re.compile(r"\s+(?:&|and|\+)\s+", re.IGNORECASE)


def is_organisation(name: str) -> bool:
    """Is this surely the name of an organisation alone? Whatever leaves a doubt is taken for a person's.

    `Brown and Sons Limited` is one; `John Brown and Sons Limited` and `Mr Brown t/a Brown Ltd` may name a person.
    """
    if not FORMS.search(name.strip()) or PERSONS.search(name):
        return False
    *before, _ = AND.split(name.strip())
    return all(len(part.split()) < 2 or FORMS.search(part) for part in before)


def initials(name: str) -> str:
    """The initials of a name: `J. S.` of `John Smith`."""
    letters = re.findall(r"[^\W\d_]+", re.sub(PERSONS, " ", name))
    return " ".join(f"{word[0].upper()}." for word in letters) or WITHHELD


def published(values: Mapping[str, Value], rule: Names) -> dict[str, Value]:
    """The values that may go out under a rule. What was withheld already stays so."""
    shown = {name: value for name, value in values.items() if name not in PEOPLE}
    if rule is Names.DROP:
        return shown
    if rule is Names.KEEP:
        return dict(values)
    for who in ("holder", "manager"):
        name, address = values.get(f"{who}_name"), values.get(f"{who}_address")
        is_open = name is not None and is_organisation(str(name))
        if name is not None:
            shown[f"{who}_name"] = name if is_open else _hidden(str(name), rule)
        if address is not None:
            shown[f"{who}_address"] = address if is_open else WITHHELD
    return shown


def _hidden(name: str, rule: Names) -> str:
    is_hidden = name == WITHHELD or re.fullmatch(r"(?:[^\W\d_]\. ?)+", name)
    if rule is Names.INITIALS:
        return name if is_hidden else initials(name)
    return WITHHELD
