"""What an application for a licence must hold on its day, and all of it that is missing, each with the provision that asks for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fanlight.facts.kinds import Choice, Link, Text
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.thing import THINGS, fact
from fanlight.licensing import relevant_persons
from fanlight.licensing.answers import YES, Asked
from fanlight.licensing.law import Law, Provision, england
from fanlight.licensing.relevant_persons import LegalRole, Person

PREFIX, LISTS = "particular/", "particulars/"
PATH = re.compile(r"\b[a-z_]+\.[a-z0-9_]+\b")
COUNTED = re.compile(r"\bcount\(([a-z_]+)\b")
UNSIGNED = ("the signed declaration",)
"""What a declaration that was not signed wants."""
ASKS = {"name": "the name", "address": "the address", "phone": "a telephone number", "email": "an address of mail"}


class Kind(StrEnum):
    """Which application it is. A case that does not say is a first one, of which the most is asked."""

    FIRST = "first"
    RENEWAL = "renewal"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Entered:
    """A person of the application with how they can be reached, and whether they declared what bears on their fitness."""

    person: Person
    phone: str = ""
    has_declared: bool = False

    def said(self, what: str) -> str:
        """One particular of them as entered (`name`, `address`, `phone`, `email`)."""
        given: str = self.phone if what == "phone" else getattr(self.person, what)
        return given.strip()


@dataclass(frozen=True, slots=True)
class Application:
    """An application as it stands. `declared` names what was declared and signed, `uploads` the kinds of file handed in."""

    kind: Kind
    survey: Survey
    address: str
    persons: tuple[Entered, ...]
    declared: frozenset[str] = frozenset()
    uploads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lacking:
    """One particular that is missing, or not whole: `wanting` says what of it, `facts`, `role` and `name` where to give it.

    `is_prescribed` is False where only the council asks for it: then the application may not depend on it.
    """

    particular: str
    says: str
    wanting: tuple[str, ...]
    cited: str
    facts: tuple[str, ...] = ()
    role: str = ""
    name: str = ""
    is_prescribed: bool = True


@dataclass(frozen=True, slots=True)
class _Asking:
    application: Application
    asked: Asked
    on: date


def list_of(kind: Kind, on: date, law: Law | None = None) -> Provision:
    """Which list an application of a kind must tell on a day, with the law. Raises NotKnown before 6 April 2006."""
    return (law or england()).at(LISTS + kind, on)


def particulars(kind: Kind, on: date, law: Law | None = None) -> tuple[Provision, ...]:
    """Every particular of an application of a kind on a day, in the order in which it is best told. Raises NotKnown."""
    held = law or england()
    wanted = list_of(kind, on, law).value
    rules = [rule for name, periods in held.rules.items() if name.startswith(PREFIX) for rule in periods if rule.holds_on(on)]
    return tuple(sorted((rule for rule in rules if wanted in _several(rule, "lists")), key=lambda rule: rule.values["order"]))


def asks(kind: Kind, on: date, law: Law | None = None) -> tuple[str, ...]:
    """The facts by path that an application of a kind tells on a day, in the order in which they are best told. Raises NotKnown."""
    found = [
        path
        for rule in particulars(kind, on, law)
        for path in (*_several(rule, "facts"), *(each for text in _several(rule, "amounts") for each in _paths(text)))
    ]
    return tuple(dict.fromkeys(path for path in found if "." in path))


def missing(application: Application, on: date, *, law: Law | None = None, council: Law | None = None) -> tuple[Lacking, ...]:
    """All that is missing on a day, in an order an applicant can follow. What is unknown is missing. Raises NotKnown.

    `council` holds what a council asks beside what is prescribed, in the same form.
    """
    asking = _Asking(application, Asked(application.survey, on), on)
    found = [one for rule in particulars(application.kind, on, law) if (one := _lacking(rule, asking))]
    if council is not None:
        more = [rule for name, periods in council.rules.items() if name.startswith(PREFIX) for rule in periods if rule.holds_on(on)]
        wanted = list_of(application.kind, on, law).value
        asked = (rule for rule in more if wanted in _several(rule, "lists"))
        found += [replace(one, is_prescribed=False) for rule in asked if (one := _lacking(rule, asking))]
    return tuple(found)


def _lacking(rule: Provision, asking: _Asking) -> Lacking | None:
    unless = rule.values.get("unless")
    if unless and asking.asked.holds(unless)[0] == YES:
        return None
    wanting, facts = FOUND[rule.values["of"]](rule, asking)
    if not wanting:
        return None
    name = rule.values.get("name", rule.values.get("kind", ""))
    return Lacking(rule.id.removeprefix(PREFIX), rule.says, tuple(wanting), rule.cited, tuple(facts), rule.values.get("role", ""), name)


Found = tuple[Sequence[str], Sequence[str]]


def _of_party(rule: Provision, asking: _Asking) -> Found:
    role = rule.values["role"]
    held = _in_role(asking.application, role)
    if not held:
        return ((), ()) if rule.values.get("if_any") == "yes" else ((f"who is the {role}",), ())
    whose = [(entered, what) for entered in held for what in _several(rule, "asks") if not entered.said(what)]
    return [f"{ASKS[what]} of {entered.said('name') or f'the {role}'}" for entered, what in whose], ()


def _in_role(application: Application, role: str) -> list[Entered]:
    return [entered for entered in application.persons if entered.person.role == LegalRole(role)]


def _of_address(_: Provision, asking: _Asking) -> Found:
    return ([] if asking.application.address.strip() else ["the address"]), ()


def _of_declaration(rule: Provision, asking: _Asking) -> Found:
    return ([] if rule.values["name"] in asking.application.declared else UNSIGNED), ()


def _of_upload(rule: Provision, asking: _Asking) -> Found:
    return ([] if rule.values["kind"] in asking.application.uploads else ["the file"]), ()


def _of_fitness(rule: Provision, asking: _Asking) -> Found:
    held = _in_role(asking.application, rule.values["role"])
    if not held:
        return (f"who is the {rule.values['role']}",), ()
    return [f"the declaration about {entered.said('name')}" for entered in held if not entered.has_declared], ()


def _of_told(_: Provision, asking: _Asking) -> Found:
    groups = relevant_persons.must_be_told([entered.person for entered in asking.application.persons], on=asking.on)
    return [f"when {group[0].name} was told" for group in groups if all(person.told_on is None for person in group)], ()


def _of_facts(rule: Provision, asking: _Asking) -> Found:
    wanting: list[tuple[str, tuple[str, ...]]] = [
        (what, (path,)) for path in _several(rule, "facts") for what in _unknown(path, asking.application.survey)
    ]
    for text in _several(rule, "amounts"):
        low, high = asking.asked.amount(text)
        if low != high:
            wanting.append((_told_by(text), _paths(text)))
    return list(dict.fromkeys(what for what, _ in wanting)), list(dict.fromkeys(path for _, paths in wanting for path in paths))


FOUND = {
    "party": _of_party, "address": _of_address, "declaration": _of_declaration, "upload": _of_upload, "fitness": _of_fitness,
    "told": _of_told, "facts": _of_facts,
}  # fmt: skip


def _unknown(path: str, survey: Survey) -> Iterator[str]:
    """What is not known of a fact: of a list, whether it is whole, and each thing of it that does not tell."""
    declared = fact(path)
    listed = survey.things.get(declared.thing, ())
    plural = THINGS[declared.thing].plural
    if plural is None:
        if not any(_is_known(path, seen) for seen in listed):
            yield declared.question
        return
    if declared.thing not in survey.complete:
        yield f"whether all {plural.replace('_', ' ')} are listed"
    yield from (f"{declared.question} ({seen.label})" for seen in listed if not _is_known(path, seen))


def _is_known(path: str, seen: Seen) -> bool:
    declared = fact(path)
    observed: Observed | None = seen.values.get(declared.name)
    if observed is None:
        return False
    if isinstance(declared, Text):
        return bool(observed.text.strip())
    if isinstance(declared, Link):
        return len(observed.targets) == 1
    if isinstance(declared, Choice):
        return observed.bounds[0].bit_count() == 1
    return observed.bounds[0] == observed.bounds[1]


def _told_by(text: str) -> str:
    """What an amount rests on, in words: the question of its fact, or which list is counted."""
    if PATH.fullmatch(text):
        return fact(text).question if not fact(text).how else _counted(text, fact(text).how)
    return _counted(text, text)


def _counted(asked: str, how: str) -> str:
    things = [word for word in COUNTED.findall(how) if word in THINGS] or [path.partition(".")[0] for path in PATH.findall(how)]
    listed = " and ".join(dict.fromkeys((THINGS[thing].plural or thing).replace("_", " ") for thing in things))
    return f"all {listed}, with what is asked of each" if listed else asked


def _paths(text: str) -> tuple[str, ...]:
    """The facts by which an amount is told: those it names, or that of its list."""
    named = [path for path in PATH.findall(text) if path.partition(".")[0] in THINGS]
    return tuple(dict.fromkeys([*named, *(word for word in COUNTED.findall(text) if word in THINGS)]))


def _several(rule: Provision, key: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in rule.values.get(key, "").split(";") if part.strip())


def said(entries: Mapping[str, object]) -> frozenset[str]:
    """The names of what was declared, from a form: those that hold who signed."""
    return frozenset(name for name, entry in entries.items() if isinstance(entry, Mapping) and str(entry.get("by", "")).strip())
