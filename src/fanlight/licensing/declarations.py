"""What a person declares of themselves for a licence: the facts as written, the sentences, and what of it may still be weighed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.survey import Seen, Survey
from fanlight.facts.survey_file import from_written
from fanlight.licensing import rehabilitation, suitability
from fanlight.licensing.law import Law, england
from fanlight.licensing.rehabilitation import Conviction, Sentence
from fanlight.standards.dates import day

THINGS = ("party", "offence", "order")
SENTENCES = "sentences"
CONVICTION_KEYS = ("under_18", "listed", "summary_only", "sentences")
SENTENCE_KEYS = ("kind", "months", "completed_on", "ends_on", "paid_on")
UNKNOWN = ("", "unknown")
YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration as read. `convictions` are the offences for which a sentence was told."""

    survey: Survey
    convictions: tuple[Conviction, ...]


@dataclass(frozen=True, slots=True)
class Weighable:
    """What of a declaration may be weighed on a day. `spent` is how many spent convictions were left out; nothing else of them is kept."""

    survey: Survey
    spent: int
    unsettled: tuple[str, ...]


def read(text: str, name: str, law: Law | None = None) -> Declared:
    """Read a declaration: a survey of one party, its offences and orders, and `sentences` by offence. Raises Refused with every problem."""
    content = files.read_text(text, name)
    given = content.keys
    problems = [
        content.keys[key].problem(f"a declaration is about a person, not about '{key}'")
        for key in given
        if key not in ("survey", "complete", "parties", "offences", "orders", SENTENCES)
    ]
    if problems:
        raise Refused(problems)
    bare = Written({key: entry for key, entry in given.items() if key != SENTENCES}, content.file, content.line, content.key_lines)
    survey = from_written(bare, name)
    written = content.get(SENTENCES)
    wrong = [*_wrong_people(survey, content), *(_wrong_sentences(written, survey, law or england()) if written else ())]
    if wrong:
        raise Refused(wrong)
    return Declared(survey, tuple(_conviction(each, written.keys[each.id]) for each in _sentenced(survey, written)) if written else ())


def _sentenced(survey: Survey, written: Written) -> list[Seen]:
    return [seen for seen in survey.things.get("offence", ()) if seen.id in written.keys]


def _wrong_people(survey: Survey, content: Written) -> Iterator[Problem]:
    people = [seen.id for seen in survey.things.get("party", ())]
    if len(people) != 1:
        yield content.problem(f"a declaration is about one person; this one lists {len(people)} under 'parties:'")


def _wrong_sentences(written: Written, survey: Survey, law: Law) -> Iterator[Problem]:
    known = [seen.id for seen in survey.things.get("offence", ())]
    kinds = rehabilitation.kinds(law)
    for offence, entry in written.keys.items():
        if offence not in known:
            yield entry.problem(f"'{offence}' is not among the offences declared{nearest(offence, known)}")
        yield from entry.unknown_keys(CONVICTION_KEYS)
        listed = entry.get("sentences")
        for sentence in listed.items if listed else []:
            yield from sentence.unknown_keys(SENTENCE_KEYS)
            yield from _wrong_sentence(sentence, kinds)


def _wrong_sentence(sentence: Written, kinds: Sequence[str]) -> Iterator[Problem]:
    kind = _text(sentence, "kind")
    if kind and kind not in kinds:
        yield sentence.keys["kind"].problem(f"no period is held for a sentence called '{kind}'{nearest(kind, kinds)}")
    months = _text(sentence, "months")
    if months and _months(months) is None:
        yield sentence.keys["months"].problem(f"'{months}' is no number of months")
    for key in SENTENCE_KEYS[2:]:
        try:
            _day(sentence, key)
        except Refused as refusal:
            yield from refusal.problems


def _text(entry: Written, key: str) -> str:
    written = entry.get(key)
    text = written.text.strip() if written else ""
    return "" if text.lower() in UNKNOWN else text


def _months(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None


def _day(entry: Written, key: str) -> date | None:
    return day(entry.get(key)) if _text(entry, key) else None


def _conviction(seen: Seen, entry: Written) -> Conviction:
    listed = entry.get("sentences")
    sentences = tuple(
        Sentence(_text(each, "kind") or None, _months(_text(each, "months")) if _text(each, "months") else None,
                 _day(each, "completed_on"), _day(each, "ends_on"), _day(each, "paid_on"))
        for each in (listed.items if listed else [])
    )  # fmt: skip
    answers = (YES_NO.get(_text(entry, key).lower()) for key in CONVICTION_KEYS[:3])
    return Conviction(seen.id, _convicted_on(seen), sentences, *answers)


def _convicted_on(seen: Seen) -> date | None:
    observed = seen.values.get("conviction_date")
    if observed is None or observed.bounds[0] != observed.bounds[1]:
        return None
    return date.fromordinal(observed.bounds[0])


def weighable(declared: Declared, *, on: date, law: Law | None = None) -> Weighable:
    """What may be weighed on a day: spent convictions are left out. Only a sentence shows that one is spent, not whoever declares it.

    Whether a conviction is spent may be unknown; then it stays in, and `unsettled` says what would settle it.
    Source: Rehabilitation of Offenders Act 1974, s.4.
    """
    standings = rehabilitation.standings(law or england(), declared.convictions, on=on)
    told = {each.id for each in declared.convictions}
    given = declared.survey.things.get("offence", ())
    bare = tuple(_without(seen, "is_unspent") for seen in given)
    survey = suitability.with_rehabilitation(_with_offences(declared.survey, bare), standings)
    offences = survey.things.get("offence", ())
    kept = tuple(seen for seen in offences if not _is_spent(seen))
    silent = tuple(f"{seen.id}: the sentence" for seen in given if _is_spent(seen) and seen.id not in told)
    unsettled = (*(f"{each.conviction}: {one}" for each in standings for one in each.missing), *silent)
    return Weighable(_with_offences(survey, kept), len(offences) - len(kept), unsettled)


def _with_offences(survey: Survey, offences: tuple[Seen, ...]) -> Survey:
    things: Mapping[str, tuple[Seen, ...]] = {**survey.things, "offence": offences}
    return replace(survey, things=things)


def _without(seen: Seen, name: str) -> Seen:
    return replace(seen, values={key: value for key, value in seen.values.items() if key != name})


def _is_spent(seen: Seen) -> bool:
    observed = seen.values.get("is_unspent")
    return observed is not None and observed.bounds == (0, 0)
