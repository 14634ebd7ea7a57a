"""The environment of the page templates: what every template can name, read once and kept."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

from fanlight.documents import wording as documents
from fanlight.web import wording

TEMPLATES = Path(__file__).resolve().parent / "templates"
GOVUK = "govuk_frontend_jinja"
COMPONENTS = (
    "back-link", "breadcrumbs", "button", "character-count", "checkboxes", "date-input", "details", "error-message", "error-summary",
    "fieldset", "file-upload", "generic-header", "hint", "input", "inset-text", "label", "notification-banner", "pagination", "panel",
    "password-input", "phase-banner", "radios", "select", "service-navigation", "skip-link", "summary-list", "table", "tag",
    "task-list", "textarea", "warning-text",
)  # fmt: skip
"""The components whose style and script `script/assets` takes in; each is a macro that every template can call."""


def environment(**options: Any) -> Environment:
    """The environment for Django's Jinja2 backend, with Django's own addresses of pages and files."""
    from django.templatetags.static import static
    from django.urls import reverse
    from django.utils.html import json_script

    def url(name: str, *args: object, **kwargs: object) -> str:
        return reverse(name, args=args, kwargs=kwargs) if args else reverse(name, kwargs=kwargs)

    from fanlight.web import staff_sign_in
    from fanlight.web.auth_forms import form_components, form_problems

    shown: dict[str, Callable[..., object]] = {
        "form_components": form_components,
        "form_problems": form_problems,
        "json_script": json_script,
        "staff_providers": staff_sign_in.offered,
    }
    return plain({"static": static, "url": url, "json_script": json_script, **shown}, **options)


def plain(names: Mapping[str, Callable[..., object]], *, loader: BaseLoader | None = None, **options: Any) -> Environment:
    """The environment with `static` and `url` as they are given, so that a page can be made without Django."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    loaders = [FileSystemLoader(TEMPLATES), *([loader] if loader else [])]
    made = Environment(loader=ChoiceLoader(loaders), **options)
    made.globals.update(_macros())
    made.globals.update(names)
    made.filters.update({"day": documents.day, "moment": wording.moment, "counted": documents.counted})
    made.filters.update({"unit": wording.unit, "words": wording.words})
    return made


@cache
def _macros() -> dict[str, Callable[..., object]]:
    """The macros of the design system, made in an environment of their own: they ask for values that nobody gave, ours may not."""
    components = Environment(loader=PrefixLoader({GOVUK: PackageLoader(GOVUK)}), autoescape=True)
    found: dict[str, Callable[..., object]] = {}
    for component in COMPONENTS:
        name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
        found[name] = getattr(components.get_template(f"{GOVUK}/components/{component}/macro.html").module, name)
    return found
