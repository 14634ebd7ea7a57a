"""Who is asked what: an applicant tells what can be seen, an officer judges too, and not everybody sees what is said of people."""

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.facts.describing import walk
from fanlight.facts.kinds import Fact
from fanlight.facts.vocabulary import Thing


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a form is for. `judges`: records judgements; `keeps_file`: may write what the case supplies; `sees_people`: personal facts.

    `leaves_out` are things, or facts by path, that are asked elsewhere, such as what people declare of their past.
    """

    name: str
    judges: bool = False
    keeps_file: bool = False
    sees_people: bool = True
    leaves_out: frozenset[str] = frozenset()

    def is_asked(self, fact: Fact) -> bool:
        """Whether this audience answers, and sees, a fact."""
        if fact.thing in self.leaves_out or fact.path in self.leaves_out:
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
OF_THE_COUNCIL = frozenset({
    "party.fitness_check_date", "party.has_passed_fitness_check", "party.criminal_record_check", "party.relationship", "party.role",
    "party.has_wrongdoing_evidence", "party.offence_period", "party.has_control", "party.is_in_business", "party.is_responsible_person",
    "party.is_trained_on_alarm", "party.receives_rent", "party.has_poor_management_record", "offence.is_disclosed", "offence.is_unspent",
    "offence.has_works_in_default", "order.rent_claimed", "order.rent_paid", "order.rent_period", "order.rent_collector", "order.rent_use",
    "order.housing_benefit_paid", "order.housing_benefit_period", "order.has_written_scheme",
})  # fmt: skip
"""What the council finds out or works out about a person, and nobody declares of themselves."""
DECLARANT = Audience("who declares what bears on their fitness", keeps_file=True, leaves_out=OF_THE_COUNCIL)
EVERYBODY = (APPLICANT, OFFICER, INSPECTOR, FIRE_OFFICER)
