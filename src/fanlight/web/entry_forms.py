"""How an officer goes into a house: what is asked of whoever books a visit, and what the law asks for then."""

from typing import Any

from django import forms

from fanlight.casework.actions.inspections import Entry
from fanlight.web.forms import Choice, line, one_of

LAW = "Under the power of entry the occupiers, and the owner if known, have at least 24 hours' notice (Housing Act 2004 s.239)."
ENTRIES = (
    Choice(Entry.AGREEMENT, "The occupiers let us in", "No notice is asked for by the Act. Tell them all the same."),
    Choice(Entry.POWER, "Under the power of entry", "Notice of at least 24 hours to the occupiers, and to the owner if known."),
    Choice(Entry.OFFENCE, "To find out whether an offence was committed", "Sections 72, 95 and 234 only; without notice."),
    Choice(Entry.WARRANT, "With a warrant", "Section 240, as far as we remember it. Say below who issued it."),
)


def ask_entry(form: forms.Form, question: str = "How does the officer go in?") -> None:
    """Ask in a form how the officer goes in, and of a warrant who issued it and when."""
    form.fields["entry"] = one_of(question, ENTRIES, hint=LAW)
    form.fields["warrant"] = line("Who issued the warrant, and when?", required=False, hint="Only if the officer goes in with one")


def entry(said: dict[str, Any]) -> tuple[Entry, str]:
    """What was answered: how they go in, and the warrant, empty for every other way."""
    how = Entry(said["entry"])
    return how, said["warrant"] if how is Entry.WARRANT else ""
