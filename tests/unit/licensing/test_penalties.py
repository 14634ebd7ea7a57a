"""What an offence could cost at most: both sides of each change, and an offence that goes on across one."""

from datetime import date
from decimal import Decimal

import pytest

from fanlight.licensing import penalties
from fanlight.licensing.law import NotKnown, england
from fanlight.licensing.penalties import Exposure

LAW = england()
INSTEAD = (
    "unlicensed-hmo", "over-occupation", "licence-condition", "unlicensed-house", "selective-condition",
    "improvement-notice", "overcrowding-notice", "management-regulations",
)  # fmt: skip


def most(offence: str, on: str, until: str | None = None) -> Exposure:
    return penalties.most(LAW, offence, from_=date.fromisoformat(on), until=date.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    ("offence", "on", "kind", "words", "certainty"),
    [
        ("unlicensed-hmo", "2015-03-11", "fine", "£20,000", "C"),
        ("unlicensed-hmo", "2015-03-12", "fine", "unlimited", "C"),
        ("licence-condition", "2015-03-11", "fine", "£5,000", "C"),
        ("licence-condition", "2015-03-12", "fine", "unlimited", "C"),
        ("overcrowding-notice", "2015-03-12", "fine", "£2,500", "M"),
        ("unlicensed-hmo", "2017-04-05", "civil-penalty", "none", "C"),
        ("unlicensed-hmo", "2017-04-06", "civil-penalty", "£30,000", "C"),
        ("unlicensed-hmo", "2026-04-30", "civil-penalty", "£30,000", "C"),
        ("unlicensed-hmo", "2026-05-01", "civil-penalty", "£40,000", "C"),
        ("unlicensed-hmo", "2026-05-01", "starting-point", "£17,000", "C"),
        ("over-occupation", "2026-05-01", "starting-point", "£20,000", "C"),
        ("unlicensed-hmo", "2017-04-05", "rent-repayment", "12 months' rent", "C"),
        ("unlicensed-hmo", "2026-04-30", "rent-repayment", "12 months' rent", "C"),
        ("unlicensed-hmo", "2026-05-01", "rent-repayment", "24 months' rent", "C"),
        ("over-occupation", "2026-05-01", "rent-repayment", "none", "M"),
        ("unlawful-eviction", "2026-04-30", "civil-penalty", "none", "A"),
        ("unlawful-eviction", "2026-05-01", "civil-penalty", "£40,000", "A"),
    ],
)
def test_the_date_of_the_offence_decides_the_figure(offence: str, on: str, kind: str, words: str, certainty: str) -> None:
    figure = most(offence, on).figure(kind)
    assert (figure.words, figure.certainty, figure.is_certain) == (words, certainty, True)


@pytest.mark.parametrize("offence", INSTEAD)
def test_a_civil_penalty_is_possible_for_each_offence_of_the_list_since_april_2017(offence: str) -> None:
    assert [most(offence, on).figure("civil-penalty").amounts for on in ("2017-04-05", "2017-04-06", "2026-05-01")] == [
        (Decimal(0),),
        (Decimal(30000),),
        (Decimal(40000),),
    ]


def test_an_offence_across_the_first_of_may_2026_shows_both_figures_and_decides_nothing() -> None:
    figure = most("unlicensed-hmo", "2026-04-01", "2026-05-02").figure("civil-penalty")
    assert figure.amounts == (Decimal(30000), Decimal(40000))
    assert not figure.is_certain
    assert figure.words == "£30,000 or £40,000"
    assert figure.open == ("the law changed on 2026-05-01: which figure governs was not found",)
    assert most("unlicensed-hmo", "2026-04-01", "2026-05-01").figure("civil-penalty").is_certain
    assert most("unlicensed-hmo", "2015-03-01", "2015-04-01").figure("fine").amounts == (Decimal(20000), None)


def test_an_end_before_the_beginning_is_taken_as_that_day_only() -> None:
    assert most("unlicensed-hmo", "2026-05-01", "2026-04-01").figure("civil-penalty").amounts == (Decimal(40000),)


def test_two_provisions_that_agree_are_one_figure() -> None:
    figure = most("unlicensed-hmo", "2017-04-01", "2017-05-01").figure("rent-repayment")
    assert len(figure.provisions) == 2
    assert (figure.words, figure.is_certain) == ("12 months' rent", True)


def test_an_unknown_date_leaves_every_figure_open() -> None:
    exposure = penalties.most(LAW, "unlicensed-hmo", from_=None)
    assert exposure.open == ("on what day the offence was committed",)
    assert exposure.figure("civil-penalty").amounts == (Decimal(0), Decimal(30000), Decimal(40000))
    assert exposure.figure("civil-penalty").open == ("the law changed on 2017-04-06, 2026-05-01: say when the offence was committed",)


def test_what_was_not_found_is_said_to_be_not_held() -> None:
    condition = most("licence-condition", "2026-05-01").figure("starting-point")
    assert (condition.words, condition.amounts, condition.is_certain) == ("not held", (), False)
    assert condition.open == ("the figure was not found; take it from the council's policy or the guidance",)
    before = most("unlicensed-hmo", "2026-04-30").figure("starting-point")
    assert (before.provisions, before.words, before.certainty, before.open) == ((), "not held", "", (penalties.NO_GUIDANCE,))
    assert not before.is_certain


def test_the_management_regulations_begin_at_a_figure_for_each_duty() -> None:
    figure = most("management-regulations", "2026-05-01").figure("starting-point")
    assert figure.words.startswith(
        "information: £3,000; safety measures: £20,000; water and drainage: £10,000; gas and electricity: not held"
    )
    assert figure.amounts == ()


def test_every_offence_says_what_it_is_and_has_its_figures() -> None:
    for offence in penalties.offences(LAW):
        assert penalties.described(LAW, offence).citation
        assert most(offence, "2026-06-01").figure("fine").provisions


def test_an_unknown_offence_or_an_early_day_is_refused() -> None:
    with pytest.raises(NotKnown, match="no offence is called 'unlicenced-hmo'; did you mean 'unlicensed-hmo'"):
        most("unlicenced-hmo", "2026-05-01")
    with pytest.raises(NotKnown, match="no figure is held for 'unlicensed-hmo' on 2006-04-05: the first is from 2006-04-06"):
        most("unlicensed-hmo", "2006-04-05")
