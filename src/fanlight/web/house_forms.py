"""Forms about a reported house: where it is, and what is known or suspected of it."""

from django import forms

from fanlight.casework.actions.houses_known import MOST
from fanlight.web.forms import Form, line, words


def count(label: str, name: str, hint: str) -> forms.IntegerField:
    """A number that nobody need know."""
    wrong = f"{label.rstrip('?')}: write a whole number from 1 to {MOST[name]}, or leave it empty"
    told = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(label=label, help_text=hint, required=False, min_value=1, max_value=MOST[name], error_messages=told)


class PlaceForm(Form):
    """Where a house is."""

    address = line("Address")
    postcode = line("Postcode", required=False, classes="govuk-input--width-10")
    uprn = line("UPRN", required=False, hint="Up to 12 figures", classes="govuk-input--width-10", inputmode="numeric")
    ward = line("Ward", required=False)


class FactsForm(Form):
    """What is known or suspected of a house."""

    storeys = count("Storeys", "storeys", f"From 1 to {MOST['storeys']}. Empty where nobody knows: that counts against the house.")
    persons = count("People who live there, or may", "persons", f"From 1 to {MOST['persons']}. Empty where nobody knows.")
    words = words("What else is known", required=False, hint="What was seen, by whom and when. Leave out who reported it.")
