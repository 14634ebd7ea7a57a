"""A council's own words in its letters: within what the law demands, every version kept, and tried on a real case without sending."""

import pytest

from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Office
from fanlight.casework.actions import letter_texts as acts
from fanlight.casework.actions.letter_texts import Reworded, WordsMoved
from fanlight.casework.models import Event, LetterText, Message, Notice
from fanlight.casework.notices import serving
from fanlight.casework.queries import letter_texts, record
from fanlight.documents.letters import texts
from fanlight.facts.files import Refused
from tests.casework.conftest import NOW, staff, told
from tests.casework.test_decisions import draft, propose, ready, terms  # noqa: F401 - a fixture

KIND, SECTION = "grant-proposal", "representations"


@pytest.fixture
def admin(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


def shipped():
    return "\n".join(letter_texts.section(KIND, SECTION).paragraphs)


def reworded(words=None, **said):
    return Reworded(KIND, SECTION, said.pop("heading", ""), f"We listen.\n\n{shipped()}" if words is None else words, **said)


def reword(council, admin, words=None, **said):
    return acts.reword(council, reworded(words, **said), by=admin, at=NOW)


def in_use(council):
    return next(each for each in serving.words(council).text(KIND).sections if each.name == SECTION)


def test_new_words_count_from_then_on_and_are_in_the_record(council, admin):
    made = reword(council, admin, heading="Tell us")
    assert in_use(council).heading == "Tell us"
    assert in_use(council).paragraphs[0] == "We listen."
    assert told("letter reworded")["text"] == made.pk
    assert letter_texts.changed(council) == {(KIND, SECTION): made}


def test_every_version_is_kept_and_the_shipped_words_come_back(council, admin):
    reword(council, admin)
    reword(council, admin, f"We listen well.\n{shipped()}")
    back = acts.ship(council, KIND, SECTION, by=admin, at=NOW)
    assert in_use(council) == letter_texts.section(KIND, SECTION)
    assert [each.is_shipped for each in letter_texts.versions(council, KIND, SECTION)] == [True, False, False]
    assert letter_texts.changed(council) == {}
    assert LetterText.objects.latest("id") == back
    with pytest.raises(ValueError, match="in use already"):
        acts.ship(council, KIND, SECTION, by=admin, at=NOW)
    assert record.prove(council).fault == ""


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Write to us soon.", "must state"),
        ("", "cannot be left out|must state|has to stay"),
        ("Write to {council.emial} by {representations.last_on}.", "is no placeholder"),
        ("By <b>{representations.last_on}</b>.", "HTML tag"),
    ],
)
def test_words_that_the_law_or_the_letter_does_not_allow_are_refused(council, admin, words, fault):
    with pytest.raises(Refused, match=fault):
        reword(council, admin, words)
    assert not LetterText.objects.exists()
    assert not Event.objects.exists()


def test_a_section_the_law_does_not_ask_for_is_left_out_and_taken_back(council, admin):
    free = next(each for each in texts.default().text(KIND).sections if not each.statutory and not each.must_state and not each.shows)
    acts.reword(council, Reworded(KIND, free.name, "", ""), by=admin, at=NOW)
    assert free.name not in {each.name for each in serving.words(council).text(KIND).sections}
    acts.reword(council, Reworded(KIND, free.name, "", "Call us."), by=admin, at=NOW)
    assert free.name in {each.name for each in serving.words(council).text(KIND).sections}


def test_whoever_saw_older_words_is_told_and_changes_nothing(council, admin):
    reword(council, admin, seen=0)
    with pytest.raises(WordsMoved, match="Ari Admin changed these words"):
        reword(council, admin, seen=0)
    assert LetterText.objects.count() == 1


def test_words_are_tried_on_an_invented_case(council, admin):
    made = acts.on_example(council, reworded())
    assert "We listen." in made.html
    assert made.pdf.startswith(b"%PDF")
    assert not LetterText.objects.exists()


def test_words_are_tried_on_a_real_case_and_nothing_is_sent(ready, admin, officer):  # noqa: F811
    draft(ready, terms(ready))
    propose(ready, officer)
    before = (Notice.objects.count(), Message.objects.count(), LetterText.objects.count())
    (step,) = letter_texts.steps(admin, KIND)
    made = acts.on_case(step, reworded(), by=admin, at=NOW)
    assert "We listen." in made.html
    assert ready.reference in made.html
    assert made.pdf.startswith(b"%PDF")
    assert (Notice.objects.count(), Message.objects.count(), LetterText.objects.count()) == before
    assert Event.objects.get(kind="letter tried on case").case == ready


def test_words_are_tried_on_no_case_of_another_council(ready, officer, other_council):  # noqa: F811
    draft(ready, terms(ready))
    step = propose(ready, officer).step
    stranger = staff("Eve Elsewhere", Office.ADMINISTRATOR, council=other_council)
    assert letter_texts.steps(stranger, KIND) == []
    with pytest.raises(NotPermitted):
        acts.on_case(step, reworded(), by=stranger, at=NOW)


def test_only_who_edits_letters_does(council, officer):
    with pytest.raises(NotPermitted):
        reword(council, officer)
    with pytest.raises(NotPermitted):
        acts.ship(council, KIND, SECTION, by=officer, at=NOW)
    assert letter_texts.steps(officer, KIND) == []
    assert letter_texts.section("no-letter", "x") is None
    assert letter_texts.steps(officer, "no-letter") == []
