"""`fanlight law`: deadlines, the terms of exemptions and open steps, as a reader of the terminal sees them."""

from pathlib import Path

import pytest

from fanlight.cli.main import main

Capture = pytest.CaptureFixture[str]


def said(capture: Capture, *words: str, status: int = 0) -> str:
    assert main(["law", *words]) == status
    printed = capture.readouterr()
    return printed.out if status == 0 else printed.err


def test_a_deadline_shows_its_working_and_its_law(capsys: Capture) -> None:
    text = said(capsys, "deadline", "licence-decision-served", "--from", "2026-05-04")
    assert "council, to serve the documents: from 2026-05-04 until 2026-05-10" in text
    assert "day 7 is 10 May 2026" in text and "Law: Housing Act 2004, Sch 5 paras 7(3)" in text


def test_a_posted_notice_is_counted_from_its_service(capsys: Capture) -> None:
    text = said(capsys, "deadline", "consultation-on-proposal", "--from", "2026-12-23", "--served", "post")
    assert "not before 2027-01-12" in text and "Note: Service on 29 December 2026 is presumed" in text


def test_a_warning_has_only_a_last_day_and_hours_have_a_moment(capsys: Capture) -> None:
    assert "until 2026-06-01" in said(capsys, "deadline", "overcrowding-notice-warning", "--from", "2026-06-08")
    assert "the moment: 17:30 on 1 June 2018" in said(capsys, "deadline", "wyre-forest/alarm-repair", "--from", "2018-06-01T09:30")


def test_a_day_that_a_notice_may_print_is_let_through_and_another_refused(capsys: Capture) -> None:
    words = ("deadline", "temporary-exemption", "--from", "2017-06-27", "--stated")
    assert "until 2017-09-26" in said(capsys, *words, "2017-09-26")
    assert "27 September 2017 is 1 day too late" in said(capsys, *words, "2017-09-27", status=2)


def test_without_a_name_every_deadline_of_the_day_is_listed(capsys: Capture) -> None:
    assert "penalty-payment" not in said(capsys, "deadline", "--from", "2010-01-01")
    assert "penalty-payment: 28 days, after the day the final notice is given" in said(capsys, "deadline")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("deadline", "licence-appeal"), "say from which day 'licence-appeal' runs"),
        (("deadline", "licence-apeal", "--from", "2026-01-01"), "did you mean 'licence-appeal'"),
        (("deadline", "licence-appeal", "--from", "2026-01-01", "--served", "hand"), "leave the way of service out"),
        (("deadline", "licence-appeal", "--from", "9999-12-31"), "leaves the calendar"),
        (("deadline", "penalty-payment", "--from", "2017-04-05"), "is not held for 2017-04-05"),
        (("steps", "aplication"), "did you mean 'application'"),
        (("steps", "civil-penalty", "--on", "2017-04-05"), "is not held for 2017-04-05"),
    ],
)
def test_what_cannot_be_answered_is_refused(capsys: Capture, words: tuple[str, ...], says: str) -> None:
    assert says in said(capsys, *words, status=2)


@pytest.mark.parametrize("text", ["2026-13-01", "2026-05-01T29:00", "soon"])
def test_a_word_that_is_no_day_is_refused(capsys: Capture, text: str) -> None:
    with pytest.raises(SystemExit):
        main(["law", "deadline", "licence-appeal", "--from", text])
    assert "--from" in capsys.readouterr().err


def test_the_terms_of_a_register_are_explained_and_counted(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "register.csv"
    rows = ("1,15/09/2017,14/12/2017", "2,27/06/2017,27/09/2017", "3,03/07/2017,01/10/2017", "4,soon,", "5,01/09/2017")
    path.write_text("\n".join(("Case,Commenced,Expires", *rows)), encoding="utf-8")
    text = said(capsys, "exemptions", str(path))
    assert "line 2: 15 September 2017 to 14 December 2017: right" in text
    assert "90 days were added to the start" in text
    assert "line 5: ? to ?: cannot tell\n  The start ('soon') is no date" in text
    assert "line 6: 1 September 2017 to ?: cannot tell" in text
    assert "5 terms: 1 right, 2 wrong, 2 cannot tell." in text and "Law: Housing Act 2004, s.62(4)(a)" in text


def test_a_register_that_tells_nothing_cites_nothing(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "register.csv"
    path.write_text("Commenced,Expires\nsoon,later\n", encoding="utf-8")
    assert "Law: none held" in said(capsys, "exemptions", str(path))
    path.write_text("Commenced,Expires\n", encoding="utf-8")
    assert said(capsys, "exemptions", str(path)) == "0 terms: 0 right, 0 wrong, 0 cannot tell.\n"


@pytest.mark.parametrize(("text", "says"), [("", "the start and one the end"), ("Commenced,Address\n", "must hold the end")])
def test_a_table_without_both_columns_is_refused(tmp_path: Path, capsys: Capture, text: str, says: str) -> None:
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")
    assert says in said(capsys, "exemptions", str(path), status=2)


def test_steps_are_listed_by_table_state_and_role(capsys: Capture) -> None:
    assert "temporary-exemption: A temporary exemption" in said(capsys, "steps")
    text = said(capsys, "steps", "application", "--state", "grant proposed", "--role", "team manager")
    assert "grant: grant proposed -> granted, by team manager" in text and "needs: consultation-ended" in text
    assert "propose-modifications: grant proposed -> the same" in text and "submit:" not in text
    assert "no-banning-order" not in said(capsys, "steps", "application", "--on", "2018-04-05")
