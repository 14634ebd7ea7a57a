"""Forms that ask for other than facts of a house: Django reads and checks them, the design system's components show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

Component = tuple[str, Mapping[str, Any]]
"""The macro that shows a field, and what it is given."""


def not_said(label: str) -> str:
    """That something is missing under a label, which may be a question."""
    return f"Enter an answer to “{label}”" if label.endswith("?") else f"Enter {label[0].lower()}{label[1:]}"


class DayField(forms.Field):
    """A day asked for as day, month and year."""

    PARTS: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def clean(self, value: Any) -> date | None:
        """The day. Raises ValidationError in the words of the design system."""
        written = [str(part or "").strip() for part in value or ("", "", "")]
        if not any(written):
            if self.required:
                raise forms.ValidationError(not_said(str(self.label)))
            return None
        lacking = [name for name, part in zip(self.PARTS, written, strict=True) if not part]
        if lacking:
            raise forms.ValidationError(f"{self._said} must include a {' and '.join(lacking)}")
        try:
            return date(int(written[2]), int(written[1]), int(written[0]))
        except (ValueError, OverflowError):  # the latter of more digits than a machine counts
            raise forms.ValidationError(f"{self._said} must be a real date, for example 27 3 2026") from None

    @property
    def _said(self) -> str:
        return str(self.label).rstrip("?")


class DayInput(forms.Widget):
    """Reads the three boxes of a day."""

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> tuple[str, ...]:
        return tuple(str(data.get(f"{name}-{part}", "")) for part in DayField.PARTS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option with its hint."""

    value: str
    text: str
    hint: str = ""


class Form(forms.Form):
    """A form of the service. `components` are its fields as the design system shows them; `problems` its error summary."""

    use_required_attribute = False

    def problems(self) -> list[dict[str, str]]:
        """Every error with the address of its field on the page."""
        found = [
            {"text": str(error), "href": f"#{self._anchor(name)}"}
            for name, errors in self.errors.items()
            if name != "__all__"
            for error in errors
        ]
        return [*found, *({"text": str(error), "href": "#main-content"} for error in self.non_field_errors())]

    @property
    def first(self) -> str:
        """The address on the page of the first field, for what is wrong with the whole; empty without fields."""
        return next((self._anchor(name) for name in self.fields), "")

    def components(self) -> list[Component]:
        """Each field as its macro with what that takes."""
        return [self._component(name, field) for name, field in self.fields.items()]

    def _anchor(self, name: str) -> str:
        return f"{name}-day" if isinstance(self.fields[name], DayField) else name

    def _component(self, name: str, field: forms.Field) -> Component:
        shown = {"id": name, "idPrefix": name, "name": name, **self._error(name)}
        if field.help_text:
            shown["hint"] = {"text": str(field.help_text)}
        value = self[name].value()
        if isinstance(field, DayField):
            return "govukDateInput", {
                **shown,
                "fieldset": legend(field),
                "namePrefix": name,
                "items": days(value, bool(self.errors.get(name))),
            }
        if isinstance(field, forms.MultipleChoiceField):
            return "govukCheckboxes", {**shown, "fieldset": legend(field), "items": options(field, value or ())}
        if isinstance(field, forms.ChoiceField):
            return "govukRadios", {**shown, "fieldset": legend(field), "items": options(field, (value,))}
        if isinstance(field, forms.BooleanField):
            return "govukCheckboxes", {**shown, "items": [{"value": "yes", "text": str(field.label), "checked": bool(value)}]}
        return self._box(field, shown, value)

    def _box(self, field: forms.Field, shown: dict[str, Any], value: Any) -> Component:
        shown["label"] = {"text": str(field.label), "classes": "govuk-label--s"}
        if isinstance(field, forms.FileField):
            more = {"attributes": dict(field.widget.attrs)} if field.widget.attrs else {}
            return "govukFileUpload", {**shown, **more, **({"multiple": True} if getattr(field, "is_several", False) else {})}
        shown["value"] = "" if value is None else str(value)
        if isinstance(field.widget, forms.Textarea):
            return "govukTextarea", {**shown, "rows": field.widget.attrs.get("rows", 5)}
        kind = {"type": "email", "autocomplete": "email"} if isinstance(field, forms.EmailField) else {}
        if isinstance(field, forms.IntegerField):
            kind = {"inputmode": "numeric", "classes": "govuk-input--width-5"}
        return "govukInput", {**shown, **kind, **field.widget.attrs}

    def _error(self, name: str) -> dict[str, Any]:
        errors = self.errors.get(name) if self.is_bound else None
        return {"errorMessage": {"text": str(errors[0])}} if errors else {}


