"""Parsing: what is said to somebody who wrote an expression that cannot be read, and what no text can do to the parser."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.facts.vocabulary import THINGS
from fanlight.standards.elaborate import read_expression
from fanlight.standards.language import parse
from fanlight.standards.scope import Scope
from fanlight.standards.types import BadExpression


def refusal(text: str) -> str:
    with pytest.raises(BadExpression) as refused:
        parse(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the expression stops too early: ''"),
        ("   ", "the expression stops too early: ''"),
        ("house.persons >", "the expression stops too early: 'house.persons >'"),
        ("if house.is_hmo then 1", "the expression stops too early: 'if house.is_hmo then 1'"),
        ("house.persons > 1 )", "')' is not expected at character 19, after 'house.persons > 1'"),
        ("1 < 2 < 3", "'<' is not expected at character 7, after '1 < 2'"),
        ("house.persons == 1", "'=' is not expected at character 16, after 'house.persons ='; write '='"),
        ("house.persons <> 1", "'>' is not expected at character 16, after 'house.persons <'; write '!='"),
        ("house.persons => 1", "'>' is not expected at character 16, after 'house.persons ='; write '>='"),
        ("house.persons =< 1", "'<' is not expected at character 16, after 'house.persons ='; write '<='"),
        ("a && b", "'&&' cannot be read at character 3; write 'and'"),
        ("a || b", "'||' cannot be read at character 3; write 'or'"),
        ("a & b", "'&' cannot be read at character 3; write 'and'"),
        ("a | b", "'|' cannot be read at character 3; write 'or'"),
        ("2 × 3", "'×' cannot be read at character 3; write '*'"),
        ("6 ÷ 3", "'÷' cannot be read at character 3; write '/'"),
        ("house.is_hmo andd house.is_hmo", "'andd' is not expected at character 14, after 'house.is_hmo'; did you mean 'and'?"),
        ("1 # 2", "'#' cannot be read at character 3"),
        ("room.🙂", "'🙂' cannot be read at character 6"),
        ("1 =\N{NO-BREAK SPACE}1", "'U+00A0' cannot be read at character 4"),
        ("\0", "'U+0000' cannot be read at character 1"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}1 = 1", "'U+202E' cannot be read at character 1"),
        ("\N{BYTE ORDER MARK}1 = 1", "'U+FEFF' cannot be read at character 1"),
        ("１ = 1", "'１' cannot be read at character 1"),
        ("٣ = 3", "'٣' cannot be read at character 1"),
        ("1 =\n1 ?", "'?' cannot be read at character 7"),
        ("1 =\n1 2", "'2' is not expected at character 7, after '1 =\n1'"),
        ("number(room.floor_area, furlong)", "'furlong)' is not expected at character 25, after 'number(room.floor_area,'"),
        ("min(1)", "')' is not expected at character 6, after 'min(1'"),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_place_and_the_likely_intent(text: str, message: str) -> None:
    assert refusal(text) == message


def test_an_unreadable_word_is_quoted_only_so_far() -> None:
    assert refusal("(" * 900 + ")" * 1000) == f"'{')' * 40}' is not expected at character 901, after '{'(' * 30}'"


def test_an_expression_may_be_so_long_and_no_longer() -> None:
    parse("house.persons > " + "1".rjust(2000 - 16))
    assert refusal("1" + " " * 2000) == "the expression is longer than 2,000 characters; name parts of it as terms"


def test_an_expression_may_have_so_many_parts_and_no_more() -> None:
    parse(" and ".join(["house.is_hmo"] * 110))
    assert refusal("+".join(["1"] * 300)) == "the expression has 599 parts, more than 400; name parts of it as terms"


def test_an_expression_may_be_nested_so_deep_and_no_deeper() -> None:
    parse("not " * 38 + "house.is_hmo")
    assert refusal("not " * 60 + "house.is_hmo") == "the expression is nested deeper than 40; name parts of it as terms"


HOSTILE = {
    "1,000 open and 1,000 closed parentheses": "(" * 1000 + ")" * 1000,
    "2,000 open parentheses": "(" * 2000,
    "999 parentheses around a figure": "(" * 999 + "1" + ")" * 999,
    "490 nots": "not " * 490 + "house.is_hmo",
    "1,999 minuses": "-" * 1999 + "1",
    "60 ifs": "if house.is_hmo then 1 else " * 60 + "1",
    "1,000 sums": "1+" * 999 + "1",
    "100 large factors": "*".join(["999999999999"] * 100),
    "30 large factors": "*".join(["999999999999"] * 30),
    "a figure of 1,999 digits": "9" * 1999,
    "a fraction of 1,900 decimals": "0." + "0" * 1900 + "1",
    "a fact of 1,900 letters": "house." + "a" * 1900,
    "300 links": "room" + ".unit" * 300,
    "nested folds": "some(room: " * 150 + "house.is_hmo" + ")" * 150,
    "a surrogate": "\ud800",
    "a year 0": "0000-01-01 = 2000-01-01",
    "2,000 quotes": '"' * 2000,
    "2,000 dots": "." * 2000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_or_refused_at_once(text: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(BadExpression):
        read_expression(text, Scope().about("room"))
    assert time.process_time() - begun < 1.5


WORDS = st.sampled_from(
    [
        *("if", "then", "else", "and", "or", "not", "is", "in", "where", "as", "table", "by", "none", "(", ")", ",", ":", "."),
        *("some(", "every(", "count(", "sum(", "least(", "most(", "min(", "max(", "ceil(", "floor(", "abs(", "number(", "holds(1.1/a)"),
        *(
            "=",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "+",
            "-",
            "*",
            "/",
            '"2"',
            '"',
            "2018-10-01",
            "9999-99-99",
            "0",
            "1",
            "6.51 m2",
            "20%",
            "900 mm",
        ),
        *("1 year", "3 month", "7 day", "0.000000000001", "999999999999 h", "m2", "l/s", "１", "²", "\n", "é", "\0", "other", "x"),
        *("room", "room.use", "room.unit", "room.floor_area", "room.sleepers", "house.persons", "house.is_hmo", "house.as_at_date"),
        *("licence.number", "kitchen.room.use", "bedroom", "alarm", "alarm.room", "unit", "bins", "room.unit.persons", "room.nothing"),
    ]
)
SCOPES = [Scope().about(None), *(Scope().about(thing) for thing in THINGS)]


def only_refuses(text: str, scope: Scope) -> None:
    try:
        read_expression(text, scope)
    except BadExpression as refused:
        assert str(refused)


@settings(max_examples=800, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=25), st.sampled_from(SCOPES))
def test_random_words_are_read_or_refused_and_nothing_else(words: list[str], scope: Scope) -> None:
    only_refuses(" ".join(words), scope)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.text(max_size=60), st.sampled_from(SCOPES))
def test_random_letters_are_read_or_refused_and_nothing_else(text: str, scope: Scope) -> None:
    only_refuses(text, scope)


PLACES = st.sampled_from(
    ["room.floor_area", "house.persons", "room.sleepers", "6.5 m2", "3", "house.as_at_date", "1 year", "room.is_communal"]
)
TREES = st.recursive(
    PLACES,
    lambda below: st.one_of(
        st.tuples(below, st.sampled_from(["+", "-", "*", "/", "=", ">=", "and", "or", "is"]), below).map(
            lambda three: f"({' '.join(three)})"
        ),
        below.map(lambda one: f"not {one}"),
        below.map(lambda one: f"-({one})"),
        st.tuples(st.sampled_from(["ceil", "floor", "abs", "min", "max"]), below, below).map(lambda of: f"{of[0]}({of[1]}, {of[2]})"),
        st.tuples(below, below, below).map(lambda three: f"if {three[0]} then {three[1]} else {three[2]}"),
        st.tuples(st.sampled_from(["some", "every", "count", "sum", "least", "most"]), below, below).map(
            lambda of: f"{of[0]}(window as w where {of[1]}: {of[2]})"
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TREES)
def test_random_trees_are_read_or_refused_and_nothing_else(text: str) -> None:
    only_refuses(text, Scope().about("room"))
