"""The kinds of row that queries return, for the signatures of pages, which read them and hand them back and never ask the database."""

from fanlight.casework.models import Account, Case, Council, Draft, FireEntry, FireRecord, House, Inspection, Notice, Party, Proposal

__all__ = ["Account", "Case", "Council", "Draft", "FireEntry", "FireRecord", "House", "Inspection", "Notice", "Party", "Proposal"]
