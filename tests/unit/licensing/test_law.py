"""The reader of the law's rules: what it takes, and how it refuses what it cannot take."""

from datetime import date
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.licensing.law import NotKnown, read_law

RULE = "{rule: a/b, says: S., from: 2006-04-06, until: 2018-10-01, citation: An Act, certainty: A}"
OPEN = RULE.replace(" until: 2018-10-01,", "").replace("2006-04-06", "2018-10-01")


def written(folder: Path, *rules: str, head: str = "rules") -> Path:
    """A folder of law with one instrument."""
    (folder / "an-act" / "rules").mkdir(parents=True)
    listed = "".join(f"- {rule}\n" for rule in rules)
    (folder / "an-act" / "rules" / "some.yaml").write_text(f"{head}:\n{listed}", encoding="utf-8")
    return folder


def test_a_rule_holds_from_its_first_day_until_the_day_before_its_end(tmp_path: Path) -> None:
    after = RULE.replace("2018-10-01", "2026-05-01").replace("2006-04-06", "2018-10-01").replace("S.", "T.")
    law = read_law(written(tmp_path, after, RULE))
    assert [law.at("a/b", date(2018, 9, 30)).says, law.at("a/b", date(2018, 10, 1)).says] == ["S.", "T."]
    for day in (date(2006, 4, 5), date(2026, 5, 1)):
        with pytest.raises(NotKnown, match="from 2006-04-06 until 2018-10-01; from 2018-10-01 until 2026-05-01"):
            law.at("a/b", day)
    with pytest.raises(NotKnown, match="no rule is called 'a/c'; did you mean 'a/b'"):
        law.periods("a/c")


@pytest.mark.parametrize(
    ("rules", "head", "message"),
    [
        ([RULE], "rule", "some.yaml:1: 'rule' has no meaning here; did you mean 'rules'?"),
        ([RULE, RULE.replace("says", "sais")], "rules", "some.yaml:3: 'sais' has no meaning here; did you mean 'says'?"),
        ([RULE.replace(", citation: An Act", "")], "rules", "some.yaml:2: a rule of law needs 'citation:'"),
        ([RULE.replace("certainty: A", "certainty: D")], "rules", "some.yaml:2: 'D' is no certainty; write A, B, C or M"),
        ([RULE.replace("2018-10-01", "October")], "rules", "some.yaml:2: "),
        ([RULE, RULE.replace("2006-04-06", "2018-09-30").replace("2018-10-01", "2020-01-01")], "rules",
         "'a/b' begins on 2018-09-30, while the period before it still runs"),
        ([RULE.replace(" until: 2018-10-01,", ""), OPEN], "rules", "'a/b' begins on 2018-10-01, while the period before it still runs"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_law_is_refused_with_its_place(tmp_path: Path, rules: list[str], head: str, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_law(written(tmp_path, *rules, head=head))
    assert [problem for problem in map(str, refusal.value.problems) if message in problem] != []


def test_a_folder_without_rules_is_no_law_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "an-act" / "rules").mkdir(parents=True)
    (tmp_path / "an-act" / "rules" / "none.yaml").write_text("{}\n", encoding="utf-8")
    assert read_law(tmp_path).rules == {}
