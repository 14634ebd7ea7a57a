"""The kinds of fact: every declared fact reads what it shows, and refuses what it cannot be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.facts import thing, units
from fanlight.facts.declaration import Fact
from fanlight.facts.kinds import (
    Area,
    Bounds,
    Choice,
    Count,
    Day,
    Length,
    Link,
    Measured,
    Money,
    Number,
    Temperature,
    Text,
    Unfit,
    YesNo,
    one_of,
)  # fmt: skip
from fanlight.facts.vocabulary import THINGS

DECLARED = [fact for each in THINGS.values() for fact in each.facts.values()]
ASKED = [fact for fact in DECLARED if isinstance(fact, YesNo | Choice | Measured)]


def a_choice(*options: str) -> Choice:
    return Choice(question="?", options=options, name="colour", thing="wall")


def an_area() -> Measured:
    return Area(question="?", low="0.3 m2", high="300 m2", name="floor_area", thing="room")


def a_count() -> Count:
    return Count(question="?", low="0", high="10", name="rings", thing="kitchen")


@some.composite
def statements(draw: some.DrawFn) -> tuple[Fact, Bounds]:
    """A declared fact and bounds it may have."""
    fact = draw(some.sampled_from(ASKED))
    if isinstance(fact, YesNo):
        return fact, draw(some.sampled_from([(0, 0), (1, 1)]))
    least, most = fact.domain
    if isinstance(fact, Choice):
        mask = draw(some.integers(1, most))
        return fact, (mask, mask)
    ends = sorted((draw(some.integers(least, most)), draw(some.integers(least, most))))
    return fact, (ends[0], ends[draw(some.integers(0, 1))])


@given(statements())
def test_every_declared_fact_reads_what_it_shows(statement: tuple[Fact, Bounds]) -> None:
    fact, bounds = statement
    if fact.show(bounds) == "unknown":  # no statement: a survey reads it as nothing said
        assert bounds == fact.domain
    else:
        assert fact.read(fact.show(bounds)) == bounds


@given(some.sampled_from(ASKED), some.text(max_size=12))
def test_any_text_is_read_within_the_legal_range_or_refused(fact: Fact, text: str) -> None:
    try:
        low, high = fact.read(text)
    except Unfit as error:
        assert str(error)
        return
    assert fact.domain[0] <= low <= high <= fact.domain[1] or isinstance(fact, Choice)


def test_every_declaration_is_whole() -> None:
    for fact in DECLARED:
        assert fact.question.endswith("?") or "?" in fact.question, fact.path
        assert fact.domain[0] <= fact.domain[1], fact.path
        assert not isinstance(fact, Choice) or len(set(fact.options)) == len(fact.options) > 1, fact.path
        assert not isinstance(fact, Link) or fact.to in THINGS, fact.path
        assert not (fact.how and fact.judged), fact.path


def test_no_option_reads_as_something_else() -> None:
    options = [(fact.path, option) for fact in DECLARED if isinstance(fact, Choice) for option in fact.options]
    assert [each for each in options if each[1].lower() in ("unknown", "not known", "?", "") or " or " in each[1]] == []
    assert [each for each in options if each[1] != each[1].strip()] == []


@pytest.mark.parametrize(("text", "bounds"), [("yes", (1, 1)), (" No ", (0, 0)), ("TRUE", (1, 1)), ("false", (0, 0))])
def test_a_yes_or_no_is_read(text: str, bounds: Bounds) -> None:
    assert YesNo(question="?").read(text) == bounds


def test_a_yes_or_no_shows_its_three_answers() -> None:
    fact = YesNo(question="?")
    assert [fact.show(each) for each in ((1, 1), (0, 0), fact.domain)] == ["yes", "no", "unknown"]
    with pytest.raises(Unfit, match="write yes, no or unknown"):
        fact.read("perhaps")


def test_a_choice_may_stay_open_between_options() -> None:
    fact = a_choice("red", "green", "blue")
    assert fact.read("red or blue") == (0b101, 0b101)
    assert fact.show((0b101, 0b101)) == "red or blue"
    assert fact.show(fact.domain) == "unknown"
    with pytest.raises(Unfit, match="'pink' is not one of the options of wall.colour: red, green, blue"):
        fact.read("red or pink")


def test_words_and_links_have_nothing_to_compute_with() -> None:
    text, link = Text(question="?"), Link(question="?", to="room")
    assert text.domain == link.domain == (0, 0)
    assert text.read("anything") == (0, 0)
    assert text.show((0, 0)) == link.show((0, 0)) == ""


def test_a_fact_without_a_kind_can_do_nothing() -> None:
    fact = Fact(question="?", name="a", thing="b")
    assert fact.path == "b.a"
    for use in (lambda: fact.domain, lambda: fact.read("1"), lambda: fact.show((0, 0))):
        with pytest.raises(NotImplementedError):
            use()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12 m2", "12", "12"),
        ("9 to 11 m2", "9", "11"),
        ("9 m2 to 11 m2", "9", "11"),
        ("90000 cm2 to 11 m2", "9", "11"),
        ("12 m2 +/- 5%", "11.4", "12.6"),
        ("12 m2 +/- 0.5 m2", "11.5", "12.5"),
        ("12 m2 +/- 0.5", "11.5", "12.5"),
        ("0.5 m2 +/- 0.4 m2", "0.3", "0.9"),
        ("299 m2 +/- 5%", "284.05", "300"),
        ("at least 2 m2", "2", "300"),
        ("at most 2 m2", "0.3", "2"),
    ],
)
def test_a_quantity_is_read_as_an_interval_that_holds_it(text: str, low: str, high: str) -> None:
    expected = tuple(units.scaled(Decimal(end), units.AREA.decimals) for end in (low, high))
    assert an_area().read(text) == expected


def test_a_tolerance_is_rounded_outwards() -> None:
    assert Money(question="?", low="0 GBP", high="10 GBP").read("0.99 GBP +/- 1%") == (98, 100)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12", "'12' has no unit; write for example '12 m2'"),
        ("12 m", "'12 m' is no area; room.floor_area is given in m2 or cm2 or mm2"),
        ("12%", "is no area"),
        ("1.000000001 m2", "finer than 0.00000001 m2"),
        ("301 m2", r"outside what room.floor_area can be: 0.3 to 300 m2 \(Fanlight's claim"),
        ("0.2 m2", "outside what"),
        ("301 m2 +/- 5 m2", "outside what"),
        ("at least 301 m2", "outside what"),
        ("11 to 9 m2", "ends before it begins; write the lower value first"),
        ("12 m2 +/- -1 m2", "without a minus sign"),
        ("12 m2 +/- x", "not a number with a unit"),
        ("big", "not a number with a unit"),
    ],
)
def test_a_quantity_that_cannot_be_is_refused_with_what_would_do(text: str, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        an_area().read(text)


def test_a_plain_number_has_no_unit() -> None:
    with pytest.raises(Unfit, match="has a unit, but kitchen.rings is a plain number"):
        a_count().read("4 m")
    with pytest.raises(Unfit, match="has a unit, but"):
        a_count().read("100%")
    with pytest.raises(Unfit, match="finer than 1"):
        a_count().read("1.5")
    assert a_count().read("2 to 4") == (2, 4)
    assert a_count().show((2, 4)) == "2 to 4"


def test_a_share_may_be_a_percentage() -> None:
    share = Number(question="?", low="0%", high="100%")
    assert share.read("80%") == share.read("0.8") == (8000, 8000)
    assert share.read("9 to 20%") == (900, 2000)


def test_a_tolerance_of_a_value_below_zero_widens_it_too() -> None:
    assert Temperature(question="?", low="-20 degC", high="30 degC").read("-10 degC +/- 10%") == (-1100, -900)


def test_the_unit_shown_is_that_of_the_range() -> None:
    assert Length(question="?", low="0 mm", high="9 m").unit == "mm"
    assert Count(question="?").unit == ""
    assert Money(question="?", low="0 GBP", high="10 GBP").show((0, 250)) == "0 to 2.5 GBP"


def test_a_date_may_be_open_at_one_end() -> None:
    day = Day(question="?", low="2000-01-01", high="2000-12-31", name="date", thing="notice")
    assert day.show(day.read("2000-02-29")) == "2000-02-29"
    assert day.show(day.read("before 2000-02-01")) == "2000-01-01 to 2000-01-31"
    assert day.show(day.read("from 2000-12-01")) == "2000-12-01 to 2000-12-31"
    assert day.show(day.read("2000-03-01 to 2000-04-01")) == "2000-03-01 to 2000-04-01"


@pytest.mark.parametrize("text", ["1 March 2000", "20000301", "2000-W10-1", "2000-02-30", "01/03/2000", ""])
def test_a_date_is_written_year_first(text: str) -> None:
    with pytest.raises(Unfit, match="write the year, month and day, for example 2018-10-01"):
        Day(question="?").read(text)


def test_options_end_a_sentence() -> None:
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b or c"


def test_a_fact_is_found_by_its_path() -> None:
    assert thing.fact("room.floor_area").path == "room.floor_area"
    with pytest.raises(KeyError):
        thing.fact("room.colour")
    assert {each.name for each in thing.singular()} >= {"house", "licence", "bins"}


def test_no_two_things_share_a_name() -> None:
    with pytest.raises(ValueError, match="two things are called room"):
        type("Chamber", (thing.Thing,), {}, name="room")


def test_a_thing_is_called_after_its_class_unless_it_says_otherwise() -> None:
    made = type("Turret", (thing.Thing,), {"height": Count(question="How high?")})
    try:
        assert made.name == "turret"
        assert made.facts["height"].path == "turret.height"
        assert made.facts["height"].slot == 1
    finally:
        del THINGS["turret"]
