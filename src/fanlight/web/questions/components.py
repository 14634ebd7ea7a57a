"""The component of each kind of fact: how its question is drawn, and how what was typed is read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fanlight.facts.kinds import Choice, Fact, Link, Measured, Unfit, YesNo
from fanlight.facts.vocabulary import THINGS
from fanlight.web.questions import document as documents
from fanlight.web.questions import typed
from fanlight.web.questions.document import IDLE, Document
from fanlight.web.wording import unit, words

Params = dict[str, Any]
Posted = Mapping[str, Sequence[str]]
"""What a form sends: every value of each name."""

DONT_KNOW = "I don’t know"
MOST_RADIOS = 7
MOST_WORDS, MOST_TEXT = 200, 5000
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one thing as it is about to be drawn or read. `given` is what was typed; `targets` are what a link may lead to."""

    fact: Fact
    words: str = ""
    given: Posted | None = None
    targets: tuple[tuple[str, str], ...] = ()
    error: str = ""

    def typed(self, part: str = "") -> str:
        """What was typed into one of its boxes. Raises Unfit for what cannot be kept."""
        return next(iter(self.ticked(part)), "")

    def ticked(self, part: str) -> list[str]:
        """What was typed or ticked under one name."""
        given = (self.given or {}).get(self.fact.name + part, ())
        return [text for each in given if (text := each.replace("\r\n", "\n").replace("\r", "\n").strip())]

    @property
    def frame(self) -> Params:
        """What every component shares: its name, its hint and what is wrong with it."""
        shared: Params = {"name": self.fact.name, "idPrefix": self.fact.name}
        if self.fact.hint:
            shared["hint"] = {"text": self.fact.hint}
        if self.error:
            shared["errorMessage"] = {"text": self.error}
        return shared

    @property
    def legend(self) -> Params:
        """The question over several boxes."""
        return {"fieldset": {"legend": {"text": self.fact.question, "classes": "govuk-fieldset__legend--s"}}}

    @property
    def label(self) -> Params:
        """The question over one box."""
        return {"id": self.fact.name, "label": {"text": self.fact.question, "classes": "govuk-label--s"}}


@dataclass(frozen=True, slots=True)
class Component:
    """How one kind of fact is asked. `draw` gives a macro and its values; `loose`, where there is one, the box for what is not exact.

    `main` and `open` read the two boxes as the words of a survey, blank where nothing was typed. Both raise Unfit.
    `has_box`: the main box has no place for "I don't know", which then stands under it.
    """

    draw: Callable[[Asked], tuple[str, Params]]
    main: Callable[[Asked], str]
    loose: Callable[[Asked], tuple[str, Params]] | None = None
    open: Callable[[Asked], str] = field(default=lambda asked: asked.typed("-open"))
    has_box: bool = True


def _shown(asked: Asked, part: str, kept: str) -> str:
    """What a box shows: what was typed last, or what is kept."""
    return asked.typed(part) if asked.given is not None else kept


def option(fact: Fact, kept: str) -> str:
    """The option that the words kept stand for: a survey may also write `true` for yes, and `none` for a link to nothing."""
    if kept and not documents.Said(kept).is_known:
        return IDLE
    if isinstance(fact, YesNo) and kept:
        return fact.show(fact.read(kept))
    return fact.optional if isinstance(fact, Link) and kept == "none" else kept


def _picked(asked: Asked, options: Sequence[tuple[str, str]], *, inline: bool = False) -> tuple[str, Params]:
    chosen = _shown(asked, "", option(asked.fact, asked.words))
    items: list[Params] = [{"value": value, "text": text} for value, text in [*options, (IDLE, DONT_KNOW)]]
    if len(items) > MOST_RADIOS:
        return "select", {**asked.frame, **asked.label, "items": [{"value": "", "text": "Choose an answer"}, *items], "value": chosen}
    classes = "govuk-radios--small" + (" govuk-radios--inline" if inline else "")
    return "radios", {**asked.frame, **asked.legend, "items": items, "value": chosen, "classes": classes}


def _draw_yes_no(asked: Asked) -> tuple[str, Params]:
    return _picked(asked, [("yes", "Yes"), ("no", "No")], inline=True)


