"""The answer to a check without an account: the licence, what falls short, what is unknown, the numbers and the fee; also as PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanlight.casework import assessing, fees
from fanlight.casework.assessing import NoEdition
from fanlight.casework.rows import Council
from fanlight.documents import wording
from fanlight.documents.letters import printing
from fanlight.documents.letters.letter import INVENTED, Block, Facts, Heading, Items, Letter, Paragraph, Sender
from fanlight.facts.files import Refused
from fanlight.facts.vocabulary import THINGS
from fanlight.licensing import licence_terms
from fanlight.licensing.licence_terms import Assessed, Numbers
from fanlight.licensing.need import Need
from fanlight.web import checking
from fanlight.web.pages import assessment
from fanlight.web.questions.document import Document
from fanlight.web.wording import law

NAMES = {
    "mandatory": "A mandatory licence",
    "additional": "A licence under an additional scheme",
    "selective": "A licence under a selective scheme",
}
FACTS = {fact.path: fact for thing in THINGS.values() for fact in thing.facts.values()}
CAUTION = (
    "This is worked out from the answers given, before anybody has seen the house. It decides nothing: the council does, after an "
    "application and an inspection. What nobody knows never counts as in order."
)
LIFTED = (
    "While a temporary exemption notice or a management order is in force for the house, the duty is lifted. The council's register says "
    "if a notice is."
)
NOTHING_WRONG = "Nothing was found that falls short; that is not the same as all being well, while anything cannot be told."


@dataclass(frozen=True, slots=True)
class Licensed:
    """Whether a licence is needed: the word, each kind with its law, what would settle it, and what may lift the duty meanwhile."""

    word: str
    kinds: tuple[Mapping[str, Any], ...] = ()
    missing: tuple[str, ...] = ()
    lifted: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is told. `view` is what the standards find, None where nothing could be held against them; `problems` is why."""

    on: date
    need: Licensed
    passes: str
    why: str
    numbers: Numbers | None
    view: Mapping[str, Any] | None
    fee: tuple[str, ...]
    problems: tuple[str, ...] = ()


def answer(document: Document, council: Council, on: date) -> Answer:
    """What can be told of a house from the answers so far."""
    problems: tuple[str, ...] = ()
    need, assessed = None, None
    try:
        need = checking.need_of(document, council, on)
        assessed = assessing.assessed(checking.house_of(document, need), council, on)
    except (Refused, NoEdition) as error:
        problems = tuple(each.message for each in error.problems) if isinstance(error, Refused) else (str(error),)
    view = assessment.found(assessed.done, on) if assessed else None
    passes, why = _passes(view)
    told = tuple(wording.sentence(each) for each in problems)
    return Answer(on, _licensed(need, council), passes, why, _numbers(assessed), view, _fee(council, on), told)


def _licensed(need: Need | None, council: Council) -> Licensed:
    if need is None:
        return Licensed("cannot tell")
    kinds = tuple(
        {"name": NAMES[kind], "text": wording.sentence(each.word), "note": law("; ".join(each.cited)) if each.holds[1] else ""}
        for kind, each in need.by_kind.items()
    )
    ask = f"scheme of {council.name} Council, of which not all are entered here: ask it"
    others = (each.replace(f"scheme of {council.slug}", ask) if each not in FACTS else each for each in need.needed.missing)
    missing = dict.fromkeys(FACTS[each].question if each in FACTS else wording.sentence(each) for each in others)
    lifted = "" if need.needed.word == "no" or need.excused.word == "no" else LIFTED
    return Licensed(need.needed.word, kinds, tuple(missing), lifted)


