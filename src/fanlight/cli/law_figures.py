"""`fanlight law penalty`, `fee` and `hazard-score`: figures of the law and of councils, each with how sure we are of it."""

import argparse
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor
from typing import Any

from fanlight.cli.choosing import a_day, day_of
from fanlight.facts.files import Problem, Refused
from fanlight.licensing import fees, hazards, penalties
from fanlight.licensing.fee_tables import council_table, councils
from fanlight.licensing.hazard_tables import tables
from fanlight.licensing.hazards import Judged, JudgementInvalid, Rating
from fanlight.licensing.law import NotKnown, Provision, england
from fanlight.licensing.penalties import Exposure

CLASSES = ("extreme", "severe", "serious")


def add(words: "argparse._SubParsersAction[Any]") -> None:
    """Add `penalty`, `fee` and `hazard-score` to the words of `fanlight law`."""
    _add_penalty(words)
    _add_fee(words)
    _add_hazard_score(words)


def a_number(text: str) -> Decimal:
    """A number of the command line. Raises argparse's error."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise argparse.ArgumentTypeError(f"'{text}' is no number; write for example 180 or 21.5")
    return number


def _add_penalty(words: "argparse._SubParsersAction[Any]") -> None:
    word = words.add_parser("penalty", help="the most an offence could cost at the date of the offence; without a name, every offence")
    word.add_argument("offence", nargs="?", metavar="OFFENCE", help="left out, the offences are listed")
    word.add_argument("--on", type=a_day, metavar="DATE", help="the day it was committed or began; left out, every figure that ever held")
    word.add_argument("--until", type=a_day, metavar="DATE", help="the day after it ended, where it went on")
    word.set_defaults(run=run_penalty)


def run_penalty(given: argparse.Namespace) -> int:
    """Print what an offence could cost at most, or the list of offences. Raises Refused."""
    law = england()
    if given.offence is None:
        for name in penalties.offences(law):
            rule = penalties.described(law, name)
            print(f"{name}: {rule.says} ({rule.citation})")
        return 0
    try:
        exposure = penalties.most(law, given.offence, from_=given.on, until=given.until)
    except NotKnown as error:
        raise Refused([Problem(given.offence, 0, str(error))]) from None
    print("\n".join(_exposed(exposure)))
    return 0


def _exposed(exposure: Exposure) -> Iterator[str]:
    when = "on a day that is not known" if exposure.from_ is None else f"on {exposure.from_}"
    if exposure.from_ is not None and exposure.until is not None and exposure.until > exposure.from_:
        when = f"from {exposure.from_} until {exposure.until}"
    yield f"{exposure.offence}, {when}: {exposure.provision.says}"
    for figure in exposure.figures:
        yield f"  {penalties.KINDS[figure.kind]}: {figure.words}"
        for rule in figure.provisions:
            yield f"    {_span(rule)}: {penalties.in_words(rule)}; {rule.cited}"
            yield from ([f"    note: {rule.note}"] if rule.note else [])
        yield from (f"    cannot tell: {open_}" for open_ in figure.open)
    yield from (f"  cannot tell: {open_}" for open_ in exposure.open)
    yield "  These are the most there can be. What is imposed, and whether anything is, is for the council, the court or the tribunal."


def _span(rule: Provision) -> str:
    return f"from {rule.from_}" + (f" until {rule.until}" if rule.until else "")


def _add_fee(words: "argparse._SubParsersAction[Any]") -> None:
    word = words.add_parser(
        "fee", help="what a council charges for an application, in its two parts; without a council, those that are held"
    )
    word.add_argument("council", nargs="?", metavar="COUNCIL", help="left out, the councils whose fees are held")
    word.add_argument(
        "--for", dest="kind", default="licence", metavar="FEE", help="which fee: licence (the default) or another of the table"
    )
    word.add_argument("--on", type=a_day, metavar="DATE", help="the day of the application (today if left out)")
    word.add_argument("--is", dest="so", nargs="+", default=[], metavar="WORD", help="circumstances that are so: full_and_satisfactory")
    word.add_argument("--is-not", dest="not_so", nargs="+", default=[], metavar="WORD", help="circumstances that are not so")
    word.set_defaults(run=run_fee)


def run_fee(given: argparse.Namespace) -> int:
    """Print a quote, or the councils that have fees. Raises Refused."""
    if given.council is None:
        print("\n".join(councils()))
        return 0
    table = council_table(given.council)
    circumstances = {word: True for word in given.so} | {word: False for word in given.not_so}
    try:
        quote = fees.quote(table, given.kind, law=england(), applied_on=day_of(given), circumstances=circumstances)
    except NotKnown as error:
        raise Refused([Problem(given.council, 0, str(error))]) from None
    print("\n".join(_quoted(quote)))
    return 0


def _quoted(quote: fees.Quote) -> Iterator[str]:
    yield f"{quote.fee.name}: {quote.fee.says}"
    for line in quote.lines:
        yield f"  {line.due}: {_between(line.least, line.most)}"
    if quote.least is not None and quote.most is not None:
        yield f"  in all: {_between(quote.least, quote.most)}"
    yield from (f"  lowered: {says}" for says in quote.lowered_by)
    yield from (f"  cannot tell {open_}" for open_ in quote.open)
    yield f"  council: {quote.fee.cited}"
    yield from (f"  law: {rule.cited}" for rule in quote.provisions)
    yield from (f"  note: {remark}" for remark in quote.remarks)


def _between(least: Decimal, most: Decimal) -> str:
    return f"£{most:,.2f}" if least == most else f"£{least:,.2f} to £{most:,.2f}"


def _add_hazard_score(words: "argparse._SubParsersAction[Any]") -> None:
    word = words.add_parser(
        "hazard-score", help="the score, band and category of a hazard under the system of the day the inspection began"
    )
    word.add_argument("--begun", type=a_day, dest="on", metavar="DATE", help="the day the inspection began (today if left out)")
    word.add_argument("--likelihood", type=a_number, metavar="N", help="harm within twelve months is likely 1 in N; left out, unknown")
    for name in CLASSES:
        word.add_argument(f"--{name}", type=a_number, metavar="PERCENT", help=f"the share of harm that would be {name}; left out, unknown")
    word.add_argument("--score", type=a_number, metavar="SCORE", help="a score worked out elsewhere, to be put into its band")
    word.set_defaults(run=run_hazard_score)


def run_hazard_score(given: argparse.Namespace) -> int:
    """Print the rating of one hazard. Raises Refused."""
    law, on = england(), day_of(given)
    try:
        if given.score is not None:
            rating = hazards.band_of(law, Fraction(given.score), begun_on=on)
        else:
            judged = Judged(given.likelihood, (given.extreme, given.severe, given.serious))
            rating = hazards.rate(law, tables(), judged, begun_on=on)
    except (NotKnown, JudgementInvalid) as error:
        raise Refused([Problem("hazard-score", 0, str(error))]) from None
    print("\n".join(_rated(rating)))
    return 0


def _rated(rating: Rating) -> Iterator[str]:
    yield f"system: {rating.system}"
    if rating.score is None:
        yield "score: cannot be worked out"
    else:
        low, high = (_cut(end) for end in rating.score)
        yield f"score: {low}" if low == high else f"score: {low} to {high}"
        yield f"band: {' or '.join(rating.bands)}"
    category = {True: "1: the council must act", False: "2: the council may act", None: "cannot tell"}[rating.is_category_1]
    yield f"category: {category}"
    yield from (f"cannot tell: {open_}" for open_ in rating.open)
    yield from (f"note: {remark}" for remark in rating.remarks)
    yield from (f"law: {cited}" for cited in dict.fromkeys(rule.cited for rule in rating.provisions))


def _cut(score: Fraction) -> str:
    """A score to two decimals, never rounded up: 999.999 must not be printed as the 1,000 it does not reach."""
    return f"{Decimal(floor(score * 100)).scaleb(-2).normalize():,f}"
