"""`fanlight law penalty`, `fee` and `hazard-score`, as a reader of the terminal sees them."""

from datetime import date

import pytest

from fanlight.cli import choosing
from fanlight.cli.main import main

Capture = pytest.CaptureFixture[str]


def said(capture: Capture, *words: str, status: int = 0) -> str:
    assert main(["law", *words]) == status
    printed = capture.readouterr()
    return printed.out if status == 0 else printed.err


def test_a_penalty_shows_each_figure_with_its_certainty(capsys: Capture) -> None:
    text = said(capsys, "penalty", "unlicensed-hmo", "--on", "2026-04-30")
    assert "unlicensed-hmo, on 2026-04-30: Control or management" in text
    assert "civil penalty: £30,000\n    from 2017-04-06 until 2026-05-01: £30,000; Housing Act 2004, s.249A" in text
    assert "[C: a secondary text was read]" in text
    assert "where the national guidance begins: not held\n    cannot tell: no national starting point is held for that day" in text


def test_an_offence_across_a_change_or_on_an_unknown_day_cannot_be_told(capsys: Capture) -> None:
    text = said(capsys, "penalty", "unlicensed-hmo", "--on", "2026-04-30", "--until", "2026-05-02")
    assert "from 2026-04-30 until 2026-05-02" in text and "civil penalty: £30,000 or £40,000" in text
    unknown = said(capsys, "penalty", "unlicensed-hmo")
    assert "on a day that is not known" in unknown and "cannot tell: on what day the offence was committed" in unknown


def test_without_a_name_the_offences_are_listed(capsys: Capture) -> None:
    assert "over-occupation: Knowingly letting more people live" in said(capsys, "penalty")


def test_a_fee_shows_its_parts_and_what_is_open(capsys: Capture) -> None:
    text = said(capsys, "fee", "wyre-forest", "--on", "2013-04-03")
    assert "in all: £300.00 to £500.00" in text and "cannot tell whether this is so: The application was full" in text
    full = said(capsys, "fee", "wyre-forest", "--on", "2013-04-03", "--is", "full_and_satisfactory")
    assert "in one sum on application: £300.00" in full and "lowered: The application was full" in full
    assert "in all: £500.00" in said(capsys, "fee", "wyre-forest", "--on", "2013-04-03", "--is-not", "full_and_satisfactory")


def test_the_fee_of_today_is_meant_without_a_day(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> "Today":
            return cls(2026, 9, 1)

    monkeypatch.setattr(choosing, "date", Today)
    text = said(capsys, "fee", "wyre-forest")
    assert "cannot tell how much the fee is: see the council's published fees" in text and "in all" not in text


def test_the_councils_with_fees_are_listed(capsys: Capture) -> None:
    assert said(capsys, "fee").split() == ["wyre-forest"]


def test_a_hazard_is_scored_and_put_into_its_band(capsys: Capture) -> None:
    words = ("hazard-score", "--begun", "2026-06-01", "--likelihood", "18", "--extreme", "0", "--severe", "10", "--serious", "30")
    text = said(capsys, *words)
    assert "system: 2005\nscore: 1,114.66\nband: C\ncategory: 1: the council must act" in text
    unknown = said(capsys, *words[:5])
    assert "cannot tell: what share of the harm would be extreme" in unknown and "category: cannot tell" in unknown and " to " in unknown


def test_the_reformed_system_has_bands_but_no_tables_yet(capsys: Capture) -> None:
    text = said(capsys, "hazard-score", "--begun", "2026-06-23", "--likelihood", "18")
    assert "system: 2026\nscore: cannot be worked out\ncategory: cannot tell" in text
    assert "band: High" in said(capsys, "hazard-score", "--begun", "2026-06-23", "--score", "1000")
    assert "score: 999.99\nband: Medium\ncategory: 2" in said(capsys, "hazard-score", "--begun", "2026-06-23", "--score", "999.999")
    assert "note: One tracker" in said(capsys, "hazard-score", "--begun", "2026-06-22", "--score", "5")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("penalty", "unlicenced-hmo", "--on", "2026-01-01"), "did you mean 'unlicensed-hmo'?"),
        (("fee", "wyre-forest", "--on", "2012-01-01"), "no fee 'licence' of wyre-forest is held for 2012-01-01"),
        (("fee", "wyre-florist"), "did you mean 'wyre-forest'?"),
        (("hazard-score", "--begun", "2026-06-01", "--likelihood", "0.5"), "'1 in 0.5' is no likelihood"),
        (("hazard-score", "--begun", "2001-06-01", "--score", "5"), "'hhsrs/system' is not held for 2001-06-01"),
    ],
)
def test_what_cannot_be_answered_is_refused(capsys: Capture, words: tuple[str, ...], message: str) -> None:
    assert message in said(capsys, *words, status=2)


@pytest.mark.parametrize("word", ["many", "NaN", "Infinity"])
def test_a_number_that_is_none_is_refused(capsys: Capture, word: str) -> None:
    with pytest.raises(SystemExit):
        main(["law", "hazard-score", "--score", word])
    assert f"'{word}' is no number" in capsys.readouterr().err
