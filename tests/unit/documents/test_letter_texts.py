"""A council words its letters freely within what the law demands: every slip is refused with its place and the remedy."""

from dataclasses import replace
from pathlib import Path

import pytest

from fanlight.documents.letters import example, reading, texts
from fanlight.documents.letters.composing import compose
from fanlight.documents.letters.letter import Heading, Paragraph
from fanlight.documents.letters.wording import Words
from fanlight.facts.files import Refused

GOOD = "Anybody served may write to {council.name}, {council.address}, by {representations.last_on}."


def changed(kind: str, section: str, words: Words) -> texts.Texts:
    return texts.with_changes(texts.default(), {kind: {section: words}})


def refusal(kind: str, section: str, text: str, heading: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        changed(kind, section, Words.typed(text, heading))
    return str(refused.value)


def test_a_council_rewords_a_section() -> None:
    held = changed("refusal-proposal", "representations", Words.typed(f"First.\r\n\r\n  {GOOD}\n\n\n", "Answer us"))
    blocks = compose("refusal-proposal", example.WHOLE, held).blocks
    place = blocks.index(Heading("Answer us"))
    assert blocks[place + 1 : place + 3] == (
        Paragraph("First."),
        Paragraph(
            "Anybody served may write to Exampleton Borough Council, Civic Centre, 2 Market Square, Exampleton EX1 2BB, by 30 April 2026."
        ),
    )
    assert compose("refusal-proposal", example.WHOLE).blocks != blocks


def test_a_section_that_no_law_demands_may_be_left_out() -> None:
    held = changed("refusal-proposal", "help", Words(()))
    assert Heading("If you need help") not in compose("refusal-proposal", example.WHOLE, held).blocks
    kept = compose("refusal-proposal", example.WHOLE, changed("refusal-proposal", "workings", Words((), "How we counted")))
    assert Heading("How we counted") in kept.blocks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + " {appeal.last_on}", "'{appeal.last_on}' is no placeholder of this letter"),
        (GOOD + " {house.adress}", "did you mean 'house.address'?"),
        (GOOD + " {", "a brace stands alone"),
        (GOOD + " }", "a brace stands alone"),
        (GOOD + " {{council.name}}", "a template's own braces"),
        (GOOD + " {% if x %}", "a template's own braces"),
        (GOOD + " <b>now</b>", "'<b>' is an HTML tag"),
        (GOOD + " &nbsp;", "an HTML entity"),
        (GOOD + " **now**", "a mark for bold, italic or code"),
        (GOOD + " `now`", "a mark for bold, italic or code"),
        (GOOD + " [here](there)", "a link in square brackets"),
        ("# " + GOOD, "a mark for a heading or a list"),
        (GOOD + "\n\n- one", "paragraph 2: '-' is a mark for a heading or a list"),
        (GOOD + "\a", "a character that cannot be printed"),
        (GOOD + "x" * 5000, "longer than 5,000 characters"),
        ("\n\n".join([GOOD] * 51), "at most 50 paragraphs"),
        ("Write by {representations.last_on}.", "must state {council.address}: Housing Act 2004, Sch 5 paras 6(b) and 12"),
        ("", "cannot be left out: Housing Act 2004, Sch 5 paras 6(b) and 12; reword it instead"),
    ],
)
def test_words_that_cannot_stand_are_refused_with_the_remedy(text: str, said: str) -> None:
    message = refusal("refusal-proposal", "representations", text)
    assert said in message and message.startswith("refusal-proposal/representations: ")


def test_what_a_letter_is_for_stays_though_no_law_demands_it() -> None:
    assert "must state {application.duly_made_on}: without it the letter says nothing" in refusal("duly-made", "accepted", "It is.")
    assert "'accepted' cannot be left out: without it the letter says nothing" in refusal("duly-made", "accepted", "")


def test_a_heading_is_held_to_the_same() -> None:
    assert "a section needs a heading" in refusal("refusal-proposal", "help", "Write to us.", " ")
    assert "HTML tag" in refusal("refusal-proposal", "help", "Write to us.", "<i>Help</i>")


