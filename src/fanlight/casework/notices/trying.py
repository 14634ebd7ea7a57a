"""A letter as the step of a case would give it today in other words: made to be looked at, never served."""

from fanlight.casework.models import StepTaken
from fanlight.casework.notices import saying, serving
from fanlight.casework.notices.saying import Serving
from fanlight.casework.notices.serving import Made
from fanlight.documents.letters.texts import Texts


def letter(step: StepTaken, kind: str, held: Texts) -> Made:
    """The letter of a kind for the first who receives it. Raises Incomplete and DatesInvalid."""
    terms, number = saying.terms_of(step.case)
    given = Serving(step.case, step, terms, number)
    text = held.text(kind)
    everybody = serving.receivers(text, given)
    first = everybody[0] if everybody else None
    copies = [each for each in everybody[1:] if each is not None] if serving.goes_to_all(text) else []
    return serving.made(kind, saying.particulars(given, first, copies), council=step.case.council, held=held, to=first)
