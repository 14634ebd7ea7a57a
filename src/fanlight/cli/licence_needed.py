"""`fanlight licence-needed`: is it an HMO, by which test, which licence does it need, and from when until when."""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any as Anything

from fanlight.assessment.consistency import check
from fanlight.cli.choosing import a_day, day_of
from fanlight.facts.files import Problem, Refused, nearest
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey_file import read_survey
from fanlight.licensing import households, need, schemes, storeys
from fanlight.licensing.answers import Answer
from fanlight.licensing.hmo import PartTested
from fanlight.licensing.households import Households, shown
from fanlight.licensing.law import Law, NotKnown, england, read_law
from fanlight.licensing.need import Asking, Need, Period
from fanlight.standards.library import Library

SHAPE = "fanlight-licence-needed/1"
MOST = 8


@dataclass(frozen=True, slots=True)
class Reply:
    """All that is printed: the answer on the day and through time, and beside it what councils' own texts count."""

    asking: Asking
    now: Need
    periods: tuple[Period, ...]
    beside: tuple[Households, ...]
    counts: tuple[storeys.Counted, ...]


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("licence-needed", help="is it an HMO, and which licence does it need, from when until when")
    command.add_argument("survey", type=Path, metavar="SURVEY", help="a survey of the house, in YAML")
    command.add_argument("--on", type=a_day, metavar="DATE", help="the day asked about (today if left out)")
    command.add_argument("--council", metavar="NAME", help="whose schemes apply (the survey's council if left out)")
    command.add_argument(
        "--standards-folder", type=Path, action="append", default=[], metavar="DIR", help="also look for councils in this folder"
    )
    command.add_argument("--explain", action="store_true", help="every test, condition and link, with what it rests on")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print the answer")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Answer and print. Raises Refused."""
    survey = read_survey(given.survey)
    check(survey)
    on, law = day_of(given), england()
    folders = Library.standard(given.standards_folder).folders
    council = _council(given.council, folders) or survey.council
    held = schemes.of_council(council, folders, law) if council else None
    asking = Asking(survey, law, held)
    try:
        now, periods = need.at(asking, on), need.timeline(asking, on)
    except NotKnown as gap:
        raise Refused([Problem("--on", 0, str(gap))]) from None
    councils = _of_councils(folders[1:], council)
    beside = households.by_councils(survey, councils, on)
    reply = Reply(asking, now, periods, beside, storeys.counted(survey, law, councils, on))
    if given.format == "json":
        print(json.dumps(as_data(reply), indent=1, ensure_ascii=False))
    else:
        print("\n".join(as_text(reply, explain=given.explain)))
    return 0


def _council(name: str | None, folders: Sequence[Path]) -> str | None:
    """The council named on the command line. Raises Refused where nothing of it is held: a slip would hide its schemes."""
    known = sorted({path.name for base in folders for path in base.glob("*/") if (path / "council.yaml").is_file()})
    if name is not None and name not in known:
        raise Refused([Problem("--council", 0, f"no such council: '{name}'{nearest(name, known)}")])
    return name


def _of_councils(folders: Sequence[Path], council: str) -> Law:
    """The own rules of a council, or of all of them where none is meant."""
    found = {name: rules for folder in folders for name, rules in read_law(folder).rules.items()}
    return Law({name: rules for name, rules in found.items() if not council or name.startswith(f"{council}/")})


def as_data(reply: Reply) -> dict[str, Anything]:
    """The answer as plain data."""
    now = reply.now
    return {
        "shape": SHAPE,
        "survey": reply.asking.survey.name,
        "on": now.on.isoformat(),
        "is_hmo": {**answer(now.tested.is_hmo), "by_presumption": now.tested.by_presumption},
        "parts": [_part(part) for part in now.tested.parts],
        "needed": answer(now.needed),
        "by_kind": {kind: answer(now.by_kind[kind]) for kind in need.KINDS},
        "excused": answer(now.excused),
        "required": answer(now.required),
        "households_by_councils": [_linked(each) for each in reply.beside],
        "storeys": [{"by": each.by, "citation": each.rule.citation, "storeys": list(each.storeys)} for each in reply.counts],
        "timeline": [_period(period) for period in reply.periods],
        "notes": list(now.tested.notes),
    }


def answer(given: Answer) -> dict[str, Anything]:
    """One answer with all it was made from."""
    return {
        "says": given.says,
        "answer": given.word,
        "certainly": bool(given.holds[0]),
        "possibly": bool(given.holds[1]),
        "cited": list(given.cited),
        "relied_on": list(given.relied_on),
        "missing": list(given.missing),
        "parts": [answer(part) for part in given.parts],
    }


def _part(part: PartTested) -> dict[str, Anything]:
    routes = [{"route": route.name, "met": answer(route.met), "is_hmo": answer(route.is_hmo)} for route in part.routes]
    return {"part": part.part.label, "is_hmo": answer(part.is_hmo), "households": _linked(part.part.households), "routes": routes}


def _linked(found: Households) -> dict[str, Anything]:
    return {
        "by": found.by.id,
        "cited": list(found.by.cited),
        "persons": list(found.persons),
        "households": list(found.count),
        "groups": [
            {
                "members": list(group.members),
                "chain": [f"{tie.says} ({tie.citation})" for tie in group.chain],
                "only_by_chain": [list(pair) for pair in group.only_by_chain],
            }
            for group in found.groups
        ],
        "missing": list(found.missing),
    }


