"""Councils' fees: the figures of Wyre Forest, fees in two parts, and every mistake refused at its line."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanlight.facts.files import Refused
from fanlight.licensing import fees
from fanlight.licensing.fee_tables import Due, FeeTable, council_table, councils, read_table
from fanlight.licensing.law import NotKnown, england

LAW = england()
WYRE = council_table("wyre-forest")
HEAD = "  says: A licence.\n  citation: Fees of 2020\n  certainty: A\n"
TWO_PARTS = f"""
fees:
- fee: licence
{HEAD}  from: 2020-04-01
  on_application: 600 GBP
  on_grant: 400 GBP
  inspections_included: 1
  reductions:
  - {{when: accredited, says: The holder is accredited., of: on_grant, off: 100 GBP, citation: p 2}}
  - {{when: charity, says: The holder is a charity., of: on_grant, off: 50%, citation: p 2}}
  - {{when: early, says: The application came early., of: on_application, to: 500 GBP, citation: p 2}}
  - {{when: several, says: Several houses at once., of: on_application, not_held: the council, citation: p 3}}
  refunds:
  - {{when: duplicate, of: on_application, share: 100%, citation: p 4}}
charges:
- charge: extra
  says: A further inspection.
  from: 2020-04-01
  force: may
  when: [beyond_included]
  amount: 80 GBP
  citation: p 5
  certainty: A
