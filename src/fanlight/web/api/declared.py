"""Every operation of the API, declared once: its address, what it takes and gives, and the scope it asks for."""

from dataclasses import dataclass

from pydantic import BaseModel

from fanlight.casework.scopes import Scope
from fanlight.web.api import assessed, shapes
from fanlight.web.api.objects import ExportPage, ExportQuery, ImportQuery, ImportReport, LicenceObjects

HOME = "/api/v1"
JSON, CSV = "application/json", "text/csv"
GET, POST = "GET", "POST"
PARAMETERS = {
    "council": ("The council, by its name in addresses.", "^[a-zA-Z0-9_-]{1,50}$"),
    "reference": ("The reference of a case, as HMO-2026-00001.", "^[A-Za-z0-9-]{1,40}$"),
    "number": ("The number of a licence, as it was printed.", r"^[^\x00-\x1f/?#]{1,40}$"),
}
"""What stands in an address, with its form."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked. `body` is the shape of a JSON body; a CSV body has none and is a table."""

    name: str
    title: str
    says: str
    path: str
    answer: type[BaseModel]
    query: type[shapes.Shape] = shapes.Nothing
    scope: Scope | None = None
    method: str = GET
    takes: str = ""
    body: type[shapes.Shape] | None = None

    @property
    def parameters(self) -> list[str]:
        """What stands in its address."""
        return [each[1:-1] for each in self.path.split("/") if each.startswith("{")]


OPERATIONS = (
    Operation("councils", "Councils served", "The councils whose registers are kept here.", "/councils", shapes.Councils),
    Operation(
        "register", "Search the register", "The licences of a council, by address. Names of people follow the council's rule.",
        "/councils/{council}/register", shapes.RegisterPage, shapes.RegisterQuery, Scope.READ_REGISTER,
    ),
    Operation(
        "register-entry", "One entry of the register", "One licence with the particulars of SI 2006/373 regulation 11, and no more.",
        "/councils/{council}/register/{number}", shapes.RegisterEntry, scope=Scope.READ_REGISTER,
    ),
    Operation(
        "check", "Check a licence number", "Whether a number is real, in force and for how many. A number found nowhere is an answer, too.",
        "/licences/check", shapes.CheckAnswer, shapes.CheckQuery, Scope.CHECK_LICENCES,
    ),
    Operation(
        "cases", "Cases", "The cases of the key's council, in the order in which they were opened.",
        "/councils/{council}/cases", shapes.CasePage, shapes.CasesQuery, Scope.READ_CASES,
    ),
    Operation(
        "case", "One case", "Where a case stands, its steps with their days, and the periods that run.",
        "/councils/{council}/cases/{reference}", shapes.CaseShape, scope=Scope.READ_CASES,
    ),
    Operation(
        "findings", "Findings of a case", "What each edition in force finds of the house as last surveyed: an unknown is never a pass.",
        "/councils/{council}/cases/{reference}/findings", assessed.Findings, assessed.FindingsQuery, Scope.READ_FINDINGS,
    ),
    Operation(
        "permitted-number", "Permitted number", "The most persons and households that each edition permits in the house.",
        "/councils/{council}/cases/{reference}/permitted-number", assessed.PermittedNumbers, scope=Scope.READ_FINDINGS,
    ),
    Operation(
        "export", "Export licences", "The council's licences as licence objects, with the names and addresses of holders and managers.",
        "/councils/{council}/licences", ExportPage, ExportQuery, Scope.EXPORT_LICENCES,
    ),
    Operation(
        "import", "Import licence objects", "Enter licences that another system holds. First a dry run: send dry_run=false to enter them.",
        "/councils/{council}/licences", ImportReport, ImportQuery, Scope.IMPORT_LICENCES, POST, JSON, LicenceObjects,
    ),
    Operation(
        "import-register", "Import a register",
        "Enter the licences of an existing register, read as `fanlight register convert` reads it, at most 1,000 rows at a time.",
        "/councils/{council}/register", ImportReport, ImportQuery, Scope.IMPORT_LICENCES, POST, CSV,
    ),
)  # fmt: skip
REFUSED = {
    400: "The request cannot be read.", 401: "There is no key, or the key opens nothing.",
    403: "The key does not have the scope, or is of another council.", 404: "There is no such thing.", 405: "The method is not taken here.",
    413: "The body is too large.", 415: "The body is of a type that is not taken here.", 422: "A field is wrong; each is named.",
    429: "Too many requests: wait as long as Retry-After says.",
}  # fmt: skip
"""Every way in which a request is refused."""


def refusals(operation: Operation) -> list[int]:
    """The ways in which one operation can be refused."""
    of_body = {413, 415} if operation.takes else set()
    of_address = {404} if operation.parameters else set()
    return sorted({400, 401, 403, 405, 422, 429} | of_body | of_address)
