"""What two surveys of one house say differently: what an applicant told, beside what an officer observed."""

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.facts.kinds import Choice, Fact, Measured
from fanlight.facts.vocabulary import Thing
from fanlight.web.questions import answers
from fanlight.web.questions import document as documents
from fanlight.web.questions.audience import Audience
from fanlight.web.questions.document import Document, Entry
from fanlight.web.wording import words

NOT_LISTED = "Not listed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question to which two surveys give different answers, of which thing.

    Only known answers differ: an unknown one says nothing, and one within the tolerance or the choices of the other agrees with it.
    """

    thing: str
    question: str
    told: str
    observed: str


def differences(told: Document, observed: Document, audience: Audience) -> list[Difference]:
    """Every difference an audience may see, in the order in which one walks through a house."""
    return [each for thing in audience.things() for each in _of_thing(told, observed, thing, audience)]


def _of_thing(told: Document, observed: Document, thing: type[Thing], audience: Audience) -> Iterator[Difference]:
    before = {documents.id_of(each, thing): each for each in documents.entries(told, thing)}
    after = {documents.id_of(each, thing): each for each in documents.entries(observed, thing)}
    for id_ in dict.fromkeys((*before, *after)):
        if id_ in before and id_ in after:
            yield from _of_entry((told, before[id_]), (observed, after[id_]), thing, audience)
        else:
            one = before.get(id_) or after[id_]
            there = ("Listed", NOT_LISTED) if id_ in before else (NOT_LISTED, "Listed")
            yield Difference(documents.label_of(one, thing), words(thing.name), *there)


def _differ(fact: Fact, before: str, after: str) -> bool:
    if before == after or not isinstance(fact, Measured | Choice):
        return before != after
    (low, high), (least, most) = fact.read(before), fact.read(after)
    return not low & least if isinstance(fact, Choice) else high < least or most < low


def _of_entry(
    told: tuple[Document, Entry], observed: tuple[Document, Entry], thing: type[Thing], audience: Audience
) -> Iterator[Difference]:
    for fact in audience.facts(thing):
        before, after = documents.said(told[1], fact.name), documents.said(observed[1], fact.name)
        if before.is_known and after.is_known and _differ(fact, before.words, after.words):
            yield Difference(
                documents.label_of(observed[1], thing), fact.question, answers.shown(told[0], fact, before),
                answers.shown(observed[0], fact, after),
            )  # fmt: skip