def test_plain_words_with_figures_signs_and_names_are_no_markup() -> None:
    plain = 'Sums of £5 & more, 5 < 6 > 4; a * b, snake_case, "quotes", e.g. [1] (see #3), 100%: all plain; ' + GOOD
    assert changed("refusal-proposal", "representations", Words.typed(plain))


def test_what_the_law_demands_to_be_laid_out_stays_whatever_the_words() -> None:
    held = changed("refusal-proposal", "reasons", Words((), "Why"))
    blocks = compose("refusal-proposal", example.WHOLE, held).blocks
    place = blocks.index(Heading("Why"))
    assert "suitable for five persons" in str(blocks[place + 1])


def test_an_unknown_letter_or_section_is_told_the_nearest() -> None:
    assert "no letter is called 'licenc'; did you mean 'licence'?" in refusal("licenc", "help", "x")
    assert "licence/halp: 'licence' has no section 'halp'" in refusal("licence", "halp", "x")


def test_an_edit_page_can_list_what_may_stand_between_braces() -> None:
    listed = texts.placeholders("grant-decision")
    assert listed["appeal.last_on"] == "the last day for an appeal" and "council.name" in listed and "fee.amount" not in listed
    with pytest.raises(KeyError, match="no letter is called"):
        texts.placeholders("nothing")


def test_every_default_word_may_be_handed_back_unchanged() -> None:
    whole = {
        kind: {section.name: Words(section.paragraphs, section.heading) for section in text.sections}
        for kind, text in texts.default().kinds.items()
    }
    assert texts.with_changes(texts.default(), whole) == texts.default()


# --- Files -------------------------------------------------------------------------------------------------------------


def council(folder: Path, text: str, name: str = "refusal-proposal.yaml") -> Path:
    letters = folder / "exampleton" / "letters"
    letters.mkdir(parents=True, exist_ok=True)
    (letters / name).write_text(text, encoding="utf-8")
    return letters


def test_a_council_keeps_its_words_in_files(tmp_path: Path) -> None:
    text = "letter: refusal-proposal\nsections:\n  help:\n    heading: Ask us\n    paragraphs:\n    - Write to {council.email}.\n"
    held = texts.with_changes(texts.default(), texts.changes_in(council(tmp_path, text)))
    assert Heading("Ask us") in compose("refusal-proposal", example.WHOLE, held).blocks
    assert texts.changes_in(tmp_path / "none") == {}


def test_a_slip_in_a_councils_file_is_told_with_file_and_line(tmp_path: Path) -> None:
    text = (
        "letter: refusal-proposal\nsections:\n  help:\n    paragraphs:\n    - Plain.\n    - Write to {council.emial}.\n"
        "  halp:\n    paragraphs: [x]\n  reasons:\n    heading: '**'\n"
    )
    with pytest.raises(Refused) as refused:
        texts.with_changes(texts.default(), texts.changes_in(council(tmp_path, text)))
    said = [str(problem) for problem in refused.value.problems]
    assert said[0].startswith("exampleton/letters/refusal-proposal.yaml:6: '{council.emial}' is no placeholder")
    assert said[1].startswith("exampleton/letters/refusal-proposal.yaml:7: 'refusal-proposal' has no section 'halp'")
    assert said[2].startswith("exampleton/letters/refusal-proposal.yaml:10: '**' is a mark")


def test_a_councils_file_that_is_no_such_file_is_refused(tmp_path: Path) -> None:
    text = "letter: refusal-proposal\nsections:\n  help: {paragraph: [x]}\nmore: x\n"
    folder = council(tmp_path, text)
    council(tmp_path, "letter: licence\n", "variation.yaml")
    with pytest.raises(Refused) as refused:
        texts.changes_in(folder)
    said = str(refused.value)
    assert "'paragraph' has no meaning here; did you mean 'paragraphs'?" in said and "'more' has no meaning here" in said
    assert "variation.yaml:1: write 'letter: variation' and 'sections:'" in said


