"""Every letter is composed whole or refused: each kind from an invented case, nothing missing, no day that the law does not allow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fanlight.documents.letters import example, texts
from fanlight.documents.letters.composing import Incomplete, compose
from fanlight.documents.letters.letter import INVENTED, Facts, Heading, Items, Letter, NotPrintable, Paragraph, Signature, Table
from fanlight.documents.letters.matters import Appeal, Heard, Representations
from fanlight.documents.letters.particulars import Decision, Particulars
from fanlight.documents.letters.placeholders import PLACEHOLDERS, text_of
from fanlight.documents.letters.stating import state
from fanlight.licensing import procedure
from fanlight.licensing.deadlines import DatesInvalid, Delivery
from fanlight.licensing.periods import named
from fanlight.standards.library import Library

KINDS = sorted(texts.default().kinds)
TABLES = ("application", "licence", "variation", "revocation", "temporary-exemption", "appeal")
NOTICES = [kind for kind in KINDS if "representations" in texts.default().text(kind).counts]
APPEALABLE = [kind for kind in KINDS if "appeal" in texts.default().text(kind).counts]
# What Schedule 5 to the Housing Act 2004, and section 62, have each notice set out.
DEMANDED = {
    "grant-proposal": ["para 2(a)", "para 2(b)", "2(c)"],
    "modifications-proposal": ["para 4(a)", "para 4(b)", "4(c)"],
    "refusal-proposal": ["para 6(a)", "6(b)"],
    "grant-decision": ["7(2)(b)(i)", "7(2)(b)(ii) and (iii)"],
    "refusal-decision": ["8(2)(a)", "8(2)(b)", "8(2)(c) and (d)"],
    "variation-proposal": ["para 15(a)", "para 15(b)", "para 15(c)"],
    "variation-decision": ["16(2)(b)(i)", "16(2)(b)(ii) and (iii)"],
    "variation-refusal-proposal": ["para 20(a)", "para 20(b)"],
    "variation-refusal": ["21(2)(a)", "21(2)(b)", "21(2)(c) and (d)"],
    "revocation-proposal": ["para 23(a)", "para 23(b)"],
    "revocation-decision": ["24(2)(b)(i)", "24(2)(b)(ii) and (iii)"],
    "revocation-refusal-proposal": ["para 27(a)", "para 27(b)"],
    "revocation-refusal": ["28(2)(a)", "28(2)(b)", "28(2)(c) and (d)"],
    "exemption-refusal": ["s.62(6)(a)", "s.62(6)(b)", "s.62(6)(c) and (d)"],
}


def made(kind: str, **other: Any) -> Letter:
    return compose(kind, replace(example.particulars(kind), **other))


def words(letter: Letter) -> str:
    return "\n".join(letter.written)


def lacking(kind: str, given: Particulars) -> str:
    with pytest.raises(Incomplete) as refusal:
        compose(kind, given)
    return str(refusal.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_composed_from_a_full_set_of_particulars(kind: str) -> None:
    letter = made(kind)
    text = texts.default().text(kind)
    assert (letter.title, letter.law) == (text.title, text.law)
    assert "{" not in words(letter) and "}" not in words(letter)
    assert isinstance(letter.blocks[0], Heading) and any(isinstance(block, Signature) for block in letter.blocks)
    assert any("12 Invented Terrace, Exampleton EX2 3CC" in each for each in letter.written)
    assert letter.marking == INVENTED
    assert bool(letter.recipient) == ("recipient" in text.particulars)


@pytest.mark.parametrize("kind", KINDS)
def test_without_any_particular_it_names_everything_that_is_missing(kind: str) -> None:
    whole = example.WHOLE
    bare = Particulars(council=whole.council, reference="", dated_on=whole.dated_on, house=whole.house, officer=whole.officer)
    said = lacking(kind, bare)
    assert f"'{kind}' cannot be made without: the reference of the letter (letter.reference)" in said
    for group in texts.default().text(kind).particulars:
        assert group in said or group == "exempt", f"{group} is not named: {said}"


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_every_placeholder_stands_for_something_in_a_full_case(name: str) -> None:
    given = replace(example.WHOLE, exemption=example.SECOND)
    if name == "exempt.last_on":
        assert "13 June 2026" in words(made("licence-ended"))
    else:
        assert text_of(name, given)


def gives() -> set[tuple[str, str, str]]:
    days = (date(2017, 1, 1), date(2026, 4, 1))
    tables = [procedure.table(name, on) for on in days for name in TABLES]
    return {(step.table, step.name, given) for table in tables for step in table.steps for given in step.gives}


def test_everything_that_a_step_gives_has_a_text() -> None:
    written = {(given.table, given.step, given.gives) for text in texts.default().kinds.values() for given in text.given_by}
    assert gives() - written == set()


def test_every_text_is_given_by_a_step_or_says_when_it_is_sent() -> None:
    written = {(given.table, given.step, given.gives) for text in texts.default().kinds.values() for given in text.given_by}
    assert written - gives() == set()
    assert [kind for kind, text in texts.default().kinds.items() if bool(text.given_by) == bool(text.occasion)] == []


@pytest.mark.parametrize("kind", DEMANDED)
def test_every_notice_sets_out_what_the_law_demands_of_it(kind: str) -> None:
    statutory = [section.statutory for section in texts.default().text(kind).sections]
    assert [part for part in DEMANDED[kind] if not any(part in provision for provision in statutory)] == []


def test_every_notice_with_a_time_for_representations_or_an_appeal_is_on_that_list() -> None:
    assert {*NOTICES, *APPEALABLE} == set(DEMANDED)


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_whose_last_day_for_representations_is_too_early_is_never_made(kind: str) -> None:
    days = 7 if kind == "modifications-proposal" else 14
    first = date(2026, 4, 7) + timedelta(days=days)
    given = Representations(sent_on=date(2026, 4, 1), last_on=first, delivery=Delivery.POST)
    assert named(first) in words(made(kind, representations=given))
    with pytest.raises(DatesInvalid, match="1 day too early"):
        made(kind, representations=replace(given, last_on=first - timedelta(days=1)))


@pytest.mark.parametrize("kind", APPEALABLE)
def test_the_last_day_for_an_appeal_is_worked_out_or_must_be_the_right_one(kind: str) -> None:
    assert "28 April 2026" in words(made(kind, appeal=None))
    with pytest.raises(DatesInvalid, match="28 April 2026 is the day to print"):
        made(kind, appeal=Appeal(last_on=date(2026, 4, 29)))


def test_a_notice_dated_before_its_decision_or_sent_before_its_date_is_never_made() -> None:
    later = Decision(decided_on=date(2026, 4, 2), officer=example.OFFICER)
    with pytest.raises(DatesInvalid, match="dated 1 April 2026, before the decision of 2 April 2026"):
        made("grant-decision", decision=later, appeal=None)
    with pytest.raises(DatesInvalid, match="goes out on 31 March 2026, before its own date"):
        made("grant-proposal", representations=Representations(sent_on=date(2026, 3, 31), last_on=date(2026, 4, 30)))


def test_a_licence_that_runs_for_more_than_five_years_or_backwards_is_never_made() -> None:
    assert made("licence", licence=replace(example.LICENCE, until=date(2031, 5, 2)))
    with pytest.raises(DatesInvalid, match=r"too long: 2 May 2031 is 1 day too late"):
        made("licence", licence=replace(example.LICENCE, until=date(2031, 5, 3)))
    with pytest.raises(DatesInvalid, match="ends on 30 April 2026, before it begins"):
        made("proposed-licence", licence=replace(example.LICENCE, until=date(2026, 5, 1)))


def test_the_term_of_a_temporary_exemption_is_exactly_the_laws() -> None:
    with pytest.raises(DatesInvalid, match="30 June 2026 is the day to print"):
        made("exemption", exemption=replace(example.EXEMPTION, last_on=date(2026, 7, 1)))
    with pytest.raises(DatesInvalid, match="30 September 2026 is the day to print"):
        made("second-exemption", exemption=replace(example.SECOND, last_on=date(2026, 9, 29)))
    assert "exemption.last_on" in lacking("exemption", replace(example.WHOLE, exemption=replace(example.EXEMPTION, last_on=None)))
    assert "exemption.sent_on" in lacking("exemption", replace(example.WHOLE, exemption=replace(example.EXEMPTION, sent_on=None)))


def test_a_decision_in_the_past_that_is_written_of_later_keeps_its_own_law() -> None:
    old = Decision(decided_on=date(2018, 9, 30), officer=example.OFFICER)
    licence = replace(example.LICENCE, from_=date(2018, 10, 1), until=date(2023, 10, 1))
    letter = words(made("licence", decision=old, licence=licence))
    assert "waste" not in letter and "rooms used as living accommodation with an appliance" not in letter
    assert "waste" in words(made("licence"))


def test_a_room_without_its_numbers_or_a_licence_without_any_is_refused_by_name() -> None:
    rooms = (replace(example.ROOMS[0], under_10=None),)
    assert "the permitted persons of the room 'Front bedroom'" in lacking(
        "licence", replace(example.WHOLE, licence=replace(example.LICENCE, rooms=rooms))
    )
    assert "rooms" in lacking("licence", replace(example.WHOLE, licence=replace(example.LICENCE, rooms=())))
    numberless = replace(example.LICENCE, persons=None, households=None)
    assert "licence.persons, licence.households" in lacking("licence", replace(example.WHOLE, licence=numberless))
    assert "Most households" in words(made("licence", licence=replace(example.LICENCE, persons=None)))


def test_a_licence_bears_its_numbers_its_rooms_and_its_conditions() -> None:
    letter = made("licence")
    facts = [pair for block in letter.blocks if isinstance(block, Facts) for pair in block.pairs]
    assert ("Most persons", "5") in facts and ("Last day", "30 April 2031") in facts and ("Manager", "Exampleton Lettings Ltd") in facts
    table = next(block for block in letter.blocks if isinstance(block, Table))
    assert table.rows[2] == ("Box room, first floor", "5.2 m²", "0", "1", "1")
    lists = [block for block in letter.blocks if isinstance(block, Items) and block.numbered]
    assert len(lists) == 2 and all("Sch 4" in item for item in lists[0].items)
    assert lists[1].items[0].endswith("by 1 August 2026. (standard, 4.2)")
    assert ("Manager", "The licence holder") in [
        pair
        for block in made("licence", licence=replace(example.LICENCE, manager=None)).blocks
        if isinstance(block, Facts)
        for pair in block.pairs
    ]


def test_a_licence_without_conditions_of_its_own_says_nothing_of_them() -> None:
    letter = made("licence", licence=replace(example.LICENCE, conditions=()))
    assert Heading("Conditions of this licence") not in letter.blocks and Heading("Conditions that every licence holds") in letter.blocks


def test_the_least_areas_are_those_of_the_national_minimum() -> None:
    clauses = Library.standard().read("england/2018-10").clauses
    said = words(made("licence"))
    assert all(clauses[name].says.replace("m2", "m²") in said for name in ("1A/one-over-10", "1A/two-over-10", "1A/one-under-10"))


def test_a_room_of_which_nobody_knows_the_area_says_so() -> None:
    rooms = (replace(example.ROOMS[0], floor_area=None, storey=""),)
    table = next(block for block in made("licence", licence=replace(example.LICENCE, rooms=rooms)).blocks if isinstance(block, Table))
    assert table.rows == (("Front bedroom", "not recorded", "1", "1", "1"),)


def test_a_proposal_to_grant_holds_the_proposed_licence() -> None:
    letter = made("grant-proposal")
    place = letter.blocks.index(Heading("Copy of the proposed licence", begins_page=True))
    enclosed = letter.blocks[place + 1 :]
    assert Heading("Who may sleep in each room", depth=3) in enclosed
    assert not any(isinstance(block, Signature) for block in enclosed)
    assert all(block.depth == 3 for block in enclosed if isinstance(block, Heading))
    assert "not in force" in words(letter)


def test_what_the_enclosed_licence_lacks_is_lacking_in_the_notice() -> None:
    given = replace(example.particulars("grant-proposal"), licence=replace(example.LICENCE, rooms=()))
    assert lacking("grant-proposal", given).endswith("without: rooms (licence)")


def test_the_working_of_every_stated_day_is_shown_and_its_doubts_are_told_to_the_officer_alone() -> None:
    letter = made("grant-proposal")
    assert "Posted on 1 April 2026; working day 2 after it is 7 April 2026" in words(letter)
    assert "a secondary text was read" not in words(letter)
    assert any("presumed, not known" in doubt for doubt in letter.doubts) and not any(doubt in words(letter) for doubt in letter.doubts)
    assert [answer.deadline.name for answer in letter.answers] == ["consultation-on-proposal", "licence-term"]


def test_a_licence_that_ended_by_time_says_nothing_of_a_death() -> None:
    by_time = replace(example.WHOLE.ending, died_on=None, why="Its time is over.")
    letter = compose("licence-ended", replace(example.WHOLE, ending=by_time))
    assert "died" not in words(letter) and "exempt" not in words(letter) and letter.answers == ()


def test_texts_of_a_case_stay_what_they_are() -> None:
    odd = '{licence.until} #panic("x") \\ <b>*_`$'
    letter = made("duly-made", house=replace(example.HOUSE, address=odd))
    assert any(isinstance(block, Paragraph) and odd in block.text for block in letter.blocks)


def test_a_control_character_is_refused_and_an_unknown_kind_is_told_the_nearest() -> None:
    with pytest.raises(NotPrintable, match=r"U\+0007"):
        made("duly-made", house=replace(example.HOUSE, address="1 Bell\a Road"))
    with pytest.raises(NotPrintable, match=r"U\+202E"):
        made("duly-made", recipient=replace(example.HOLDER, name="Back\u202ewards"))
    with pytest.raises(KeyError, match="did you mean 'licence'"):
        made("licenca")


def test_optional_sections_stand_only_where_they_have_something_to_say() -> None:
    silent = replace(example.COUNCIL, phone=" ", web="")
    letter = made("grant-decision", council=silent, heard=(), copies=())
    assert not {"By telephone", "Who else receives this", "What was said about the proposal"} & {
        block.text for block in letter.blocks if isinstance(block, Heading)
    }
    heard = made("grant-decision", heard=(Heard(by="A neighbour", said="It is loud.", answer="A condition deals with it."),))
    assert "It is loud." in words(heard)


def test_a_register_entry_prints_unknown_figures_as_unknown() -> None:
    entry = words(made("register-entry", house=replace(example.HOUSE, storeys=None)))
    assert "Storeys\nnot known" in entry and "Rooms for living\n1" in entry
    bare = made("register-entry", licence=None, exemption=None, tribunal=None, ending=None)
    assert [block.text for block in bare.blocks if isinstance(block, Heading)] == ["Extract from the register"]


def test_a_demand_names_what_was_paid_before_only_where_it_is_known() -> None:
    assert "Paid on application\n£640.00" in words(made("fee-demand"))
    letter = made("fee-demand", fee=replace(example.WHOLE.fee, first=None))
    assert "Paid on application" not in words(letter) and "£412.50" in words(letter)


def test_a_period_without_a_last_day_is_never_stated_as_one() -> None:
    with pytest.raises(DatesInvalid, match="'consultation-on-proposal' has no last day"):
        state({"appeal": "consultation-on-proposal"}, replace(example.WHOLE, appeal=None))


@pytest.mark.parametrize(("hours", "is_made"), [(24, True), (23, False)])
def test_notice_of_a_visit_leaves_24_hours_as_they_pass(hours: int, is_made: bool) -> None:
    """On the night before, the clocks go forward: by the clock there is an hour more."""
    visit = datetime(2026, 3, 29, 10, 30, tzinfo=example.LONDON)
    counts = visit.astimezone(UTC) - timedelta(hours=hours)
    given = replace(example.WHOLE.entry, visit_at=visit, counts_by=counts)  # type: ignore[type-var]
    if is_made:
        assert "29 March 2026 at 10:30" in words(made("entry-notice", entry=given))
        return
    with pytest.raises(DatesInvalid, match="less than 24 hours would be left before the visit of 29 March 2026 at 10:30"):
        made("entry-notice", entry=given)
