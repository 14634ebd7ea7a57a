"""Persons displaced: how many fewer of those who sleep in each room may stay in it under a draft, least and most."""

from collections.abc import Sequence

from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.stock import staying
from fanlight.assessment.stock.pairing import Pairing
from fanlight.facts.units import NUMBER
from fanlight.facts.vocabulary import fact
from fanlight.standards.edition import Clause, Edition, Encoded, Force, Limit
from fanlight.standards.nodes import Compare, Const, FactOf, Whose
from fanlight.standards.types import Quantity

PERSONS, SLEEPERS = "persons", "sleepers"
COUNTS, SAME, BEFORE, AFTER = "counts", "stay-same", "stay-before", "stay-after"
UNLISTED = -1
ANY = staying.ANYBODY[0]

ROOMS = f"""
create or replace temp table rooms as
with lives as (select {HOUSE}, measured_low as low, measured_high as high from counted where clause = '{PERSONS}'),
slept as (
    select {HOUSE}, subject, measured_low as s_low, measured_high as s_high, measured_low_2 as u_low, measured_high_2 as u_high,
        sum(measured_low) over (partition by {HOUSE}) as all_low
    from counted where clause = '{SLEEPERS}' and subject is not null
),
fitted as (
    select {HOUSE}, subject, s_low, u_low, high, low, u_high,
        case when subject = {UNLISTED} then greatest(0, high - all_low)
            else least(s_high, greatest(s_low, high - all_low + s_low)) end as s_high
    from slept join lives using ({HOUSE})
)
select {HOUSE}, subject, s_high, high, greatest(0, s_low - least(u_high, s_high)) as over_low, s_high - u_low as over_high, u_low,
    least(u_high, s_high) as u_high,
    s_high - u_low > {staying.MOST_OVER} or least(u_high, s_high) > {staying.MOST_UNDER} as is_beyond
from fitted where s_high > 0
"""
"""Who sleeps in each room, both ends: no more than live in the house, and there only who sleeps in no other room. Rooms nobody listed
stand in one row."""

TRIED = f"""
create or replace temp table tried as
select rooms.*, o, u, o + u as n, coalesce(same.bad, 0) as same, coalesce(before.bad, 0) as before, coalesce(after.bad, 0) as after
from rooms cross join trials
left join stay_same as same using ({HOUSE}, subject, o, u)
left join stay_before as before using ({HOUSE}, subject, o, u)
left join stay_after as after using ({HOUSE}, subject, o, u)
"""

DISPLACED = f"""
create or replace temp table displaced as
with lost as (
    select {HOUSE}, subject, o, u, n from tried
    where after > 0 and before < 2 and same < 2
        and (subject = {UNLISTED} or case when o = {ANY} then is_beyond else o <= over_high and u <= u_high end)
),
kept as (
    select lost.{HOUSE}, lost.subject, lost.o, lost.u, max(fine.n) as kept
    from lost join tried as fine
        on fine.{HOUSE} = lost.{HOUSE} and fine.subject = lost.subject and fine.o <= lost.o and fine.u <= lost.u
        and fine.after = 0 and fine.o <> {ANY}
    group by all
),
at_most as (
    select {HOUSE}, subject, max(n - coalesce(kept, 0)) as lost, bool_or(o = {ANY}) as is_open_beyond
    from lost left join kept using ({HOUSE}, subject, o, u) group by all
),
stays as (
    select {HOUSE}, subject, any_value(s_high) as s_high, any_value(high) as high, any_value(is_beyond) as is_beyond,
        coalesce(max(n) filter (o <= over_low and u <= u_low and same = 0 and before = 0), 0) as before_certainly,
        coalesce(max(n) filter (o <> {ANY} and o <= over_high and u <= u_high and same < 2 and after < 2), 0) as after_possibly
    from tried group by all
),
of_room as (
    select {HOUSE}, high,
        case when is_beyond or subject = {UNLISTED} then 0 else greatest(0, before_certainly - after_possibly) end as least_,
        case when is_open_beyond or (subject = {UNLISTED} and lost is not null) then s_high
            else least(coalesce(lost, 0), s_high) end as most_
    from stays left join at_most using ({HOUSE}, subject)
)
select {HOUSE}, sum(least_)::bigint as least_, least(any_value(high), sum(most_))::bigint as most_ from of_room group by {HOUSE}
"""
"""Of each house at least and at most. Certainly gone is who certainly could stay and certainly cannot any more; possibly gone is the most
of any number that possibly could stay and does not certainly stay. What is true of more people than were tried is not known."""