"""
Read = Callable[[str], FeeTable]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_(text: str) -> FeeTable:
        path = tmp_path / "town" / "fees.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return read_table(path, "fees.yaml")

    return read_


def quoted(table: FeeTable, on: str, kind: str = "licence", **circumstances: bool | None) -> fees.Quote:
    return fees.quote(table, kind, law=LAW, applied_on=date.fromisoformat(on), circumstances=circumstances)


@pytest.mark.parametrize(
    ("full", "least", "most"), [(False, "500", "500"), (True, "300", "300"), (None, "300", "500")], ids=["not full", "full", "not known"]
)
def test_wyre_forest_took_500_pounds_or_300_for_a_full_and_satisfactory_application(full: bool | None, least: str, most: str) -> None:
    found = quoted(WYRE, "2013-04-03", full_and_satisfactory=full)
    assert (found.least, found.most) == (Decimal(least), Decimal(most))
    assert bool(found.open) == (full is None)
    assert len(found.lowered_by) == (full is True)


def test_the_day_of_the_application_decides_which_figures_count() -> None:
    with pytest.raises(NotKnown, match="is held for 2013-04-02: from 2013-04-03 until 2018-04-01; from 2018-04-01"):
        quoted(WYRE, "2013-04-02")
    assert quoted(WYRE, "2018-03-31").most == Decimal(500)
    later = quoted(WYRE, "2018-04-01", full_and_satisfactory=True)
    assert (later.least, later.most, later.lines) == (None, None, ())
    assert [open_.partition(" (")[0] for open_ in later.open] == [
        "how much the fee is: see the council's published fees and charges for the day of the application",
        "by how much it is lowered",
    ]


def test_a_fee_taken_whole_is_marked_from_the_day_of_the_judgment_in_hemming() -> None:
    before, after = quoted(WYRE, "2016-11-15"), quoted(WYRE, "2016-11-16")
    assert [each.due for each in before.lines] == [Due.WHOLE]
    assert not any("taken on application" in remark for remark in before.remarks)
    assert any("taken on application" in remark for remark in after.remarks)
    assert after.provisions[1].citation.startswith("Hemming")


def test_a_fee_in_two_parts_is_asked_for_in_two_parts(read: Read) -> None:
    found = quoted(read(TWO_PARTS), "2020-04-01", accredited=False, charity=False, early=False, several=False)
    assert [(each.due, each.least, each.most) for each in found.lines] == [
        (Due.APPLICATION, Decimal(600), Decimal(600)),
        (Due.GRANT, Decimal(400), Decimal(400)),
    ]
    assert (found.open, found.remarks) == ((), ())


def test_reductions_lower_their_own_part(read: Read) -> None:
    found = quoted(read(TWO_PARTS), "2020-04-01", accredited=True, charity=True, early=True, several=False)
    assert [each.most for each in found.lines] == [Decimal(500), Decimal(100)]
    unknown = quoted(read(TWO_PARTS), "2020-04-01", accredited=True, charity=None, early=False, several=False)
    assert [(each.least, each.most) for each in unknown.lines] == [(Decimal(600), Decimal(600)), (Decimal(100), Decimal(300))]
    assert unknown.open == ("whether this is so: The holder is a charity.",)
    several = quoted(read(TWO_PARTS), "2020-04-01", accredited=False, charity=False, early=False, several=True)
    assert (several.least, several.most) == (Decimal(400), Decimal(1000))
    assert several.open == ("by how much it is lowered (Several houses at once.): see the council",)


def test_the_part_on_grant_is_given_back_where_there_is_no_grant(read: Read) -> None:
    paid = {Due.APPLICATION: Decimal(600), Due.GRANT: Decimal(400)}
    table, on = read(TWO_PARTS), date(2020, 4, 1)
    refused = fees.refund(table, "licence", applied_on=on, event="refused", paid=paid)
    assert (refused.least, refused.most, len(refused.open)) == (Decimal(400), Decimal(1000), 1)
    duplicate = fees.refund(table, "licence", applied_on=on, event="duplicate", paid=paid)
    assert (duplicate.least, duplicate.most, duplicate.open) == (Decimal(1000), Decimal(1000), ())
    assert duplicate.because == ("p 4", "the part on grant is not owed without a grant")
    granted = fees.refund(table, "licence", applied_on=on, event="granted", paid={Due.GRANT: Decimal(400)})
    assert (granted.least, granted.most) == (Decimal(0), Decimal(400))


def test_neither_edition_of_wyre_forest_says_what_is_given_back() -> None:
    found = fees.refund(WYRE, "licence", applied_on=date(2015, 1, 1), event="withdrawn", paid={Due.WHOLE: Decimal(300)})
    assert (found.least, found.most) == (Decimal(0), Decimal(300))
    assert found.open == (
        "whether what was paid in one sum on application comes back when an application is withdrawn: the council's table does not say",
    )


def charged(on: str, inspections: int | None = None, cost: str | None = None, **circumstances: bool | None) -> dict[str, fees.ChargeDue]:
    found = fees.charges(
        WYRE, on=date.fromisoformat(on), circumstances=circumstances, inspections=inspections, cost=Decimal(cost) if cost else None
    )
    return {each.charge.name: each for each in found}


def test_one_inspection_was_included_and_a_further_one_could_be_charged() -> None:
    none = {"separate_enforcement": False, "contraventions_found": False}
    assert charged("2015-01-01", 1, "0", **none) == {}
    second = charged("2015-01-01", 2, "0", **none)["further-inspection"]
    assert (second.applies, second.charge.force, second.amount) == ((True, True), "may", None)
    assert second.open == ("how much it is: see the council's charges for inspections on that day",)
    unknown = charged("2015-01-01", None, "0", **none)["further-inspection"]
    assert (unknown.applies, unknown.open[0]) == ((False, True), "whether beyond included")
    assert charged("2018-04-01", 2, "0", **none) == {}


def test_enforcement_with_contraventions_can_be_charged_for_and_investigations_must() -> None:
    both = charged("2019-01-01", 1, "250", separate_enforcement=True, contraventions_found=True)
    assert (both["enforcement-inspection"].applies, both["investigation"].amount) == ((True, True), Decimal(250))
    assert both["investigation"].open == ()
    assert both["investigation"].charge.force == "must"
    untold = charged("2019-01-01", 1, separate_enforcement=True)
    assert untold["enforcement-inspection"].applies == (False, True)
    assert untold["investigation"].open == ("whether investigation cost arose", "what it cost")
    assert charged("2013-04-02", 5, "250") == {}


def test_a_charge_with_a_figure_gives_it_and_a_table_without_a_licence_fee_cannot_tell_what_is_included(read: Read) -> None:
    table = read(TWO_PARTS)
    (extra,) = fees.charges(table, on=date(2020, 4, 1), circumstances={}, inspections=2)
    assert (extra.amount, extra.open) == (Decimal(80), ())
    bare = read("charges:\n" + TWO_PARTS.partition("charges:\n")[2])
    assert fees.charges(bare, on=date(2020, 4, 1), circumstances={}, inspections=2)[0].applies == (False, True)


def test_an_unknown_fee_or_council_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotKnown, match="wyre-forest has no fee called 'licences'; did you mean 'licence'"):
        quoted(WYRE, "2015-01-01", "licences")
    with pytest.raises(Refused, match="no fees are held for 'sheffield'; known here: wyre-forest"):
        council_table("sheffield")


def test_a_circumstance_the_table_does_not_speak_of_is_refused() -> None:
    with pytest.raises(NotKnown, match="the fees of wyre-forest speak of no 'full_and_satisfying'; did you mean 'full_and_satisfactory'"):
        quoted(WYRE, "2015-01-01", full_and_satisfying=True)
    with pytest.raises(NotKnown, match="speak of no 'enforced'"):
        fees.charges(WYRE, on=date(2015, 1, 1), circumstances={"enforced": True})


FEE = f"fees:\n- fee: licence\n{HEAD}  from: "


def part(*lines: str) -> str:
    return f"{FEE}2020-01-01\n  on_application: 600 GBP\n  on_grant: 400 GBP\n" + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (FEE + "2018-08-01\n  whole: 900 GBP\n", "fees.yaml:7: a fee charged whole on application is unlawful from 2018-07-31"),
        (FEE + "2015-01-01\n  whole: 900 GBP\n", "fees.yaml:7: a fee charged whole on application is unlawful"),
        (FEE + "2015-01-01\n  until: 2018-08-01\n  whole: 900 GBP\n", "fees.yaml:8: a fee charged whole on application is unlawful"),
        (FEE + "2019-01-01\n  on_application: 900 GBP\n  on_grant: 0 GBP\n", "fees.yaml:8: a fee charged whole on application is unlawful"),
        (FEE + "2019-01-01\n  on_application: 900 GBP\n", "fees.yaml:2: a fee has 'on_application:' and 'on_grant:'"),
        (FEE + "2019-01-01\n", "fees.yaml:2: a fee has 'on_application:'"),
        (FEE + "2015-01-01\n  whole: 900 GBP\n  not_held: x\n", "fees.yaml:2: a fee has 'on_application:'"),
        (FEE + "2015-01-01\n  until: 2015-01-01\n  whole: 9 GBP\n", "fees.yaml:7: '2015-01-01' is not after the first day, 2015-01-01"),
        (FEE + "yesterday\n  whole: 9 GBP\n", "fees.yaml:6: 'yesterday' is not a date"),
        (FEE + "2015-01-01\n  whole: 900\n", "fees.yaml:7: '900' is no sum of money; write for example '500 GBP'"),
        (FEE + "2015-01-01\n  whole: much\n", "fees.yaml:7: 'much' is not a number with a unit"),
        (FEE + "2015-01-01\n  whole: -5 GBP\n", "fees.yaml:7: '-5 GBP' is no sum of money"),
        ("fees:\n- fee: licence\n", "fees.yaml:2: 'says:' is missing"),
        ("fee:\n- fee: licence\n", "fees.yaml:1: 'fee' has no meaning here; did you mean 'fees'?"),
        (part("discounts: []"), "fees.yaml:9: 'discounts' has no meaning here"),
        (part().replace("certainty: A", "certainty: D"), "fees.yaml:5: 'D' is no certainty"),
        (part("inspections_included: one"), "fees.yaml:9: 'one' is no number of inspections"),
        (part("reductions: [{when: x, says: X., off: 5 GBP, citation: p}]"), "fees.yaml:9: 'of:' says which part of the fee is meant"),
        (part("reductions: [{when: x, says: X., of: whole, off: 5 GBP, citation: p}]"), "fees.yaml:9: 'of:' says which part"),
        (part("reductions: [{when: x, says: X., of: on_grant, citation: p}]"), "fees.yaml:9: a reduction has one of 'off:'"),
        (part("reductions: [{when: x, says: X., of: on_grant, off: 401 GBP, citation: p}]"), "'401 GBP' is more than the part of the fee"),
        (part("reductions: [{when: x, says: X., of: on_grant, to: 401 GBP, citation: p}]"), "'401 GBP' is more than the part of the fee"),
        (part("reductions: [{when: x, says: X., of: on_grant, off: 101%, citation: p}]"), "'101%' is no share; write for example '20%'"),
        (part("reductions: [{when: Full one, says: X., of: on_grant, off: 1%, citation: p}]"), "'Full one' is no circumstance"),
        (part("refunds: [{when: x, of: on_grant, share: 5 GBP, citation: p}]"), "'5 GBP' is no share"),
        (part("refunds: [{when: x, of: on_grant, citation: p}]"), "fees.yaml:9: 'share:' is missing"),
        (part() + part().removeprefix("fees:\n"), "fees.yaml:9: 'licence' begins on 2020-01-01, while the period before it"),
        (TWO_PARTS.replace("force: may", "force: can"), "'can' is no force of a charge; write may or must"),
        (TWO_PARTS.replace("amount: 80 GBP", "note: none"), "a charge has 'amount:' (pounds, or 'at cost'), or 'not_held:'"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_file_and_line(read: Read, text: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert message in str(refused.value)


def test_a_whole_fee_is_read_where_it_ended_in_time_and_periods_may_follow_each_other(read: Read) -> None:
    table = read(
        FEE + "2015-01-01\n  until: 2018-07-31\n  whole: 900 GBP\n" + part().removeprefix("fees:\n").replace("2020-01-01", "2018-07-31")
    )
    assert [fee.parts for fee in table.fees] == [
        {Due.WHOLE: Decimal(900)},
        {Due.APPLICATION: Decimal(600), Due.GRANT: Decimal(400)},
    ]
    assert table.fees[0].cited == "Fees of 2020 [A: the text, or an official guide, was read]"
    other = read(part() + part().removeprefix("fees:\n").replace("fee: licence", "fee: renewal"))
    assert [fee.name for fee in other.fees] == ["licence", "renewal"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries({word: st.sampled_from([True, False, None]) for word in ("accredited", "charity", "early", "several")}),
    st.sampled_from(["accredited", "charity", "early", "several"]),
)
def test_settling_an_unknown_never_leaves_the_bounds(read: Read, known: dict[str, bool | None], word: str) -> None:
    table = read(TWO_PARTS)
    wide = quoted(table, "2020-04-01", **{**known, word: None})
    settled = quoted(table, "2020-04-01", **{**known, word: known[word] is True})
    assert wide.least is not None and wide.most is not None and settled.least is not None and settled.most is not None
    assert Decimal(0) <= wide.least <= settled.least <= settled.most <= wide.most <= Decimal(1000)


def test_a_folder_of_councils_of_its_own_counts_before_what_is_shipped(tmp_path: Path) -> None:
    for council in ("sample", "wyre-forest"):
        (tmp_path / council).mkdir()
        (tmp_path / council / "fees.yaml").write_text(TWO_PARTS, encoding="utf-8")
    assert councils((tmp_path,)) == ("sample", "wyre-forest")
    assert council_table("sample", (tmp_path,)).fees[0].citation == "Fees of 2020"
    assert council_table("wyre-forest", (tmp_path,)).fees[0].citation == "Fees of 2020"
    with pytest.raises(Refused, match="no fees are held for 'samples'.*did you mean 'sample'"):
        council_table("samples", (tmp_path,))


def test_a_reduction_may_have_a_question_for_whoever_applies(read: Read) -> None:
    table = read(TWO_PARTS.replace("says: The holder is accredited.,", "says: The holder is accredited., asks: Is the holder accredited?,"))
    asks = {each.when: each.asks for fee in table.fees for each in fee.reductions}
    assert asks["accredited"] == "Is the holder accredited?"
    assert set(asks.values()) == {"Is the holder accredited?", ""}
