"""The forms of signing in, which a library makes, shown with the design system's components."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from fanlight.web.forms import Component

AUTOCOMPLETE = {
    "login": "email", "email": "email", "password": "current-password", "password1": "new-password",
    "password2": "new-password", "oldpassword": "current-password", "name": "name", "code": "one-time-code",
}  # fmt: skip
KEY, BUTTON = "credential", "use-key"
"""The hidden field that the answer of a security key comes in, and the button on its page, which alone can be gone to."""
REFUSED = ("incorrect_code", "required", "invalid")
KEY_REFUSED = "The security key was not accepted. Try again with a key that is yours, or choose another way."


def form_components(form: forms.BaseForm) -> list[Component]:
    """Each field of any form as its macro with what that takes."""
    return [_component(form, name, field) for name, field in form.fields.items() if not field.widget.is_hidden]


def _component(form: forms.BaseForm, name: str, field: forms.Field) -> Component:
    errors = form.errors.get(name) if form.is_bound else None
    shown: dict[str, Any] = {"id": f"id_{name}", "name": form.add_prefix(name), "label": {"text": str(field.label or name.capitalize())}}
    if errors:
        shown["errorMessage"] = {"text": str(errors[0])}
    if field.help_text and not isinstance(field.widget, forms.PasswordInput):
        shown["hint"] = {"text": str(field.help_text)}
    if name in AUTOCOMPLETE:
        shown["autocomplete"] = AUTOCOMPLETE[name]
    if isinstance(field, forms.BooleanField):
        return "govukCheckboxes", {"idPrefix": f"id_{name}", "name": name, "items": [{"value": "on", "text": shown["label"]["text"]}]}
    if isinstance(field.widget, forms.PasswordInput):
        return "govukPasswordInput", shown
    kind = {"type": "email", "spellcheck": False} if shown.get("autocomplete") == "email" else {}
    return "govukInput", {**shown, **kind, "value": str(form[name].value() or "")}


def form_problems(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of any form with the address of its field on the page."""
    if not form.is_bound:
        return []
    of_fields = [{"text": str(error), "href": f"#id_{name}"} for name in form.fields for error in form.errors.get(name, ()) if name != KEY]
    of_key = [{"text": KEY_REFUSED if each.code in REFUSED else each.messages[0], "href": f"#{BUTTON}"} for each in _of_key(form)]
    return [*of_fields, *of_key, *({"text": str(error), "href": "#main-content"} for error in form.non_field_errors())]


def _of_key(form: forms.BaseForm) -> list[ValidationError]:
    return list(form.errors.as_data().get(KEY, ()))


class NotTaken:
    """Gives the library's pages the status that `frame.page` gives ours: 422 for a form that comes back with what is wrong with it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """The page as the library made it, with its status."""
        shown = [each for each in (response.context_data or {}).values() if isinstance(each, forms.BaseForm)]
        if request.method == "POST" and response.status_code == HTTPStatus.OK and any(form_problems(each) for each in shown):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