def _options(asked: Asked) -> list[tuple[str, str]]:
    assert isinstance(asked.fact, Choice)
    return [(option, words(option)) for option in asked.fact.options]


def _draw_choice(asked: Asked) -> tuple[str, Params]:
    return _picked(asked, _options(asked))


def _draw_link(asked: Asked) -> tuple[str, Params]:
    return _picked(asked, asked.targets)


def _several(asked: Asked, options: Sequence[tuple[str, str]]) -> tuple[str, Params]:
    """Boxes to tick where it is one of several, and nobody knows which."""
    kept = asked.words.split(" or ") if " or " in asked.words else []
    name = f"{asked.fact.name}-open"
    ticked = asked.ticked("-open") if asked.given is not None else [option(asked.fact, each.strip()) for each in kept]
    items: list[Params] = [{"value": value, "text": text, "checked": value in ticked} for value, text in options]
    legend = {"legend": {"text": "If it could be any of several, tick those it could be"}}
    return "checkboxes", {"name": name, "idPrefix": name, "fieldset": legend, "items": items, "classes": "govuk-checkboxes--small"}


def _loose_choice(asked: Asked) -> tuple[str, Params]:
    return _several(asked, _options(asked))


def _loose_link(asked: Asked) -> tuple[str, Params]:
    return _several(asked, asked.targets)


def _open_several(asked: Asked) -> str:
    return " or ".join(asked.ticked("-open"))


def _draw_text(asked: Asked) -> tuple[str, Params]:
    kept = asked.words if documents.Said(asked.words).is_known else ""
    return "textarea", {**asked.frame, **asked.label, "rows": "3", "value": _shown(asked, "", kept)}


def _draw_quantity(asked: Asked) -> tuple[str, Params]:
    fact = asked.fact
    assert isinstance(fact, Measured)
    kept = typed.bare(fact, asked.words) if typed.is_exact(asked.words) else ""
    box: Params = {"classes": "govuk-input--width-10", "spellcheck": False, "autocomplete": "off", "value": _shown(asked, "", kept)}
    if fact.domain[0] >= 0:
        box["inputmode"] = "decimal"
    beside = unit(typed.unit_of(fact))
    if beside:
        box["prefix" if fact.kind == "money" else "suffix"] = {"text": beside}
    return "input", {**asked.frame, **asked.label, **box}


def _loose_quantity(asked: Asked) -> tuple[str, Params]:
    fact = asked.fact
    assert isinstance(fact, Measured)
    beside = typed.unit_of(fact)
    wide = f"6 to 7 {beside}".strip()
    kept = typed.wide(fact, asked.words) if documents.Said(asked.words).is_known and not typed.is_exact(asked.words) else ""
    return _written_out(asked, kept, f"For example: {wide}, at least {f'2 {beside}'.strip()} or {f'5 {beside}'.strip()} +/- 10%.")


def _written_out(asked: Asked, kept: str, hint: str) -> tuple[str, Params]:
    name = f"{asked.fact.name}-open"
    params = {"id": name, "name": name, "label": {"text": "If it is not known exactly"}, "hint": {"text": hint}, "spellcheck": False}
    return "input", {**params, "classes": "govuk-input--width-20", "autocomplete": "off", "value": _shown(asked, "-open", kept)}


def _main_quantity(asked: Asked) -> str:
    return _as_quantity(asked.fact, asked.typed())


def _open_quantity(asked: Asked) -> str:
    return _as_quantity(asked.fact, asked.typed("-open"))


def _as_quantity(fact: Fact, text: str) -> str:
    assert isinstance(fact, Measured)
    return typed.quantity(fact, text) if text and documents.Said(text).is_known else text


def _draw_day(asked: Asked) -> tuple[str, Params]:
    kept = typed.parts(asked.words) or ("", "", "")
    items: list[Params] = []
    for place, part in enumerate(("day", "month", "year")):
        wrong = " govuk-input--error" if asked.error else ""
        width = "4" if part == "year" else "2"
        value = _shown(asked, f"-{part}", kept[place])
        items.append({"name": part, "classes": f"govuk-input--width-{width}{wrong}", "value": value})
    hint = f"{asked.fact.hint} Leave out the day, or the day and month, if they are not known.".strip()
    whole = {**asked.frame, **asked.legend, "id": asked.fact.name, "namePrefix": asked.fact.name, "items": items, "hint": {"text": hint}}
    return "date-input", whole


