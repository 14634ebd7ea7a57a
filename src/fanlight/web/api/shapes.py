"""What the API takes and gives, declared: each shape with its fields, of which none is left out and none added."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

NO_NULL = r"^[^\x00]*$"
"""A text without the sign that ends one, which no database holds."""
FLAGS = {"true": True, "false": False}


def _whole(said: Any) -> Any:
    """A whole number as an address says it, or as JSON may write it; anything else as it is."""
    if isinstance(said, str) and said.isascii() and said.isdecimal():
        return int(said)
    return int(said) if isinstance(said, float) and said.is_integer() else said


Flag = Annotated[bool, BeforeValidator(lambda said: FLAGS.get(said, said) if isinstance(said, str) else said)]
Whole = BeforeValidator(_whole)
Cursor = Annotated[
    str, Field(pattern="^[0-9]{0,15}$", description="Where the next page begins, as the page before said; empty for the first.")
]
Limit = Annotated[int, Field(ge=1, le=200, description="How many at most."), Whole]


class Shape(BaseModel):
    """One shape. A field that it does not have is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Problem(BaseModel):
    """What is wrong with a request, as RFC 9457 says it: `errors` names each field."""

    model_config = ConfigDict(extra="forbid")
    type: str
    title: str
    status: int
    detail: str
    errors: list["FieldError"] = []


class FieldError(BaseModel):
    """One field that is wrong: `pointer` is its place (a JSON pointer into the body, or `?name` for what the address says)."""

    model_config = ConfigDict(extra="forbid")
    pointer: str
    detail: str


class Nothing(Shape):
    """No question."""


class CouncilShape(Shape):
    """A council whose register is kept here."""

    slug: str
    name: str


class Councils(Shape):
    """The councils served here."""

    councils: list[CouncilShape]


class RegisterQuery(Shape):
    """What is looked for."""

    words: str = Field(
        "", max_length=300, pattern=NO_NULL, description="Words of an address, a postcode or its beginning, or a licence number."
    )
    ended: Flag = Field(False, description="Also licences that are not in force.")
    page: Annotated[int, Field(ge=1, le=1_000_000, description="Which page; past the last one, the last."), Whole] = 1


class RegisterEntry(BaseModel):
    """A licence as the register shows it, by the names of the register's layout; what nobody knows is left out."""

    model_config = ConfigDict(extra="allow")
    licence_number: str
    licence_state: str
    is_in_force: bool
    says: str
    address: str
    page: str


class RegisterPage(Shape):
    """A page of the register."""

    council: str
    on: date
    names: str = Field(description="The council's rule on the names of people.")
    count: int
    page: int
    last_page: int
    licences: list[RegisterEntry]


class CheckQuery(Shape):
    """Which number is asked about."""

    number: str = Field(
        min_length=1, max_length=300, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$", description="The number as it is printed on the licence."
    )
    council: str = Field("", pattern="^[a-zA-Z0-9_-]*$", max_length=50, description="One council alone; empty for every council here.")


class Checked(Shape):
    """A licence with that number."""

    council: str
    licence_number: str
    is_in_force: bool
    licence_state: str
    says: str
    start_on: date
    end_on: date
    ended_on: date | None
    max_persons: int | None = None
    max_households: int | None = None
    address: str
    postcode: str
    page: str


class CheckAnswer(Shape):
    """Whether a number is real: found in a register here."""

    on: date
    number: str
    is_real: bool
    found: list[Checked]


class CasesQuery(Shape):
    """Which cases are wanted."""

    cursor: Cursor = ""
    limit: Limit = 50
    table: str = Field("", max_length=40, pattern=NO_NULL, description="Only of this kind: application, licence, variation, ...")
    state: str = Field("", max_length=40, pattern=NO_NULL, description="Only in this state.")
    ended: Flag = Field(False, description="Also cases that have ended.")


class House(Shape):
    """The house of a case."""

    address: str
    postcode: str
    uprn: str
    ward: str


class CaseInList(Shape):
    """A case in a list."""

    reference: str
    table: str
    kind: str
    state: str
    is_ended: bool
    opened_at: str
    moved_at: str
    next_due_on: date | None
    house: House
    parent: str | None


class CasePage(Shape):
    """A page of cases, in the order in which they were opened; `next` is the cursor of the next page, null on the last."""

    cases: list[CaseInList]
    next: str | None


class StepShape(Shape):
    """A step that was taken. Reasons and who took it stay in the service."""

    number: int
    name: str
    from_state: str
    state: str
    on: date


class DeadlineShape(Shape):
    """A period of the law that runs; `last_on` is null where the law fixes no last day."""

    name: str
    who: str
    does: str
    start_on: date
    last_on: date | None
    cited: str


class CaseShape(CaseInList):
    """One case."""

    steps: list[StepShape]
    deadlines: list[DeadlineShape]
    licence: str | None = Field(description="The number of the licence that the case is, granted or is about.")
