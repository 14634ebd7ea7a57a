"""The addresses of the API: one for each path that is declared, the document, and a refusal for everything else."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from fanlight.web.api import case_answers, licence_answers, register_answers
from fanlight.web.api.declared import OPERATIONS, Operation
from fanlight.web.api.document import document
from fanlight.web.api.problems import told
from fanlight.web.api.serving import Answer, served

CONVERTERS = {"council": "slug", "reference": "str", "number": "path"}
ANSWERS: dict[str, Answer] = {
    "councils": register_answers.councils, "register": register_answers.search, "register-entry": register_answers.entry,
    "check": register_answers.check, **case_answers.ANSWERS, "export": licence_answers.export, "import": licence_answers.take,
    "import-register": licence_answers.take_register,
}  # fmt: skip
"""What answers each operation."""


def openapi(request: HttpRequest) -> HttpResponse:
    """The document of the API."""
    return JsonResponse(document(), headers={"Cache-Control": "public, max-age=3600"})


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """Nothing is here."""
    return told(404, "there is nothing at this address: /api/v1/openapi.json says what there is")


def _path(each: str) -> str:
    for name, converter in CONVERTERS.items():
        each = each.replace(f"{{{name}}}", f"<{converter}:{name}>")
    return each.removeprefix("/")


def _paths() -> list[URLPattern]:
    held: dict[str, dict[str, tuple[Operation, Answer]]] = {}
    for each in OPERATIONS:
        held.setdefault(each.path, {})[each.method] = (each, ANSWERS[each.name])
    return [path(_path(where), served(operations)) for where, operations in held.items()]


urlpatterns = [path("openapi.json", openapi, name="api-document"), *_paths(), re_path("", nowhere)]
