"""The things of a list (rooms, doors...): adding, naming and removing one, and saying whether that is all of them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fanlight.documents import wording
from fanlight.facts.kinds import Link, Unfit
from fanlight.facts.survey_file import UNKNOWN, words_for_none
from fanlight.facts.vocabulary import Thing
from fanlight.web.questions import components
from fanlight.web.questions import document as documents
from fanlight.web.questions.audience import Audience
from fanlight.web.questions.document import IDLE, Document, Entry

MOST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Leading:
    """A thing that links to another: what it is, and by which question."""

    thing: type[Thing]
    id: str
    label: str
    fact: str
    question: str


class StillLinkedTo(Exception):
    """A thing is to be removed while others belong to it. Carries them, so that whoever removes it can be asked."""

    def __init__(self, leading: list[Leading]) -> None:
        self.leading = leading
        super().__init__(", ".join(f"{each.label} ({each.question})" for each in leading))


def add(document: Document, thing: type[Thing], *, label: str = "", belongs: Mapping[str, str] | None = None) -> tuple[Document, str]:
    """The document with one more thing, and its id. `belongs` gives its links by fact. A list that was whole has to be said to be so anew.

    Raises Unfit for a label that cannot be kept, a link to what is not listed, and more things than a house can have.
    """
    listed = documents.entries(document, thing)
    if len(listed) >= thing.at_most:
        raise Unfit(f"no real house has more than {thing.at_most} {_plural(thing)}")
    id_ = _free_id(thing, _label(label), {documents.id_of(each, thing) for each in listed})
    new: dict[str, Any] = {"id": id_, **({"label": _label(label)} if _label(label) else {})}
    for name, target in (belongs or {}).items():
        known = [each for each, _ in components.targets(thing.facts[name], document, id_)]
        if target not in known:
            raise Unfit(f"‘{target}’ is no longer listed; choose again")
        new[name] = target
    return _without_claim({**document, _key(thing): [*listed, new]}, thing), id_


def rename(document: Document, thing: type[Thing], id_: str, label: str) -> Document:
    """The document with a thing called otherwise; links name its id, which stays. Raises Unfit and KeyError."""
    entry = dict(documents.entry(document, thing, id_))
    if not _label(label):
        raise Unfit("say what it is called, for example ‘Front room, ground floor’")
    return documents.replaced(document, thing, id_, {**entry, "label": _label(label)})


def remove(document: Document, thing: type[Thing], id_: str, *, is_confirmed: bool = False) -> Document:
    """The document without a thing; where its things belong is then unknown. Raises StillLinkedTo unless confirmed, and KeyError."""
    documents.entry(document, thing, id_)
    leading = list(leading_to(document, thing, id_))
    if leading and not is_confirmed:
        raise StillLinkedTo(leading)
    for each in leading:
        entry = dict(documents.entry(document, each.thing, each.id))
        # Not the others of "this room or that": with one of them gone nobody has said that it is the other.
        del entry[each.fact]
        document = documents.replaced(document, each.thing, each.id, entry)
    left = [each for each in documents.entries(document, thing) if documents.id_of(each, thing) != id_]
    return {**document, _key(thing): left}


def page(document: Document, thing: type[Thing], audience: Audience, *, address: Callable[[str, str, str], str]) -> dict[str, Any]:
    """What the page of a list shows. `address` says where something is done: the names of the thing, its id, and `answer` or `remove`."""
    facts, items = audience.facts(thing), []
    for entry in documents.entries(document, thing):
        id_, done = documents.id_of(entry, thing), sum(documents.said(entry, fact.name).is_answered for fact in facts)
        hint = " · ".join(part for part in (belongs_to(document, thing, entry), f"{done} of {len(facts)} answered") if part)
        hrefs = {"href": address(thing.name, id_, "answer"), "remove_href": address(thing.name, id_, "remove")}
        items.append({"label": documents.label_of(entry, thing), "hint": hint, **hrefs})
    one = wording.plain(thing.name)
    add_box = {"id": "label", "name": "label", "label": {"text": f"What is the {one} called?"}, "classes": "govuk-input--width-20"}
    about = {"text": "A short name by which anybody finds it in the house. It may be left blank."}
    selects = [_select(document, fact) for fact in facts if isinstance(fact, Link)]
    return {"plural": _plural(thing), "about": thing.__doc__ or "", "items": items, "add": {**add_box, "hint": about},
            "belongs": selects, "whole": _whole(document, thing)}  # fmt: skip


def belongs_to(document: Document, thing: type[Thing], entry: Entry) -> str:
    """The names of what a thing certainly belongs to."""
    found = []
    for fact in thing.facts.values():
        if isinstance(fact, Link):
            options = dict(components.targets(fact, document, ""))
            found += [options[target] for target in [documents.said(entry, fact.name).words] if target in options]
    return ", ".join(found)


def _select(document: Document, fact: Link) -> dict[str, Any]:
    options = [{"value": "", "text": "Choose an answer"}]
    options += [{"value": value, "text": text} for value, text in components.targets(fact, document, "")]
    return {"id": fact.name, "name": fact.name, "label": {"text": fact.question}, "items": options}


def _whole(document: Document, thing: type[Thing]) -> dict[str, Any]:
    legend = {"text": f"Are these all the {_plural(thing)} of the house?", "classes": "govuk-fieldset__legend--m"}
    items = [
        {"value": "yes", "text": "Yes, there are no others" if documents.entries(document, thing) else "Yes, there are none"},
        {"value": "no", "text": "No, there are more to list"},
        {"value": IDLE, "text": "I don’t know if there are more"},
    ]
    value = "yes" if is_whole(document, thing) else ""
    return {"name": "whole", "idPrefix": "whole", "fieldset": {"legend": legend}, "items": items, "value": value}


def leading_to(document: Document, thing: type[Thing], id_: str) -> Iterator[Leading]:
    """Every other thing that a link leads from to this one, if only perhaps."""
    for other, entry in documents.everything(document):
        for fact in other.facts.values():
            if isinstance(fact, Link) and fact.to == thing.name and id_ in _targets(entry, fact):
                yield Leading(other, documents.id_of(entry, other), documents.label_of(entry, other), fact.name, fact.question)


def _targets(entry: Entry, fact: Link) -> list[str]:
    return [word.strip() for word in documents.said(entry, fact.name).words.split(" or ")]


def tell_whole(document: Document, thing: type[Thing], answer: str) -> Document:
    """The document in which a list is said to be whole (`yes`), or not, or nobody knows (`no`, `unknown`). Raises Unfit for no answer."""
    if answer not in ("yes", "no", IDLE):
        raise Unfit(f"say whether these are all the {_plural(thing)}")
    if answer != "yes":
        return _without_claim(document, thing)
    claimed = [*(document.get("complete") or []), _key(thing)]
    # A list that has nothing in it is written out, so that "none" can be told from "nobody looked".
    return {**document, _key(thing): documents.entries(document, thing), "complete": list(dict.fromkeys(claimed))}


def is_whole(document: Document, thing: type[Thing]) -> bool:
    """Whether somebody said that the list leaves nothing out."""
    return thing.plural in (document.get("complete") or [])


def _without_claim(document: Document, thing: type[Thing]) -> Document:
    return {**document, "complete": [each for each in document.get("complete") or [] if each != thing.plural]}


def _key(thing: type[Thing]) -> str:
    assert thing.plural, f"a survey holds one {thing.name}"
    return thing.plural


def _plural(thing: type[Thing]) -> str:
    return _key(thing).replace("_", " ")


def _label(text: str) -> str:
    label = " ".join(text.split())
    components.check_kept(label, MOST_LABEL)
    return label


def _free_id(thing: type[Thing], label: str, taken: set[str]) -> str:
    """A word by which links name it: its label in small letters, and a number where that is taken or means something else."""
    plain = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
    refused = {*taken, *UNKNOWN, "none", *(word.lower() for word in words_for_none(thing))}
    if plain and plain not in refused:
        return plain
    number = len(taken) + 1
    while f"{plain or thing.name}-{number}" in refused:
        number += 1
    return f"{plain or thing.name}-{number}"
