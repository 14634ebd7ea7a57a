"""Who is asked what: an applicant tells what can be seen, an officer judges too, and not everybody sees what is said of people."""

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.facts.describing import walk
from fanlight.facts.kinds import Fact
from fanlight.facts.vocabulary import Thing


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a form is for. `judges`: records judgements; `keeps_file`: may write what the case supplies; `sees_people`: personal facts.

    `leaves_out` are things that are asked elsewhere, such as what people declare of their past.
    """

    name: str
    judges: bool = False
    keeps_file: bool = False
    sees_people: bool = True
    leaves_out: frozenset[str] = frozenset()

    def is_asked(self, fact: Fact) -> bool:
        """Whether this audience answers, and sees, a fact."""
        if fact.thing in self.leaves_out:
            return False
        return (self.judges or not fact.judged) and (self.keeps_file or not fact.case) and (self.sees_people or not fact.sensitive)

    def facts(self, thing: type[Thing]) -> list[Fact]:
        """The facts of a thing that it is asked, in order of declaration."""
        return [fact for fact in thing.facts.values() if self.is_asked(fact)]

    def things(self) -> Iterator[type[Thing]]:
        """The things it is asked about, in the order in which one comes to them."""
        return (thing for thing in walk() if self.facts(thing))


APPLICANT = Audience("applicant")
OFFICER = Audience("officer", judges=True, keeps_file=True)
INSPECTOR = Audience("inspector", judges=True)
DECLARED = frozenset({"offence", "order", "party"})
"""What people declare of themselves: criminal-offence data, which is kept apart from the survey of a house."""
HOUSE_APPLICANT = Audience("applicant for a house", leaves_out=DECLARED)
HOUSE_INSPECTOR = Audience("inspector of a house", judges=True, leaves_out=DECLARED)
FIRE_OFFICER = Audience("fire officer", judges=True, sees_people=False)
EVERYBODY = (APPLICANT, OFFICER, INSPECTOR, FIRE_OFFICER)