def _loose_day(asked: Asked) -> tuple[str, Params]:
    kept = asked.words if documents.Said(asked.words).is_known and typed.parts(asked.words) is None else ""
    return _written_out(asked, kept, "Year first. For example: before 2018-10-01, from 2020-01-31, or 2018-10-01 to 2019-03-31.")


def _main_day(asked: Asked) -> str:
    return typed.period(asked.typed("-day"), asked.typed("-month"), asked.typed("-year"))


def _main_words(asked: Asked) -> str:
    return asked.typed()


QUANTITY = Component(_draw_quantity, _main_quantity, _loose_quantity, _open_quantity)
COMPONENTS: dict[str, Component] = {
    "yes_no": Component(_draw_yes_no, _main_words, has_box=False),
    "choice": Component(_draw_choice, _main_words, _loose_choice, _open_several, has_box=False),
    "link": Component(_draw_link, _main_words, _loose_link, _open_several, has_box=False),
    "text": Component(_draw_text, _main_words),
    "date": Component(_draw_day, _main_day, _loose_day),
    "count": QUANTITY,
    "number": QUANTITY,
    "area": QUANTITY,
    "length": QUANTITY,
    "volume": QUANTITY,
    "time": QUANTITY,
    "calendar_time": QUANTITY,
    "temperature": QUANTITY,
    "sound_level": QUANTITY,
    "air_flow": QUANTITY,
    "air_changes": QUANTITY,
    "mass": QUANTITY,
    "power": QUANTITY,
    "money": QUANTITY,
    "heat_transmittance": QUANTITY,
}
"""By kind. A new kind is asked when it has a row here; a test refuses one that has none."""


def answer(asked: Asked, *, is_unknown: bool) -> str:
    """What was typed as the words of a survey; blank for nothing, `unknown` for "I don't know". Raises Unfit."""
    component = COMPONENTS[asked.fact.kind]
    loose = component.open(asked) if component.loose else ""
    given = [each for each in (component.main(asked), loose, IDLE if is_unknown else "") if each]
    if len(set(given)) > 1:
        shown = " and ".join(f"‘{DONT_KNOW if each == IDLE else each}’" for each in given)
        raise Unfit(f"give one answer; {shown} were both given")
    words_ = given[0] if given else ""
    if not documents.Said(words_).is_known:
        return IDLE if words_ else ""
    _check(asked, words_)
    return words_


def _check(asked: Asked, words_: str) -> None:
    """Whether words are an answer to the question. Raises Unfit, in terms of the form and not of a survey file."""
    fact = asked.fact
    check_kept(words_, MOST_TEXT if fact.kind == "text" else MOST_WORDS)
    if isinstance(fact, Choice | Link):
        known = fact.options if isinstance(fact, Choice) else [target for target, _ in asked.targets]
        if any(word.strip() not in known for word in words_.split(" or ")):
            raise Unfit(f"‘{words_}’ is not one of the answers; choose again")
        return
    if isinstance(fact, Measured) and fact.kind != "date":
        typed.check_readable(fact, words_)
    try:
        fact.read(words_)
    except Unfit as error:
        raise Unfit(str(error).replace(fact.path, "this answer")) from None


def check_kept(text: str, most: int) -> None:
    """Words that can be kept and shown. Raises Unfit."""
    if len(text) > most:
        raise Unfit(f"this is longer than {most:,} letters; shorten it")
    if FORBIDDEN.search(text):
        raise Unfit("this holds a character that cannot be shown; type it anew")


def targets(fact: Fact, document: Document, id_: str) -> tuple[tuple[str, str], ...]:
    """What a link of one thing may lead to: things of the survey, and none where that is an answer."""
    if not isinstance(fact, Link):
        return ()
    to = THINGS[fact.to]
    listed = [(documents.id_of(each, to), documents.label_of(each, to)) for each in documents.entries(document, to)]
    others = [pair for pair in listed if not (fact.to == fact.thing and pair[0] == id_)]
    return (*others, *([(fact.optional, words(fact.optional))] if fact.optional else []))