def _period(period: Period) -> dict[str, Anything]:
    kinds = {kind: {"answer": period.need.by_kind[kind].word, "cited": list(period.need.by_kind[kind].cited)} for kind in need.KINDS}
    until = period.until.isoformat() if period.until else None
    return {"from": period.from_.isoformat(), "until": until, "needed": period.need.needed.word, "by_kind": kinds}


def as_text(reply: Reply, *, explain: bool) -> Iterator[str]:
    """For people: the two answers first, then the households, then from when until when."""
    survey, now = reply.asking.survey, reply.now
    yield f"{survey.of or survey.name}, on {now.on}"
    yield ""
    yield from _hmo_lines(now, explain=explain)
    yield ""
    yield from _need_lines(now, explain=explain)
    yield ""
    yield from _household_lines(now, reply.beside)
    for each in reply.counts:
        yield f"Storeys as {each.rule.citation} counts them: {shown(each.storeys)}"
    for note in now.tested.notes:
        yield f"Contradiction: {note}"
    yield ""
    yield from _timeline_lines(reply)


def _hmo_lines(now: Need, *, explain: bool) -> Iterator[str]:
    found = now.tested
    yield f"Is it an HMO? {found.is_hmo.word}"
    if found.by_presumption:
        yield "    In proceedings it is presumed to be one unless the contrary is shown (Housing Act 2004, s.260)."
    for part in found.parts:
        for route in part.routes:
            if explain or route.is_hmo.holds[1]:
                yield f"    {part.part.label}: {route.met.says} {route.met.word}; once Schedule 14 is seen to, {route.is_hmo.word}"
                yield from _conditions(route.met) if explain else ()
        if explain:
            yield from (f"        exempt? {each.says} {each.word} ({_first(each.cited)})" for each in part.cases[0].exemptions)
    yield from _settling(found.is_hmo)


def _conditions(met: Answer) -> Iterator[str]:
    yield from (f"        {each.says} {each.word} ({_first(each.cited)})" for each in met.parts)


def _need_lines(now: Need, *, explain: bool) -> Iterator[str]:
    yield f"Does it need a licence? {now.needed.word}"
    for kind in need.KINDS:
        given = now.by_kind[kind]
        yield f"    {kind}: {given.word}"
        if explain or given.holds[1]:
            yield from (f"        {cited}" for cited in given.cited)
    yield from _settling(now.needed)
    yield f"Is the duty lifted for now by a temporary exemption notice or a management order? {now.excused.word}"
    yield from _settling(now.excused)


def _settling(given: Answer) -> Iterator[str]:
    if given.missing:
        more = f"; and {len(given.missing) - MOST} more" if len(given.missing) > MOST else ""
        yield f"    would be settled by: {'; '.join(given.missing[:MOST])}{more}"


def _household_lines(now: Need, beside: Sequence[Households]) -> Iterator[str]:
    of_house = now.tested.parts[0].part.households
    yield f"People: {shown(of_house.persons)}. Households: {shown(of_house.count)}, by {of_house.by.id}."
    for group in of_house.groups:
        if len(group.members) > 1:
            yield f"    {', '.join(group.members)}: {'; '.join(f'{tie.says} ({tie.citation})' for tie in group.chain)}"
            for one, other in group.only_by_chain:
                yield f"        {one} and {other} are joined only through others; the Act asks that all be members of the same family"
    if of_house.missing:
        yield f"    would be settled by: {'; '.join(of_house.missing[:MOST])}"
    for each in beside:
        yield f"    By {each.by.id} alone: {shown(each.count)}"


def _timeline_lines(reply: Reply) -> Iterator[str]:
    survey, periods = reply.asking.survey, reply.periods
    seen = f" of {survey.on}" if survey.on else ""
    yield f"From when until when, were it always let and lived in as the survey{seen} says:"
    for period in periods:
        until = f"until {period.until}" if period.until else "onwards"
        yield f"    from {period.from_} {until}: {_which(period.need)}"
    rule = need.carried_over(reply.asking, periods)
    if rule is not None:
        yield f"    {rule.says} ({rule.cited})"


def _which(found: Need) -> str:
    kinds = [(kind, found.by_kind[kind]) for kind in need.KINDS if found.by_kind[kind].holds[1]]
    if not kinds:
        return "no licence needed"
    named = [f"{kind}{'' if _is_certain(given.holds) else ', perhaps'} ({_brief(given.cited[1:] or given.cited)})" for kind, given in kinds]
    lifted = {"yes": "; the duty is lifted", "no": ""}.get(found.excused.word, "")
    return f"{'needed' if _is_certain(found.needed.holds) else 'cannot tell'}: {'; '.join(named)}{lifted}"


def _is_certain(holds: Bounds) -> bool:
    return holds[0] == 1


def _first(cited: Sequence[str]) -> str:
    return cited[0] if cited else "no citation"


def _brief(cited: Sequence[str]) -> str:
    """Citations with the letter of their certainty alone."""
    return "; ".join(re.sub(r" \[([ABCM]): [^]]*\]", r" [\1]", each) for each in cited)