def _passes(view: Mapping[str, Any] | None) -> tuple[str, str]:
    """Whether the house would pass as far as can be told, and why."""
    if view is None:
        return "Cannot tell", "The house could not be held against the standards."
    wrong = sum(len(part.wrong) for part in view["standards"])
    undecided, people = (sum(len(getattr(part, name)) for part in view["standards"]) for name in ("undecided", "people"))
    told = (
        f"{wording.counted(undecided, 'clause')} cannot be told yet.",
        f"{wording.counted(people, 'clause')} only an officer can judge.",
    )
    left = " ".join(text for text, number in zip(told, (undecided, people), strict=True) if number)
    if wrong:
        return "Not as it is", f"{wording.counted(wrong, 'clause')} of the standards not met. {left}".strip()
    return ("Cannot tell", f"Nothing was found that falls short. {left}") if left else ("Yes, by these answers", NOTHING_WRONG)


def _numbers(assessed: Assessed | None) -> Numbers | None:
    return licence_terms.numbers(assessed) if assessed is not None else None


def _fee(council: Council, on: date) -> tuple[str, ...]:
    try:
        return fees.of_first(council, on).working
    except Refused as error:
        return (str(error),)


def permitted(numbers: Numbers | None) -> str:
    """For how many the house could be licensed, in words."""
    if numbers is None:
        return "It cannot be told before the rooms are counted."
    (persons, households), (most, most_households) = numbers.certain, numbers.possible
    certain = f"{wording.counted(persons, 'person')} in {wording.counted(households, 'household')}" if persons else "nobody yet"
    possible = f"{wording.counted(most, 'person')} in {wording.counted(most_households, 'household')}"
    return f"Certainly for {certain}; for at most {possible} if everything that is open turns out well."


def printed(found: Answer, said: Sequence[Mapping[str, Any]], council: Council) -> bytes:
    """The same as tagged PDF, with every answer that was given."""
    contacts = tuple(filter(None, (*council.address.splitlines(), council.phone, council.email, council.web)))
    letter = Letter(
        kind="check", title="Check of a house", law="Housing Act 2004, Parts 2 and 3", reference="No account, nothing kept by the council",
        sender=Sender(f"{council.name} Council", council.team, contacts, council.colour), recipient=(), dated_on=found.on,
        blocks=tuple(_blocks(found, said)), marking=INVENTED if council.is_invented else "",
    )  # fmt: skip
    return printing.render(letter)


def _blocks(found: Answer, said: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    yield Paragraph(CAUTION)
    yield Heading("Does the house need a licence?")
    yield Facts((("Answer", wording.sentence(found.need.word)), *((each["name"], _cited(each)) for each in found.need.kinds)))
    if found.need.lifted:
        yield Paragraph(found.need.lifted)
    yield from _listed("What would settle it", found.need.missing)
    yield Heading("Would it pass?")
    yield Facts((("Answer", found.passes), ("Why", found.why), ("For how many", permitted(found.numbers))))
    yield from _listed("The answers contradict each other", found.problems)
    yield from _short(found)
    yield Heading("What an application costs")
    yield Items(found.fee)
    yield Heading("The answers given")
    for each in said:
        yield Heading(each["heading"], 3)
        yield Facts(tuple((row["name"], row["text"]) for row in each["rows"]))


def _cited(each: Mapping[str, Any]) -> str:
    return f"{each['text']}. {each['note']}".strip(". ") if each["note"] else str(each["text"])


def _listed(title: str, items: Sequence[str]) -> Iterator[Block]:
    if items:
        yield Heading(title, 3)
        yield Items(tuple(items))


def _short(found: Answer) -> Iterator[Block]:
    """What falls short with what to do, then what would settle most of what is open."""
    for part in found.view["standards"] if found.view else ():
        told = tuple(
            f"{each.entry.clause.says} ({each.entry.binding.short}; {each.entry.where} of {part.document}) "
            f"{each.remedy or 'The standard names no remedy.'}"
            for each in part.wrong
        )
        yield from _listed(f"What falls short of: {part.edition.title}", told)
    asked = tuple(each.text for each in found.view["questions"]) if found.view else ()
    yield from _listed("What would settle most of what cannot be told", asked)
