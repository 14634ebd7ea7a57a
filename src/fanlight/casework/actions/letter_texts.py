"""A council's own words in its letters: changed section by section within what the law demands, every version kept, and tried first."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Council, LetterText, StepTaken
from fanlight.casework.notices import serving, trying
from fanlight.casework.notices.serving import Made
from fanlight.documents.letters import example, texts
from fanlight.documents.letters.texts import Texts
from fanlight.documents.letters.wording import Words


class WordsMoved(Exception):
    """The words of a section were changed since somebody saw them."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """New words for one section of one kind of letter, each line a paragraph. Without any the section is left out.

    `seen` is how many versions of the section there were when they were written; None where nobody looked.
    """

    kind: str
    section: str
    heading: str
    words: str
    seen: int | None = None


@transaction.atomic
def reword(council: Council, reworded: Reworded, *, by: Actor, at: datetime) -> LetterText:
    """Let a section have a council's own words from now on.

    Raises NotPermitted, WordsMoved, and Refused with every problem: a placeholder it does not know, markup, or what the law has it say.
    """
    person = _person(council, by)
    _check_seen(council, reworded)
    held(council, reworded)
    made = LetterText.objects.create(
        council=council, kind=reworded.kind, section=reworded.section, heading=reworded.heading.strip(), words=reworded.words.strip(),
        by=person, at=at,
    )  # fmt: skip
    about = {"text": made.pk, "kind": made.kind, "section": made.section, "heading": made.heading, "words": made.words}
    recording.write("letter reworded", council=council, by=person, at=at, about=about)
    return made


@transaction.atomic
def ship(council: Council, kind: str, section: str, *, by: Actor, at: datetime) -> LetterText:
    """Go back to the words that come with Fanlight. Raises NotPermitted, and ValueError where they are in use already."""
    person = _person(council, by)
    last = LetterText.objects.filter(council=council, kind=kind, section=section).order_by("-id").first()
    if last is None or last.is_shipped:
        raise ValueError("the words that come with Fanlight are in use already")
    made = LetterText.objects.create(council=council, kind=kind, section=section, is_shipped=True, by=person, at=at)
    about = {"text": made.pk, "kind": kind, "section": section}
    recording.write("letter back to shipped words", council=council, by=person, at=at, about=about)
    return made


def held(council: Council, reworded: Reworded) -> Texts:
    """The words of every letter as they would be. Raises Refused with every problem."""
    lines = tuple(line.strip() for line in reworded.words.splitlines() if line.strip())
    changed = {reworded.section: Words(lines, reworded.heading.strip() or None)}
    # Held against the shipped text: a section that was left out so far is there again once it has words.
    texts.with_changes(texts.default(), {reworded.kind: changed})
    return serving.words(council, {(reworded.kind, reworded.section): changed[reworded.section]})


def on_example(council: Council, reworded: Reworded) -> Made:
    """The letter with its new words on an invented case. Raises Refused, Incomplete and DatesInvalid."""
    return serving.made(reworded.kind, example.particulars(reworded.kind), council=council, held=held(council, reworded), to=None)


@transaction.atomic
def on_case(step: StepTaken, reworded: Reworded, *, by: Actor, at: datetime) -> Made:
    """The letter of a step that was taken, with its new words; nothing is sent or kept, and who looked is recorded in the case.

    Raises NotPermitted, Refused, Incomplete and DatesInvalid.
    """
    council = step.case.council
    person = _person(council, by)
    made = trying.letter(step, reworded.kind, held(council, reworded))
    about = {"kind": reworded.kind, "section": reworded.section, "step": step.number}
    recording.write("letter tried on case", council=council, by=person, at=at, case=step.case, about=about)
    return made


def _person(council: Council, by: Actor) -> Account:
    access.check_permitted(by, access.Permission.EDIT_LETTERS)
    if by.account is None or by.council != council:
        raise access.NotPermitted("the letters of this council are not theirs to edit")
    return by.account


def _check_seen(council: Council, reworded: Reworded) -> None:
    Council.objects.select_for_update().get(pk=council.pk)
    rows = LetterText.objects.filter(council=council, kind=reworded.kind, section=reworded.section).order_by("id")
    if reworded.seen is not None and reworded.seen != rows.count():
        last = rows.select_related("by").last()
        raise WordsMoved(f"{last.by if last else 'Somebody'} changed these words after you opened them. Nothing of yours was kept.")