def legend(field: forms.Field) -> Mapping[str, Any]:
    """The question above a group of boxes."""
    return {"legend": {"text": str(field.label), "classes": "govuk-fieldset__legend--s"}}


def days(value: Any, is_wrong: bool) -> list[dict[str, Any]]:
    """The three boxes of a day."""
    parts = (value.day, value.month, value.year) if isinstance(value, date) else value or ("", "", "")
    wide = {"day": "2", "month": "2", "year": "4"}
    wrong = " govuk-input--error" if is_wrong else ""
    return [
        {"name": part, "value": str(written), "classes": f"govuk-input--width-{wide[part]}{wrong}"}
        for part, written in zip(DayField.PARTS, parts, strict=True)
    ]


def options(field: forms.ChoiceField, chosen: Sequence[Any]) -> list[dict[str, Any]]:
    """The options of a field, each with its hint where its text is a `Choice`."""
    picked = {str(one) for one in chosen}
    choices = cast(Iterable[tuple[Any, Any]], field.choices)
    return [_option(str(value), text, str(value) in picked) for value, text in choices]


def _option(value: str, text: Any, checked: bool) -> dict[str, Any]:
    if not isinstance(text, Choice):
        return {"value": value, "text": str(text), "checked": checked}
    return {"value": value, "text": text.text, "checked": checked, **({"hint": {"text": text.hint}} if text.hint else {})}


def words(label: str, *, required: bool = True, hint: str = "", missing: str = "", rows: int = 5) -> forms.CharField:
    """A box for several lines."""
    told = {"required": missing or not_said(label)}
    return forms.CharField(
        label=label, required=required, help_text=hint, error_messages=told, widget=forms.Textarea({"rows": rows}), max_length=20000
    )


def line(label: str, *, required: bool = True, hint: str = "", missing: str = "", **attributes: str) -> forms.CharField:
    """A box for one line."""
    told = {"required": missing or not_said(label)}
    return forms.CharField(
        label=label, required=required, help_text=hint, error_messages=told, widget=forms.TextInput(attributes), max_length=300
    )


def a_day(label: str, *, required: bool = True, hint: str = "For example, 27 3 2026") -> DayField:
    """The three boxes of a day."""
    return DayField(label=label, required=required, help_text=hint, widget=DayInput())


def file(label: str, *, required: bool = True, hint: str = "", missing: str = "", **attributes: str) -> forms.FileField:
    """A file to choose. `attributes` are those of its box, such as what it accepts."""
    told = {"required": missing or "Choose a file", "empty": "The file is empty: choose it again"}
    return forms.FileField(label=label, required=required, help_text=hint, error_messages=told, widget=forms.FileInput(attributes))


def one_of(label: str, choices: Sequence[Choice], *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    """Options of which one is chosen."""
    told = {"required": f"Select an answer to “{label}”", "invalid_choice": "Select one of the answers shown"}
    given = [(each.value, each) for each in choices]
    return forms.ChoiceField(label=label, required=required, help_text=hint, choices=given, error_messages=told, widget=forms.RadioSelect)


def seen(request: HttpRequest) -> int:
    """How much whoever sends a form had seen of what others may change meanwhile; -1, which is never so, where the form does not say."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
