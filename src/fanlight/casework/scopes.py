"""What a key of the API may open, by name; two of them are open to everybody without a key."""

from enum import StrEnum


class Scope(StrEnum):
    """What a key may do. Nothing of the API writes to a case but the import of licences, so no scope does."""

    READ_REGISTER = "register:read"
    CHECK_LICENCES = "licences:check"
    READ_CASES = "cases:read"
    READ_FINDINGS = "findings:read"
    EXPORT_LICENCES = "licences:export"
    IMPORT_LICENCES = "licences:import"


PUBLIC = frozenset({Scope.READ_REGISTER, Scope.CHECK_LICENCES})
SAYS = {
    Scope.READ_REGISTER: "search the public register",
    Scope.CHECK_LICENCES: "ask if a licence number is real and in force",
    Scope.READ_CASES: "read the council's cases with their days and addresses",
    Scope.READ_FINDINGS: "read what assessments of the council's cases found",
    Scope.EXPORT_LICENCES: "take the council's licences out, with the names and addresses of their holders",
    Scope.IMPORT_LICENCES: "enter licences from a register or another system",
}
