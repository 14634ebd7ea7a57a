"""What the tests of the forms share: surveys in work, and what a browser sends of a form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fanlight.facts import files
from fanlight.facts.describing import walk
from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.vocabulary import THINGS
from fanlight.web.questions import document as documents
from fanlight.web.questions.audience import OFFICER, Audience
from fanlight.web.questions.document import Document
from fanlight.web.questions.forms import Place, fields
from fanlight.web.questions.sections import sections
from tests.house.tree import ROOT

EXAMPLES = ROOT / "examples"
FACTS = [fact for thing in walk() for fact in thing.facts.values()]


def example(name: str = "shared-house") -> Document:
    """An example survey as a survey in work."""
    path = Path(EXAMPLES / f"{name}.yaml")
    return documents.opened(files.read(path), name)


def ways(fact: Fact) -> list[str]:
    """Ways in which a survey may say a fact."""
    if isinstance(fact, YesNo):
        return ["yes", "no", "unknown"]
    if isinstance(fact, Choice):
        return [*fact.options, " or ".join(fact.options[:2]), "unknown"]
    if isinstance(fact, Link):
        return ["one", "one or two", *([fact.optional, f"one or {fact.optional}"] if fact.optional else []), "unknown"]
    if isinstance(fact, Measured):
        least, most = (fact.show((end, end)) for end in fact.domain)
        if fact.kind == "date":
            return ["2018-10-01", "2020-02-01 to 2020-02-29", "2019-01-01 to 2019-12-31", "before 2018-10-01", "2018-01-01 to 2018-02-28"]
        return [least, most, f"{least} to {most}", f"at least {least}", f"at most {most}", f"{most} +/- 5%", "unknown"]
    return ["17/0042", "Two words\nand a line", "unknown"]


def house_saying(fact: Fact, words: str, **more: str) -> Document:
    """A survey in work that says one fact of a thing called `it`, with two things that it may link to."""
    thing = THINGS[fact.thing]
    cell: Any = {"value": words, **more} if more else words
    document: dict[str, Any] = {"survey": {"by": "A. Officer", "on": "2026-03-02"}, "complete": []}
    if isinstance(fact, Link):
        document[str(THINGS[fact.to].plural)] = [{"id": "one"}, {"id": "two"}]
    if thing.plural:
        document[thing.plural] = [*document.get(thing.plural, []), {"id": "it", fact.name: cell}]
    else:
        document[thing.name] = {fact.name: cell}
    return document


def place_of(document: Document, fact: Fact, id_: str = "it", audience: Audience = OFFICER) -> Place:
    """The form in which a fact is asked of a thing."""
    thing = THINGS[fact.thing]
    section = next(each for each in sections(thing, audience) if fact.path in [one.path for one in each.facts])
    return Place(document, section, id_ if thing.plural else thing.name)


def sent(place: Place) -> dict[str, list[str]]:
    """Every name and value that a browser sends when nothing in the form is changed."""
    found: dict[str, list[str]] = {}
    for part in fields(place):
        for field in part.fields:
            drawn = [(field.component, field.params), *([field.loose] if field.loose else []), ("textarea", field.note)]
            for component, params in [*drawn, *([("checkboxes", field.unknown)] if field.unknown else [])]:
                for name, value in _sent(component, params):
                    found.setdefault(name, []).append(value)
    return found


def _sent(component: str, params: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if component == "checkboxes":
        yield from ((params["name"], item["value"]) for item in params["items"] if item["checked"])
    elif component == "date-input":
        yield from ((f"{params['namePrefix']}-{item['name']}", item["value"]) for item in params["items"])
    elif component == "radios":
        yield from ((params["name"], item["value"]) for item in params["items"] if item["value"] == params["value"])
    elif component == "select":
        yield params["name"], next((item["value"] for item in params["items"] if item["value"] == params["value"]), "")
    else:
        yield params["name"], params["value"]
