"""The tables: fields and constraints, nothing else."""

from collections.abc import Mapping

from django.db import models

from fanlight.casework.models.api import ApiKey, LicenceEntered
from fanlight.casework.models.editions import CouncilDocument, EditionLoaded, ImpactOfHouse
from fanlight.casework.models.entry import EntryLetter
from fanlight.casework.models.fire import FireArrangement, FireEntry, FirePaper, FireRecord
from fanlight.casework.models.house_reports import HouseKnown, HouseReport, HouseReportEntry, HouseReportPhotograph, Reporter
from fanlight.casework.models.inspections import Inspection, Photograph
from fanlight.casework.models.licences import Condition, Evidence, Exemption, Licence, LicenceDraft, LicenceVersion
from fanlight.casework.models.matters import Case, ChangeAnswered, ChangeReported, Deadline, House, NeedRecorded, Note, StepTaken
from fanlight.casework.models.money import Circumstance, Payment
from fanlight.casework.models.notices import Notice, Proposal, Representation, Weighed
from fanlight.casework.models.other_systems import GazetteerEntry, LetterReceipt, PaymentOrder
from fanlight.casework.models.papers import AssessmentKept, Departure, Draft, StoredFile, SurveyKept, Upload
from fanlight.casework.models.parties import Declaration, Party, Weighing
from fanlight.casework.models.people import Account, Adoption, Council, FireAuthority, LetterText, Membership
from fanlight.casework.models.record import Event, Message
from fanlight.casework.models.refunds import GivenBack
from fanlight.casework.models.settings import Designation, Erasure, FeesKept, LegalHold, RetentionPeriod
from fanlight.casework.models.signed_in import SignedIn

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
    "CouncilDocument",
    "Deadline",
    "Declaration",
    "Departure",
    "Designation",
    "Draft",
    "EntryLetter",
    "EditionLoaded",
    "Erasure",
    "Event",
    "Evidence",
    "Exemption",
    "FeesKept",
    "FireArrangement",
    "FireAuthority",
    "FireEntry",
    "FirePaper",
    "FireRecord",
    "GivenBack",
    "GazetteerEntry",
    "House",
    "HouseKnown",
    "HouseReport",
    "HouseReportEntry",
    "HouseReportPhotograph",
    "ImpactOfHouse",
    "Inspection",
    "LegalHold",
    "LetterReceipt",
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
    "PaymentOrder",
    "Photograph",
    "Proposal",
    "Reporter",
    "Representation",
    "RetentionPeriod",
    "SignedIn",
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
    EntryLetter,
    EditionLoaded,
    Designation,
    Erasure,
    Event,
    Evidence,
    FeesKept,
    FireArrangement,
    FireEntry,
    GivenBack,
    HouseReportEntry,
    LetterText,
    LicenceEntered,
    LicenceVersion,
    NeedRecorded,
    Note,
    Notice,
    Payment,
    Representation,
    RetentionPeriod,
    StepTaken,
    SurveyKept,
    Weighed,
    Weighing,
)
"""What was served, decided or recorded: the database itself refuses to change or delete a row of these."""

MARK, MARK_OF_DATA, MARK_OF_BYTES = "(erased)", {"erased": True}, b"(erased)"
"""What stands for something that was erased. An erased survey is an empty one; an erased licence has no terms."""
ERASABLE: Mapping[type[models.Model], Mapping[str, object]] = {
    ChangeAnswered: {"words": MARK},
    ChangeReported: {"words": MARK, "reported_by": MARK},
    Circumstance: {"reasons": MARK},
    Declaration: {"document": MARK, "signed_as": MARK},
    Departure: {"reasons": MARK},
    Event: {"about": MARK, "salt": MARK},
    Evidence: {"note": MARK},
    FireEntry: {"said": {"erased": MARK}},
    GivenBack: {"reasons": MARK},
    HouseReportEntry: {"words": MARK, "told": MARK},
    LicenceEntered: {"said": MARK},
    LicenceVersion: {"holder": MARK, "manager": MARK, "content": "{}", "particulars": MARK_OF_DATA},
    NeedRecorded: {"reasons": MARK},
    Note: {"words": MARK},
    Notice: {"html": MARK, "pdf": MARK_OF_BYTES, "to": MARK},
    Representation: {"by_name": MARK, "words": MARK},
    StepTaken: {"reasons": MARK, "details": MARK_OF_DATA},
    SurveyKept: {"document": "{}"},
    Weighed: {"reasons": MARK},
    Weighing: {"reasons": MARK},
}
"""The one change that the database lets such rows take: all of these columns become their marks, and every other stays as it is."""
