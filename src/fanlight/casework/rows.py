"""The kinds of row that queries return, for the signatures of pages, which read them and hand them back and never ask the database."""

from fanlight.casework.models import (
    Account,
    Case,
    Condition,
    Council,
    Draft,
    FireEntry,
    FireRecord,
    House,
    Inspection,
    Licence,
    Message,
    Notice,
    Party,
    Photograph,
    Proposal,
    StepTaken,
    SurveyKept,
    Upload,
)

__all__ = [
    "Account", "Case", "Condition", "Council", "Draft", "FireEntry", "FireRecord", "House", "Inspection", "Licence", "Message", "Notice", "Party", "Photograph",
    "Proposal", "StepTaken", "SurveyKept", "Upload",
]  # fmt: skip