NOBODY = f"create or replace temp table displaced as select 0::bigint as {HOUSE}, 0 as least_, 0 as most_ where false"


def statements(is_tried: bool) -> list[str]:
    """What to run to have `displaced`, once the findings stand in `counted`, `stay_same`, `stay_before` and `stay_after`, and the trials in
    `trials`. Where nothing was tried it stays empty.
    """
    return [ROOMS, TRIED, DISPLACED] if is_tried else [NOBODY]


def bad_ones(files: str) -> str:
    """A query of the trials of each room that stand in a file of findings and are not fine: 1 cannot be told, 2 is refused."""
    name = f"string_split(clause, '{staying.SEPARATOR}')"
    return (
        f"select {HOUSE}, subject, {name}[-2]::int as o, {name}[-1]::int as u, max(case verdict when 'not_met' then 2 else 1 end) as bad "
        f"from {files} where verdict in ('not_met', 'cannot_tell') and subject is not null group by all"
    )


def editions(pairing: Pairing) -> dict[str, Edition]:
    """What is to be run besides the editions themselves: who lives where, and the trials; none where no changed clause limits a room."""
    found = {COUNTS: counts()}
    old = [name for pair in pairing.pairs for name in pair.old if staying.limits_a_room(pairing.old.clauses[name], pairing.old)]
    new = [name for pair in pairing.pairs for name in pair.new if staying.limits_a_room(pairing.new.clauses[name], pairing.new)]
    if old or new:
        same = [name for name in pairing.same if staying.limits_a_room(pairing.old.clauses[name], pairing.old)]
        found[SAME] = staying.trials(pairing.old, same, all_alike=False)
        found[BEFORE] = staying.trials(pairing.old, old)
        found[AFTER] = staying.trials(pairing.new, new)
    return found


def elsewhere(pairing: Pairing) -> list[str]:
    """The pairs of which a clause depends on how many live in the house, a unit or another room: no trial of one room tells of those."""
    return [
        pair.name
        for pair in pairing.pairs
        if any(staying.depends_on_number(pairing.old.clauses[name], pairing.old) for name in pair.old)
        or any(staying.depends_on_number(pairing.new.clauses[name], pairing.new) for name in pair.new)
    ]


def counts() -> Edition:
    """Who lives in each house and sleeps in each room, as an edition whose clauses only measure that."""
    measured = {PERSONS: ("", ["house.persons"]), SLEEPERS: (staying.ROOM, ["room.sleepers", "room.sleepers_under_ten"])}
    clauses = {name: _measuring(name, each, paths) for name, (each, paths) in measured.items()}
    return Edition("counts", "Who lives where", "", None, None, (), "", {}, {}, {}, {}, clauses)


def _measuring(name: str, each: str, paths: Sequence[str]) -> Clause:
    nodes = [FactOf(Whose(*(path.partition(".")[0],) * 2), path) for path in paths]
    limits = tuple(Limit(node, ">=", Const(0), Quantity(NUMBER, 0), (node.path, "0")) for node in nodes)
    proof = Compare(">=", nodes[0], Const(0))
    return Clause(
        id=name, settles=(), encoded=Encoded.ASKED, force=Force.MUST, says=fact(paths[0]).question, each=each or None, applies=None,
        limits=limits, requires=None, alternatives=(), proof=proof, readings=(), remedy="", paragraph="", page="", from_=None, until=None,
        place="",
    )  # fmt: skip
