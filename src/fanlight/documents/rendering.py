"""Pages from templates: every text is escaped, a missing name is an error, and the page needs no other file."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fanlight import __version__
from fanlight.documents import wording

TEMPLATES = Path(__file__).resolve().parent / "templates"


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["day"] = wording.day
    made.filters["sentence"] = wording.sentence
    made.filters["counted"] = wording.counted
    made.filters["kind"] = lambda block: type(block).__name__
    made.globals["fanlight_version"] = __version__
    return made


def page(template: str, **view: object) -> str:
    """The page that a template makes of some values, as HTML text."""
    text = _environment().get_template(template).render(**view)
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"
