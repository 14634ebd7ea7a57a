"""Licences in the shape in which another licensing system exchanges them: what is kept of it, and what is only taken off."""

from typing import Annotated, Any, Literal

from pydantic import Field

from fanlight.web.api.shapes import Cursor, Flag, Limit, Shape, Whole

Text = Annotated[str, Field(max_length=2000)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{1,18}(Z|[+-][0-9]{2}:[0-9]{2})?)?$",
                           description="A day of the calendar, perhaps with a time, which is not kept.")]  # fmt: skip
Number = Annotated[int, Field(ge=0, le=1_000_000), Whole]


class ObjectAddress(Shape):
    """An address. Of its lines, the town and the county one text is made; the place on the globe is not kept."""

    addressLine1: Text | None = None
    addressLine2: Text | None = None
    addressLine3: Text | None = None
    addressLine4: Text | None = None
    city: Text | None = None
    county: Text | None = None
    country: Text | None = None
    postcode: Text | None = None
    uprn: Text | None = None
    usrn: Text | None = None
    latitude: Text | None = None
    longitude: Text | None = None
    ward: Text | None = None


class ObjectNamed(Shape):
    """A word of the other system with its number there; the number is not kept."""

    id: Number | None = None
    name: Text


class ObjectParty(Shape):
    """Somebody concerned. Kept of the licence holder and the manager: the name and the address."""

    title: Text | None = None
    firstName: Text | None = None
    surname: Text | None = None
    dateOfBirth: Day | None = None
    companyName: Text | None = None
    address: ObjectAddress | None = None
    phoneNumber: Text | None = None
    emailAddress: Text | None = None
    partyType: Text | None = None
    partyTypeName: Text | None = None
    organisation: bool | None = None
    dateContacted: Day | None = None


class ObjectParties(Shape):
    """Who is concerned: the holder by name, and everybody with their particulars."""

    licenceHolder: Text | None = None
    personWhoCollectRent: Text | None = None
    applicant: Text | None = None
    parties: list[ObjectParty] = Field([], max_length=50)


class LicenceObject(Shape):
    """A licence. Dates are days of the calendar; a field that is null says as little as one that is left out."""

    referenceNumber: Text
    address: ObjectAddress
    licencePhase: Text | None = Field(None, description="Objects of the phase Application are no licences and are set aside.")
    licenceType: ObjectNamed | None = None
    licenceStatus: ObjectNamed | None = None
    assignee: ObjectNamed | None = None
    dateSubmitted: Day | None = None
    datePaid: Day | None = None
    propertyRooms: dict[str, Any] | None = None
    propertyUnits: dict[str, Any] | None = None
    eligibilityInformation: dict[str, Any] | None = Field(
        default=None, description="Taken off unread and never kept: it can hold criminal-offence data. Leave it out."
    )
    healthAndSafety: dict[str, Any] | None = None
    propertyDetails: dict[str, Any] | None = Field(None, description="Of it propertyStoriesAmount is kept.")
    interestedParties: ObjectParties | None = None
    dateDraftIssued: Day | None = None
    dateFinalIssued: Day | None = Field(None, description="Without it no licence was issued, and the object is set aside.")
    dateValidFrom: Day | None = None
    dateValidTo: Day | None = None
    totalMaxPersons: Number | None = None
    totalMaxHouseholds: Number | None = None


class LicenceObjects(Shape):
    """Licences to enter."""

    licences: list[LicenceObject] = Field(min_length=1, max_length=1000)


class ExportPage(Shape):
    """A page of the council's licences; `next` is the cursor of the next page, null on the last.

    `not_exported` names what the service knows of licences and the shape has no room for.
    """

    licences: list[LicenceObject]
    next: str | None
    not_exported: list[str]


class ExportQuery(Shape):
    """Which licences are wanted."""

    cursor: Cursor = ""
    limit: Limit = 50


class ImportQuery(Shape):
    """Whether anything is to be changed."""

    dry_run: Flag = Field(True, description="Only say what would become of each row. Send false to enter them.")
    source: str = Field("sent by the API", min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$",
                        description="What the source is called; kept with each licence.")  # fmt: skip


class RowTrouble(Shape):
    """Why a row cannot be entered, and what to do."""

    particular: str
    why: str
    remedy: str


class ImportedRow(Shape):
    """What became of a row, or would."""

    row: int
    licence_number: str
    fate: Literal["new", "already there", "set aside"]
    troubles: list[RowTrouble]
    missing: list[str] = Field(description="What the source does not say; it is kept as not known.")
    not_kept: list[str] = Field(description="Fields that were sent and that no licence here has room for.")


class ImportReport(Shape):
    """What became of all rows, or would."""

    dry_run: bool
    read: int
    new: int
    already_there: int
    set_aside: int
    rows: list[ImportedRow]


KEPT = (
    "referenceNumber", "address", "licencePhase", "licenceType", "licenceStatus", "interestedParties", "dateFinalIssued", "dateValidFrom",
    "dateValidTo", "totalMaxPersons", "totalMaxHouseholds", "propertyDetails",
)  # fmt: skip
"""The fields of an object of which anything is kept."""
NOT_EXPORTED = ("the place on the national grid", "the conditions of the licence", "the rooms", "variations", "appeals")
MAPPED = (
    ("referenceNumber", "the number of the licence", "both"),
    ("address.addressLine1 to addressLine4, city, county", "the address of the house; out again in addressLine1", "both"),
    ("address.postcode, address.uprn, address.ward", "the same of the house", "both"),
    ("licencePhase", "out: Licence; in: Application is set aside", "both"),
    ("licenceType.name", "the type of licence; a selective licence is set aside", "both"),
    ("licenceStatus.name", "the state by its days: in force, not yet in force, no longer in force; not kept on the way in", "out"),
    ("dateFinalIssued", "the day of the decision; kept as issued", "both"),
    ("dateValidFrom, dateValidTo", "the first and the last day", "both"),
    ("totalMaxPersons, totalMaxHouseholds", "the most persons and households; null where not known", "both"),
    ("interestedParties.licenceHolder", "the holder", "both"),
    ("interestedParties.parties", "the holder and the manager, each with name and address", "both"),
    ("propertyDetails.propertyStoriesAmount", "the number of storeys", "both"),
)
"""Each field of the shape that is mapped, to what, and in which direction."""
