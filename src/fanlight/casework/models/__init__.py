"""The tables: fields and constraints, nothing else."""

from fanlight.casework.models.api import ApiKey, LicenceEntered
from fanlight.casework.models.fire import FireArrangement, FireEntry, FirePaper, FireRecord
from fanlight.casework.models.inspections import Inspection, Photograph
from fanlight.casework.models.licences import Condition, Evidence, Exemption, Licence, LicenceDraft, LicenceVersion
from fanlight.casework.models.matters import Case, ChangeAnswered, ChangeReported, Deadline, House, NeedRecorded, Note, StepTaken
from fanlight.casework.models.money import Circumstance, Payment
from fanlight.casework.models.notices import Notice, Proposal, Representation, Weighed
from fanlight.casework.models.papers import AssessmentKept, Departure, Draft, StoredFile, SurveyKept, Upload
from fanlight.casework.models.parties import Declaration, Party, Weighing
from fanlight.casework.models.people import Account, Adoption, Council, FireAuthority, LetterText, Membership
from fanlight.casework.models.record import Event, Message

__all__ = [
    "Account",
    "Adoption",
    "ApiKey",
    "AssessmentKept",
    "Case",
    "ChangeAnswered",
    "ChangeReported",
    "Circumstance",
    "Condition",
    "Council",
    "Deadline",
    "Declaration",
    "Departure",
    "Draft",
    "Event",
    "Evidence",
    "Exemption",
    "FireArrangement",
    "FireAuthority",
    "FireEntry",
    "FirePaper",
    "FireRecord",
    "House",
    "Inspection",
    "LetterText",
    "Licence",
    "LicenceDraft",
    "LicenceEntered",
    "LicenceVersion",
    "Membership",
    "Message",
    "NeedRecorded",
    "Note",
    "Notice",
    "Party",
    "Payment",
    "Photograph",
    "Proposal",
    "Representation",
    "StepTaken",
    "StoredFile",
    "SurveyKept",
    "Upload",
    "Weighed",
    "Weighing",
]

APPEND_ONLY = (
    AssessmentKept,
    ChangeAnswered,
    ChangeReported,
    Circumstance,
    Declaration,
    Departure,
    Event,
    Evidence,
    FireArrangement,
    FireEntry,
    LicenceEntered,
    LicenceVersion,
    NeedRecorded,
    Note,
    Notice,
    Payment,
    Representation,
    StepTaken,
    SurveyKept,
    Weighed,
    Weighing,
)
"""What was served, decided or recorded: the database itself refuses to change or delete a row of these."""