PLAIN = "letter: plain\ntitle: Plain\nlaw: None\noccasion: Never.\nsections:\n- {section: one, heading: One, paragraphs: [Words.]}\n"


@pytest.mark.parametrize(
    ("change", "into", "said"),
    [
        ("title: Plain\n", "", "plain.yaml:1: a letter needs 'title:'"),
        ("letter: plain", "letter: other", "the letter 'other' stands in a file called 'plain.yaml'"),
        ("occasion: Never.\n", "", "a letter says what gives it"),
        ("occasion: Never.", "given_by: [{step: a/b, give: c}]", "'give' has no meaning here; did you mean 'gives'?"),
        ("law: None", "law: None\nparticulars: [licenca]", "'licenca' is no particular; did you mean 'licence'?"),
        ("law: None", "law: None\ncounts: {apeal: x}", "'apeal' is no stated day; did you mean 'appeal'?"),
        ("law: None", "law: None\nencloses: [other, Other]", "encloses 'other', which is no letter"),
        ("section: one, heading: One,", "use: nothing,", "no section of sections.yaml is called 'nothing'"),
        ("section: one, heading: One,", "section: one,", "a section needs 'section:' and 'heading:'"),
        ("paragraphs: [Words.]}", "shown: [x]}", "'shown' has no meaning here; did you mean 'shows'?"),
        (", paragraphs: [Words.]}", "}", "a section needs 'paragraphs:' or 'shows:'"),
        ("paragraphs: [Words.]", "shows: [room]", "'room' is no content that can be shown; did you mean 'rooms'?"),
        ("paragraphs: [Words.]", "shows: [rooms]", "'licence' is no particular of this letter; list it in 'particulars:'"),
        ("paragraphs: [Words.]", "paragraphs: [Words.], only_if: [hurd]", "'hurd' is no particular or placeholder; did you mean 'heard'?"),
        ("paragraphs: [Words.]", "paragraphs: [Words.], must_state: [x]", "'x' is no placeholder"),
        ("paragraphs: [Words.]", "paragraphs: ['{fee.amount}']", "plain.yaml:6: '{fee.amount}' is no placeholder of this letter"),
        ("sections:\n", "sections:\n- {section: one, heading: One, paragraphs: [X.]}\n", "the section 'one' is given twice"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, change: str, into: str, said: str) -> None:
    assert change in PLAIN
    (tmp_path / "plain.yaml").write_text(PLAIN.replace(change, into, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        reading.read_texts(tmp_path)
    assert said in str(refused.value)


def test_the_plain_text_of_these_slips_is_read_without_them(tmp_path: Path) -> None:
    (tmp_path / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    assert reading.read_texts(tmp_path)["plain"].occasion == "Never."
    (tmp_path / "sections.yaml").write_text("sections:\n- {section: one, heading: One, paragraphs: [A.]}\n", encoding="utf-8")
    (tmp_path / "plain.yaml").write_text(PLAIN.split("- {")[0] + "- {use: one, heading: Two, paragraphs: ['{x}']}\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"plain.yaml:6: '\{x\}' is no placeholder"):
        reading.read_texts(tmp_path)
    (tmp_path / "plain.yaml").write_text(PLAIN.split("- {")[0] + "- {use: one}\n", encoding="utf-8")
    (tmp_path / "sections.yaml").write_text("sections:\n- section: one\n  heading: One\n  paragraphs:\n  - '{x}'\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"plain.yaml:6: sections.yaml:5: '\{x\}' is no placeholder"):
        reading.read_texts(tmp_path)
    (tmp_path / "sections.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(Refused, match="no section of sections.yaml is called 'one'"):
        reading.read_texts(tmp_path)


def test_a_section_left_as_it_is_keeps_its_own_heading() -> None:
    held = changed("refusal-proposal", "help", replace(Words.typed("Ask."), heading=None))
    assert Heading("If you need help") in compose("refusal-proposal", example.WHOLE, held).blocks
