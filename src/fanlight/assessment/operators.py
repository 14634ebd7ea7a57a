"""The operators that know nothing of things: constants, comparison, logic, arithmetic, tables and dates, made runnable on bounds."""

from collections.abc import Callable
from typing import Any as Anything

from fanlight.assessment import bounds
from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.assessment.model import Env, Value
from fanlight.assessment.shape import figure
from fanlight.facts.kinds import Bounds
from fanlight.standards import nodes

Make = Callable[[nodes.Node], Value]


def _const(node: nodes.Const, make: Make) -> Value:
    pair = (node.value, node.value)
    return lambda env: pair


def _compare(node: nodes.Compare, make: Make) -> Value:
    left, right, compare = make(node.left), make(node.right), bounds.COMPARED[node.op]
    plain = figure(node.right)
    if plain is None or node.op not in (">=", "<="):
        return lambda env: compare(left(env), right(env))
    limit = plain

    def at_least(env: Env) -> Bounds:
        low, high = left(env)
        return YES if low >= limit else OPEN if high >= limit else NO

    def at_most(env: Env) -> Bounds:
        low, high = left(env)
        return YES if high <= limit else OPEN if low <= limit else NO

    return at_least if node.op == ">=" else at_most


def _all(node: nodes.All, make: Make) -> Value:
    parts = [make(part) for part in node.parts]

    def every(env: Env) -> Bounds:
        low = 1
        for part in parts:
            certainly, possibly = part(env)
            if not possibly:
                return NO
            low &= certainly
        return YES if low else OPEN

    return every


def _any(node: nodes.Any, make: Make) -> Value:
    parts = [make(part) for part in node.parts]

    def some(env: Env) -> Bounds:
        high = 0
        for part in parts:
            certainly, possibly = part(env)
            if certainly:
                return YES
            high |= possibly
        return OPEN if high else NO

    return some


def _not(node: nodes.Not, make: Make) -> Value:
    part = make(node.part)

    def negated(env: Env) -> Bounds:
        low, high = part(env)
        return 1 - high, 1 - low

    return negated


def _choose(node: nodes.Choose, make: Make) -> Value:
    test, then, other = make(node.test), make(node.then), make(node.other)

    def chosen(env: Env) -> Bounds:
        certainly, possibly = test(env)
        if certainly:
            return then(env)
        if not possibly:
            return other(env)
        return bounds.hull((then(env), other(env)))

    return chosen


def _add(node: nodes.Add, make: Make) -> Value:
    left, right = make(node.left), make(node.right)

    def added(env: Env) -> Bounds:
        a, b = left(env), right(env)
        return a[0] + b[0], a[1] + b[1]

    return added


def _sub(node: nodes.Sub, make: Make) -> Value:
    left, right = make(node.left), make(node.right)

    def subtracted(env: Env) -> Bounds:
        a, b = left(env), right(env)
        return a[0] - b[1], a[1] - b[0]

    return subtracted


def _mul(node: nodes.Mul, make: Make) -> Value:
    left, right = make(node.left), make(node.right)
    return lambda env: bounds.product(left(env), right(env))


def _scale(node: nodes.Scale, make: Make) -> Value:
    by, plain, part = node.by, figure(node), make(node.part)
    if plain is not None:
        pair = (plain, plain)
        return lambda env: pair

    def scaled(env: Env) -> Bounds:
        low, high = part(env)
        return low * by, high * by

    return scaled


def _divide(node: nodes.Divide, make: Make) -> Value:
    part, by = make(node.part), node.by

    def upwards(env: Env) -> Bounds:
        low, high = part(env)
        return -(-low // by), -(-high // by)

    def downwards(env: Env) -> Bounds:
        low, high = part(env)
        return low // by, high // by

    return upwards if node.up else downwards


def _smallest(node: nodes.Smallest, make: Make) -> Value:
    parts = [make(part) for part in node.parts]

    def smallest(env: Env) -> Bounds:
        pairs = [part(env) for part in parts]
        return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)

    return smallest


def _largest(node: nodes.Largest, make: Make) -> Value:
    parts = [make(part) for part in node.parts]

    def largest(env: Env) -> Bounds:
        pairs = [part(env) for part in parts]
        return max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)

    return largest


def _absolute(node: nodes.Absolute, make: Make) -> Value:
    part = make(node.part)
    return lambda env: bounds.without_sign(part(env))


def _lookup(node: nodes.Lookup, make: Make) -> Value:
    key, rows = make(node.key), node.rows
    return lambda env: bounds.looked_up(rows, key(env))


def _shift(node: nodes.Shift, make: Make) -> Value:
    part, months, days = make(node.part), node.months, node.days

    def shifted(env: Env) -> Bounds:
        low, high = part(env)
        return bounds.moved(low, months, days), bounds.moved(high, months, days)

    return shifted


OPERATORS: dict[type[nodes.Node], Callable[[Anything, Make], Value]] = {
    nodes.Const: _const, nodes.Compare: _compare, nodes.All: _all, nodes.Any: _any, nodes.Not: _not, nodes.Choose: _choose,
    nodes.Add: _add, nodes.Sub: _sub, nodes.Mul: _mul, nodes.Scale: _scale, nodes.Divide: _divide, nodes.Smallest: _smallest,
    nodes.Largest: _largest, nodes.Absolute: _absolute, nodes.Lookup: _lookup, nodes.Shift: _shift,
}  # fmt: skip
